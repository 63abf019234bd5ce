"""Torn and hostile tables: a sentence each, nothing lost in silence, and what can be read is read."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bowstreet.formats import mapping, table_parts, table_rows, table_shape, table_staging, tables

MAPPING = """
name = "tulip_sellers"
title = "Tulip, sellers"
sort = "sellers"
market = "Tulip"
match = ["name"]
row_key = ["handle"]
[columns]
name = { field = "handle", required = true }
about = { field = "about" }
"""
SELLERS = mapping.parse(MAPPING)


def take(path: Path, raw: bytes) -> tuple[tables.TableRead, list[tuple[int, str, str]], list[dict[str, object]]]:
    source = path / "source"
    source.write_bytes(raw)
    made = tables.read(source, mapping=SELLERS, out=path / "out", dataset="d", import_id="i")
    assert made.read == made.observed + made.rejected
    assert made.rejects.read_text().count('"whole_row": true') == made.rejected
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
    assert made.bytes_unread == len('{"name": "b"')


BROKEN = (
    '{"name": broken, "about": "x"}',
    '{"name": "broken", "about": [{"a": 1}, {"b": no}]}',
    '{"name": "broken", "about": "x"',
    '{"name": "broken, "about": "x"}',
    '{"name": "broken", "about": "x}',
    '{"name": "broken", "about": {"a": 1, "b": 2}',
    '{"name" "broken"}',
    '{"name": "broken", "about": "two\nlines"}',
    "broken",
)


@pytest.mark.parametrize("between", [", ", ",\n "])
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_element_costs_itself_alone(tmp_path: Path, broken: str, between: str) -> None:
    rows = [json.dumps({"name": f"n{each}", "about": 'a } , { b ] and "more"'}) for each in range(1000)]
    made, told, rejects = take(tmp_path, f"[{between.join([*rows[:10], broken, *rows[11:]])}]".encode())
    assert (made.read, made.observed, made.rejected, made.bytes_unread) == (1000, 999, 1, 0), rejects[:3]
    assert told[-1][0] == 1 + between.count("\n") * 999 + broken.count("\n")
    assert str(rejects[0]["excerpt"]).startswith(broken[:20])


def test_what_of_an_array_cannot_be_read_is_told_in_bytes(tmp_path: Path) -> None:
    rows = ", ".join(json.dumps({"name": f"n{each}"}) for each in range(10))
    rest = '{"name": [1, "' + "é\\" * 3_000_000
    made, told, rejects = take(tmp_path, f"[{rows}, {rest}".encode())
    assert (len(told), made.rejected, made.bytes_unread) == (10, 1, len(rest.encode()))
    assert f"{len(rest.encode()):,} bytes were not read" in str(rejects[0]["reason"])


def test_what_follows_an_array_is_told_in_bytes(tmp_path: Path) -> None:
    made, told, rejects = take(tmp_path, b'[{"name": "a"}]\n[{"name": "b"}]\n')
    assert (len(told), made.rejected, made.bytes_unread) == (1, 1, 16)
    assert (rejects[0]["line"], made.read) == (2, 2)


def test_the_first_row_of_json_may_be_long_or_broken(tmp_path: Path) -> None:
    good = "".join(f'{{"name": "n{each}"}}\n' for each in range(49))
    for first in ('{"name": "long", "about": "' + "x" * 1_200_000 + '"}\n', "{broken\n", "{" + "x" * 5_000_000 + "\n"):
        made, told, _ = take(tmp_path, (first + good).encode())
        assert (made.read, len(told)) == (50, 50 if "long" in first else 49)
    made, told, _ = take(tmp_path, b'[{broken}, {"name": "a"}]')
    assert (made.read, len(told)) == (2, 1)


def test_a_json_row_with_a_name_twice_loses_no_value_in_silence(tmp_path: Path) -> None:
    bad = [
        '{"name": "a", "name": "b"}',
        '{"name": "c", "about": {"x": 1, "x": 2}}',
        '{"name": "d", "about": [{"y": 1, "y": 1}]}',
    ]
    good = '{"name": "e", "about": {"x": 1, "y": 1}}'
    for text in ("\n".join([*bad, good]), f"[{', '.join([*bad, good])}]"):
        made, told, rejects = take(tmp_path, text.encode())
        assert (made.read, made.rejected, len(told)) == (4, 3, 1)
        assert {each["reason"] for each in rejects} == {"The row has a name twice: one of its values would be lost."}


def test_many_open_quotes_cost_no_good_row(tmp_path: Path) -> None:
    opened = "".join(f'o{each},"open\n' for each in range(700))
    good = "".join(f'g{each},"two\nlines, {each}"\n' for each in range(300))
    made, told, _ = take(tmp_path, ("name,about\n" + opened + good).encode())
    assert (made.read, made.rejected, len(told)) == (1000, 700, 300)


def test_open_quotes_without_end_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0

    def fed(again: Any, lines: Any, now: list[Any], limit: int) -> Any:
        nonlocal taken
        for text in plain(again, lines, now, limit):
            taken += len(text)
            yield text

    plain = table_rows._fed
    monkeypatch.setattr(table_rows, "_fed", fed)
    monkeypatch.setattr(table_rows, "_RESCANNED", 10_000)
    raw = b"name,about\n" + b'x""","\n' * 3_000 + b'a,"two\nlines"\n'
    made, told, _ = take(tmp_path, raw)
    assert made.read == made.rejected + 1 == 3_001
    assert [each[1] for each in told] == ["a"]
    assert taken < 12 * len(raw)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866"])
def test_a_cyrillic_table_is_read_as_its_mapping_says_or_refused_whole(tmp_path: Path, encoding: str) -> None:
    raw = "name,about\nЧёрный рынок,чай и сахар\nprodavets,доставка по всей стране\n".encode(encoding)
    with pytest.raises(tables.WrongTable, match=f'encoding = "{encoding}"'):
        take(tmp_path, raw)
    assert encoding in table_parts.why_not(table_shape.Looked(tmp_path / "source"))
    named = replace(SELLERS, encoding=encoding)
    made = tables.read(tmp_path / "source", mapping=named, out=tmp_path / "out", dataset="d", import_id="i")
    assert made.parquet and (made.observed, made.encoding, made.noted) == (2, encoding, 1)
    assert pq.read_table(made.parquet).to_pylist()[0]["handle"] == "Чёрный рынок"
    assert encoding in made.rejects.read_text()


def test_a_header_in_the_encoding_of_a_mapping_is_recognised(tmp_path: Path) -> None:
    text = MAPPING.replace('match = ["name"]', 'match = ["имя"]').replace("name =", '"имя" =', 2)
    named = mapping.parse('encoding = "windows-1251"\n' + text.replace('"имя" = "tulip', 'name = "tulip'))
    (tmp_path / "source").write_bytes("имя,about\nанна,чай\n".encode("windows-1251"))
    assert table_parts.recognise(table_shape.Looked(tmp_path / "source"), [SELLERS, named]) is named
    made = tables.read(tmp_path / "source", mapping=named, out=tmp_path / "out", dataset="d", import_id="i")
    assert (made.read, made.observed) == (1, 1)


def test_a_mapping_names_no_encoding_that_does_not_exist() -> None:
    with pytest.raises(mapping.WrongMapping, match="utf-9"):
        mapping.parse('encoding = "utf-9"\n' + MAPPING)


@pytest.mark.parametrize("where", ["_batches", "write_rows", "write_rejects"])
@pytest.mark.parametrize("careful", [True, False])
def test_a_row_lost_on_the_way_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, careful: bool
) -> None:
    def losing_batches(rows: Any) -> Any:
        yield from ([each for each in batch if each.cells != ["b", "2"]] for batch in plain(rows))

    def losing_rows(connection: Any, *rest: Any) -> Any:
        connection.execute("DELETE FROM staged WHERE v_handle = 'b'")
        return plain(connection, *rest)

    def losing_rejects(connection: Any, *rest: Any) -> Any:
        connection.execute("DELETE FROM staged WHERE _why IS NOT NULL")
        return plain(connection, *rest)

    losing = {"_batches": losing_batches, "write_rows": losing_rows, "write_rejects": losing_rejects}[where]
    plain = getattr(table_staging, where)
    monkeypatch.setattr(table_staging, where, losing)
    source = tmp_path / "source"
    source.write_bytes(b'name,about\na,1\nb,2\n,3\n"c\nd",4\n' if careful else b"name,about\na,1\nb,2\n,3\ne,4\n")
    made = tables.read(source, mapping=SELLERS, out=tmp_path / "out", dataset="d", import_id="i")
    assert made.read == 4
    lost = careful or where != "_batches"
    assert made.read - made.observed - made.rejected == int(lost)


def test_names_that_are_patterns_or_quotes_are_only_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,about\nother,1\n")
    for name in ("*.csv", "it's.csv", "[ab].csv", "..csv", "a;b--.csv"):
        source = tmp_path / "in" / name
        source.parent.mkdir(exist_ok=True)
        source.write_text("name,about\nmine,1\n")
        made = tables.read(source, mapping=SELLERS, out=tmp_path / "out", dataset="d", import_id="i")
        assert made.parquet
        assert [row["handle"] for row in pq.read_table(made.parquet).to_pylist()] == ["mine"]
