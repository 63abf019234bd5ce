"""How much two agencies hold in common: counted over the tickets that are there for a reader, by the other agency."""

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from bowstreet.casework.deconfliction import models, sides
from bowstreet.vocabulary.readers import Reader

MOST = 50_000
"""So many tickets are counted, those told last."""

REFERENCES = 10
"""So many references are given of an agency, of the tickets told last."""


@dataclass
class Tally:
    """What one's own agency and another both hold: how many identifiers of each type, and on which tickets.

    ``open``: so many of all have no answer of ours yet.
    """

    types: Counter[str] = field(default_factory=Counter)
    open: int = 0
    references: list[str] = field(default_factory=list)


def tally(reader: Reader, now: datetime) -> tuple[dict[str, Tally], bool]:
    """Return the tallies by agency, and whether there are more tickets than were counted.

    What is not there for the reader is in no count and takes nobody's place. Its caller enters the look.
    """
    held = models.Side.objects.filter(agency=reader.agency)
    both = (each for each in sides.newest(held, reader, now) if each.both)
    found: dict[str, Tally] = defaultdict(Tally)
    for each in itertools.islice(both, MOST):
        _add(found[each.other], each.side)
    return found, next(both, None) is not None


def _add(tally: Tally, side: models.Side) -> None:
    tally.types[side.ticket.type] += 1
    tally.open += not (side.answer or side.merged_into)
    if len(tally.references) < REFERENCES:
        tally.references.append(side.ticket.ref)
