"""The ledger's tables and its look-up store, of the engine of this node."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from bowstreet.holdings.engines import chosen
from bowstreet.holdings.ledger import postgres, postgres_lookups, sqlite, sqlite_lookups


class Tables(Protocol):
    """What migrations run beside Django's own statements."""

    @property
    def ACT_STORE(self) -> list[str]:
        """In the first migration."""

    @property
    def TABLES(self) -> tuple[str, ...]:
        """The names of the tables that this makes."""

    def prunes(self, head: str) -> str:
        """Return the query that finds a store of an earlier version, whose heads said what had been pruned."""

    def without_pruning(self, entry: str, head: str) -> list[str]:
        """Return the statements that take pruning out of such a store."""


class Rows(Protocol):
    """What a statement found."""

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""

    def __iter__(self) -> Iterator[Any]: ...


class Store(Protocol):
    """A connection to the look-up store; parameters of statements are written ``?``."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun and has not ended."""

    @property
    def is_open(self) -> bool:
        """Whether statements can be run."""

    def begin(self, *, writing: bool) -> None:
        """Begin a transaction: to write alone, or to read what is of one moment."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows:
        """Run a statement."""

    def close(self) -> None:
        """Close the connection."""


class Stores(Protocol):
    """Where the look-up store is and how it is opened."""

    @property
    def ERROR(self) -> type[Exception]:
        """What a statement raises that fails."""

    def connect(self) -> Store:
        """Return a connection to the store, with its tables made when it is new or of an earlier version."""

    def identity(self) -> object:
        """Return what is another when the store has been moved away or put in its place."""


tables: Tables = chosen.of(sqlite, postgres)
lookups: Stores = chosen.of(sqlite_lookups, postgres_lookups)
