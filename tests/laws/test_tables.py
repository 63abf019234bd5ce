"""For every clean table the quick reader and the careful one give the same rows, and every count reconciles."""

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as some

from bowstreet.formats import mapping, table_known, table_rows, table_shape, tables

TABLE = mapping.parse("""
name = "table"
title = "Table"
sort = "rows"
match = ["a", "b", "c"]
nulls = ["", "-"]
[columns]
a = { field = "a", required = true }
b = { field = "b", type = "number" }
c = { field = "c" }
d = { field = "d", type = "day", formats = ["%d/%m/%Y"] }
""")
CELL = some.one_of(
    some.text(some.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12),
    some.sampled_from(
        [
            "",
            "-",
            " - ",
            '"',
            '""',
            " x",
            "x ",
            ",",
            "\n",
            "1.5",
            "31/12/2030",
            "NULL",
            "\\",
            "'",
            "\ufeff",
            "\x1e",
            "\x1f",
            "\t",
            "\x85",
            "\u2028",
        ]
    ),
)
ROW = some.tuples(CELL, CELL, CELL, CELL)


def told(source: Path, out: Path, quick: bool) -> tuple[object, ...]:
    with mock.patch.object(table_known.Known, "quick", property(lambda _: False)) if not quick else mock.MagicMock():
        made = tables.read(source, mapping=TABLE, out=out, dataset="d", import_id="i")
    assert made.read == made.observed + made.rejected
    rows = pq.read_table(made.parquet).to_pylist() if made.parquet else []
    rejects = [json.loads(line) for line in made.rejects.read_text().split("\n")[:-1]]
    return (made.read, made.observed, made.rejected, made.noted, rows, rejects)


def both(text: str) -> tuple[object, ...]:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.write_text(text, newline="")
        quick = told(source, Path(folder) / "quick", True)
        assert quick == told(source, Path(folder) / "careful", False)
        return quick


@settings(max_examples=150, deadline=None)
@given(some.lists(ROW, max_size=6), some.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
@example([("\x1e", "\x1f", "\x1e", "\x1f")] * 3, csv.QUOTE_ALL)
def test_clean_tables_read_alike(rows: list[tuple[str, ...]], quoting: int) -> None:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n", quoting=quoting)  # type: ignore[arg-type]
    table.writerows([("a", "b", "c", "d"), *rows])
    assert both(written.getvalue())[0] == len(rows)


@settings(max_examples=150, deadline=None)
@given(some.lists(some.text(some.sampled_from("ab1,\"\n -\\'"), max_size=25), max_size=5))
def test_torn_tables_read_alike(lines: list[str]) -> None:
    both("a,b,c,d\n" + "\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(
    some.lists(some.tuples(some.text(some.characters(codec="utf-8", exclude_characters='\r\n",'), max_size=9), CELL)),
    some.sampled_from(["utf-16-le", "utf-16-be"]),
    some.sampled_from(["", "\ufeff"]),
    some.sampled_from(["\n", "\r\n", "\r"]),
)
@example([("\u0a0a", "\u0d0a"), ("\u010a", "\u0a00\U0001f40a")], "utf-16-be", "\ufeff", "\n")
def test_two_bytes_a_sign_are_read_as_one_is(rows: list[tuple[str, str]], two: str, mark: str, end: str) -> None:
    written = io.StringIO()
    table = csv.writer(written, lineterminator=end)
    table.writerows([("a", "c"), *((f"x{left}", right.replace("\n", " ")) for left, right in rows)])
    shape, wanted = table_shape.Shape(table_shape.Form.DELIMITED, ("a", "c")), table_rows.Wanted.of(TABLE)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        found = []
        for encoding in ("utf-8", two):
            source.write_bytes((mark + written.getvalue()).encode(encoding))
            found.append([row[:4] for row in table_rows.rows(source, shape, wanted, encoding)])
    assert found[0] == found[1] and len(found[0]) == len(rows)
