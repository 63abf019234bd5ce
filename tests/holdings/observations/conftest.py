"""A node with keys and two agencies for the tests of observations."""

from collections.abc import Iterator
from pathlib import Path

import django
import pytest

django.setup()

from django.conf import settings  # noqa: E402
from tests.worlds import agencies, repository  # noqa: E402

from bowstreet.holdings.ledger import keys, lookups  # noqa: E402 - models need Django started


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[repository.World]:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    keys.make_node_keys(tmp_path / "keys")
    yield repository.made(agencies.two())
    lookups.close()
