"""Of some intakes those that are not over: for whoever handed them in from elsewhere, and for whose word they wait."""

from collections.abc import Collection
from datetime import datetime

from bowstreet.casework.intake import watching
from bowstreet.casework.intake.answers import IntakeWord
from bowstreet.casework.intake.models import Intake
from bowstreet.vocabulary.readers import LEA_ROLES, Reader

_UNDER_WAY = ("quarantined", "reading", "looked", "admitting")


def words(*, reader: Reader, now: datetime, ids: Collection[str]) -> tuple[IntakeWord, ...]:
    """Return of some intakes of the reader's agency those that wait for an officer's word and open to the reader."""
    if reader.role not in LEA_ROLES:
        return ()
    waits = Intake.objects.filter(agency=reader.agency, id__in=list(ids), state="looked").order_by("-at", "-id")
    titles = watching.titles(reader, now, [each.id for each in waits])
    return tuple(IntakeWord(each.id, each.id[-8:], titles[each.id], each.at) for each in waits if each.id in titles)


def under_way(ids: Collection[str]) -> int:
    """Return how many of some intakes are neither admitted nor left."""
    return Intake.objects.filter(id__in=list(ids), state__in=_UNDER_WAY).count()
