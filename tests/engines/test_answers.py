"""One invented world on both engines: every page found, its order, facets and marks, every record, every root.

Both nodes have one pair of keys, since the references of hits are made with them.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.engines.cluster import Cluster

ROOT = Path(__file__).parents[2]


def answered(environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.answers"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**environment, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4_000:]
    return done.stdout


def test_both_engines_answer_the_same(cluster: Cluster, tmp_path: Path) -> None:
    cluster.made("answers")
    environment = cluster.environment("answers", tmp_path / "sqlite")
    here = answered({name: value for name, value in environment.items()
                     if name not in ("DATABASE_URL", "BOWSTREET_TEST_CLUSTER")})  # fmt: skip
    shutil.copytree(tmp_path / "sqlite" / "keys", tmp_path / "postgres" / "keys")
    there = answered(cluster.environment("answers", tmp_path / "postgres"))
    told, said = json.loads(there), json.loads(here)
    assert told.keys() == said.keys()
    assert [name for name in said if told[name] != said[name]] == []
    assert there == here
    assert sum(len(pages[0]["hits"]) for name, pages in said.items() if " find " in name) > 500
    assert sum(len(page["hits"]) for name, page in said.items() if " near " in name) > 50
    assert all(any(said[f"{who} work"]) for who in ("north supervisor", "north analyst", "south supervisor"))
