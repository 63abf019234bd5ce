"""The same suite is green on both engines: here on PostgreSQL, in a process of its own, what SQLite runs elsewhere.

Usually that is a part: what touches the store most. ``make engines`` runs all that one engine does not have alone: left
out there are SQLite's file, its full-text indexes, its lexicon, a store of earlier days, and what starts nodes itself.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.engines.cluster import Cluster

ROOT = Path(__file__).parents[2]
HOLDINGS, INTAKE, LAWS = "tests/holdings", "tests/casework/intake", "tests/laws"

ON_SQLITE_ALONE = (f"{HOLDINGS}/repository/test_lexicon.py", f"{HOLDINGS}/ledger/test_earlier.py")

MOST_OF_IT = {
    "records": [
        f"{HOLDINGS}/repository/test_{name}.py"
        for name in (
            "finding",
            "readings",
            "showing",
            "recording",
            "gate",
            "past",
            "near",
            "checking",
            "forms",
            "importing",
            "judging",
        )
    ],
    "work": [
        *(f"{INTAKE}/test_{name}.py" for name in ("undoing", "leasing", "room", "working", "counting", "bringing")),
        *(f"{HOLDINGS}/{name}" for name in ("ledger/test_ledger.py", "governance", "agencies/test_counter.py")),
        *(f"{HOLDINGS}/agencies/test_{name}.py" for name in ("kept_sessions", "standing")),
        *(f"{LAWS}/test_{name}.py" for name in ("gate", "repository", "keeping", "undoing")),
        f"{HOLDINGS}/repository/test_attaching.py",
        "tests/casework/sharing/test_agreements.py",
        "tests/engines/one_writer.py",
    ],
    "worlds": ["tests/engines/some_worlds.py"],
}

ALL_OF_IT = {
    "holdings": [HOLDINGS],
    "casework": ["tests/casework"],
    "laws": [LAWS],
    "doors": ["tests/interfaces/api"],
    "roles": [f"tests/guard/test_{name}.py" for name in ("controls", "lists", "mutants", "policy", "roles")],
    **{f"worlds {part}": [f"tests/guard/test_two_worlds_{part}.py"] for part in range(1, 7)},
    "one writer": ["tests/engines/one_writer.py"],
}


def parts(part: str) -> list[str]:
    """Return what one of three files runs: usually its own part, and with ``make engines`` every third of all."""
    if os.environ.get("BOWSTREET_ENGINES") == "all":
        return list(ALL_OF_IT)[list(MOST_OF_IT).index(part) :: len(MOST_OF_IT)]
    return [part]


def ran(part: str, cluster: Cluster, state: Path) -> tuple[int, str]:
    """Run a part on a database of its own; return how it ended (0: all green, 5: no test ran) and what it said."""
    database = part.replace(" ", "_")
    cluster.made(database)
    left_out = [f"--ignore={each}" for each in ON_SQLITE_ALONE]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "--tb=short", *left_out, *(MOST_OF_IT | ALL_OF_IT)[part]],
        cwd=ROOT, env=cluster.environment(database, state), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout[-8_000:] + done.stderr[-2_000:]
