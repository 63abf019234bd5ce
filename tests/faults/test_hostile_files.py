"""Files that were made to do harm: nothing leaves the node's folder, nothing is called or started, all is bounded.

Each of ``tests/faults/hostile`` is handed in as at a door and read as it always is, in a process whose memory and time
are its own, and something listens at the only address that any of them names.
"""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.faults.hostile import archives, attached, documents, keys, names, pages, pictures, tables, workbooks
from tests.faults.hostile.corpus import CANARY, Hostile
from tests.worlds import terminal

MEGABYTES = 512
SECONDS = 10.0
"""Of processor time, so that what else runs on the machine does not count."""

ROOMS = {
    each.__name__.rsplit(".", 1)[-1]: each.room.files
    for each in (archives, attached, documents, keys, names, pages, pictures, tables, workbooks)
}
_SHOWS_NO_CODE = ("Traceback", "Error:", "Exception", "line 1, in", "<module>", "Something went wrong")


def told(room: str, folder: Path, elsewhere: str) -> list[dict[str, Any]]:
    """Hand in all of a room in a process of its own."""
    for name in ("outside", "tmp", "home"):
        (folder / name).mkdir()
    (folder / "outside" / "secret.csv").write_text(f"seller,seen\n{CANARY},2025-04-01\n")
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "BOWSTREET_DIR": str(folder / "state"),
        "HOSTILE_OUTSIDE": str(folder / "outside"),
        "HOSTILE_ELSEWHERE": elsewhere,
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder / "home"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")]),
    }
    line = [sys.executable, "-m", "tests.faults.hostile.taking", room, str(folder)]
    done = subprocess.run(line, env=environment, cwd=folder / "home", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(each) for each in done.stdout.splitlines()]


def wrong_with(made: dict[str, Any], hostile: Hostile) -> list[str]:
    """Return a sentence for everything that is not as it must be."""
    found = list(made["wrong"])
    says = " ".join(made["says"])
    if made["became"] != hostile.becomes:
        found.append(f"it became {made['became']} and not {hostile.becomes}: {says[:300]}")
    if made["megabytes"] > MEGABYTES:
        found.append(f"it took {made['megabytes']} MB")
    if made["seconds"] > SECONDS:
        found.append(f"it took {made['seconds']:.1f} s")
    if hostile.says not in says:
        found.append(f"it does not say '{hostile.says}': {says[:300]}")
    if hostile.becomes != "taken" and not any(each.strip().endswith(".") for each in made["says"]):
        found.append(f"no sentence is shown: {says[:300]}")
    if CANARY in json.dumps(made) or any(each in says for each in _SHOWS_NO_CODE):
        found.append(f"it shows what it must not: {says[:300]}")
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_hostile_files_are_taken_in_bounded_or_refused_with_a_sentence(
    room: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    terminal.with_empty_repository(tmp_path_factory, tmp_path / "state")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        made = told(room, tmp_path, f"http://127.0.0.1:{listening.getsockname()[1]}")
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert [each["name"] for each in made] == [each.name for each in ROOMS[room]]
    wrong = {each.name: found for one, each in zip(made, ROOMS[room], strict=True) if (found := wrong_with(one, each))}
    assert not wrong, "\n".join(f"{name}: {'; '.join(found)}" for name, found in wrong.items())
    assert not any((tmp_path / "tmp").iterdir())


def test_there_are_more_than_a_hundred_of_them_each_with_a_name_of_its_own() -> None:
    names = [each.name for files in ROOMS.values() for each in files]
    assert len(names) == len(set(names)) >= 200


def test_what_is_noticed_would_be_noticed() -> None:
    """The measure itself: each thing that must not happen is told when it does."""
    hostile = Hostile("one", lambda _: None, "refused", "a sentence")
    good = {
        "name": "one",
        "became": "refused",
        "says": ["This is a sentence."],
        "wrong": [],
        "megabytes": 9,
        "seconds": 1,
    }
    assert wrong_with(good, hostile) == []
    for bad in (
        {"became": "taken"}, {"megabytes": 513}, {"seconds": 10.1}, {"says": ["Nothing"]}, {"wrong": ["wrote /x"]},
        {"says": [f"This is a sentence of {CANARY}."]}, {"says": ["This is a sentence. Traceback"]},
    ):  # fmt: skip
        assert wrong_with(good | bad, hostile)
