"""Rows on their way from a file to Parquet: staged in one typed table, by the quick reader or the careful one."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from bowstreet.formats import table_encoding, table_rows, table_typing
from bowstreet.formats.mapping import Mapping
from bowstreet.formats.table_known import Known
from bowstreet.formats.table_quoting import quoted

_BATCH_ROWS = 20_000
_BATCH_TEXT = 16_000_000
_ROW_GROUP = 50_000
MOST_LEFT = 100
"""Of so many columns that no field is made of the cells are counted."""


@dataclass
class Handed:
    """What the file itself says of one source: rows that begin in it, and bytes after the last place that was read.

    ``left`` counts by column the cells that hold something and that no field is made of, of so many columns at most.
    """

    rows: int = 0
    unread: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def count(self, rows: Iterator[table_rows.Row]) -> Iterator[table_rows.Row]:
        """Pass rows on and count them."""
        for row in rows:
            self.rows += 1
            self.unread += row.unread
            for name in row.left:
                if name in self.left or len(self.left) < MOST_LEFT:
                    self.left[name] = self.left.get(name, 0) + 1
            yield row


@dataclass(frozen=True)
class Counts:
    """What was staged of one source, rejects aside."""

    held: int = 0
    noted: int = 0
    first_day: date | None = None
    last_day: date | None = None


def begin(connection: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Make the empty table ``staged``."""
    kept = ", ".join(f"v_{each.field} {table_typing.sql_type(each)}" for each in mapping.fields)
    connection.execute(
        f"CREATE TEMP TABLE staged (_src INTEGER, _row BIGINT, _line BIGINT, _hash UBIGINT, _why VARCHAR,"
        f" _notes VARCHAR, _held BOOLEAN, {kept})"
    )


def stage(
    connection: duckdb.DuckDBPyConnection, known: Sequence[Known], mapping: Mapping, out: Path
) -> tuple[bool, list[Handed]]:
    """Fill the table ``staged`` with the rows of all sources, those that cannot be read among them.

    Return whether they came in the order of import and row, and what each file itself says of its rows.
    """
    begin(connection, mapping)
    handed = [Handed(each.survey.lines - 1) for each in known]
    done: list[int] = []
    for group in _groups(known):
        done += _quickly(connection, known, group, mapping, handed)
    with TemporaryDirectory(prefix="text-", dir=out) as folder:
        for place, each in enumerate(known):
            if place not in done:
                handed[place] = _carefully(connection, each, place, mapping, Path(folder))
                done.append(place)
    came = [known[place].source.import_id for place in done]
    return came == sorted(came), handed


def typed(
    connection: duckdb.DuckDBPyConnection, rows: list[table_rows.Row], mapping: Mapping
) -> list[tuple[list[str | None], str | None, str | None]]:
    """Return of some rows the values as they would be kept, why a row is none, and what of it cannot be read."""
    begin(connection, mapping)
    connection.register("batch", _arrow(rows, 0, 0, mapping))
    convert(connection, mapping, "SELECT * FROM batch")
    kept = ", ".join(f"CAST(v_{each.field} AS VARCHAR)" for each in mapping.fields)
    found = connection.execute(f"SELECT _why, _notes, {kept} FROM staged ORDER BY _row").fetchall()  # noqa: S608
    return [(values, why, notes) for why, notes, *values in found]


def _groups(known: Sequence[Known]) -> list[list[int]]:
    """Return the places of files that one statement may read: alike in header and delimiter."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, each in enumerate(known):
        if each.quick:
            groups.setdefault((each.shape.header, each.shape.delimiter), []).append(place)
    return list(groups.values())


def _quickly(
    connection: duckdb.DuckDBPyConnection, known: Sequence[Known], group: list[int], mapping: Mapping,
    handed: Sequence[Handed],
) -> list[int]:  # fmt: skip
    """Read the files of a group in one statement and return those that came out a row a line, as they must.

    Where the engine refuses, each half is tried alone, so that one broken file does not slow the others.
    """
    try:
        _read_group(connection, [known[each] for each in group], mapping)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        if len(group) == 1:
            return []
        half = len(group) // 2
        parts = group[:half], group[half:]
        return [place for part in parts for place in _quickly(connection, known, part, mapping, handed)]
    sizes = [known[each].survey.lines - 1 for each in group]
    starts = [0, *accumulate(sizes)]
    found = {
        index: (first, last, count)
        for index, first, last, count in connection.execute(
            "SELECT _file, min(rowid), max(rowid), count(*) FROM quick GROUP BY _file"
        ).fetchall()
    }
    good = [
        index
        for index, size in enumerate(sizes)
        if (size == 0 and index not in found) or found.get(index) == (starts[index], starts[index] + size - 1, size)
    ]
    if len(good) == len(group):
        _count_left(connection, known[group[0]], mapping, [handed[place] for place in group])
        _take(connection, group, starts, mapping)
        return group
    connection.execute("DROP TABLE quick")
    if len(group) == 1:
        return []
    return [place for index in good for place in _quickly(connection, known, [group[index]], mapping, handed)]


def _read_group(connection: duckdb.DuckDBPyConnection, group: list[Known], mapping: Mapping) -> None:
    shape = group[0].shape
    files = ", ".join(quoted(str(each.source.path.resolve())) for each in group)
    columns = ", ".join(f"'n{place}': 'VARCHAR'" for place in range(len(shape.header)))
    cells = {
        each.field: " || ' ' || ".join(
            f"n{shape.header.index(name)}" if name in shape.header else "CAST(NULL AS VARCHAR)" for name in each.sources
        )
        for each in mapping.fields
    }
    left = [f"coalesce(trim(n{place}), '') <> '' AS left_{place}" for place, _ in _left(group[0], mapping)]
    picked = ", ".join([*(f"{cell} AS c_{field}" for field, cell in cells.items()), *left])
    connection.execute(
        f"CREATE TEMP TABLE quick AS SELECT file_index AS _file, {picked}"  # noqa: S608
        f" FROM read_csv([{files}], auto_detect=false, header=true, columns={{{columns}}}, nullstr='\x01\x02',"
        f" delim={quoted(shape.delimiter)}, quote='\"', escape='\"', strict_mode=true, max_line_size=4000000)"
    )


def _left(known: Known, mapping: Mapping) -> list[tuple[int, str]]:
    """Return place and name of the columns of a file that no field is made of, so far as they are counted."""
    apart = [(place, name) for place, name in enumerate(known.shape.header) if name not in mapping.known]
    return apart[:MOST_LEFT]


def _count_left(
    connection: duckdb.DuckDBPyConnection, known: Known, mapping: Mapping, handed: Sequence[Handed]
) -> None:
    apart = _left(known, mapping)
    if not apart:
        return
    sums = ", ".join(f"count_if(left_{place})" for place, _ in apart)
    for index, *counts in connection.execute(f"SELECT _file, {sums} FROM quick GROUP BY _file").fetchall():  # noqa: S608
        handed[index].left = {name: count for (_, name), count in zip(apart, counts, strict=True) if count}


def _take(connection: duckdb.DuckDBPyConnection, group: list[int], starts: list[int], mapping: Mapping) -> None:
    connection.execute("CREATE TEMP TABLE files (_file BIGINT, _src INTEGER, _start BIGINT)")
    connection.executemany(
        "INSERT INTO files VALUES (?, ?, ?)", list(zip(range(len(group)), group, starts, strict=False))
    )
    convert(
        connection,
        mapping,
        "SELECT _src, quick.rowid - _start + 1 AS _row, quick.rowid - _start + 2 AS _line,"
        " CAST(NULL AS VARCHAR) AS _why0, CAST(NULL AS VARCHAR) AS _note, quick.*"
        " FROM quick JOIN files USING (_file)",
    )
    connection.execute("DROP TABLE quick")
    connection.execute("DROP TABLE files")


def _carefully(
    connection: duckdb.DuckDBPyConnection, known: Known, place: int, mapping: Mapping, folder: Path
) -> Handed:
    shape, path, encoding = known.shape, known.source.path, known.survey.encoding
    if shape.encoding != "utf-8":
        path, encoding = table_encoding.as_utf8(path, shape.encoding, folder), "utf-8"
    codec = "cp1252" if encoding == "windows-1252" else "utf-8"
    number, handed = 0, Handed()
    for batch in _batches(handed.count(table_rows.rows(path, shape, table_rows.Wanted.of(mapping), codec))):
        connection.register("batch", _arrow(batch, number, place, mapping))
        convert(connection, mapping, "SELECT * FROM batch")
        connection.unregister("batch")
        number += len(batch)
    return handed


def _batches(rows: Iterator[table_rows.Row]) -> Iterator[list[table_rows.Row]]:
    batch: list[table_rows.Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(map(len, filter(None, row.cells))) if row.cells else 0
        if len(batch) == _BATCH_ROWS or size > _BATCH_TEXT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _arrow(batch: list[table_rows.Row], number: int, place: int, mapping: Mapping) -> pa.Table:
    absent = [None] * len(mapping.fields)
    cells = list(zip(*(row.cells or absent for row in batch), strict=True))
    why = [f"{row.column}\x1f{row.why}\x1f{_clean(row.excerpt)}" if row.why else None for row in batch]
    return pa.table(
        {
            "_src": pa.array([place] * len(batch), pa.int32()),
            "_row": pa.array(range(number + 1, number + 1 + len(batch)), pa.int64()),
            "_line": pa.array([row.line for row in batch], pa.int64()),
            "_why0": pa.array(why, pa.string()),
            "_note": pa.array([_clean(row.note) or None for row in batch], pa.string()),
            **{f"c_{each.field}": pa.array(cells[at], pa.string()) for at, each in enumerate(mapping.fields)},
        }
    )


def _clean(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def convert(connection: duckdb.DuckDBPyConnection, mapping: Mapping, rows: str) -> None:
    """Put raw rows into ``staged``: typed, with what was wrong with them."""
    cells = {each.field: f"c_{each.field}" for each in mapping.fields}
    staged = f"(SELECT *, {table_typing.row_key(mapping, cells)} AS _hash FROM ({rows}))"  # noqa: S608
    for layer in table_typing.layers(mapping, cells):
        staged = f"(SELECT *, {layer} FROM {staged})"  # noqa: S608
    kept = ", ".join(f"v_{each.field}" for each in mapping.fields)
    connection.execute(
        f"INSERT INTO staged SELECT _src, _row, _line, _hash, coalesce(_why0, {table_typing.reject(mapping)}),"  # noqa: S608
        f" nullif({table_typing.notes(mapping)}, ''), false, {kept} FROM {staged}"
    )


def mark_held(connection: duckdb.DuckDBPyConnection, held: Sequence[Path]) -> None:
    """Mark the rows that are held already: in files of earlier imports, or in an earlier source read with them."""
    if held:
        files = ", ".join(quoted(str(each.resolve())) for each in held)
        connection.execute(
            f"UPDATE staged SET _held = true WHERE _why IS NULL"  # noqa: S608
            f" AND _hash IN (SELECT _hash FROM read_parquet([{files}]))"
        )
    several = connection.execute("SELECT count(DISTINCT _src) FROM staged").fetchall()
    if several[0][0] > 1:
        connection.execute(
            "UPDATE staged SET _held = true FROM (SELECT _hash AS h, min(_src) AS s FROM staged WHERE _why IS NULL"
            " GROUP BY _hash HAVING min(_src) < max(_src)) AS twice WHERE _why IS NULL AND _hash = h AND _src > s"
        )


def counts(connection: duckdb.DuckDBPyConnection, mapping: Mapping, sources: int) -> list[Counts]:
    """Return what was staged of each source, in order."""
    first, last = (f"v_{day}" if day else "CAST(NULL AS DATE)" for day in (mapping.first_day, mapping.last_day))
    found = connection.execute(
        "SELECT _src, count(*) FILTER (_why IS NULL AND _held),"  # noqa: S608
        f" count(*) FILTER (_why IS NULL AND _notes IS NOT NULL), min({first}) FILTER (_why IS NULL),"
        f" max({last}) FILTER (_why IS NULL) FROM staged GROUP BY _src"
    ).fetchall()
    by_place = {row[0]: Counts(*row[1:]) for row in found}
    return [by_place.get(place, Counts()) for place in range(sources)]


@dataclass(frozen=True)
class Written:
    """Which of the staged rows a file gets: those that are new, or those ``held`` already; ``in_order`` as staged."""

    path: Path
    in_order: bool
    held: bool = False


def write_rows(
    connection: duckdb.DuckDBPyConnection, imports: Sequence[str], mapping: Mapping, wanted: Written
) -> Path | None:
    """Write rows to a Parquet file, whole or not at all, by import and row; return None when there are none."""
    path, new = wanted.path, f"FROM staged WHERE _why IS NULL AND {'' if wanted.held else 'NOT '}_held"
    if not connection.execute(f"SELECT 1 {new} LIMIT 1").fetchall():
        return None
    market = f", {quoted(mapping.market)} AS market" if mapping.market else ""
    kept = ", ".join(f"v_{each.field} AS {each.field}" for each in mapping.fields)
    named = "CASE _src " + " ".join(f"WHEN {place} THEN {quoted(each)}" for place, each in enumerate(imports))
    half = path.with_suffix(".half")
    order = "" if wanted.in_order else " ORDER BY _import, _row"
    connection.execute(
        f"COPY (SELECT {named} END AS _import, _row, _line, _hash{market}, {kept} {new}{order})"
        f" TO {quoted(str(half.resolve()))} (FORMAT parquet, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    half.replace(path)
    return path


def imports_with(connection: duckdb.DuckDBPyConnection, held: Sequence[Path], again: Sequence[Path]) -> list[str]:
    """Return the imports among files of rows that hold rows which others found again."""
    one, other = (", ".join(quoted(str(each.resolve())) for each in some) for some in (held, again))
    question = (
        f"SELECT DISTINCT _import FROM read_parquet([{one}])"  # noqa: S608
        f" WHERE _hash IN (SELECT _hash FROM read_parquet([{other}])) ORDER BY _import"
    )
    return [each for (each,) in connection.execute(question).fetchall()]


def written(connection: duckdb.DuckDBPyConnection, imports: Sequence[str], parquet: Path | None) -> list[int]:
    """Return how many rows of each import a Parquet file holds, counted in the file."""
    if parquet is None:
        return [0] * len(imports)
    question = "SELECT _import, count(*) FROM read_parquet(?) GROUP BY _import"
    found = dict(connection.execute(question, [str(parquet.resolve())]).fetchall())
    return [found.get(each, 0) for each in imports]


def write_rejects(connection: duckdb.DuckDBPyConnection, known: Sequence[Known], paths: Sequence[Path]) -> list[int]:
    """Write the reject list of each source as JSON lines (line, column, excerpt, reason, whole_row), each whole.

    Return how many whole rows each list holds.
    """
    listed = []
    for place, (each, path) in enumerate(zip(known, paths, strict=True)):
        half = path.with_suffix(".half")
        with half.open("w", encoding="utf-8") as out:
            if each.remark:
                out.write(_told(1, f"\x1f{each.remark}\x1f", False))
            cursor = connection.execute(
                "SELECT _line, _why, _notes FROM staged WHERE _src = ? AND (_why IS NOT NULL OR _notes IS NOT NULL)"
                " ORDER BY _row",
                [place],
            )
            rows = 0
            while some := cursor.fetchmany(5_000):
                for line, why, notes in some:
                    rows += why is not None
                    said = [why] if why else notes.split("\x1e")
                    out.writelines(_told(line, one, bool(why)) for one in said)
        half.replace(path)
        listed.append(rows)
    return listed


def list_rejects(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> list[int]:
    """Write the reject lists of those sources that have one, as ``write_rejects``, all of them asked for at once.

    Return how many whole rows each source has in its list.
    """
    rows = [0] * len(paths)
    told: dict[int, list[str]] = {}
    found = connection.execute(
        "SELECT _src, _line, _why, _notes FROM staged WHERE _why IS NOT NULL OR _notes IS NOT NULL ORDER BY _src, _row"
    )
    for place, line, why, notes in found.fetchall():
        rows[place] += why is not None
        told.setdefault(place, []).extend(_told(line, one, bool(why)) for one in (why or notes).split("\x1e"))
    for place, lines in told.items():
        half = paths[place].with_suffix(".half")
        half.write_text("".join(lines), encoding="utf-8")
        half.replace(paths[place])
    return rows


def _told(line: int, said: str, whole: bool) -> str:
    column, reason, excerpt = (*said.split("\x1f", 2), "", "")[:3]
    told = {"line": line, "column": column, "excerpt": excerpt, "reason": reason, "whole_row": whole}
    return json.dumps(told, ensure_ascii=False) + "\n"
