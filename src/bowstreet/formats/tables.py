"""Tables read by a saved mapping into typed columns that lead back to their line: CSV, TSV, JSON, workbooks, dumps.

Two readers give the same rows: a quick one for plain files, and a careful one for all others. Each row is observed,
or in the reject list with its line and reason; both are counted apart from the rows that begin in the file.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bowstreet.formats import table_known
from bowstreet.formats import table_staging as staging
from bowstreet.formats.mapping import Mapping
from bowstreet.formats.table_drafts import drafts
from bowstreet.formats.table_engine import engine
from bowstreet.formats.table_known import Source
from bowstreet.formats.table_parts import Fit, Found, recognise, recognise_all, why_not
from bowstreet.formats.table_progress import Progress, Tell
from bowstreet.formats.table_shape import Looked, WrongTable
from bowstreet.formats.table_staging import Written

__all__ = [
    "Fit", "Found", "Looked", "Source", "TableRead", "WrongTable", "drafts", "read", "read_many", "recognise",
    "recognise_all", "why_not",
]  # fmt: skip

STEPS = 4
"""Into so many steps of about the same length the reading of tables is divided."""


@dataclass(frozen=True)
class TableRead:
    """What came of reading one source. ``observed`` counts rows recognised, those already held among them.

    Three counts are taken apart: ``read`` of the rows that begin in the file, ``observed`` of the rows that were
    written or are held, ``rejected`` of the reject list. A row that was lost on the way shows as their difference;
    ``bytes_unread`` is what was left at the end of a file that breaks.
    ``left`` says of columns that no field is made of how many cells hold something.
    ``noted`` counts observed rows of which a field could not be read, and a note on the file as a whole.
    ``parquet`` holds the rows that are new, ``again`` those already held, for the caller to look through and remove;
    sources read together share them, told apart by ``_import``.
    """

    read: int
    observed: int
    already_held: int
    rejected: int
    noted: int
    parquet: Path | None
    rejects: Path
    seconds: float
    bytes_unread: int = 0
    again: Path | None = None
    encoding: str = "utf-8"
    left: tuple[tuple[str, int], ...] = ()
    first_day: date | None = None
    last_day: date | None = None


def read(
    source: Path,
    *,
    mapping: Mapping,
    out: Path,
    dataset: str,
    import_id: str,
    held: Sequence[Path] = (),
    memory: str = "512MB",
) -> TableRead:
    """Read one table; raise ``WrongTable`` with a sentence when it cannot be read as the mapping says.

    ``out`` receives ``<import_id>.parquet`` and ``<import_id>.rejects.jsonl``, each whole or not at all. Rows whose
    key stands in one of the ``held`` files count as already held and go to ``<import_id>.held.parquet`` alone.
    """
    return read_many([Source(source, import_id)], mapping=mapping, out=out, dataset=dataset, held=held, memory=memory)[
        0
    ]


def read_many(
    sources: Sequence[Source],
    *,
    mapping: Mapping,
    out: Path,
    dataset: str,
    held: Sequence[Path] = (),
    memory: str = "512MB",
    tell: Tell | None = None,
) -> tuple[TableRead, ...]:
    """Read several tables of one mapping together, into one Parquet file named for the first import.

    A row that an earlier one of the sources has too counts as already held. ``dataset`` names none of the files; it
    is part of how rows are cited. ``tell`` hears from time to time which share of the work is done.
    """
    began = time.perf_counter()
    known = [table_known.know(each, mapping) for each in sources]
    progress = Progress(STEPS, tell)
    with engine([*(each.path for each in sources), *held], out, memory) as connection, progress.follow(connection):
        in_order, handed = staging.stage(connection, known, mapping, out)
        progress.step()
        staging.mark_held(connection, held)
        counts = staging.counts(connection, mapping, len(known))
        progress.step()
        imports = [each.import_id for each in sources]
        first, rejects = imports[0], [out / f"{each}.rejects.jsonl" for each in imports]
        parquet = staging.write_rows(connection, imports, mapping, Written(out / f"{first}.parquet", in_order))
        progress.step()
        again = staging.write_rows(connection, imports, mapping, Written(out / f"{first}.held.parquet", in_order, True))
        listed = staging.write_rejects(connection, known, rejects)
        written = staging.written(connection, imports, parquet)
    progress.step()
    seconds = time.perf_counter() - began
    return tuple(
        TableRead(
            read=begun.rows, observed=new + each.held, already_held=each.held, rejected=bad,
            noted=each.noted + (one.remark != ""), parquet=parquet if new else None,
            again=again if each.held else None, rejects=path, seconds=seconds, bytes_unread=begun.unread,
            encoding=one.survey.encoding, left=tuple(begun.left.items()), first_day=each.first_day,
            last_day=each.last_day,
        )
        for one, each, path, begun, new, bad in zip(known, counts, rejects, handed, written, listed, strict=True)
    )  # fmt: skip
