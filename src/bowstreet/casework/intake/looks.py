"""A first look through the exchange documents of an intake: what would be created, before anybody says yes.

Nothing of it is written but counts. Loads DuckDB, so only the reading process may import it.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bowstreet.casework.intake import counting, documents, exchanging, gathering, rejects, sparing
from bowstreet.casework.intake.counting import Counted
from bowstreet.casework.intake.documents import Prepared
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.vocabulary.readers import Reader


def look(intake: Intake, sources: Sequence[Source], reader: Reader, now: datetime) -> None:
    """Read the exchange documents among some sources, count what they would become, and wait for the officer."""
    marks = exchanging.marking_of(intake, reader, now)
    kinds: Counter[str] = Counter()
    links = judged = carried = 0
    fields = sparing.Foreseeing()
    prepared = (documents.prepare(some, code, marks) for code, some in exchanging.documents_among(sources))
    for made in (each for several in prepared for each in several):
        _count(intake, made)
        kinds.update(gathering.kinds(made.read))
        fields.add(made.read)
        links += sum(len(each.draft.links) for each in made.read)
        judged += len(made.judged)
        carried += sum(piece.marks.envelope is not None for piece, *_ in made.pieces)
    told = {"kinds": dict(kinds), "links": links, "judged": judged, "carried": carried, "fields": fields.told()}
    counting.looked(intake, json.dumps(told))


def _count(intake: Intake, made: Prepared) -> None:
    source = made.source
    counting.closes(intake, made.terms)
    source.note = made.note
    listed = rejects.write(rejects_of(intake.id, source.number), made.rejects)
    counting.have_read([(source, None, Counted(made.rows, len(made.pieces) + made.held, made.held, listed))])
    counting.lost(source, made.losses, made.remarks)
