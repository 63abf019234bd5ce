"""What the things of one exchange document say of the world, each record once: drafts brought together by their keys.

A document speaks of one wallet in many places. What two of its things say of one record under the same terms becomes
one draft; under other terms it is another record, as one record has one envelope.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, reduce
from typing import Any

from bowstreet.casework.intake import restoring
from bowstreet.casework.intake.marking import Marked
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.holdings.repository import merging
from bowstreet.vocabulary.drafts import Draft, DraftLink, Earlier, Told
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.evaluation import weakest
from bowstreet.vocabulary.kinds import ahead, catalogue
from bowstreet.vocabulary.kinds.kind import Kind, Shape, WrongBody
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.statements import weighed

CITES = 5
"""Places that a draft cites, though it may stand in many more."""

_PIECE = "piece:"
_OBSERVATION = "observation:"
_Key = tuple[str, str]
_Link = tuple[LinkType, str, str, str]
_Whole = tuple[str, str, str, int]


@dataclass(frozen=True)
class Ends:
    """The records that a link or a judgement may lead to: the envelopes of each by kind and key, by digests of terms.

    ``homes`` are those of carried records by their ids at their giver.
    """

    keys: Mapping[_Key, Mapping[str, Marked]]
    homes: Mapping[str, Marked]

    def within(self, key: _Key, home: str, own: str = "") -> Marked | None:
        """Return the envelope of the record that is meant; the one under terms of their ``own`` digest, else the first.

        None where there is none.
        """
        found = self.keys.get(key, {})
        return self.homes.get(home) or found.get(own) or next(iter(found.values()), None)


@dataclass
class _Thing:
    """A record on its way: its body, its envelope, how it was seen and what it is linked to."""

    kind: Kind
    known_as: str
    envelope: Envelope
    body: dict[str, Any]
    first: date | None
    last: date | None
    cites: dict[str, None] = field(default_factory=dict)
    links: dict[_Link, DraftLink] = field(default_factory=dict)
    rows: int = 0
    digest: str = ""
    weighed: bool = False
    told: Told | None = None
    earlier: tuple[Earlier, ...] = ()
    older: bool = False


@dataclass(frozen=True)
class Read:
    """One draft of a thing of a document, with its envelope and the digest of its terms, its body checked.

    ``place`` is the number of the thing.
    """

    place: int
    draft: Draft
    envelope: Envelope
    digest: str
    body: Mapping[str, Any]

    @cached_property
    def key(self) -> _Key:
        """Return kind and natural key; where there is none, what it is known as, else nothing that another has."""
        kind = catalogue.kind(self.draft.kind)
        return kind.code, kind.key(self.body) or self.draft.known_as


def checked(place: int, draft: Draft, marked: Marked, now: datetime) -> Read:
    """Return a draft with its body as its kind keeps it; raise ``WrongBody`` with a sentence, of days ahead too."""
    kind = catalogue.kind(draft.kind)
    body = kind.check(draft.body)
    for name, sentence in ahead.ahead(kind, body, now):
        raise WrongBody(name, sentence)
    last = max(filter(None, (draft.first_seen, draft.last_seen)), default=None)
    if last is not None and last > ahead.today_anywhere(now):
        raise WrongBody("last_seen", ahead.SEEN.format(day=last))
    return Read(place, draft, marked.envelope, marked.digest, body)


def kinds(read: Sequence[Read]) -> dict[str, int]:
    """Return how many records of each kind would come out at most, by their codes."""
    found: dict[str, int] = {}
    for kind, *_ in {_whole_key(number, each): None for number, each in enumerate(read)}:
        found[kind] = found.get(kind, 0) + 1
    return found


def lost(read: Sequence[Read]) -> tuple[Loss, ...]:
    """Return the earlier versions of records of which one record is made here, which has the histories of neither."""
    several: dict[_Whole, list[Draft]] = {}
    for number, each in enumerate(read):
        several.setdefault(_whole_key(number, each), []).append(each.draft)
    dropped = sum(len(draft.earlier) for same in several.values() if len(same) > 1 for draft in same)
    return (Loss(restoring.VERSIONS, Why.COARSER, dropped),) if dropped else ()


def ends(read: Iterable[Read]) -> Ends:
    """Return under which terms each record stands that a link may lead to."""
    found: dict[_Key, dict[str, Marked]] = {}
    homes: dict[str, Marked] = {}
    for each in read:
        marked = Marked(each.envelope, each.digest)
        if each.key[1]:
            found.setdefault(each.key, {}).setdefault(each.digest, marked)
        if each.draft.home:
            homes[each.draft.home] = marked
    return Ends(found, homes)


def gather(
    read: Sequence[Read], cites: Mapping[int, str], ends: Ends, older: Collection[int] = frozenset()
) -> list[Draft]:
    """Return each record of some things of a document once; ``cites`` says which observation a thing became.

    ``older`` are the numbers of things of which a newer version is held.
    """
    things: dict[_Whole, _Thing] = {}
    for number, each in enumerate(read):
        whole = _whole_key(number, each)
        things[whole] = _said(things.get(whole), each, cites)
        things[whole].older |= each.place in older
    return [_draft(each, ends) for each in things.values()]


def together(drafts: Iterable[tuple[int, Draft]]) -> Iterator[tuple[Draft, list[tuple[int, Draft]]]]:
    """Yield what several documents say of the world, each record once, with what each document, by number, said of it.

    Of a plain value the newer counts, as when they come one after another; of several histories none.
    """
    several: dict[tuple[str, str, str], list[tuple[int, Draft]]] = {}
    digests: dict[int, str] = {}
    for number, (place, draft) in enumerate(drafts):
        kind = catalogue.kind(draft.kind)
        key = kind.key(draft.body) or draft.known_as
        if id(draft.envelope) not in digests:
            digests[id(draft.envelope)] = draft.envelope.terms.digest() if draft.envelope else ""
        digest = digests[id(draft.envelope)]
        several.setdefault((kind.code, key or f"\x01{number}", digest), []).append((place, draft))
    for same in several.values():
        first, *others = (draft for _, draft in same)
        yield (reduce(_joined, map(_weighed, others), _weighed(first)) if others else first), same


def _weighed(draft: Draft) -> Draft:
    """Return a draft whose statements have the grade of its own document, before they stand beside another's."""
    bare = replace(draft, told=None, earlier=(), weighed=True)
    if draft.envelope is None or draft.weighed:
        return bare
    said = draft.envelope.particulars
    return replace(bare, body=weighed(draft.body, said.grade, said.basis))


def _joined(held: Draft, said: Draft) -> Draft:
    """Return two drafts of one record as one."""
    is_newer = said.last_seen is None or held.last_seen is None or said.last_seen >= held.last_seen
    is_newer = held.older if held.older != said.older else is_newer
    links = {(each.type, each.kind, each.key, each.home): each for each in (*said.links, *held.links)}
    return replace(
        held,
        body=merging.merge(catalogue.kind(held.kind), held.body, said.body, newer=is_newer),
        first_seen=min(filter(None, (held.first_seen, said.first_seen)), default=None),
        last_seen=max(filter(None, (held.last_seen, said.last_seen)), default=None),
        cites=tuple(dict.fromkeys((*held.cites, *said.cites)))[:CITES],
        rows=held.rows + said.rows,
        older=held.older and said.older,
        links=tuple(links.values()),
        envelope=_weaker(held.envelope, said.envelope) if held.envelope and said.envelope else held.envelope,
    )


def _whole_key(number: int, read: Read) -> _Whole:
    """Return by what a draft is one record with another: kind, key and terms; one without a key is with none."""
    kind, key = read.key
    return kind, key, read.digest, 0 if key else number + 1


def _said(thing: _Thing | None, read: Read, cites: Mapping[int, str]) -> _Thing:
    """Return a thing, begun or added to, with what one more draft says of it."""
    draft, body = read.draft, _cited(read.body, read.place, cites)
    if thing is None:
        kind = catalogue.kind(draft.kind)
        thing = _Thing(kind, draft.known_as, read.envelope, body, draft.first_seen, draft.last_seen)
        thing.digest, thing.told, thing.weighed = read.digest, draft.told, draft.weighed
        thing.earlier = tuple(replace(each, body=_cited(each.body, read.place, cites)) for each in draft.earlier)
    else:
        thing.told, thing.earlier, thing.weighed = None, (), thing.weighed and draft.weighed
        thing.body = _merged(thing.kind, thing.body, body)
        thing.envelope = _weaker(thing.envelope, read.envelope)
        thing.first = min(filter(None, (thing.first, draft.first_seen)), default=None)
        thing.last = max(filter(None, (thing.last, draft.last_seen)), default=None)
    thing.rows += draft.rows
    for each in _observed(draft.cites or (f"{_PIECE}{read.place}",), cites):
        if len(thing.cites) < CITES:
            thing.cites[each] = None
    for link in draft.links:
        key = link.type, link.kind, link.key, link.home
        thing.links.setdefault(key, replace(link, cites=_observed(link.cites, cites)))
    return thing


def _merged(kind: Kind, held: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return two bodies as one; of a plain value the first counts, and long texts stand under one another."""
    merged = merging.merge(kind, held, said, newer=False)
    for each in kind.fields:
        if each.shape is Shape.LONG_TEXT and not each.many and each.name in held and each.name in said:
            lines = dict.fromkeys([*held[each.name].split("\n"), *said[each.name].split("\n")])
            whole = "\n".join(lines)
            merged[each.name] = whole if len(whole) <= LONGEST_LONG_TEXT else held[each.name]
    return merged


def _weaker(held: Envelope, said: Envelope) -> Envelope:
    """Return the envelope of what two things say under the same terms: with the weaker of their grades."""
    if held.particulars.grade == said.particulars.grade:
        return held
    grade = weakest([held.particulars.grade, said.particulars.grade])
    return replace(held, particulars=replace(held.particulars, grade=grade))


def _draft(thing: _Thing, ends: Ends) -> Draft:
    own = thing.digest
    links = tuple(
        link if within is None or within.digest == own else replace(link, within=within.envelope)
        for link in thing.links.values()
        for within in (ends.within((link.kind, link.key), link.home, own),)
    )
    return Draft(
        thing.kind.code, thing.body, thing.first, thing.last, tuple(thing.cites), thing.rows, links,
        known_as=thing.known_as, envelope=thing.envelope, told=thing.told, earlier=thing.earlier,
        weighed=thing.weighed, older=thing.older,
    )  # fmt: skip


def _cited(body: Mapping[str, Any], place: int, cites: Mapping[int, str]) -> dict[str, Any]:
    """Return a body whose statements name observations as their sources, no longer things of the document.

    A row of somebody else's dataset is none here: such a statement names the row that it came in.
    """
    own = cites.get(place, "")
    return {
        name: [_sourced(each, cites, own) for each in value] if isinstance(value, list) else value
        for name, value in body.items()
    }


def _sourced(statement: Any, cites: Mapping[int, str], own: str) -> Any:
    source = statement.get("source", "") if isinstance(statement, dict) else ""
    if source.startswith(_PIECE):
        return {**statement, "source": _of_place(source, cites)}
    return {**statement, "source": own} if source.startswith(_OBSERVATION) else statement


def _observed(said: Iterable[str], cites: Mapping[int, str]) -> tuple[str, ...]:
    found = (_of_place(each, cites) if each.startswith(_PIECE) else each for each in said)
    return tuple(dict.fromkeys(each for each in found if each))


def _of_place(said: str, cites: Mapping[int, str]) -> str:
    number = said.removeprefix(_PIECE)
    return cites.get(int(number), "") if number.isascii() and number.isdecimal() else ""
