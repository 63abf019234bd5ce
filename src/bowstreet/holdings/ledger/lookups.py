"""The look-up store: apart from the main database, with one writer at a time.

Every note is on disk before ``write`` returns. The store is never written in one transaction with the main database,
so a look-up never waits for an import.
"""

import fcntl
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from bowstreet.holdings.ledger import chance, entries, quotas, stores, tree
from bowstreet.holdings.ledger.stores import Store

STORE = "lookups"
_ALL = 1 << 62
_own = threading.local()


@dataclass(frozen=True)
class Note:
    """A look-up about to be entered; ``sealed`` is what only followers may open.

    ``spends`` says of each type how many identifiers are asked for, and how many may be in a day.
    """

    agency: str
    at: datetime
    fields: dict[str, Any]
    sealed: bytes = b""
    spends: quotas.Spends = field(default_factory=dict)


@dataclass(frozen=True)
class Passed:
    """That followers have passed everything sealed for them up to a place, so that it can be emptied."""

    place: int


def connect() -> Store:
    """Return a connection to the store, with its tables made when it is new or of an earlier version."""
    return stores.lookups.connect()


def write(connection: Store, items: Sequence[Note | Passed]) -> list[bool]:
    """Enter notes in one transaction; they are on disk when this returns.

    Says of each whether it was entered: one that would spend more than a day's quota is not, and spends nothing.
    """
    connection.begin(writing=True)
    try:
        entered = []
        for item in items:
            if isinstance(item, Passed):
                connection.execute("DELETE FROM touched WHERE place <= ?", (item.place,))
                entered.append(True)
                continue
            asker = quotas.Asker(item.agency, item.fields["actor"], item.at)
            entered.append(quotas.spend(connection, asker, item.spends))
            if entered[-1]:
                _append(connection, item)
        connection.execute("COMMIT")
        return entered
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _append(connection: Store, note: Note) -> None:
    number, chain = connection.execute(
        "INSERT INTO head (agency, number, chain) VALUES (?, 1, ?)"
        " ON CONFLICT (agency) DO UPDATE SET number = head.number + 1 RETURNING number, chain",
        (note.agency, entries.FIRST_CHAIN),
    ).fetchall()[0]
    salt = chance.salt(note.agency, STORE, number)
    body = entries.placed(note.fields, STORE, note.agency, number)
    chain = entries.next_chain(chain, tree.hash_leaf(salt, body.encode()))
    place = connection.execute(
        "INSERT INTO entry (agency, number, at, event, officer, body, salt, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " RETURNING id",
        (note.agency, number, entries.stamp(note.at), note.fields["event"], note.fields["actor"], body, salt, chain),
    ).fetchall()[0][0]
    connection.execute("UPDATE head SET chain = ? WHERE agency = ?", (chain, note.agency))
    if note.sealed:
        connection.execute("INSERT INTO touched VALUES (?, ?)", (place, note.sealed))


@contextmanager
def writers_lock(*, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of the store's one writer; yields False when it is held elsewhere and ``wait`` is false."""
    place = Path(settings.STATE) / "lookups.lock"
    handle = os.open(place, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def kept(use: str) -> Store:
    """Return this thread's connection for ``reading`` or ``writing``, kept open.

    Closing a store's last connection would write the whole log back each time. A store that was moved away or a
    process that forked gets new ones.
    """
    if getattr(_own, "place", None) != (os.getpid(), stores.lookups.identity()):
        close()
        _own.open = {}
    if use not in _own.open or not _own.open[use].is_open:
        _own.open[use] = connect()
        _own.place = (os.getpid(), stores.lookups.identity())
    connection: Store = _own.open[use]
    return connection


def close() -> None:
    """Close this thread's connections, if it has any; those of a parent process are left to it."""
    place = getattr(_own, "place", None)
    if place is not None and place[0] == os.getpid():
        for connection in _own.open.values():
            connection.close()
    _own.place = None


@contextmanager
def reading() -> Iterator[Store]:
    """Hold the store still for reading: everything read inside is of one moment."""
    connection = kept("reading")
    if connection.in_transaction:
        yield connection
        return
    connection.begin(writing=False)
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def entries_of(connection: Store, agency: str, after: int, limit: int = _ALL) -> list[entries.Entry]:
    """Return an agency's entries after a number, in order."""
    rows = connection.execute(
        "SELECT number, at, body, salt, chain FROM entry WHERE agency = ? AND number > ? ORDER BY number LIMIT ?",
        (agency, after, limit),
    )
    return [
        entries.Entry(STORE, agency, number, entries.moment(at), body, bytes(salt), bytes(chain))
        for number, at, body, salt, chain in rows
    ]


def head(connection: Store, agency: str) -> tuple[int, bytes]:
    """Return the last number and running hash of an agency."""
    row = connection.execute("SELECT number, chain FROM head WHERE agency = ?", (agency,)).fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, entries.FIRST_CHAIN)


def agencies(connection: Store) -> list[str]:
    """Return the agencies that have entries."""
    return [row[0] for row in connection.execute("SELECT agency FROM head ORDER BY agency")]
