"""The look-up store as a file of its own: every note is on disk before ``COMMIT`` returns (WAL, synchronous FULL)."""

import sqlite3
from pathlib import Path

from django.conf import settings

from bowstreet.holdings.ledger import sqlite

_TABLES = [
    *sqlite.store("entry", "head"),
    "CREATE TABLE IF NOT EXISTS touched (place INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
]
_SPENT = (
    "CREATE TABLE IF NOT EXISTS spent (who text PRIMARY KEY, agency varchar(60) NOT NULL, n integer NOT NULL,"
    " vouched varchar(64) NOT NULL) WITHOUT ROWID"
)
_VERSION = 3

ERROR = sqlite3.Error


class Store(sqlite3.Connection):
    """A connection to the file."""

    is_open = True

    def begin(self, *, writing: bool) -> None:
        """Begin a transaction: to write alone, or to read what is of one moment."""
        self.execute("BEGIN IMMEDIATE" if writing else "BEGIN")


def path() -> Path:
    """Return where the store lies."""
    return Path(settings.STATE) / "lookups.sqlite"


def connect() -> Store:
    """Return a connection to the store, with its tables made when it is new or of an earlier version."""
    connection = sqlite3.connect(path(), timeout=10, isolation_level=None, check_same_thread=False, factory=Store)
    try:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        if connection.execute("PRAGMA user_version").fetchone()[0] < _VERSION:
            _make(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def identity() -> object:
    """Return the file's place and number, which is another when it has been moved away."""
    try:
        return str(path()), path().stat().st_ino
    except FileNotFoundError:
        return str(path()), 0


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("BEGIN IMMEDIATE")
    of_once = connection.execute(sqlite.prunes("head")).fetchone()
    for statement in (*(sqlite.without_pruning("entry", "head") if of_once else _TABLES), _SPENT):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")
