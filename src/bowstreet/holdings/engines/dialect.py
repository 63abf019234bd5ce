"""What a room asks of an engine beside plain SQL; ``sqlite`` and ``postgres`` say it each in their way."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db.backends.utils import CursorWrapper

Row = Sequence[Any]


class Dialect(Protocol):
    """Pieces of statements, and how many rows are written at once.

    Lists are handed over as JSON, ``[1,2]`` or ``["a","b"]`` or ``[["a","b"]]``, so that one parameter fits both.
    """

    @property
    def IN_NUMBERS(self) -> str:
        """The condition, after a column, that it is one of a list of numbers."""

    @property
    def IN_TEXTS(self) -> str:
        """The condition, after a column, that it is one of a list of texts."""

    @property
    def LISTED(self) -> str:
        """A list as rows of a table ``j``, which is to be read first: ``CROSS JOIN`` what it leads to."""

    @property
    def NUMBER(self) -> str:
        """The number that a row of ``LISTED`` is."""

    @property
    def TEXT(self) -> str:
        """The text that a row of ``LISTED`` is."""

    @property
    def BYTES(self) -> str:
        """The type of a column of bytes."""

    def number(self, place: int) -> str:
        """Return the number that stands at a place of a row of ``LISTED``."""

    def item(self, place: int) -> str:
        """Return the text that stands at a place of a row of ``LISTED``."""

    def ending(self, column: str, signs: int) -> str:
        """Return the last so many signs of a column."""

    def field(self, column: str, name: str) -> str:
        """Return the text that a column with a JSON object has under a name."""

    def as_bytes(self, column: str) -> str:
        """Return the bytes, in UTF-8, of a column of texts."""

    def hinted(self, index: str) -> str:
        """Return the words after a table that have it read by an index, or by none when the name is empty."""

    def rows(self, cursor: CursorWrapper, columns: str, source: str, values: Row) -> list[list[Any]]:
        """Return the rows of ``SELECT columns FROM source`` in no order, in the fastest way for short lists."""

    def insert(self, cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Row]) -> None:
        """Write new rows, in the caller's transaction; ``columns`` are their names between commas."""

    def waited_in_vain(self, wrong: Exception) -> bool:
        """Say whether a statement failed for nothing but that others wrote all the time, or the server went away."""

    def write(self, cursor: CursorWrapper, statement: str, rows: Iterable[Row]) -> None:
        """Run a statement, with ``%s`` for its parameters, for many rows."""
