"""What became of each thing of an intake that is one document: taken in, or refused and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bowstreet.casework.intake import rejects, watching
from bowstreet.casework.intake.models import Intake, Source, Trace
from bowstreet.vocabulary.readers import Reader

UNTOLD = "It was not taken in; an officer sees why on the page of its intake."
"""Why, for whom the intake does not open whole, and of a thing of which nothing more is told."""


@dataclass(frozen=True)
class Outcomes:
    """The ids of the things that were taken in, and why the others were not.

    ``refused`` has a reason by the place in the document, as ``objects[3]``, or by the id and the time of the version.
    """

    taken: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


def of(*, reader: Reader, now: datetime, id: str) -> Outcomes:
    """Return what became of the things of an intake of the reader's agency that is done; of others nothing is known.

    Nothing is entered: whoever asks has looked at the intake by ``watching.intake``.
    """
    found = Intake.objects.get(agency=reader.agency, id=id)
    if found.state != "done":
        return Outcomes()
    taken = frozenset(Trace.objects.filter(intake=found).values_list("thing", flat=True))
    refused: dict[str, str] = {}
    whole = watching.opens_whole(found, reader, now)
    for source in Source.objects.filter(intake=found).order_by("number"):
        for each in rejects.read(watching.rejects_of(found.id, source.number)):
            if each.whole_row:
                refused.setdefault(each.thing or each.column, each.reason if whole else UNTOLD)
    return Outcomes(taken, refused)
