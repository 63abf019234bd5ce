"""What stands under an agreement read as a collection of objects of STIX, by whoever collects it with a program.

Every object is asked for at the gate whenever it is read: as its record is marked now, to the depth that opens now,
within what the agreement lets leave now. What does not open is left out without a trace.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from bowstreet.casework.sharing import agreeing, lining, models, rules
from bowstreet.casework.sharing.giving import OtherPurpose
from bowstreet.formats.stix.notices import RECALL
from bowstreet.holdings.agencies import queries, sessions
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import advancing, denying
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

MOST: Final = 1_000
"""So many objects are given at once."""

LARGEST: Final = 32 << 20
"""So many bytes of objects are given at once, or one object alone."""

ORDER: Final = (Purpose.INFORMATION_EXCHANGE, *(each for each in Purpose if each is not Purpose.INFORMATION_EXCHANGE))
"""Which purpose counts where a program names none: the first of these that agreement and token have in common."""

_WRITERS = LEA_ROLES - {Role.PROSECUTOR}
SPEC: Final = "2.1"
"""The version of STIX that all objects are of."""

_STEP = 200
_SOME = 50


@dataclass(frozen=True)
class CollectionCard:
    """An agreement as a collection. ``id`` is a UUID of version 4, as TAXII asks; ``writes``: one may hand in."""

    id: str
    title: str
    giver: str
    writes: bool


@dataclass(frozen=True)
class Asked:
    """What is asked for of a collection; empty parts narrow nothing.

    ``versions`` holds ``last``, ``first``, ``all`` or times of versions as they are told.
    """

    after: datetime | None = None
    next: str | None = None
    limit: int = MOST
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[str, ...] = ("last",)
    specs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An object as it is given: its bytes, and when it came into the collection."""

    id: str
    version: str
    added_at: datetime
    text: str


@dataclass(frozen=True)
class Collected:
    """A page of a collection in its order. ``since`` is the moment to go on from where nothing is on it."""

    items: tuple[Item, ...]
    next: str | None
    since: datetime


class Kept(NamedTuple):
    """An object as it stands in a collection, without its bytes."""

    pk: int
    added_at: datetime
    stix_id: str
    version: str
    record: str
    other: str
    terms_id: int
    depth: str
    digest: str
    again: bool
    size: int


def entering(
    reader: Reader, among: Collection[Purpose], *, id: str | None = None, named: str | None = None
) -> Reader:  # fmt: skip
    """Return a reader with the purpose that a request counts for, and the agreement as its reason.

    That is the purpose ``named``, else the first in ``ORDER`` that is among those of the token and of the agreement.
    Raise ``PurposeRefused`` where none is left. An agreement that is not there for the reader changes nothing.
    """
    if named is not None and named not in among:
        raise PurposeRefused()
    usable = [each for each in ORDER if each in among and sessions.may_use(reader.role, each)]
    try:
        wanted = agreeing.sieve_of(_of(reader, id)).purposes if id is not None else frozenset[Purpose]()
    except Hidden:
        wanted = frozenset()
    chosen = Purpose(named) if named else next((each for each in usable if each in wanted), next(iter(usable), None))
    made = sessions.with_choice(reader, purpose=chosen, case=reader.case, reason=reader.reason)
    gate.wants_purpose(made)
    return replace(made, reason=made.reason or (f"Collection {id.strip()[-8:]}" if id else "Collections"))


def collections(*, reader: Reader, now: datetime) -> tuple[CollectionCard, ...]:
    """Return the collections that the reader's agency has part in today, in the order in which they were agreed."""
    found = agreeing.agreements(reader=reader, now=now).agreements
    held = [_of(reader, each.id) for each in reversed(found) if each.state == "standing"]
    ids = [each.id for each in held]
    looking.note(actor=reader, event=Event.CONSULTATION, action="collection.list", now=now, records=ids)
    return tuple(_shown(each, reader) for each in held if agreeing.stands(each, now.date()))


def collection(*, reader: Reader, now: datetime, id: str) -> CollectionCard:
    """Return one collection; raise ``Hidden`` for what is none for the reader today."""
    held = standing(reader, now, id, "collection.show")
    looking.note(actor=reader, event=Event.CONSULTATION, action="collection.show", now=now, records=[held.id])
    return _shown(held, reader)


def objects(
    *, reader: Reader, now: datetime, id: str, asked: Asked, action: str = "collection.objects"
) -> Collected:  # fmt: skip
    """Return a page of the objects of a collection, the oldest first, as far as they open to the reader.

    A disclosure in the ledger, and in the giver's for each record. Raise ``Hidden`` or ``OtherPurpose``.
    """
    held = standing(reader, now, id, action)
    view = View(held, reader, now)
    found = objects_of(view, asked)
    page: list[Kept] = []
    size = 0
    for each in found[: asked.limit]:
        size += each.size
        if page and size > LARGEST:
            break
        page.append(each)
    view.check_out(page)
    texts = dict(models.KeptObject.objects.filter(pk__in=[each.pk for each in page]).values_list("pk", "text"))
    records = sorted({end for each in page for end in (each.record, each.other) if end})
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action=action, now=now, count=len(page), records=records,
        touched=[(each, held.giver) for each in records if held.giver != reader.agency],
    )  # fmt: skip
    items = tuple(Item(each.stix_id, each.version, each.added_at, texts[each.pk]) for each in page if each.pk in texts)
    more = cursors.seal([page[-1].added_at.isoformat()], _scope(reader, held)) if len(found) > len(page) else None
    return Collected(items, more, asked.after or held.made_at)


def one(*, reader: Reader, now: datetime, id: str, asked: Asked, action: str) -> Collected:
    """Return what is asked for of one object; raise ``Hidden`` where none of it opens, whatever is asked for."""
    found = objects(reader=reader, now=now, id=id, asked=asked, action=action)
    if not found.items:
        held = standing(reader, now, id, action)
        with denying.denied(reader, action, now):
            if not objects_of(View(held, reader, now), Asked(limit=1, ids=asked.ids, versions=("all",))):
                raise Hidden()
    return found


def standing(reader: Reader, now: datetime, id: str, action: str) -> models.Agreement:
    """Return an agreement in force for the reader's purpose; raise ``Hidden`` or ``OtherPurpose``."""
    gate.wants_purpose(reader)
    with denying.denied(reader, action, now, OtherPurpose):
        held = _of(reader, id)
        if not agreeing.stands(held, now.date()):
            raise Hidden()
        if reader.purpose not in agreeing.sieve_of(held).purposes:
            raise OtherPurpose()
    return held


def may_write(held: models.Agreement, reader: Reader) -> bool:
    """Say whether a reader may hand objects in to a collection: an officer of the giver who records."""
    return held.giver == reader.agency and reader.role in _WRITERS


class View:
    """A collection as it opens to one reader now."""

    def __init__(self, held: models.Agreement, reader: Reader, now: datetime) -> None:
        """Ask the gate once for all that is looked at."""
        self.held, self.reader, self.now = held, reader, now
        self.sieve, self.sets = agreeing.sieve_of(held), gate.visible(reader, now)

    def line(self) -> "QuerySet[models.KeptObject]":
        """Return what is kept under terms that open, in its order, at the depth to which they do.

        A link opens as deep as the least of three terms, which is looked at afterwards.
        """
        every = models.KeptObject.objects.filter(agreement=self.held).order_by("added_at")
        every = every.exclude(type=RECALL) if self.held.giver == self.reader.agency else every
        opens, values = gate.within("terms_id", self.sets.body | {0})
        deep, deep_values = gate.within("terms_id", self.sets.identifiers)
        fits = f"(depth = '' OR other <> '' OR (depth = 'identifiers') = ({deep}))"
        return every.extra(where=[opens, fits], params=[*values, *deep_values])  # noqa: S610 - no reader writes it

    def lets(self, some: Sequence[Kept]) -> list[Kept]:
        """Return of some objects those that may be given."""
        records = advancing.standing({end for each in some for end in (each.record, each.other) if end})
        passing = {id: one for id, one in records.items() if self._passes(one)}
        marks = terms.look_up({each.terms_id for each in some if each.terms_id})
        free = {id for id, (value, pending) in marks.items() if not pending and self._opens(id, value)}
        return [each for each in some if not each.terms_id or (each.terms_id in free and self._tells(each, passing))]

    def once(self, some: Sequence[Kept]) -> list[Kept]:
        """Return of some objects those whose bytes do not stand before them for this reader."""
        again = {each.digest for each in some if each.again}
        if not again:
            return list(some)
        firsts = _rows(self.line().filter(digest__in=again, again=False))
        shown = {each.digest: each.added_at for each in self.lets(firsts)}
        return [each for each in some if not each.again or not self._stands_before(each, shown)]

    def check_out(self, page: Sequence[Kept]) -> None:
        """Ask the gate once more for what is about to go out, as deep as it goes."""
        for depth in (Action.BODY, Action.IDENTIFIERS):
            deep = depth is Action.IDENTIFIERS
            marks = {each.terms_id for each in page if each.terms_id and (each.depth == "identifiers") == deep}
            gate.check_out(self.reader, marks, depth, self.now)

    def _passes(self, one: advancing.Written) -> bool:
        opens = one.terms_id in self.sets.body and not one.pending
        return opens and rules.passes(self.sieve, lining.candidate(one), self.now.date())

    def _opens(self, id: int, value: Terms) -> bool:
        return id in self.sets.body and rules.lets(self.sieve, value, self.now.date())

    def _tells(self, each: Kept, passing: dict[str, advancing.Written]) -> bool:
        """Say whether an object under terms that open tells of records that pass, marked as when it was kept."""
        ends = [end for end in (each.record, each.other) if end]
        if any(end not in passing for end in ends):
            return False
        if len(ends) == 1 and passing[ends[0]].terms_id != each.terms_id:
            return False
        marks = {each.terms_id, *(passing[end].terms_id for end in ends)}
        return each.depth in ("", "identifiers" if marks <= self.sets.identifiers else "body")

    def _stands_before(self, each: Kept, shown: dict[str, datetime]) -> bool:
        if each.digest in shown:
            return shown[each.digest] < each.added_at
        earlier = self.line().filter(digest=each.digest, added_at__lt=each.added_at)
        return any(self.lets(_rows(earlier[first : first + _SOME])) for first in range(0, earlier.count(), _SOME))


def objects_of(view: View, asked: Asked) -> list[Kept]:
    """Return one more than is asked for, where there are so many."""
    found: list[Kept] = []
    for each in _walked(view, asked):
        found.append(each)
        if len(found) > asked.limit:
            break
    return found


def _walked(view: View, asked: Asked) -> Iterator[Kept]:
    line, place = _narrowed(view.line(), asked), asked.after
    if asked.next is not None:
        (at,) = cursors.open_sealed(asked.next, _scope(view.reader, view.held))
        place = max(filter(None, (place, datetime.fromisoformat(str(at)))))
    if asked.specs and SPEC not in asked.specs:
        return
    steps = max(_STEP, asked.limit + 1)
    while True:
        step = _rows((line.filter(added_at__gt=place) if place else line)[:steps])
        yield from view.once(view.lets(step))
        if len(step) < steps:
            return
        place = step[-1].added_at


def _rows(line: "QuerySet[models.KeptObject]") -> list[Kept]:
    return [Kept._make(each) for each in line.values_list(*Kept._fields)]


def _narrowed(line: "QuerySet[models.KeptObject]", asked: Asked) -> "QuerySet[models.KeptObject]":
    if asked.ids:
        line = line.filter(stix_id__in=asked.ids)
    if asked.types:
        line = line.filter(type__in=asked.types)
    if asked.versions == ("last",):
        return line.filter(last=True)
    if "all" in asked.versions:
        return line
    named = Q(version__in=asked.versions)
    ends = [Q(**{end: True}) for end in ("first", "last") if end in asked.versions]
    for each in ends:
        named |= each
    return line.filter(named)


def _of(reader: Reader, id: str) -> models.Agreement:
    """Return an agreement by the id that it has as a collection, or by its own."""
    told = id.strip().lower()
    return agreeing.of(reader, f"{told[:14]}7{told[15:]}" if told[14:15] == "4" else told)


def outer_id(id: str) -> str:
    """Return an id as the standard asks for: written with the version 4, else the same.

    >>> outer_id("019a0000-0000-7000-8000-0123456789ab")
    '019a0000-0000-4000-8000-0123456789ab'
    """
    return f"{id[:14]}4{id[15:]}"


def _shown(held: models.Agreement, reader: Reader) -> CollectionCard:
    return CollectionCard(outer_id(held.id), held.title, queries.card(held.giver).name, may_write(held, reader))


def _scope(reader: Reader, held: models.Agreement) -> str:
    return f"collection:{held.id}:{reader.officer}:{reader.purpose}"
