"""The version counter: what the gate computed under one value of it holds only while the value stands."""

import secrets

from django.db import connection

_RAISE = (
    "INSERT INTO agencies_counter (id, value) VALUES (1, %s) "
    "ON CONFLICT (id) DO UPDATE SET value = agencies_counter.value + 1"
)


def raise_counter() -> None:
    """Raise the counter, inside the caller's transaction.

    A new world begins at a random number, so that what a process kept from another world can never fit.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [secrets.randbits(40) + 1])


def read_counter() -> int:
    """Return the counter; 0 in a world without an agency."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM agencies_counter WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
