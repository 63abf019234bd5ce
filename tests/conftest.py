"""Every test run has a state folder of its own, named before Django starts."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.journeys.browser import browser
from tests.worlds import memory

__all__ = ["browser"]

_TESTS = Path(__file__).parent
LONG = (
    "interfaces/web/test_states.py", "journeys/test_walk.py", "faults/test_hostile_files.py", "guard/test_roles.py",
    "engines/test_suite_records.py", "engines/test_suite_work.py", "engines/test_suite_worlds.py",
    "journeys/test_cards.py", "interfaces/cli/test_people_commands.py",
    *(f"guard/{each.name}" for each in sorted(_TESTS.glob("guard/test_two_worlds_*.py"))),
    "interfaces/api/test_conformance.py", "interfaces/cli/test_refusals.py", "interfaces/cli/test_blind_commands.py",
    "interfaces/demonstration/test_whole.py", "interfaces/web/test_attacks.py", "interfaces/web/test_contrast.py",
    "interfaces/web/test_layout.py", "laws/test_writing.py", "guard/test_mutants.py", "guard/test_two_depths.py",
    "engines/test_answers.py", "engines/test_processes.py", "guard/test_policy.py", "faults/test_intake.py",
    "interfaces/cli/test_checking_command.py", "interfaces/cli/test_exit_codes.py", "journeys/test_world.py",
)  # fmt: skip
"""The files of a minute and more, which start first: one that starts last leaves the other workers idle."""

settings.register_profile("bowstreet", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bowstreet")

_STATE = tempfile.TemporaryDirectory(prefix="bowstreet-tests-", dir=memory.place())
if memory.place() is not None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory.place()))
os.environ["BOWSTREET_DIR"] = _STATE.name
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "bowstreet.project.settings"

import django  # noqa: E402 - the folder is named first

django.setup()
gc.set_threshold(50_000, 20, 20)  # a twelfth of the two worlds' time was looking for rings among what lives on

from django import conf  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from tests.worlds import engines  # noqa: E402

from bowstreet.holdings.ledger import keys  # noqa: E402

keys.make_node_keys(Path(conf.settings.STATE) / "keys")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, in their order; all others keep theirs."""
    places = {_TESTS / name: place for place, name in enumerate(LONG)}
    assert all(path.is_file() for path in places), "LONG names a file that is gone"
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session", autouse=True)
def passwords_hashed_lightly() -> None:
    """Spend a thousandth of the work on each password: every world makes four officers, and none is under attack.

    Nodes that tests start are processes of their own and hash as the product does.
    """
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1


@pytest.fixture(scope="session", autouse=True)
def emptying_between_tests() -> Iterator[None]:
    """Empty what a test filled, instead of all tables with the triggers of each, and let Django's own rows stand."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _: engines.emptied()  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
