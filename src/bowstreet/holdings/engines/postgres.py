"""What PostgreSQL says in its own way."""

from collections.abc import Iterable
from typing import Any

import psycopg
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.dialect import Row

IN_NUMBERS = "= ANY (translate(%s, '[]', '{}')::bigint[])"
_JSON = "replace(%s, '\\u0000', '\\ufffd')::jsonb"
"""The server's JSON knows no sign of number 0: who asks for one finds nothing."""

IN_TEXTS = f"= ANY (ARRAY(SELECT jsonb_array_elements_text({_JSON})))"
LISTED = f"jsonb_array_elements({_JSON}) j (value)"
NUMBER = "(j.value)::bigint"
TEXT = "(j.value #>> '{}')"
BYTES = "bytea"


_PASSES = frozenset({"55P03", "57P01", "57P02", "57P03"})
"""A lock did not come in time; the server was told to end, crashed, or is not up yet. A lost connection has no code."""


def item(place: int) -> str:
    """Return the text that stands at a place of a row of ``LISTED``."""
    return f"(j.value ->> {place})"


def number(place: int) -> str:
    """Return the number that stands at a place of a row of ``LISTED``."""
    return f"(j.value ->> {place})::bigint"


def ending(column: str, signs: int) -> str:
    """Return the last so many signs of a column."""
    return f"right({column}, {signs})"


def field(column: str, name: str) -> str:
    """Return the text that a column with a JSON object has under a name."""
    return f"({column}::jsonb ->> '{name}')"


def as_bytes(column: str) -> str:
    """Return the bytes, in UTF-8, of a column of texts."""
    return f"convert_to({column}, 'UTF8')"


def hinted(index: str) -> str:
    """Return nothing: the planner takes no hints; it counts what stands in the tables."""
    return ""


def rows(cursor: CursorWrapper, columns: str, source: str, values: Row) -> list[list[Any]]:
    """Return the rows of ``SELECT columns FROM source``."""
    cursor.execute(f"SELECT {columns} FROM {source}", values)  # noqa: S608
    return list(map(list, cursor.fetchall()))


def waited_in_vain(wrong: Exception) -> bool:
    """Say whether a statement failed for nothing but that others wrote all the time, or the server went away."""
    cause = wrong if isinstance(wrong, psycopg.Error) else wrong.__cause__
    if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) and cause.sqlstate is None:
        return True
    return isinstance(cause, psycopg.Error) and cause.sqlstate in _PASSES


def insert(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Write new rows by COPY, in the caller's transaction."""
    with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def write(cursor: CursorWrapper, statement: str, rows: Iterable[Row]) -> None:
    """Run a statement for many rows."""
    cursor.executemany(statement, list(rows))
