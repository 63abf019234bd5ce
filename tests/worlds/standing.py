"""The fixture ``world``: a node of its own for each test, with keys and a world of two agencies.

The people enrol themselves once a process; afterwards the rows that this left are put back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
    yield repository.made(_two(tmp_path / "keys"))
    lookups.close()


@dataclass(frozen=True)
class _Enrolled:
    """The people, the tables that have rows of theirs, and the node's keys by the names of their files."""

    two: agencies.Two
    tables: tuple[str, ...]
    keys: dict[str, bytes]


_enrolled: list[_Enrolled] = []


def _two(folder: Path) -> agencies.Two:
    """Enrol the people, or put back what is left of that; the ledger holds their acts alone."""
    engines.acts_gone()
    if not _enrolled:
        keys.make_node_keys(folder)
        two = agencies.two()
        kept = {each.name: each.read_bytes() for each in folder.iterdir()}
        _enrolled.append(_Enrolled(two, engines.put_aside(), kept))
        return two
    [known] = _enrolled
    folder.mkdir(mode=0o700)
    for name, content in known.keys.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    engines.put_back(known.tables)
    return known.two
