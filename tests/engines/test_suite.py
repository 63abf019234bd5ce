"""The same suite is green on both engines: here on PostgreSQL, in a process of its own, what SQLite runs elsewhere.

Left out are the tests of what SQLite alone has: its file, its full-text indexes, its lexicon, a store of earlier days.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.cluster import Cluster

ROOT = Path(__file__).parents[2]
REPOSITORY = "tests/holdings/repository"
PARTS = {
    "ledger": ["tests/holdings/ledger/test_ledger.py", "tests/holdings/ledger/test_breaking.py"],
    "bundles": ["tests/holdings/ledger/test_bundle.py", "tests/holdings/agencies", "tests/holdings/governance"],
    "records": [f"{REPOSITORY}/test_{name}.py" for name in ("finding", "showing", "recording", "gate")],
    "imports": [f"{REPOSITORY}/test_{name}.py" for name in ("importing", "judging", "connecting")],
    "observations": ["tests/holdings/observations"],
    "intake": ["tests/casework/intake", "tests/engines/one_writer.py"],
}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_green_on_sqlite_is_green_here(part: str, cluster: Cluster, tmp_path: Path) -> None:
    cluster.made(part)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "--tb=short", *PARTS[part]], cwd=ROOT,
        env=cluster.environment(part, tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert "." in done.stdout, "at least one test ran"
