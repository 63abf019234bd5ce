"""Several processes over one database, without a broker: nothing is lost or done twice, no number is missing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
from tests.engines.cluster import Cluster
from tests.worlds.terminal import BOWSTREET, LONGEST, Machine

ROOT = Path(__file__).parents[2]
ROWS = 4_000


def start(environment: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-m", "tests.engines.node", *words], env=environment, cwd=ROOT,
                            stdout=subprocess.PIPE, text=True)  # fmt: skip


def done(child: "subprocess.Popen[str]") -> object:
    said, _ = child.communicate(timeout=LONGEST)
    assert child.returncode == 0
    return json.loads(said)


@contextmanager
def working(machine: Machine) -> "Iterator[subprocess.Popen[bytes]]":
    worker = subprocess.Popen([BOWSTREET, "work"], env=machine.env(), stdout=subprocess.DEVNULL)
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait(timeout=LONGEST)


def made(cluster: Cluster, name: str, state: Path) -> Machine:
    cluster.made(name)
    chosen = cluster.environment(name, state)
    own = {each: chosen[each] for each in ("DATABASE_URL", "BOWSTREET_TEST_CLUSTER")}
    machine = Machine(state, own | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"})
    machine.must("init")
    return machine


def until_more_than(before: int, database: "psycopg.Connection[Any]") -> int:
    """Wait until an import has written more records than before, and return how many."""
    while True:
        (written,) = database.execute("SELECT count(*) FROM repository_record").fetchall()[0]
        assert written < ROWS, "the import was over before it could be stopped"
        if written > before:
            return int(written)
        time.sleep(0.01)


def test_a_worker_killed_amid_an_import_is_followed_by_another_and_a_server_that_restarts_is_waited_out(
    cluster: Cluster, tmp_path: Path
) -> None:
    machine = made(cluster, "working", tmp_path / "var")
    intake = str(done(start(machine.env(), "prepare", str(tmp_path / "sellers.csv"), str(ROWS))))
    with (
        machine.serving("--processes", "2", "--no-workers") as base,
        working(machine) as one,
        working(machine) as other,
        cluster.connect("working") as database,
    ):
        workers = {each.pid: each for each in (one, other)}
        written = until_more_than(0, database)
        (held,) = database.execute("SELECT holder FROM intake_task WHERE state = 'running'").fetchall()[0]
        holder = int(str(held).partition("-")[0])
        reader = Path(f"/proc/{holder}/task/{holder}/children").read_text().split()
        for pid in (holder, *map(int, reader)):
            os.kill(pid, signal.SIGKILL)
        workers[holder].wait(timeout=LONGEST)
        database.execute("UPDATE intake_task SET beat_at = beat_at - interval '1 hour' WHERE state = 'running'")
        until_more_than(written, database)
        cluster.restart()
        survivor = workers[next(pid for pid in workers if pid != holder)]
        with cluster.connect("working") as anew:
            while anew.execute("SELECT 1 FROM intake_task WHERE state <> 'ended'").fetchall():
                assert survivor.poll() is None
                time.sleep(0.05)
        assert {
            httpx.get(f"{base}{path}", timeout=LONGEST).status_code for path in ("/healthz", "/readyz", "/sign-in")
        } == {200}
    told = done(start(machine.env(), "told", intake))
    assert told == {
        "state": "done", "task": "ended", "read": ROWS, "observed": ROWS, "new": ROWS + 1, "records": ROWS,
        "pending": 0, "keys": ROWS, "versions": ROWS, "verified": told["verified"],  # type: ignore[index]
    }  # fmt: skip
    assert str(told["verified"]).startswith("Unbroken")  # type: ignore[index]
    assert machine.must("doctor").out.count("ok") > 5


def test_writers_of_several_nodes_leave_no_gap(cluster: Cluster, tmp_path: Path) -> None:
    machine = made(cluster, "writers", tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    folders = (tmp_path / "one", tmp_path / "two", tmp_path / "one", tmp_path / "two")
    writers = [start(machine.env(BOWSTREET_DIR=str(each)), "note", "15") for each in folders]
    for each in writers:
        done(each)
    every = list(range(1, 61))
    assert done(start(machine.env(), "numbers")) == [every, every, True, 120]
