"""Where this room meets observations and tables: mappings told apart, rows laid down pending, then admitted.

Loads DuckDB, so only the reading process may import it.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from django.db import connection, transaction

from bowstreet.casework.intake import counting, recognising, rejects, room
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import import_of, named_part
from bowstreet.casework.intake.recognising import Tables
from bowstreet.formats import saying, table_drafts, table_engine, table_staging, tables
from bowstreet.formats.mapping import Mapping as Table
from bowstreet.formats.tables import TableRead
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.kinds import ahead
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selector_types import clipped

MEMORY = "256MB"
"""What the engine may hold; beyond that it writes to disk."""

BATCH_BYTES = 32 << 20
NAMED = 20
"""So many columns that were not kept are named."""

BATCH_FILES = 60
"""How much is read between two looks at the counts."""


@dataclass(frozen=True)
class Lodged:
    """One source as it lies pending in its dataset."""

    number: int
    import_id: str
    dataset: str
    read: TableRead
    table: Table


def recognised(seen: tables.Looked, usable: Mapping[str, Table]) -> Tables:
    """Return the tables of a file that mappings know."""
    found = tables.recognise_all(seen, usable)
    return Tables(tuple((each.part, each.mapping.name) for each in found.fits), found.note)


def dataset_of(table: Table, *, reader: Reader, envelope: Envelope, now: datetime) -> str:
    """Return the dataset of the reader's agency that rows of a mapping go to."""
    return storing.dataset_for(
        reader=reader,
        envelope=envelope,
        mapping_name=table.name,
        title=table.title,
        market=table.market,
        sort=table.sort,
        now=now,
    )


def drafts(lodged: Sequence[Lodged], on_note: Callable[[str, rejects.Reject], None]) -> Iterator[Draft]:
    """Yield what the new rows of sources of one mapping say is worth a record, each thing once.

    ``on_note`` is told, with the id of the import, of each field of an observed row that could not be read; its place
    is the row, which ``in_lines`` makes the line.
    """
    paths = tuple(dict.fromkeys(each.read.parquet for each in lodged if each.read.parquet is not None))
    yield from _drafts(lodged, paths, on_note)


def drafts_again(lodged: Sequence[Lodged], on_note: Callable[[str, rejects.Reject], None]) -> Iterator[Draft]:
    """Yield what those rows of sources of one mapping say that were held already, each thing once; else as ``drafts``.

    A file says the same of its unreadable fields however often it is handed in.
    """
    yield from _drafts(lodged, _again(lodged), on_note)


def _drafts(
    lodged: Sequence[Lodged], paths: Sequence[Path], on_note: Callable[[str, rejects.Reject], None]
) -> Iterator[Draft]:
    def told(note: table_drafts.Note) -> None:
        if note.cite:
            _, import_id, row = note.cite.rsplit("/", 2)
            on_note(import_id, rejects.Reject(int(row), note.field, "", note.sentence, False))

    if paths:
        yield from tables.drafts(paths, lodged[0].table, lodged[0].dataset, on_note=told)


def held_by(lodged: Sequence[Lodged]) -> frozenset[str]:
    """Return the imports that brought in the rows which sources found already held."""
    found: set[str] = set()
    for dataset in dict.fromkeys(each.dataset for each in lodged):
        again, held = _again([each for each in lodged if each.dataset == dataset]), storing.held(dataset)
        if again and held:
            with table_engine.engine([*again, *held], again[0].parent, MEMORY) as engine:
                found.update(table_staging.imports_with(engine, held, again))
    return frozenset(found)


def remove_again(lodged: Sequence[Lodged]) -> None:
    """Remove the rows that were held already; they stand in the dataset."""
    for each in _again(lodged):
        each.unlink(missing_ok=True)


def _again(lodged: Sequence[Lodged]) -> tuple[Path, ...]:
    """Return the files of rows that were held already, as far as they were not removed yet."""
    files = dict.fromkeys(each.read.again for each in lodged if each.read.again is not None)
    return tuple(each for each in files if each.is_file())


def lay_down(
    intake: Intake, sources: Sequence[Source], table: Table, dataset: str
) -> Iterator[list[tuple[Source, Lodged | str]]]:
    """Read sources of one mapping into pending rows; an earlier one counts as held for a later.

    A source that cannot be read comes with a sentence instead; what concerns the machine and no file is raised.
    """
    held = list(storing.held(dataset))
    for batch in _batches(sources):
        for some in _read(intake, batch, table, dataset, held):
            fresh = [each.read.parquet for _, each in some if isinstance(each, Lodged) and each.read.parquet]
            held.extend(dict.fromkeys(fresh))
            yield some


def _batches(sources: Sequence[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    for each in sources:
        if batch and (sum(one.size for one in batch) + each.size > BATCH_BYTES or len(batch) >= BATCH_FILES):
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch


def _read(
    intake: Intake, batch: Sequence[Source], table: Table, dataset: str, held: Sequence[Path]
) -> Iterator[list[tuple[Source, Lodged | str]]]:
    try:
        yield list(_read_together(intake, batch, table, dataset, held))
    except tables.WrongTable as wrong:
        if isinstance(wrong.__context__, duckdb.Error):
            raise
        if len(batch) == 1:
            storing.sweep_import(import_of(intake.id, batch[0].number))
            yield [(batch[0], str(wrong))]
            return
        for each in batch:
            yield from _read(intake, [each], table, dataset, held)


def _read_together(
    intake: Intake, batch: Sequence[Source], table: Table, dataset: str, held: Sequence[Path]
) -> Iterator[tuple[Source, Lodged]]:
    ids = [import_of(intake.id, each.number) for each in batch]
    files = [tables.Source(originals.path_of(each.sha256), id, each.part) for each, id in zip(batch, ids, strict=True)]
    with transaction.atomic():
        for source, id in zip(batch, ids, strict=True):
            storing.begin_import(
                dataset=dataset, import_id=id, sha256=source.sha256, name=named_part(source.path, source.part),
                now=datetime.now(UTC),
            )  # fmt: skip
    out = storing.place(dataset, ids[0])
    seen = table.seen_until(ahead.today_anywhere(intake.at))
    told = tables.read_many(
        files, mapping=seen, out=out, dataset=dataset, held=tuple(held), memory=MEMORY, tell=_telling(intake, batch)
    )
    for source, id, read in zip(batch, ids, told, strict=True):
        yield source, Lodged(source.number, id, dataset, read, table)


def _telling(intake: Intake, batch: Sequence[Source]) -> Callable[[float], None]:
    """Return what writes how far a batch has come, as its part by size of all the rows that are expected.

    It runs in a thread of its own; where the turn to write does not come, the next one tells.
    """
    every = Source.objects.filter(intake=intake, reader=recognising.TABLE).values_list("size", flat=True)
    expected = Intake.objects.values_list("rows_expected", flat=True).get(pk=intake.pk)
    rows = expected * sum(each.size for each in batch) / max(1, sum(every))

    def tell(share: float) -> None:
        with room.permitting():
            counting.under_way(intake, round(share * rows))
        if threading.current_thread() is not threading.main_thread():
            connection.close()

    return tell


def left_out(lodged: Lodged) -> str:
    """Return a sentence on the columns that no field is made of and that hold something; empty when there are none."""
    left = lodged.read.left
    if not left:
        return ""
    names = ", ".join(f"{saying.column(clipped(name))} ({count:,})" for name, count in left[:NAMED])
    more = f" and {len(left) - NAMED:,} more" if left[NAMED:] else ""
    return f"Not kept, as {lodged.table.name} has no field for them, each with its number of cells: {names}{more}."


def in_lines(lodged: Lodged, notes: Sequence[rejects.Reject]) -> list[rejects.Reject]:
    """Return notes of rows of a source with the lines of the original where those rows begin."""
    question = "SELECT _row, _line FROM read_parquet(?) WHERE _import = ? AND list_contains(?, _row)"
    paths = [str(each) for each in (lodged.read.parquet, lodged.read.again) if each is not None]
    with duckdb.connect(":memory:", config={"memory_limit": MEMORY}) as engine:
        rows = [each.line for each in notes]
        found = engine.execute(question, [paths, lodged.import_id, rows]).fetchall()
    lines = dict(found)
    return sorted((replace(each, line=lines.get(each.line, each.line)) for each in notes), key=lambda one: one.line)


def list_rejects(lodged: Lodged, place: Path) -> None:
    """Keep the reject list of a source where this room looks for it."""
    rejects.write(place, rejects.read(lodged.read.rejects))


def admit(lodged: Lodged, now: datetime) -> None:
    """Open the rows of a source, in the caller's transaction."""
    storing.admit_import(dataset=lodged.dataset, import_id=lodged.import_id, read=lodged.read, now=now)


def open_filled(many: Iterable[Lodged], now: datetime) -> None:
    """Open the rows of many pages, whose imports were filled before, in the caller's transaction."""
    storing.open_imports([each.import_id for each in many], now)
