"""Which engine this node runs on: said once, by Django's connection, when the first room asks."""

from typing import TypeVar

from django.db import connection

from bowstreet.holdings.engines import postgres, sqlite
from bowstreet.holdings.engines.dialect import Dialect

_Either = TypeVar("_Either")


def of(on_sqlite: _Either, on_postgres: _Either) -> _Either:
    """Return the one of two things that is for the engine of this node."""
    return on_postgres if connection.vendor == "postgresql" else on_sqlite


dialect: Dialect = of(sqlite, postgres)
