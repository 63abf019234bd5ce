"""A node with keys and two agencies that can be sealed to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from tests.worlds import ledger

from bowstreet.holdings.ledger import lookups


@pytest.fixture
def node(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    ledger.fresh("north", "south")
    yield tmp_path
    lookups.close()
    ledger.fresh()
