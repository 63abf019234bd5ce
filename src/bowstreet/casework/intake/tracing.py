"""Which record came of which thing of a document, kept where somebody may speak of the thing again.

That is whoever recalls it, and whoever takes the record out: the thing may then leave beside it as it came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from bowstreet.casework.intake.gathering import Read
from bowstreet.casework.intake.models import Intake, Trace
from bowstreet.formats.exchange.pieces import Piece
from bowstreet.holdings.repository import importing, retracting

KEPT = frozenset({"stix", "misp"})
"""The formats whose things may leave again as they came, so that every thing of them is traced."""

_WAITS = ("quarantined", "reading", "looked", "admitting")
_SLICE = 2_000
_Made = tuple[str, str]
Made = tuple[str, str, str]
"""An intake, a thing in it, and a record that came of it."""


def keep(intake: Intake, pending: importing.Import, source: int, things: Sequence[Piece], read: Iterable[Read]) -> None:
    """Keep which records came of the things of a document, by its number; a thing without a record is kept too.

    Written a slice at a time.
    What a record of another Bowstreet says that it came of is traced to the record. A thing that its source took back
    is traced to the records that came of it before.
    """
    pieces = {each.number: each for each in things}
    stands = _records(pending, [each for each in read if each.key[1] and each.place in pieces])
    found = {
        (thing, record)
        for number, records in stands.items()
        for thing in (pieces[number].id, *(each for held in pieces[number].carried for each in held.foreign))
        for record in records
    }
    if not intake.traced:
        found |= _before(intake, [piece.id for piece in pieces.values() if piece.revoked])
    has_one = {thing for thing, _ in found}
    found |= {(piece.id, "") for piece in pieces.values() if piece.id not in has_one}
    rows = [Trace(intake=intake, source=source, thing=thing[:300], record=record)
            for thing, record in sorted(found)]  # fmt: skip
    for at in range(0, len(rows), _SLICE):
        with transaction.atomic():
            Trace.objects.bulk_create(rows[at : at + _SLICE], ignore_conflicts=True, batch_size=500)


def _records(pending: importing.Import, read: Iterable[Read]) -> Mapping[int, set[str]]:
    """Return the records that drafts became by the numbers of their things."""
    named = {(each.place, (*each.key, each.digest)) for each in read}
    ids = importing.ids_of(pending, {key for _, key in named})
    found: dict[int, set[str]] = {}
    for place, key in named:
        if key in ids:
            found.setdefault(place, set()).add(ids[key])
    return found


def _before(intake: Intake, things: Collection[str]) -> set[_Made]:
    """Return the records that came of things in earlier intakes of the agency."""
    earlier = Trace.objects.filter(intake__agency=intake.agency, intake__state="done", thing__in=list(things))
    return {*earlier.exclude(record="").values_list("thing", "record")} if things else set()


def forget(intake: Intake) -> None:
    """Remove all traces of an intake, which is read anew or taken back."""
    Trace.objects.filter(intake=intake).delete()


def waits(ids: Collection[str]) -> bool:
    """Say whether one of some intakes is neither admitted nor left."""
    return Intake.objects.filter(id__in=list(ids), state__in=_WAITS).exists()


def of(ids: Collection[str], things: Collection[str]) -> list[str]:
    """Return the records that came of some things in those of some intakes that are done."""
    done = Intake.objects.filter(id__in=list(ids), state="done").values_list("id", flat=True)
    found = Trace.objects.filter(intake__in=list(done), thing__in=list(things)).exclude(record="")
    return sorted({*found.values_list("record", flat=True)})


def made_of(ids: Collection[str], things: Collection[str], records: Collection[str] | None = None) -> set[Made]:
    """Return (intake, thing, record) of some things in those of some intakes that are done; of some records or all."""
    done = Intake.objects.filter(id__in=list(ids), state="done").values_list("id", flat=True)
    found = Trace.objects.filter(intake__in=list(done), thing__in=list(things)).exclude(record="")
    if records is not None:
        found = found.filter(record__in=list(records))
    return {*found.values_list("intake_id", "thing", "record")}


def alone(ids: Collection[str], records: Collection[str]) -> set[str]:
    """Return of some records those that hold nothing but what some intakes said of them."""
    return retracting.said_alone(acts=ids, records=records)
