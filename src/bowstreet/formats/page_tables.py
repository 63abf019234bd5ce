"""Rows of many crawled pages typed and written together, by the code that types the rows of any other table."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from bowstreet.formats import table_staging as staging
from bowstreet.formats.mapping import Mapping
from bowstreet.formats.pages.tabling import Line
from bowstreet.formats.table_engine import engine
from bowstreet.formats.table_staging import Written
from bowstreet.formats.tables import TableRead


@dataclass(frozen=True)
class PageRows:
    """The rows of one page that belong to one dataset, and the id of the import that they will carry."""

    import_id: str
    lines: Sequence[Line]


def read_many(
    pages: Sequence[PageRows], *, mapping: Mapping, out: Path, held: Sequence[Path] = (), memory: str = "512MB"
) -> tuple[TableRead, ...]:
    """Write the rows of pages to one Parquet file named for the first import, and return what came of each page.

    As with ``tables.read_many``, a row that one of the ``held`` files or an earlier page has counts as already held.
    """
    began = time.perf_counter()
    ids = [each.import_id for each in pages]
    with engine(held, out, memory) as connection:
        staging.begin(connection, mapping)
        connection.register("batch", _arrow(pages, mapping))
        staging.convert(connection, mapping, "SELECT * FROM batch")
        connection.unregister("batch")
        staging.mark_held(connection, held)
        counts = staging.counts(connection, mapping, len(pages))
        parquet = staging.write_rows(connection, ids, mapping, Written(out / f"{ids[0]}.parquet", False))
        again = staging.write_rows(connection, ids, mapping, Written(out / f"{ids[0]}.held.parquet", False, True))
        listed = staging.list_rejects(connection, [out / f"{id}.rejects.jsonl" for id in ids])
        written = staging.written(connection, ids, parquet)
    seconds = time.perf_counter() - began
    return tuple(
        TableRead(
            read=len(page.lines),
            observed=new + each.held,
            already_held=each.held,
            rejected=bad,
            noted=each.noted,
            parquet=parquet if new else None,
            again=again if each.held else None,
            rejects=out / f"{page.import_id}.rejects.jsonl",
            seconds=seconds,
            first_day=each.first_day,
            last_day=each.last_day,
        )
        for page, each, new, bad in zip(pages, counts, written, listed, strict=True)
    )


def _arrow(pages: Sequence[PageRows], mapping: Mapping) -> pa.Table:
    """Return all rows of some pages as the raw table that staging types."""
    rows = [(place, number, each) for place, page in enumerate(pages) for number, each in enumerate(page.lines, 1)]
    absent = pa.nulls(len(rows), pa.string())
    return pa.table(
        {
            "_src": pa.array([place for place, _, _ in rows], pa.int32()),
            "_row": pa.array([number for _, number, _ in rows], pa.int64()),
            "_line": pa.array([each.line for _, _, each in rows], pa.int64()),
            "_why0": absent,
            "_note": absent,
            **{
                f"c_{column.field}": pa.array([each.cells.get(column.column) for _, _, each in rows], pa.string())
                for column in mapping.fields
            },
        }
    )
