"""Proposed changes as their agency's officers see them: a list, and each as a difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.files import sniffing
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import (
    attaching,
    composing,
    denying,
    enveloping,
    foreseeing,
    models,
    outdating,
    proposing,
    recording,
    rows,
    wishes,
)
from bowstreet.holdings.repository.attaching import Kept, Opened
from bowstreet.holdings.repository.foreseeing import Foreseen
from bowstreet.holdings.repository.reconciling import Difference, reconcile
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

MOST_SHOWN = 200


@dataclass(frozen=True)
class ChangeRow:
    """A change in its list. ``stale``: it waits and cannot be made any more."""

    id: str
    short: str
    sort: str
    title: str
    kind_label: str
    author: str
    at: datetime
    state: str
    own: bool
    stale: bool


@dataclass(frozen=True)
class ProposedFile:
    """A file that a change would put beside a record or take from there: its name, and what its bytes are.

    ``number`` opens its bytes while the change waits and ``openable`` says so.
    """

    number: int
    name: str
    label: str
    size: int
    sha256: str
    openable: bool


@dataclass(frozen=True)
class Changes:
    """The changes of an agency that open to this officer: those that wait, and those of the officer that do not."""

    waiting: tuple[ChangeRow, ...]
    settled: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class Mark:
    """One field of an envelope as it stands and as it would be."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class ChangeView:
    """A change as a difference, or the ``files`` that would come or go.

    ``stale``: it cannot be made any more, for the reason that ``outdated`` says in a sentence; it can still be declined
    or taken back. ``not_yours``: why this reader, who may decline it, may not approve it. ``record`` is the one that it
    is about, of a new one that which stands in its place.
    """

    row: ChangeRow
    record: str
    begun: int
    stands: int
    stale: bool
    outdated: str
    not_yours: str
    may_decide: bool
    may_decline: bool
    differences: tuple[Difference, ...]
    files: tuple[ProposedFile, ...]
    marks: tuple[Mark, ...]
    why: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    foreseen: Foreseen | None


def changes(*, reader: Reader, now: datetime) -> Changes:
    """Return the changes of the reader's agency that wait, and the reader's own that were decided on last."""
    gate.wants_purpose(reader)
    held = models.Proposed.objects.filter(agency=reader.agency).order_by("-at", "uid")
    waiting = [each for each in held.filter(state=proposing.WAITING) if proposing.opens(reader, each, now)]
    mine = held.filter(author=reader.officer).exclude(state=proposing.WAITING)[:MOST_SHOWN]
    settled = [each for each in mine if proposing.opens(reader, each, now)]
    names = queries.officer_names(each.author for each in waiting + settled)
    told = [tuple(_row(each, reader, names, now) for each in some) for some in (waiting[:MOST_SHOWN], settled)]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="change.list", now=now,
        records=[each.id for some in told for each in some],
    )  # fmt: skip
    return Changes(*told)


def change(*, reader: Reader, now: datetime, id: str) -> ChangeView:
    """Return a change as a difference against the version from which it was begun."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "change.show", now):
        held = proposing.visible(reader, id, now)
    wish, row = wishes.wish_of(held), rows.by_uid(held.record) if held.record else None
    names = queries.officer_names({held.author, held.decided_by} - {""})
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="change.show", now=now,
        records=[held.uid, *([row.uid] if row else [])],
    )  # fmt: skip
    told = _row(held, reader, names, now)
    others = held.state == proposing.WAITING and not told.own
    outdated = outdating.outdated(reader, now, wish, row) if told.stale else ""
    not_yours = proposing.hindrance(reader, now, wish, row) if others else ""
    return ChangeView(
        row=told, record=held.record or held.result or _in_its_place(reader, now, wish, told), begun=held.begun,
        stands=row.version if row else 0, stale=told.stale, outdated=outdated, not_yours=not_yours,
        may_decide=others and not told.stale and not not_yours,
        may_decline=others and not proposing.barred(reader, wish.kind),
        differences=_differences(wish, row), files=_files(reader, now, held, wish, row), marks=_marks(wish, row),
        why=wish.reason, decided_by=names.get(held.decided_by, ""),
        decided_at=rows.moment(held.decided_at) if held.decided_at else None, reason=held.reason,
        foreseen=_foreseen(reader, now, wish, row),
    )  # fmt: skip


def download(*, reader: Reader, now: datetime, id: str, number: int) -> Opened:
    """Return the bytes of a file of a change that waits, to be kept and not rendered; a disclosure in the ledger.

    Raise ``Hidden`` for a file that is not there, ``Decided`` where the change does not wait any more.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "change.download", now):
        held = proposing.visible(reader, id, now)
        if held.state != proposing.WAITING:
            raise proposing.Decided()
        row = recording.allowed(reader, held.record, Action.IDENTIFIERS, now)
        there = _there(wishes.wish_of(held), row)
        if not 0 < number <= len(there):
            raise Hidden()
        gate.check_out(reader, [row.terms_id], Action.IDENTIFIERS, now)
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action="change.download", now=now, records=[held.uid, row.uid]
    )  # fmt: skip
    return attaching.as_kept(there[number - 1])


def _differences(wish: Wish, row: Row | None) -> tuple[Difference, ...]:
    if wish.sort in wishes.OF_FILES:
        gone = tuple(each.name for each in attaching.once_beside(row, wish.attachment)) if row else ()
        return (Difference("files", "Files", "mine", gone, tuple(each.name for each in wish.files), gone, ()),)
    if wish.sort not in (wishes.NEW, wishes.EDIT):
        return ()
    before: Mapping[str, Any] = rows.body_of(row.id, wish.begun) if row else {}
    return reconcile(composing.kind_of(wish.kind), before, wish.body, before).differences


def _files(
    reader: Reader, now: datetime, held: models.Proposed, wish: Wish, row: Row | None
) -> tuple[ProposedFile, ...]:
    if wish.sort not in wishes.OF_FILES or row is None:
        return ()
    opens = held.state == proposing.WAITING and row.terms_id in gate.permitted(reader, Action.IDENTIFIERS, now)
    there = len(_there(wish, row))
    told = wish.files if wish.sort == wishes.ATTACH else attaching.once_beside(row, wish.attachment)
    return tuple(
        ProposedFile(number, each.name, sniffing.TYPES[each.type].label, each.size, each.sha256,
                     opens and number <= there)
        for number, each in enumerate(told, 1)
    )  # fmt: skip


def _there(wish: Wish, row: Row) -> tuple[Kept, ...]:
    """Return the files of a change whose bytes may be opened: those handed in, or the one that is beside the record."""
    if wish.sort == wishes.DETACH and attaching.beside(row, wish.attachment).exists():
        return attaching.once_beside(row, wish.attachment)
    return wish.files


def _in_its_place(reader: Reader, now: datetime, wish: Wish, told: ChangeRow) -> str:
    held = outdating.recorded_since(reader, now, wish) if told.stale else None
    return held.uid if held else ""


def _marks(wish: Wish, row: Row | None) -> tuple[Mark, ...]:
    if wish.sort == wishes.NEW and wish.made:
        return tuple(
            Mark(name, (), said) for name, value in enveloping.plain(wish.made).items() if (said := _said(value))
        )
    if wish.sort != wishes.RE_MARK or row is None:
        return ()
    former = enveloping.plain(recording.envelope_of(row))
    return tuple(Mark(name, _said(former.get(name)), _said(value)) for name, value in wish.envelope.items())


def _foreseen(reader: Reader, now: datetime, wish: Wish, row: Row | None) -> Foreseen | None:
    kind = composing.kind_of(wish.kind)
    if wish.made:
        return foreseeing.foreseen(reader, now, kind, wish.made)
    if wish.sort != wishes.RE_MARK or row is None:
        return None
    return foreseeing.foreseen(reader, now, kind, enveloping.drawn(recording.envelope_of(row), wish.envelope))


def _said(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(str(each) for each in several if each not in (None, "", False, []))


def _row(each: models.Proposed, reader: Reader, names: Mapping[str, str], now: datetime) -> ChangeRow:
    wish, kind = wishes.wish_of(each), composing.kind_of(each.kind)
    row = rows.by_uid(each.record) if each.record else None
    body = rows.body_of(row.id, row.version) if row else wish.body
    return ChangeRow(
        each.uid, each.uid[-8:], wish.sort, kind.title(body), kind.label, names.get(each.author, ""),
        rows.moment(each.at), each.state, each.author == reader.officer,
        each.state == proposing.WAITING and bool(outdating.outdated(reader, now, wish, row)),
    )  # fmt: skip
