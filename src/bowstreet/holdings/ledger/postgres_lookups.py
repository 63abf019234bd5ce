"""The look-up store as tables of a schema of their own, on a connection of its own.

So a look-up's entry is on disk before its answer, whatever becomes of the transaction beside it, and never waits for
an import.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection as main
from psycopg.pq import TransactionStatus

from bowstreet.holdings.ledger import postgres

_SCHEMA = "lookups"
_WRITERS = 1_773
"""The number of the lock that the one who writes look-ups holds until its transaction ends."""

_SPENT = (
    'CREATE TABLE IF NOT EXISTS spent (who text COLLATE "C" PRIMARY KEY, agency varchar(60) NOT NULL,'
    " n bigint NOT NULL, vouched varchar(64) NOT NULL)"
)
_TABLES = [
    f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}",
    *postgres.store("entry", "head", 'text COLLATE "C"'),
    "CREATE TABLE IF NOT EXISTS touched (place bigint PRIMARY KEY, sealed bytea NOT NULL)",
    _SPENT,
]

_OF_DJANGO = ("context", "cursor_factory")
"""What Django's connections have and this one does without."""

ERROR = psycopg.Error


class Store:
    """A connection to the tables, spoken to as to the file of the other engine."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Keep the connection, which is in no transaction."""
        self._connection = connection

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun and has not ended."""
        status = self._connection.info.transaction_status
        return status not in (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)

    @property
    def is_open(self) -> bool:
        """Whether statements can be run; the server may have ended the connection."""
        return not self._connection.closed

    def begin(self, *, writing: bool) -> None:
        """Begin a transaction: to write alone, or to read what is of one moment."""
        if not writing:
            self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return
        self.execute("BEGIN")
        self.execute("SELECT pg_advisory_xact_lock(?)", [_WRITERS])

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> psycopg.Cursor[Any]:
        """Run a statement."""
        return self._connection.execute(statement.replace("?", "%s").encode(), values or None)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def connect() -> Store:
    """Return a connection to the store, with its tables made when it is new or of an earlier version."""
    given = main.get_connection_params()
    for each in _OF_DJANGO:
        given.pop(each, None)
    given["options"] = f"{given.get('options', '')} -c search_path={_SCHEMA}"
    store = Store(psycopg.connect(**given, autocommit=True))
    try:
        if not store.execute("SELECT to_regclass('spent')").fetchall()[0][0]:
            _make(store)
    except BaseException:
        store.close()
        raise
    return store


def identity() -> object:
    """Return the name of the database."""
    return main.settings_dict["NAME"]


def _make(store: Store) -> None:
    store.begin(writing=True)
    is_earlier = store.execute("SELECT to_regclass('touched')").fetchall()[0][0]
    for statement in [_SPENT] if is_earlier else _TABLES:
        store.execute(statement)
    store.execute("COMMIT")
