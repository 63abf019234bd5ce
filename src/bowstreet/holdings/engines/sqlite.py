"""What SQLite says in its own way."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.dialect import Row

IN_NUMBERS = IN_TEXTS = "IN (SELECT value FROM json_each(%s))"
LISTED = "json_each(%s) j"
NUMBER = "j.value"


def item(place: int) -> str:
    """Return the text that stands at a place of a row of ``LISTED``."""
    return f"json_extract(j.value, '$[{place}]')"


def ending(column: str, signs: int) -> str:
    """Return the last so many signs of a column."""
    return f"substr({column}, -{signs})"


def field(column: str, name: str) -> str:
    """Return the text that a column with a JSON object has under a name."""
    return f"json_extract({column}, '$.{name}')"


def hinted(index: str) -> str:
    """Return the words after a table that have it read by an index, or by none when the name is empty."""
    return f"INDEXED BY {index}" if index else "NOT INDEXED"


def insert(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Write new rows, in the caller's transaction."""
    places = ", ".join(["%s"] * len(columns.split(",")))
    write(cursor, f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608


def write(cursor: CursorWrapper, statement: str, rows: Iterable[Row]) -> None:
    """Run a prepared statement for many rows, past Django's rewriting of parameters."""
    cursor.cursor.connection.executemany(statement.replace("%s", "?"), rows)
