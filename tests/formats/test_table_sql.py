"""Rows of a dump that cannot be read: each costs itself alone, and what is passed over is told."""

from pathlib import Path

import pytest

from bowstreet.formats import table_sql

BROKEN_ROWS = [
    "(NOW(), 'x')", "('a' 'b', 2)", "(concat('a', char(10), ')'), 'x,(')",
    "('a', (SELECT max(`x`) FROM y WHERE z > 1))",
    "(1 + 2, 'x') -- said", "(UNHEX('41'), _utf8 'x' /* ),( */)", "('a', @last := '(')", "(NULL IS NULL, ';')",
]  # fmt: skip
"""Rows of expressions, which are not worked out; it can be told for sure where each ends."""

TORN_ROWS = [
    "('it's', 'x')", "('never closed, 2)", "('ends with \\', 2)", "(NOW(), 'x'", "(NOW();", "((1, 2)", "(it's, 'a')",
]  # fmt: skip
"""Rows behind which a quote or a bracket is not where it seems to be."""


def inserted(path: Path, text: str) -> list[table_sql.Insert]:
    path.write_text(text)
    with path.open("rb") as file:
        return list(table_sql.rows(file, "utf-8", table_sql.Dump()))


@pytest.mark.parametrize("broken", BROKEN_ROWS)
@pytest.mark.parametrize("between", [",", " ,\n /* and */ "])
def test_a_row_of_a_dump_that_cannot_be_read_costs_itself_alone(tmp_path: Path, broken: str, between: str) -> None:
    rows = between.join([f"{broken}\n", "('b', 'it''s (;')", f"{broken}\n", f"{broken}\n", "(N'c', 2)"])
    found = inserted(tmp_path / "a", f"INSERT INTO t (x, y) VALUES {rows};\nINSERT INTO t (x, y) VALUES ('d', 3);\n")
    assert [each.cells for each in found] == [None, ("b", "it's (;"), None, None, ("c", "2"), ("d", "3")]
    assert {(each.why, each.unread) for each in found if each.why} == {("The values of the row cannot be read.", 0)}
    assert all(broken.startswith(each.excerpt.split(")")[0]) and "'b'" not in each.excerpt.removeprefix(broken)
               for each in found if each.why)  # fmt: skip


@pytest.mark.parametrize("torn", TORN_ROWS)
def test_where_it_cannot_be_told_where_a_row_ends_no_row_is_made_up(tmp_path: Path, torn: str) -> None:
    text = f"INSERT INTO t (x, y) VALUES ('a', 1),\n{torn},('b\\'c', '1'),('b', '2'),('c', ''),('d', 'e');\n"
    found = inserted(tmp_path / "a", f"{text}INSERT INTO t (x, y) VALUES ('z', 3);\n")
    assert [each.cells for each in found] == [("a", "1"), None, ("z", "3")]
    left = len(text) - text.index("\n") - 1
    assert (found[1].line, found[1].unread) == (2, left)
    assert f"from here {left:,} bytes were passed over" in found[1].why and "rows" in found[1].why


@pytest.mark.parametrize(
    "line", ["INSERT INTO t VALUES (((", "INSERT INTO t VALUES (NOW('", "INSERT INTO t VALUES (a,,('"]
)
def test_the_ends_of_broken_rows_are_not_sought_for_ever(tmp_path: Path, line: str) -> None:
    (tmp_path / "a").write_text(f"{line}\n" * 3 + line + "(,'' " * 1_500_000)
    dump = table_sql.Dump()
    with (tmp_path / "a").open("rb") as file:
        assert all(each.cells is None for each in table_sql.rows(file, "utf-8", dump))
    assert dump.sought < table_sql._MOST_SOUGHT + table_sql._MOST_SIGNS + table_sql._LONGEST_BROKEN


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("INSERT INTO t VALUES ('" + "a" * 5_000_000, 5_000_001),
        ("INSERT INTO t VALUES (" + "(" * 2_000_000, 2_000_001),
        ("INSERT INTO t VALUES (1),(2", 2),
    ],
)
def test_a_dump_that_never_closes_is_told_in_bytes(tmp_path: Path, text: str, unread: int) -> None:
    (tmp_path / "a").write_text(text)
    with (tmp_path / "a").open("rb") as file:
        last = list(table_sql.rows(file, "utf-8", table_sql.Dump()))[-1]
    assert last.cells is None
    assert abs(last.unread - unread) <= 1
