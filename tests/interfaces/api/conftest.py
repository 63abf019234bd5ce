"""A node with keys, a clock that is held, and callers of two agencies, for the tests of the API."""

from collections.abc import Iterator
from pathlib import Path

import django
import pytest

django.setup()

from django.conf import settings  # noqa: E402
from tests.worlds import callers, engines  # noqa: E402

from bowstreet.holdings.ledger import keys, lookups  # noqa: E402 - models need Django started
from bowstreet.interfaces.doors import clock  # noqa: E402


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[callers.Callers]:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    keys.make_node_keys(tmp_path / "keys")
    engines.acts_gone()
    with clock.held(lambda: callers.NOW):
        yield callers.made()
    lookups.close()


@pytest.fixture
def north(world: callers.Callers) -> callers.Caller:
    """A program of the supervisor of the agency that holds the records."""
    return world.by_token(world.two.north)


@pytest.fixture
def south(world: callers.Callers) -> callers.Caller:
    """A program of the supervisor of the other agency."""
    return world.by_token(world.two.south)
