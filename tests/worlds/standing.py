"""The fixture ``world``: a node of its own for each test, with keys and a world of two agencies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from tests.worlds import agencies, engines, repository

from bowstreet.holdings.ledger import keys, lookups

__all__ = ["world"]


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[repository.World]:
    """Make the node, and let go of its look-ups afterwards."""
    monkeypatch.setattr(settings, "STATE", tmp_path)
    keys.make_node_keys(tmp_path / "keys")
    engines.acts_gone()
    yield repository.made(agencies.two())
    lookups.close()
