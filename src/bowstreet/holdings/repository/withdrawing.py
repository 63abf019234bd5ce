"""Taking a record back: it lies in its owner's trash, out of every list, count and search, until it is restored.

What lies there stands under a pending twin of its terms, which no set of the gate holds; see decision 0012.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import composing, recording, rows, writing
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act, Making
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid

ACT = "trash"
"""The name of the act under which the twins of what was taken back are pending."""

MOST_SHOWN = 200


@dataclass(frozen=True)
class TrashRow:
    """A record that was taken back."""

    id: str
    short: str
    title: str
    kind_label: str
    icon: str
    version: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Trash:
    """What an agency has taken back and this officer may restore, the newest first; ``more``: not all is shown."""

    records: tuple[TrashRow, ...]
    more: bool


def put_away(reader: Reader, now: datetime, held: Row, reason: str, by: str = "") -> Recorded:
    """Put a record under the twin of its terms, in the caller's transaction."""
    wants_reason(reason)
    value = terms.terms_of([held.terms_id])[held.terms_id]
    hashed = hashlib.sha256(f"{held.uid}:{ACT}".encode()).hexdigest()
    _write(held, terms.twin(value, ACT, now), hashed, Act(by or reader.officer, now, "", "Taken back"))
    ledger.record_act(
        actor=reader, event=Event.ALTERATION, action="record.withdraw", now=now, records=[held.uid],
        versions=[held.version + 1], reason=reason,
    )  # fmt: skip
    return Recorded(held.uid, held.version + 1, False)


def wants_reason(reason: str) -> None:
    """Raise ``Invalid`` unless there is a reason."""
    if is_blank(reason):
        raise Invalid("Say why the record is taken back.")


def lying(reader: Reader, id: str, now: datetime) -> Row:
    """Return the row of a record in the trash that the reader may restore; raise ``Hidden`` for every other alike."""
    held = rows.named(id, frozenset(restorable(reader, now)))
    if held is None:
        raise Hidden()
    return held


def put_back(reader: Reader, now: datetime, held: Row, by: str = "") -> Recorded:
    """Bring a record back out of the trash as it was, in the caller's transaction."""
    value = restorable(reader, now)[held.terms_id]
    hashed = recording.rehashed(held, _kind(held), rows.body_of(held.id, held.version), value.digest())
    _write(held, terms.intern(value, now=now), hashed, Act(by or reader.officer, now, "", "Restored"))
    ledger.record_act(
        actor=reader, event=Event.ALTERATION, action="record.restore", now=now, records=[held.uid],
        versions=[held.version + 1],
    )  # fmt: skip
    return Recorded(held.uid, held.version + 1, False)


def trash(*, reader: Reader, now: datetime) -> Trash:
    """Return what the reader's agency has taken back, as far as the reader could edit it."""
    gate.wants_purpose(reader)
    found = _lying(reader, now)
    bodies = rows.bodies(found[:MOST_SHOWN])
    names = queries.officer_names(each.changed_by for each in found[:MOST_SHOWN])
    told = tuple(
        TrashRow(
            each.uid, each.uid[-8:], _kind(each).title(bodies[each.id]), _kind(each).label, _kind(each).icon,
            each.version, names.get(each.changed_by, ""), each.changed_at,
        )
        for each in found[:MOST_SHOWN]
    )  # fmt: skip
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="trash.list", now=now, records=[each.id for each in told]
    )
    return Trash(told, len(found) > MOST_SHOWN)


def restorable(reader: Reader, now: datetime) -> dict[int, Terms]:
    """Return the twins of the trash whose value lets this reader see all and edit."""
    if reader.role not in LEA_ROLES:
        return {}
    return {
        id: value
        for id, value in terms.twins(ACT).items()
        if gate.opens(reader, value, Action.IDENTIFIERS, now) and gate.opens(reader, value, Action.EDIT, now)
    }


def _lying(reader: Reader, now: datetime) -> list[Row]:
    within, within_with = gate.within("r.terms_id", frozenset(restorable(reader, now)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {rows.COLUMNS} FROM repository_record r WHERE {within}"  # noqa: S608
            " ORDER BY r.changed_at DESC, r.uid DESC LIMIT %s",
            [*within_with, MOST_SHOWN + 1],
        )
        return list(map(Row._make, cursor.fetchall()))


def _write(held: Row, terms_id: int, hashed: str, act: Act) -> None:
    body = rows.body_of(held.id, held.version)
    days = (rows.day(held.first_on), rows.day(held.last_on))
    making = Making(
        held.uid, held.kind, held.agency, hashed, terms_id, held.particulars_id, held.grade,
        composing.compose(_kind(held), body, days),
    )  # fmt: skip
    writing.rewrite(held.id, making, held.version + 1, act)


def _kind(held: Row) -> Kind:
    return catalogue.kind(held.kind)
