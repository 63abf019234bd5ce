"""Records of another agency as somebody proposes to correct them, and whose they are to correct."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import advancing, comparing, dockets, models, recording, rows, withdrawing
from bowstreet.holdings.repository.reach import Condition, Reach, reach_of
from bowstreet.holdings.repository.reconciling import Difference, reconcile
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.handling import Action, State
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden
from bowstreet.vocabulary.statements import Statement

DEPTHS = ("body", "identifiers")
"""How deep a record whose content opens can open, the deeper one last."""


class Seen(NamedTuple):
    """A record whose content opens to a reader: as it stands, and how deep (``body`` or ``identifiers``)."""

    row: Row
    kind: Kind
    body: Mapping[str, Any]
    depth: str

    def field(self, name: str) -> Field | None:
        """Return a field that opens, None for every other name alike."""
        field = self.kind.by_name.get(name)
        closed = field is None or (self.depth != "identifiers" and field.depth is Depth.IDENTIFYING)
        return None if closed else field

    def held(self, field: Field) -> tuple[str, ...]:
        """Return the values of a field, whether or not all that they say opens."""
        return tuple(each.value for each in self.kind.statements(self.body, field.name))

    def whole(self, field: Field) -> tuple[str, ...]:
        """Return the values of a field in which nothing is closed to the reader, each once."""
        return tuple(
            dict.fromkeys(
                each for each in self.held(field) if self.kind.shown(field.name, each, self.body, self.depth) == each
            )
        )

    def worded(self, field: Field, value: str) -> str:
        """Return a value as pages show it: an identifier defanged, a code in words, closed names taken out."""
        return comparing.text(self.kind, field, (Statement(value), self.body), self.depth) if value else ""

    def differences(self, body: Mapping[str, Any]) -> tuple[Difference, ...]:
        """Return in what another body differs from the one that stands."""
        return reconcile(self.kind, self.body, body, self.body).differences


def seen(reader: Reader, id: str, now: datetime) -> Seen:
    """Return a record whose content opens to the reader; raise ``Hidden`` for every other alike."""
    reach = reach_of(reader, now)
    row = rows.named(id, reach.sets.body | reach.sets.identifiers)
    if row is None:
        raise Hidden()
    return _all([row], reader, reach, now)[row.uid]


def seen_of(reader: Reader, ids: Collection[str], now: datetime) -> dict[str, Seen]:
    """Return those of some records whose content opens to the reader, by their ids."""
    reach = reach_of(reader, now)
    found = [row for row in rows.by_uids(ids).values() if reach.depth_of(row.terms_id) in DEPTHS]
    return _all(found, reader, reach, now)


def own(reader: Reader, id: str, now: datetime) -> str | None:
    """Return the whole id of a record of the reader's agency that opens to the reader, None for every other alike."""
    row = rows.named(id, gate.permitted(reader, Action.META, now))
    return row.uid if row and row.agency == reader.agency else None


def editable(column: str, reader: Reader, now: datetime) -> Condition:
    """Return the condition of SQL that a column holds the id of a record which the reader sees whole and may edit.

    ``column`` is written by the programmer, never by a reader.
    """
    both = gate.permitted(reader, Action.EDIT, now) & gate.permitted(reader, Action.IDENTIFIERS, now)
    allowed, allowed_with = gate.within("r.terms_id", both)
    if reader.role is Role.PROSECUTOR:
        kinds = ", ".join(f"'{each}'" for each in sorted(recording.PROSECUTORS_KINDS))
        allowed = f"{allowed} AND r.kind IN ({kinds})"
    return f"EXISTS (SELECT 1 FROM repository_record r WHERE r.uid = {column} AND {allowed})", allowed_with  # noqa: S608


def changes(ids: Iterable[str]) -> dict[str, str]:
    """Return how some changes that wait for a second officer stand: waiting, approved, declined or back."""
    return dict(models.Proposed.objects.filter(uid__in=list(ids)).values_list("uid", "state"))


def gone(ids: Collection[str]) -> set[str]:
    """Return those of some records that are erased, or are about to be with the intake that brought them in."""
    found = advancing.standing(ids)
    trash = terms.twins(withdrawing.ACT) if any(each.pending for each in found.values()) else {}
    return {
        each
        for each in ids
        if each not in found
        or found[each].terms.state is State.ERASED
        or (found[each].pending and found[each].terms_id not in trash)
    }


def _all(found: Collection[Row], reader: Reader, reach: Reach, now: datetime) -> dict[str, Seen]:
    dockets.check_out(reader, found, reach, now)
    bodies = rows.bodies(found)
    return {
        row.uid: Seen(row, catalogue.kind(row.kind), bodies[row.id], str(reach.depth_of(row.terms_id))) for row in found
    }
