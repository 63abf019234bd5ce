"""Files far larger than memory should be are taken in with memory bounded; ``make soak`` takes two gigabytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTES = int(os.environ.get("BOWSTREET_SOAK_MEGABYTES", "60"))
MOST = 900
"""Megabytes of resident memory that the reading process may take, whatever the size of the file."""

DRIVER = """
import os, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from bowstreet.interfaces.cli import starting
starting.start(new=True)
starting.build_tables()
from bowstreet.casework.intake import watching, working
from tests.worlds import intake as world

reader = world.supervisor()
made = world.hand_in(reader, Path(sys.argv[1]))
working.run_intake(made, lambda step, rows: None)
seen = watching.intake(reader=reader, now=datetime.now(UTC), id=made)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(seen.state, seen.totals.read, seen.totals.observed, seen.totals.rejected, peak, seen.sentence, sep="|")
"""


def taken_in(place: Path, tmp_path: Path) -> tuple[str, int, int, int, int, str]:
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "BOWSTREET_DIR": str(tmp_path / "state"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(place)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    state, *numbers, sentence = done.stdout.strip().split("|")
    read, observed, rejected, peak = map(int, numbers)
    return state, read, observed, rejected, peak, sentence


def test_a_long_table(tmp_path: Path) -> None:
    place, rows = tmp_path / "long.csv", MEGABYTES * 1_000_000 // 60
    with place.open("w") as out:
        out.write("seller,seen,said\n")
        for row in range(rows):
            out.write(f"quaymerchant{row % 5000},2025-04-{row % 30 + 1:02},{row:032x}\n")
    state, read, observed, rejected, peak, sentence = taken_in(place, tmp_path)
    assert (state, read, rejected) == ("done", rows, 0), sentence
    assert read == observed + rejected
    assert peak < MOST


@pytest.mark.parametrize("ending", ["", "\n"])
def test_one_endless_row(tmp_path: Path, ending: str) -> None:
    place = tmp_path / "endless.csv"
    with place.open("w") as out:
        out.write("seller,seen\n")
        for _ in range(MEGABYTES):
            out.write("x," * 500_000)
        out.write(ending)
    state, read, observed, rejected, peak, sentence = taken_in(place, tmp_path)
    assert state in ("done", "failed") and (state == "done" or sentence), (state, sentence)
    assert read == observed + rejected
    assert peak < MOST
