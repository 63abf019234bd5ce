"""The exchange documents of an intake, one after another: laid down as rows, their drafts added to what is pending.

Loads DuckDB, so only the reading process may import it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from bowstreet.casework.intake import claiming, counting, documents, formats, lodging, rejects, tracing
from bowstreet.casework.intake.documents import Place, Prepared
from bowstreet.casework.intake.lodging import Lodged
from bowstreet.casework.intake.marking import Marking
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import EXCHANGE
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.formats.mapping import Mapping as Table
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import importing
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.readers import Reader

_SLICE = 4_000
"""Drafts handed to the repository at a time; it cuts further where that takes too long."""


def code_of(source: Source) -> str:
    """Return the code of the format of a source, empty where it holds no exchange document.

    >>> code_of(Source(reader="exchange: stix")), code_of(Source(reader="table"))
    ('stix', '')
    """
    reader, _, code = (source.reader or "").partition(": ")
    return code if reader == EXCHANGE else ""


def marking_of(intake: Intake, reader: Reader, now: datetime) -> Marking:
    """Return how the things of an intake are marked."""
    envelope = Envelope(Terms.from_json(intake.terms), Particulars.from_json(intake.particulars))
    return Marking(reader, envelope, intake.as_document, now)


def read(
    intake: Intake, sources: Sequence[Source], reader: Reader, table: Table, pending: importing.Import
) -> Iterator[Lodged]:
    """Lay down the documents among some sources and add their drafts; yield what lies pending of each."""
    marks = marking_of(intake, reader, pending.now)
    place = _places(reader, table, pending.now)
    for source in sources:
        if code := code_of(source):
            made = documents.prepare(source, code, marks)
            yield from _take_in(intake, made, place, pending)


def _places(reader: Reader, table: Table, now: datetime) -> Callable[[str, Envelope], Place]:
    """Return what says where the rows of a format go that have the same terms; each dataset is looked for once."""
    known: dict[tuple[str, Terms], Place] = {}

    def place(code: str, envelope: Envelope) -> Place:
        key = code, envelope.terms
        if key not in known:
            dataset = storing.dataset_for(
                reader=reader, envelope=envelope, mapping_name=f"{EXCHANGE}_{code}", title=formats.of(code).title,
                market=None, sort=table.sort, now=now,
            )  # fmt: skip
            known[key] = Place(table, dataset, list(storing.held(dataset)))
        return known[key]

    return place


def _take_in(
    intake: Intake, made: Prepared, place: Callable[[str, Envelope], Place], pending: importing.Import
) -> tuple[Lodged, ...]:
    laid = documents.lay_down(intake, made, lambda envelope: place(made.code, envelope), pending.now)
    source = made.source
    source.note = made.note
    counting.closes(intake, made.terms)
    rejects.write(rejects_of(intake.id, source.number), laid.rejects)
    dataset = laid.parts[0].dataset if laid.parts else None
    counting.have_read([(source, dataset, laid.counted)])
    counting.lost(source, made.losses)
    for some in _slices(laid.drafts):
        added = importing.add(pending, some)
        counting.has_added(source, new=added.new, known=added.known)
    for some in _slices(laid.again):
        counting.has_added(source, new=0, known=len(importing.found_again(pending, some)))
    claiming.keep(intake, pending, laid.judged, laid.ends)
    if intake.traced:
        tracing.keep(intake, pending, {each.number: each.id for each, *_ in made.pieces}, made.read)
    lodging.remove_again(laid.parts)
    return laid.parts


def _slices(drafts: Sequence[Draft]) -> Iterator[Sequence[Draft]]:
    return (drafts[at : at + _SLICE] for at in range(0, len(drafts), _SLICE))
