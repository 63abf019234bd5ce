"""A look-up store that cannot be written serves nothing; a writer that is killed loses nothing it acknowledged."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import resource, signal, sys
from datetime import UTC, datetime
import django; django.setup()
from bowstreet.holdings.ledger import appender, looking, lookups, sqlite_lookups
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
WHO = Reader("o-1", "north", Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS)
def look():
    looking.note(actor=WHO, event=Event.CONSULTATION, action="find", now=datetime.now(UTC), records=("r-1",))
looking.PATIENCE = 0.3
"""
COUNT = "\nwith lookups.reading() as store: print(lookups.head(store, 'north')[0])\n"


def start(folder: Path, program: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "BOWSTREET_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "bowstreet.project.settings"}
    return subprocess.Popen([sys.executable, "-c", START + program], env=environment, stdout=subprocess.PIPE, text=True)


def run(folder: Path, program: str) -> str:
    with start(folder, program) as child:
        said = child.communicate(timeout=60)[0]
        assert child.returncode == 0
    return said.strip()


TRY = """
try: look(); print("served")
except looking.LedgerUnavailable as refused: print(refused.sort)
"""


def test_a_full_disk_serves_nothing_and_recovers(tmp_path: Path) -> None:
    run(tmp_path, "look()")
    full = "\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))" + TRY
    healed = "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\nlook()"
    assert run(tmp_path, full + healed + COUNT).split() == ["unavailable", "2"]


def test_a_full_disk_at_the_very_start_serves_nothing(tmp_path: Path) -> None:
    full = "\nresource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY))" + TRY
    assert run(tmp_path, full) == "unavailable"
    assert run(tmp_path, "look()" + COUNT) == "1"


@pytest.mark.parametrize("damage", ["import pathlib; sqlite_lookups.path().write_bytes(b'x' * 9000)",
                                    "sqlite_lookups.path().mkdir()"])  # fmt: skip
def test_a_broken_store_serves_nothing(tmp_path: Path, damage: str) -> None:
    assert run(tmp_path, damage + TRY) == "unavailable"


def test_a_held_store_serves_nothing(tmp_path: Path) -> None:
    assert (
        run(tmp_path, "\nwith lookups.writers_lock() as mine:\n    " + TRY.strip().replace("\n", "\n    "))
        == "unavailable"
    )


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    acknowledged = 0
    for kill in range(10):
        with start(tmp_path, "\nwhile True:\n    look(); print('+', flush=True)") as child:
            assert child.stdout is not None
            for _ in range(3 + kill):
                assert child.stdout.readline() == "+\n"
            child.send_signal(signal.SIGKILL)
            acknowledged += 3 + kill + child.stdout.read().count("+")
    assert acknowledged <= int(run(tmp_path, COUNT)) <= acknowledged + 10


SERVE = """
import threading
class Stop(threading.Event):
    def is_set(self):
        if looking.socket_path().exists() and not self.said: self.said = True; print('ready', flush=True)
        return False
Stop.said = False
appender.run(Stop())
"""


def test_a_killed_appender_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    acknowledged = 0
    for kill in range(5):
        with start(tmp_path, SERVE) as serving:
            assert serving.stdout is not None
            assert serving.stdout.readline() == "ready\n"
            with start(tmp_path, "\nwhile True:\n    look(); print('+', flush=True)") as child:
                assert child.stdout is not None
                for _ in range(5 + kill):
                    assert child.stdout.readline() == "+\n"
                serving.send_signal(signal.SIGKILL)
                for _ in range(5):
                    assert child.stdout.readline() == "+\n", "without an appender a command writes itself"
                child.send_signal(signal.SIGKILL)
                acknowledged += 10 + kill + child.stdout.read().count("+")
    assert acknowledged <= int(run(tmp_path, COUNT)) <= acknowledged + 10
