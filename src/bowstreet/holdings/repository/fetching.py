"""Rows of a query in one step, for the short lists that every page asks for."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect


def at_once(columns: str, source: str, values: Sequence[Any]) -> list[list[Any]]:
    """Return the rows of ``SELECT columns FROM source``: numbers, texts and nulls, in no order.

    Written by the programmer, never by a reader.
    """
    with connection.cursor() as cursor:
        return dialect.rows(cursor, columns, source, values)
