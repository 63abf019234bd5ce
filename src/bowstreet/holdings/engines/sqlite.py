"""What SQLite says in its own way."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.dialect import Row

IN_NUMBERS = IN_TEXTS = "IN (SELECT value FROM json_each(%s))"
LISTED = "json_each(%s) j"
NUMBER = TEXT = "j.value"
BYTES = "BLOB"


def item(place: int) -> str:
    """Return the text that stands at a place of a row of ``LISTED``."""
    return f"json_extract(j.value, '$[{place}]')"


number = item


def ending(column: str, signs: int) -> str:
    """Return the last so many signs of a column."""
    return f"substr({column}, -{signs})"


def field(column: str, name: str) -> str:
    """Return the text that a column with a JSON object has under a name."""
    return f"json_extract({column}, '$.{name}')"


def as_bytes(column: str) -> str:
    """Return the bytes, in UTF-8, of a column of texts."""
    return f"CAST({column} AS BLOB)"


def hinted(index: str) -> str:
    """Return the words after a table that have it read by an index, or by none when the name is empty."""
    return f"INDEXED BY {index}" if index else "NOT INDEXED"


def rows(cursor: CursorWrapper, columns: str, source: str, values: Row) -> list[list[Any]]:
    """Return the rows of ``SELECT columns FROM source``, all in one step.

    ``sqlite3`` gives the interpreter's lock back for each row and waits to have it again beside other threads: with
    four threads that cost a page of two hundred rows more than reading them.
    """
    cursor.execute(f"SELECT json_group_array(json_array({columns})) FROM {source}", values)  # noqa: S608
    found: list[list[Any]] = json.loads(cursor.fetchone()[0])
    return found


def waited_in_vain(wrong: Exception) -> bool:
    """Say whether a statement failed for nothing but that others wrote all the time."""
    return "database is locked" in str(wrong)


def insert(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Write new rows, in the caller's transaction."""
    places = ", ".join(["%s"] * len(columns.split(",")))
    write(cursor, f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def write(cursor: CursorWrapper, statement: str, rows: Iterable[Row]) -> None:
    """Run a prepared statement for many rows, past Django's rewriting of parameters."""
    cursor.cursor.connection.executemany(statement.replace("%s", "?"), rows)
