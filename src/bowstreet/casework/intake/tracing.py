"""Which record came of which thing of a document, kept where somebody may speak of the thing again: of its recall."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from bowstreet.casework.intake.gathering import Read
from bowstreet.casework.intake.models import Intake, Trace
from bowstreet.holdings.repository import importing, retracting

_WAITS = ("quarantined", "reading", "looked", "admitting")


def keep(intake: Intake, pending: importing.Import, things: Mapping[int, str], read: Iterable[Read]) -> None:
    """Keep which records came of the drafts of a document; ``things`` are the ids of its things by their numbers."""
    named = {(things[each.place], (*each.key, each.digest)) for each in read if each.key[1] and each.place in things}
    ids = importing.ids_of(pending, {key for _, key in named})
    made = {(thing[:300], ids[key]) for thing, key in named if key in ids}
    with transaction.atomic():
        Trace.objects.bulk_create(
            [Trace(intake=intake, thing=thing, record=record) for thing, record in sorted(made)],
            ignore_conflicts=True, batch_size=500,
        )  # fmt: skip


def forget(intake: Intake) -> None:
    """Remove all traces of an intake, which is read anew or taken back."""
    Trace.objects.filter(intake=intake).delete()


def waits(ids: Collection[str]) -> bool:
    """Say whether one of some intakes is neither admitted nor left."""
    return Intake.objects.filter(id__in=list(ids), state__in=_WAITS).exists()


def of(ids: Collection[str], things: Collection[str]) -> list[str]:
    """Return the records that came of some things in those of some intakes that are done."""
    done = Intake.objects.filter(id__in=list(ids), state="done").values_list("id", flat=True)
    found = Trace.objects.filter(intake__in=list(done), thing__in=list(things))
    return sorted({*found.values_list("record", flat=True)})


def alone(ids: Collection[str], records: Collection[str]) -> set[str]:
    """Return of some records those that hold nothing but what some intakes said of them."""
    return retracting.said_alone(acts=ids, records=records)
