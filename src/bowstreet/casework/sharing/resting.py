"""What of an agency's own rests on something that was recalled from it or marked anew by its giver; read, never kept.

Known from what the agency was told: recalls of what was released to it here, and notices on copies of what came from
elsewhere. A flag tells of what opens to the reader on both sides: what rests by itself and by its other end; what it
rests on as it is marked now, as it lies in the trash, or as it was when it went.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from bowstreet.casework.intake import tracing
from bowstreet.casework.operations import holding
from bowstreet.casework.sharing import models
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import advancing, bearing, denying, recent, showing
from bowstreet.holdings.repository.bearing import Bears
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary import tightening
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader

MOST: Final = 500
"""So many recalls, so many notices, and so much that rests on them is told of, the newest first."""

Sort = Literal["recalled", "marked"]
What = Literal["link", "judgement", "operation"]


@dataclass(frozen=True)
class RestingRow:
    """Something of the reader's agency that rests on what was recalled, or marked anew with looser marks of its own.

    ``record`` is where it stands: the other end of the link or judgement, or the operation. ``word`` is the type of the
    link or the verdict. ``on_title`` is empty where what it rests on opens no more.
    """

    what: What
    word: str
    record: str
    title: str
    on: str
    on_title: str
    sort: Sort
    at: datetime
    reason: str


@dataclass(frozen=True)
class Flag:
    """That a record is a copy which its giver recalled or marked anew: when and why."""

    record: str
    sort: Sort
    at: datetime
    reason: str


@dataclass(frozen=True)
class RestingList:
    """What rests so, the latest word of a giver first; of one ``record`` where it is narrowed. ``more``: not all.

    ``copies`` holds that record where it is itself what was recalled or marked anew.
    """

    rows: tuple[RestingRow, ...]
    record: str
    more: bool
    copies: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Flags:
    """Of some records: which are such copies, and on how many of them something of the agency rests on such a thing."""

    copies: tuple[Flag, ...] = ()
    resting: int = 0


class _Word(NamedTuple):
    """A giver's last word on something; ``released`` are the versions in which it went, empty for a copy here."""

    sort: Sort
    at: datetime
    reason: str
    released: tuple[int, ...] = ()


class _Found(NamedTuple):
    what: What
    word: str
    record: str
    on: str


def resting(*, reader: Reader, now: datetime, record: str = "") -> RestingList:
    """Return what of the reader's agency rests on what was recalled from it or marked anew, as far as both open.

    Narrowed to what stands on one ``record``, or rests on it. Raise ``Hidden`` for a record that is not there.
    """
    gate.wants_purpose(reader)
    uid = ""
    if record.strip():
        with denying.denied(reader, "resting.list", now):
            uid = showing.visible_row(record, reach_of(reader, now)).uid
    said, found = _resting(reader, now, {uid} if uid else None)
    latest = sorted(found, key=lambda each: (said[each.on].at, each), reverse=True)
    some = latest[:MOST]
    ids = {each.record for each in some} | {each.on for each in some}
    titles = recent.named(reader=reader, now=now, ids=ids, action="resting.list")
    rows = tuple(
        RestingRow(
            each.what, each.word, each.record, titles[each.record].title, each.on,
            titles[each.on].title if each.on in titles else "", said[each.on].sort, said[each.on].at,
            said[each.on].reason,
        )
        for each in some if each.record in titles
    )  # fmt: skip
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="resting.list", now=now, count=len(rows),
        records=[uid] if uid else [],
    )  # fmt: skip
    return RestingList(rows, uid, len(latest) > MOST, _copies_of({uid} - {""}, said))


def flags(*, reader: Reader, now: datetime, ids: Collection[str]) -> Flags:
    """Return what is to be flagged on a page that shows some records, which open to the reader."""
    if not _was_told(reader.agency):
        return Flags()
    said, found = _resting(reader, now, set(ids))
    return Flags(_copies_of({*ids}, said), len(found))


def _copies_of(ids: set[str], said: Mapping[str, _Word]) -> tuple[Flag, ...]:
    """Return of some records those of which their giver said a word, the latest first."""
    found = [Flag(id, said[id].sort, said[id].at, said[id].reason) for id in ids & said.keys()]
    return tuple(sorted(found, key=lambda each: (each.at, each.record), reverse=True))


def _was_told(agency: str) -> bool:
    told = models.Recalled.objects.filter(receiver=agency, version=0), models.Notice.objects.filter(agency=agency)
    return any(each.exists() for each in told)


def _resting(reader: Reader, now: datetime, ids: set[str] | None) -> tuple[Mapping[str, _Word], list[_Found]]:
    """Return the words of givers that count, by record, and what rests on these; around some records or all."""
    if ids is None:
        said = _said(reader.agency, None)
        bears = bearing.on(reader=reader, now=now, ids=said)
    else:
        bears = bearing.on(reader=reader, now=now, ids=ids)
        said = _said(reader.agency, ids | {end for each in bears for end in (each.left, each.right)})
    known = _known(said, reader, now)
    said = {id: word for id, word in said.items() if id in known}
    marks = {id: one.terms for id, one in advancing.standing(said).items()}
    ends = bearing.opening(reader=reader, now=now, ids={end for each in bears for end in (each.left, each.right)})
    found = {
        _Found("link" if each.sort == "link" else "judgement", each.word, other, on)
        for each in bears
        for on, other in ((each.left, each.right), (each.right, each.left))
        if on in said and other in ends and _is_resting(each, said[on], marks, on)
    }
    around = [id for id in said if ids is None or id in ids]
    found |= {
        _Found("operation", "", operation, on) for operation, on in holding.holding(reader=reader, now=now, ids=around)
    }
    return said, sorted(found)


def _is_resting(each: Bears, word: _Word, marks: Mapping[str, Terms], on: str) -> bool:
    """Say whether a statement rests on what its giver said a word on: of what was marked anew, a looser one."""
    return word.sort == "recalled" or (on in marks and bool(tightening.tightened(each.terms, marks[on])))


def _known(said: Mapping[str, _Word], reader: Reader, now: datetime) -> frozenset[str]:
    """Return of what givers said a word on what the reader may know to have been there."""
    open_ = bearing.opening(reader=reader, now=now, ids=said)
    went = {(id, version) for id, word in said.items() if id not in open_ for version in word.released}
    marks = advancing.marks(went)
    return open_ | {id for (id, _), value in marks.items() if gate.opens(reader, value, Action.META, now)}


def _said(agency: str, ids: set[str] | None) -> dict[str, _Word]:
    """Return the last words of givers on what an agency has or had, by record; on some of these records or all."""
    words = dict(_released(agency, ids))
    for id, word in _copies(agency, ids):
        held = words.get(id)
        if held is None or held.sort == word.sort == "marked" or word.sort == "recalled":
            words[id] = word
    return words


def _released(agency: str, ids: set[str] | None) -> Iterator[tuple[str, _Word]]:
    """Yield the recalls of what was released to an agency of this node and did not go to it again."""
    told = models.Recalled.objects.filter(receiver=agency, version=0)
    some = list((told if ids is None else told.filter(record__in=ids)).order_by("-at", "id")[:MOST])
    versions, stands = defaultdict[str, set[int]](set), set[str]()
    gone = models.Release.objects.filter(receiver=agency, record__in={each.record for each in some})
    for record, version, recalled_at in gone.values_list("record", "version", "recalled_at"):
        versions[record].add(version)
        if recalled_at is None:
            stands.add(record)
    for each in reversed(some):
        if each.record not in stands:
            yield each.record, _Word("recalled", each.at, each.reason, tuple(sorted(versions[each.record])))


def _copies(agency: str, ids: set[str] | None) -> Iterator[tuple[str, _Word]]:
    """Yield the words on copies of what came from elsewhere, by the ways by which they came, the oldest first.

    A recall counts until the thing comes again.
    """
    notices = list(models.Notice.objects.filter(agency=agency).exclude(answer="unknown").order_by("-id")[:MOST])
    if not notices:
        return
    meant = {thing for each in notices for thing in json.loads(each.objects_meant)}
    ways = _ways(agency, notices)
    records: dict[tuple[tuple[str, str], str], set[tuple[str, datetime]]] = defaultdict(set)
    for intake, thing, record in tracing.made_of(ways, meant, ids):
        way, at = ways[intake]
        records[way, thing].add((record, at))
    for each in sorted(notices, key=lambda one: (bool(one.marks), one.id)):
        for thing in json.loads(each.objects_meant):
            came = records.get((_way(each), thing), set())
            if each.marks or all(at <= each.at for _, at in came):
                sort: Sort = "marked" if each.marks else "recalled"
                yield from ((record, _Word(sort, each.at, each.reason)) for record, _ in came)


def _way(each: models.Notice) -> tuple[str, str]:
    return ("peer", str(each.peer_id)) if each.peer_id else ("agreement", str(each.agreement_id))


def _ways(agency: str, notices: Collection[models.Notice]) -> dict[str, tuple[tuple[str, str], datetime]]:
    """Return by which way, and when, the intakes came that notices may speak of."""
    pulled = models.PulledIn.objects.filter(peer__in={each.peer_id for each in notices if each.peer_id})
    handed = models.HandedIn.objects.filter(
        agency=agency, agreement__in={each.agreement_id for each in notices if each.agreement_id}
    )
    found = {intake: (("peer", peer), at) for intake, peer, at in pulled.values_list("intake", "peer", "at")}
    return found | {
        intake: (("agreement", held), at) for intake, held, at in handed.values_list("intake", "agreement", "at")
    }
