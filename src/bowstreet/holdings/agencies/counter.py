"""The version counter: what the gate computed under one value of it holds only while the value stands."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

_MOST_KEPT = 10_000
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

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
    # Asked several times a page, so without the cursor that Django wraps twice.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        row = connection.connection.execute("SELECT value FROM agencies_counter WHERE id = 1").fetchone()
    return int(row[0]) if row else 0


def while_it_stands(query: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """Keep in this process what a query answers, for as long as the counter stands; its arguments are hashable.

    Nothing is kept inside a transaction: a rollback may give its counter back, to be used again for other rows.
    """
    held: tuple[int, dict[object, _Answer]] = (-1, {})

    @wraps(query)
    def kept(*args: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        nonlocal held
        if connection.in_atomic_block:
            return query(*args, **named)
        now, key = read_counter(), (args, tuple(sorted(named.items())))
        counter, answers = held
        if counter != now or len(answers) >= _MOST_KEPT:
            answers = {}
            held = (now, answers)
        if key not in answers:
            answers[key] = query(*args, **named)
        return answers[key]

    return kept
