"""Records and their search on PostgreSQL; with ``make engines`` a third of the whole suite."""

from pathlib import Path

import pytest
from tests.engines import suite
from tests.engines.cluster import Cluster


@pytest.mark.parametrize("part", suite.parts("records"))
def test_what_is_green_on_sqlite_is_green_here(part: str, cluster: Cluster, tmp_path: Path) -> None:
    code, said = suite.ran(part, cluster, tmp_path)
    assert code == 0, said
