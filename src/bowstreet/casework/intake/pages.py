"""Crawled pages of an intake: each is read once, and its rows are laid down pending by dataset, many pages together.

Loads DuckDB, so only the reading process may import it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from bowstreet.casework.intake import rejects
from bowstreet.casework.intake.counting import Counted
from bowstreet.casework.intake.lodging import MEMORY, Lodged
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import import_of
from bowstreet.casework.intake.recognising import PAGE
from bowstreet.formats import page_tables
from bowstreet.formats.mapping import Mapping as Table
from bowstreet.formats.page_tables import PageRows
from bowstreet.formats.pages import reading, tabling
from bowstreet.formats.pages.page import BARREN, PageKind, ReadBy, ReadPage
from bowstreet.formats.pages.tabling import Line
from bowstreet.formats.tables import TableRead
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.holdings.observations.storing import Begun
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.kinds import ahead
from bowstreet.vocabulary.lawfulness import Basis

BATCH_BYTES = 12 << 20
BATCH_PAGES = 300
"""How much is read between two looks at the counts; it bounds what is written in one go."""

GUESSES = "guesses"
_PLACES = {sort: place for place, sort in enumerate(tabling.COLUMNS)}
_GUESSED = "No reader knows this site: what was found was guessed (machine inference, grade X4)."
_NOTHING_GUESSED = "No reader knows this site, and nothing on the page has a form by which it could be guessed."
_BARREN = {
    PageKind.WALL: "A waiting wall",
    PageKind.LOG_IN: "A log-in page",
    PageKind.NOT_FOUND: "A page that says that nothing was found",
    PageKind.HOME: "A front page",
}


@dataclass(frozen=True)
class Place:
    """Where rows go: the mapping that they are read by, and the dataset."""

    table: Table
    dataset: str


@dataclass(frozen=True)
class Laid:
    """One page as it lies pending: its parts, one a dataset, and what was counted of all of them."""

    source: Source
    parts: tuple[Lodged, ...]
    counted: Counted
    rejects: tuple[rejects.Reject, ...]


@dataclass(frozen=True)
class _Page:
    """A source with what its page says and the rows of it by dataset."""

    source: Source
    read: ReadPage
    rows: dict[str, list[Line]]


def lay_down(intake: Intake, sources: Sequence[Source], place: Callable[[str], Place]) -> Iterator[list[Laid]]:
    """Read pages and lay their rows down, some pages at a time; ``place`` says where the rows of a dataset go.

    What a source was recognised as stands in its ``reader`` and ``note`` afterwards.
    """
    held: dict[str, list[Path]] = {}
    for batch in _batches(sources):
        pages = [_read(each) for each in batch]
        parts: dict[int, list[Lodged]] = {each.source.number: [] for each in pages}
        for sort in tabling.COLUMNS:
            some = [each for each in pages if sort in each.rows]
            if some:
                where = place(sort)
                files = held.setdefault(sort, list(storing.held(where.dataset)))
                for part in _write(intake, some, sort, where, files):
                    parts[part.number].append(part)
                    if part.read.parquet and part.read.parquet not in files:
                        files.append(part.read.parquet)
        yield [_laid(each, parts[each.source.number]) for each in pages]


def guessed(envelope: Envelope) -> Envelope:
    """Return the envelope under which guesses are kept: nobody stated them."""
    said = replace(envelope.particulars, basis=Basis.MACHINE_INFERENCE, grade=Grade.read("X4"))
    return replace(envelope, particulars=said)


def _batches(sources: Sequence[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    size = 0
    for each in sources:
        if batch and (size + each.size > BATCH_BYTES or len(batch) >= BATCH_PAGES):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += each.size
    if batch:
        yield batch


def _read(source: Source) -> _Page:
    raw = originals.path_of(source.sha256).read_bytes()
    read = reading.read(raw, source.seen_on)
    source.reader, source.note = reader_of(read), _note(read)
    return _Page(source, read, tabling.tabled(source.sha256, raw, read))


def reader_of(read: ReadPage) -> str:
    """Return the name of the reader of a page: site and sort of page.

    >>> from bowstreet.formats.pages.page import Family
    >>> reader_of(ReadPage(Family.AGORA, PageKind.VENDOR))
    'page: agora vendor'
    """
    return f"{PAGE}: {read.family.value} {read.kind.value.replace('_', ' ')}"


def _note(read: ReadPage) -> str:
    if read.rejected:
        return read.rejected.sentence
    if read.read_by is ReadBy.GUESS:
        return _GUESSED if read.rows else _NOTHING_GUESSED
    if read.kind in BARREN:
        said = (
            "what it shows of other pages is not read" if read.kind is PageKind.HOME else "it holds nothing to observe"
        )
        return f"{_BARREN[read.kind]}: {said}."
    return " ".join(each.sentence for each in read.notes)


def _write(intake: Intake, pages: Sequence[_Page], sort: str, where: Place, held: Sequence[Path]) -> Iterator[Lodged]:
    """Write the rows of one dataset that some pages have, pending, and yield what came of each page."""
    rows = [PageRows(import_of(intake.id, each.source.number, _PLACES[sort]), each.rows[sort]) for each in pages]
    sources = [each.source for each in pages]
    begun = [Begun(each.import_id, of.sha256, of.path) for each, of in zip(rows, sources, strict=True)]
    with transaction.atomic():
        storing.begin_imports(where.dataset, begun, datetime.now(UTC))
    out = storing.place(where.dataset, rows[0].import_id)
    seen = where.table.seen_until(ahead.today_anywhere(intake.at))
    told = page_tables.read_many(rows, mapping=seen, out=out, held=tuple(held), memory=MEMORY)
    with transaction.atomic():
        storing.fill_imports({part.import_id: read for part, read in zip(rows, told, strict=True)})
    for part, of, read in zip(rows, sources, told, strict=True):
        yield Lodged(of.number, part.import_id, where.dataset, read, where.table)


def _laid(page: _Page, parts: Sequence[Lodged]) -> Laid:
    """Count a page: each of its rows is one, and a page of which nothing could be taken is one that was rejected."""
    read = [each.read for each in parts]
    wrong = [each for one in read for each in rejects.read(one.rejects)]
    whole = page.read.rejected
    if whole is not None:
        wrong.append(rejects.Reject(_line(page.source, whole.at), "", "", whole.sentence, True))
    counted = Counted(
        read=sum(map(len, page.rows.values())) + (whole is not None),
        observed=_sum(read, "observed"),
        already_held=_sum(read, "already_held"),
        rejected=_sum(read, "rejected") + (whole is not None),
    )
    return Laid(page.source, tuple(parts), counted, tuple(wrong))


def _sum(read: Sequence[TableRead], name: str) -> int:
    return sum(getattr(each, name) for each in read)


def _line(source: Source, at: int) -> int:
    return originals.path_of(source.sha256).read_bytes().count(b"\n", 0, at) + 1
