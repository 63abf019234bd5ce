"""Three members of blind matching on one node, for the tests beside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.worlds import blind, ledger
from tests.worlds.blind import Circle

from bowstreet.casework.deconfliction.blind import keeping


@pytest.fixture
def lightly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spend little on each passphrase, and put back what it costs."""
    monkeypatch.setattr(keeping, "COST", blind.LIGHT)


@pytest.fixture
def circle(transactional_db: None, tmp_path: Path, lightly: None) -> Iterator[Circle]:
    """Give three members, each with a ledger."""
    ledger.fresh(*blind.NAMES)
    yield blind.circle(tmp_path)
