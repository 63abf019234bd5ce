"""What is asked of the index over texts, whichever engine keeps it, and what it answers."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.repository import spelling
from bowstreet.holdings.repository.asking import Asked

DEPTHS = 4
"""So many rows of text are numbered for each record, whatever depths it has."""


class Written(NamedTuple):
    """A row of text about to be written: ``of`` a record and its terms, or of the days of the past that it had it.

    ``id`` is ``DEPTHS`` times the first number of those, and the depth. The last three are how indexes read it, as
    ``spelling`` says.
    """

    id: int
    of: tuple[int, ...]
    depth: int
    title: str
    body: str
    read_title: str | None
    read_body: str | None
    signs: str | None

    def columns(self) -> tuple[object, ...]:
        """Return the values of the row as its table has them."""
        return (self.id, *self.of, *self[2:])


_SAID = "depth, title, body, read_title, read_body, signs"
OF_RECORD, OF_PAST = f"id, record_id, terms_id, {_SAID}", f"id, past_id, {_SAID}"
"""The columns of the two tables of texts, in the order of ``Written.columns``."""


def written(of: tuple[int, ...], depth: int, title: str, body: str) -> Written:
    """Return the row of a text, spelled for the indexes."""
    return Written(of[0] * DEPTHS + depth, of, depth, title, body, *spelling.spelled(title, body))


class Sought(NamedTuple):
    """How an index is asked: the table ``f`` to read, its column with the row of text, and the condition on it."""

    table: str
    row: str
    holds: str
    values: list[str | list[str]]


class Places(NamedTuple):
    """Of rows of text, how often a word stands there, and the rows that have it in their title."""

    marks: Counter[int]
    titled: set[int]


class TextIndex(Protocol):
    """The index over texts; every call of one that writes stands in the caller's transaction.

    ``past``: over the texts that records had on past days, instead of those that they have.
    """

    def words(self, asked: Asked, *, past: bool = False) -> Sought | None:
        """Return how to find the texts with all words and phrases; None where none can have them."""

    def parts(self, asked: Asked, *, past: bool = False) -> Sought | None:
        """Return how to find the texts with all words inside words; None where none can have them."""

    def places(self, word: str, rows: Collection[int]) -> Places:
        """Return where one plain word stands in some texts."""

    def marked(
        self, asked: Asked, rows: Collection[int], begin: str, end: str, *, past: bool = False
    ) -> list[tuple[int, str, str]]:
        """Return number, title and body of some texts with signs round the words and phrases."""

    def write(self, cursor: CursorWrapper, rows: Sequence[Written]) -> None:
        """Write new texts so that they are found."""

    def write_past(self, cursor: CursorWrapper, rows: Sequence[Written]) -> None:
        """Write texts of past days so that they are found."""

    def words_of(self, cursor: CursorWrapper, records: Collection[int]) -> tuple[str, ...]:
        """Return the words to be forgotten when the texts of some records go, if nothing else has them."""

    def forget(self, cursor: CursorWrapper, words: Collection[str]) -> None:
        """Drop those words that no text holds any more."""

    def carry_over(self, cursor: CursorWrapper) -> None:
        """Write what the log holds into its place, as far as readers let it; nobody waits for it."""

    def carries_over(self, cursor: CursorWrapper, *, usually: bool) -> None:
        """Say whether commits of this connection carry the log over themselves, as they usually do."""
