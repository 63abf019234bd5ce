"""Every test run has a state folder of its own, named before Django starts."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests.journeys.browser import browser

__all__ = ["browser"]

settings.register_profile("bowstreet", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bowstreet")

_STATE = tempfile.TemporaryDirectory(prefix="bowstreet-tests-")
os.environ["BOWSTREET_DIR"] = _STATE.name
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "bowstreet.project.settings"
(Path(_STATE.name) / "keys").mkdir(mode=0o700)

import django  # noqa: E402 - the folder is named first

django.setup()


@pytest.fixture(scope="session", autouse=True)
def passwords_hashed_lightly() -> None:
    """Spend a thousandth of the work on each password: every world makes four officers, and none is under attack.

    Nodes that tests start are processes of their own and hash as the product does.
    """
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1


@pytest.fixture(scope="session", autouse=True)
def emptying_between_tests() -> Iterator[None]:
    """Take the triggers that refuse deletion away while a test's tables are emptied, and put them back."""
    from django.db.backends.sqlite3.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush
    DatabaseOperations.execute_sql_flush = _without_triggers(flush)  # type: ignore[method-assign]
    yield
    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


def _without_triggers(flush: Callable[..., None]) -> Callable[..., None]:
    def emptied(self: Any, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        flush(self, sql_list)
        with self.connection.cursor() as cursor:
            for _, made in triggers:
                cursor.execute(made)

    return emptied
