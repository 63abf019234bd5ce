"""The engine sees what it was handed and nothing else."""

from pathlib import Path

import duckdb
import pytest

from bowstreet.formats.table_engine import engine
from bowstreet.formats.table_quoting import quoted
from bowstreet.formats.table_shape import WrongTable


def test_only_the_files_handed_in_can_be_read(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.csv", tmp_path / "other.csv"
    for each in (mine, other):
        each.write_text("a,b\n1,2\n")
    with engine([mine], tmp_path / "out", "64MB") as connection:
        assert connection.execute(f"SELECT * FROM read_csv({quoted(str(mine))})").fetchall() == [(1, 2)]
        for statement in (
            f"SELECT * FROM read_csv({quoted(str(other))})",
            f"SELECT * FROM read_csv({quoted(str(tmp_path / 'out' / '..' / 'other.csv'))})",
            f"COPY (SELECT 1) TO {quoted(str(tmp_path / 'elsewhere.csv'))}",
            "SET enable_external_access = true",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
    assert not (tmp_path / "elsewhere.csv").exists()
    assert list((tmp_path / "out").iterdir()) == [], "nothing spilled stays behind"


def test_too_little_memory_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongTable, match="no room left"), engine([], tmp_path, "1MB") as connection:
        connection.execute("CREATE TABLE t AS SELECT repeat('x', 1000) || i AS x FROM range(1_000_000) r(i)")
