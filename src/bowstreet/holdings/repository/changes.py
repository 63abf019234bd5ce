"""Proposed changes as their agency's officers see them: a list, and each as a difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bowstreet.holdings.agencies import queries
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
    proposing,
    recording,
    rows,
)
from bowstreet.holdings.repository.foreseeing import Foreseen
from bowstreet.holdings.repository.proposing import Wish
from bowstreet.holdings.repository.reconciling import Difference, reconcile
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader

MOST_SHOWN = 200


@dataclass(frozen=True)
class ChangeRow:
    """A change in its list."""

    id: str
    short: str
    sort: str
    title: str
    kind_label: str
    author: str
    at: datetime
    state: str
    own: bool


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
    """A change as a difference. ``stale``: the record is another by now, so that it cannot be approved as it is."""

    row: ChangeRow
    record: str
    begun: int
    stands: int
    stale: bool
    may_decide: bool
    differences: tuple[Difference, ...]
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
    told = [tuple(_row(each, reader, names) for each in some) for some in (waiting[:MOST_SHOWN], settled)]
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
    wish, row = proposing.wish_of(held), rows.by_uid(held.record) if held.record else None
    names = queries.officer_names({held.author, held.decided_by} - {""})
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="change.show", now=now,
        records=[held.uid, *([row.uid] if row else [])],
    )  # fmt: skip
    own, waits = held.author == reader.officer, held.state == proposing.WAITING
    stale = waits and row is not None and row.version != held.begun and wish.sort not in proposing.OF_FILES
    return ChangeView(
        _row(held, reader, names), held.record or held.result, held.begun, row.version if row else 0, stale,
        waits and not own and not stale, _differences(wish, row), _marks(wish, row), wish.reason,
        names.get(held.decided_by, ""), rows.moment(held.decided_at) if held.decided_at else None, held.reason,
        _foreseen(reader, now, wish, row),
    )  # fmt: skip


def _differences(wish: Wish, row: Row | None) -> tuple[Difference, ...]:
    if wish.sort in proposing.OF_FILES:
        gone = attaching.names(row, wish.attachment) if row else ()
        return (Difference("files", "Files", "mine", gone, tuple(each.name for each in wish.files), gone, ()),)
    if wish.sort not in (proposing.NEW, proposing.EDIT):
        return ()
    before: Mapping[str, Any] = rows.body_of(row.id, wish.begun) if row else {}
    return reconcile(composing.kind_of(wish.kind), before, wish.body, before).differences


def _marks(wish: Wish, row: Row | None) -> tuple[Mark, ...]:
    if wish.sort == proposing.NEW and wish.made:
        return tuple(
            Mark(name, (), said) for name, value in enveloping.plain(wish.made).items() if (said := _said(value))
        )
    if wish.sort != proposing.RE_MARK or row is None:
        return ()
    former = enveloping.plain(recording.envelope_of(row))
    return tuple(Mark(name, _said(former.get(name)), _said(value)) for name, value in wish.envelope.items())


def _foreseen(reader: Reader, now: datetime, wish: Wish, row: Row | None) -> Foreseen | None:
    kind = composing.kind_of(wish.kind)
    if wish.made:
        return foreseeing.foreseen(reader, now, kind, wish.made)
    if wish.sort != proposing.RE_MARK or row is None:
        return None
    return foreseeing.foreseen(reader, now, kind, enveloping.drawn(recording.envelope_of(row), wish.envelope))


def _said(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(str(each) for each in several if each not in (None, "", False, []))


def _row(each: models.Proposed, reader: Reader, names: Mapping[str, str]) -> ChangeRow:
    wish, kind = proposing.wish_of(each), composing.kind_of(each.kind)
    row = rows.by_uid(each.record) if each.record else None
    body = rows.body_of(row.id, row.version) if row else wish.body
    return ChangeRow(
        each.uid, each.uid[-8:], wish.sort, kind.title(body), kind.label, names.get(each.author, ""),
        rows.moment(each.at), each.state, each.author == reader.officer,
    )  # fmt: skip
