"""One cluster for the tests of a process."""

from collections.abc import Iterator

import pytest
from tests.engines import cluster as clusters


@pytest.fixture(scope="session")
def cluster() -> Iterator[clusters.Cluster]:
    with clusters.running() as made:
        yield made
