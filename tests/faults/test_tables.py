"""Torn and hostile tables: a sentence each, nothing lost in silence, and what can be read is read."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bowstreet.formats import mapping, table_rows, table_shape, tables

SELLERS = mapping.parse("""
name = "tulip_sellers"
title = "Tulip, sellers"
sort = "sellers"
market = "Tulip"
match = ["name"]
row_key = ["handle"]
[columns]
name = { field = "handle", required = true }
about = { field = "about" }
""")


def take(path: Path, raw: bytes) -> tuple[tables.TableRead, list[tuple[int, str, str]], list[dict[str, object]]]:
    source = path / "source"
    source.write_bytes(raw)
    made = tables.read(source, mapping=SELLERS, out=path / "out", dataset="d", import_id="i")
    assert made.read == made.observed + made.rejected
    rows = pq.read_table(made.parquet).to_pylist() if made.parquet else []
    told = [(row["_line"], row["handle"], row["about"]) for row in rows]
    return made, told, [json.loads(line) for line in made.rejects.read_text().splitlines()]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "white space"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x03\x00" * 9, "not text"),
        (b"x" * (table_shape.HEAD + 9), "first line"),
        (b"a," * 600_000, "first line"),
        (b"[1, 2]", "no row"),
        (b"{broken", "no row"),
        (b"about,x\nb,c\n", "no column 'name'"),
        (b"name,name\nb,c\n", "2 columns"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, raw: bytes, says: str) -> None:
    with pytest.raises(tables.WrongTable, match=says):
        take(tmp_path, raw)


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    made, told, _ = take(tmp_path, b"name,about\n")
    assert (made.read, made.parquet, told) == (0, None, [])


def test_rows_too_short_and_too_long(tmp_path: Path) -> None:
    made, told, rejects = take(tmp_path, b"name,about\na\nb,2,3\nc,1\n" + b"," * 1_000_000 + b"\nd,1\n")
    assert [each[1] for each in told] == ["c", "d"]
    assert [each["line"] for each in rejects] == [2, 3, 5]
    assert "1,000,001 columns" in str(rejects[2]["reason"])
    assert made.rejected == 3


def test_a_row_beyond_all_bounds(tmp_path: Path) -> None:
    _, told, rejects = take(tmp_path, b"name,about\na,1\nb," + b"x" * (table_rows.LONGEST + 5) + b"\nc,1\n")
    assert [each[:2] for each in told] == [(2, "a"), (4, "c")]
    assert "longer than" in str(rejects[0]["reason"])


def test_an_open_quote_costs_its_line_alone(tmp_path: Path) -> None:
    _, told, rejects = take(tmp_path, b'name,about\na,"open\nb,1\nc,"two\nlines"\nd,"x"y\ne,1\n')
    assert [each[1] for each in told] == ["b", "c", "e"]
    assert told[1] == (4, "c", "two\nlines")
    assert [(each["line"], each["whole_row"]) for each in rejects] == [(2, True), (6, True)]


def test_quoted_line_breaks_keep_the_line_numbers_right(tmp_path: Path) -> None:
    _, told, _ = take(tmp_path, b'name,about\n"a","1\n2\n\n3"\n\nb,4\n')
    assert told == [(2, "a", "1\n2\n\n3"), (7, "b", "4")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    made, told, _ = take(tmp_path, "name,about\nŻółw,чай\nplain words,and more of them\n".encode(encoding))
    assert told == [(2, "Żółw", "чай"), (3, "plain words", "and more of them")]
    assert made.noted == 0


def test_latin_1_is_read_and_said(tmp_path: Path) -> None:
    made, told, rejects = take(tmp_path, "name,about\nJosé,5 €\n".encode("cp1252"))
    assert told == [(2, "José", "5 €")]
    assert made.encoding == "windows-1252"
    assert "not UTF-8" in str(rejects[0]["reason"])


def test_torn_utf_8(tmp_path: Path) -> None:
    made, told, rejects = take(tmp_path, "name,about\nżuk,a\n".encode() + b"b,\xff\xfe\n\xc5\xff,1\nd,2\n")
    assert told == [(2, "żuk", "a"), (3, "b", None), (5, "d", "2")]
    assert [(each["line"], each["column"], each["whole_row"]) for each in rejects] == [
        (3, "about", False),
        (4, "name", True),
    ]
    assert (made.noted, made.rejected) == (1, 1)


def test_nul_bytes(tmp_path: Path) -> None:
    _, told, rejects = take(tmp_path, b"name,about\na,x\0y\nb\0,1\nc,1\n")
    assert told == [(2, "a", None), (4, "c", "1")]
    assert [each["whole_row"] for each in rejects] == [False, True]


def test_windows_and_old_mac_line_ends(tmp_path: Path) -> None:
    assert take(tmp_path, b"name,about\r\na,1\r\nb,2\r\n")[1] == [(2, "a", "1"), (3, "b", "2")]
    assert take(tmp_path, b"name,about\ra,1\rb,2")[1] == [(2, "a", "1"), (3, "b", "2")]


def test_lone_surrogates_in_json(tmp_path: Path) -> None:
    raw = b'{"name": "a", "about": "\\ud800"}\n{"name": "b", "about": "1"}\n{"name": "c\\u0000", "about": "1"}\n'
    made, told, _ = take(tmp_path, raw)
    assert told == [(1, "a", None), (2, "b", "1")]
    assert (made.noted, made.rejected) == (1, 1)


def test_json_that_breaks_off(tmp_path: Path) -> None:
    made, told, rejects = take(tmp_path, b'[{"name": "a"},\n {"name": "b"')
    assert [each[1] for each in told] == ["a"]
    assert (made.rejected, rejects[0]["line"]) == (1, 2)


def test_names_that_are_patterns_or_quotes_are_only_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,about\nother,1\n")
    for name in ("*.csv", "it's.csv", "[ab].csv", "..csv", "a;b--.csv"):
        source = tmp_path / "in" / name
        source.parent.mkdir(exist_ok=True)
        source.write_text("name,about\nmine,1\n")
        made = tables.read(source, mapping=SELLERS, out=tmp_path / "out", dataset="d", import_id="i")
        assert made.parquet
        assert [row["handle"] for row in pq.read_table(made.parquet).to_pylist()] == ["mine"]
