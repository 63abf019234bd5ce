"""What PostgreSQL says in its own way."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.dialect import Row

IN_NUMBERS = "= ANY (translate(%s, '[]', '{}')::bigint[])"
IN_TEXTS = "= ANY (ARRAY(SELECT jsonb_array_elements_text(%s::jsonb)))"
LISTED = "jsonb_array_elements(%s::jsonb) j (value)"
NUMBER = "(j.value)::bigint"


def item(place: int) -> str:
    """Return the text that stands at a place of a row of ``LISTED``."""
    return f"(j.value ->> {place})"


def ending(column: str, signs: int) -> str:
    """Return the last so many signs of a column."""
    return f"right({column}, {signs})"


def field(column: str, name: str) -> str:
    """Return the text that a column with a JSON object has under a name."""
    return f"({column}::jsonb ->> '{name}')"


def hinted(index: str) -> str:
    """Return nothing: the planner takes no hints; it counts what stands in the tables."""
    return ""


def insert(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Write new rows by COPY, in the caller's transaction."""
    with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def write(cursor: CursorWrapper, statement: str, rows: Iterable[Row]) -> None:
    """Run a statement for many rows."""
    cursor.executemany(statement, list(rows))
