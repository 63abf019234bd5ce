"""A served demonstration world for the stories, built and served by the command that people use."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import prepared
from tests.worlds.terminal import Machine

ROOT = Path(__file__).parents[2]
COMMAND = [str(Path(sys.executable).parent / "bowstreet")]
SCALE = [] if "BOWSTREET_PICTURES" in os.environ else ["--small"]
"""Pictures are taken of the whole world, stories are walked through in a small one that begins alike."""


@dataclass(frozen=True)
class Node:
    """A node that serves the invented world."""

    base: str
    state: Path
    said: str

    @property
    def tour(self) -> dict[str, Any]:
        """What the tour starts from."""
        read: dict[str, Any] = json.loads((self.state / "demonstration-keys" / "tour.json").read_text())
        return read

    def tokens(self) -> dict[str, dict[str, str]]:
        """Return the officers' tokens."""
        place = self.state / "tokens.json"
        if not place.exists():
            self.run("demo", "--prepare", "--tokens", str(place))
        read: dict[str, dict[str, str]] = json.loads(place.read_text())
        return read

    def run(self, *line: str, officer: str = "", purpose: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command as an officer over the same state."""
        more = {"BOWSTREET_TOKEN": self.tokens()[officer]["token"], "BOWSTREET_PURPOSE": purpose} if officer else {}
        environment = {**os.environ, "BOWSTREET_DIR": str(self.state), **more}
        return subprocess.run(
            [*COMMAND, *line], env=environment, cwd=ROOT, text=True, capture_output=True, timeout=300, check=False
        )

    def found(self, officer: str, *line: str, purpose: str = "operational_analysis") -> list[dict[str, Any]]:
        """Return what an officer finds."""
        own = {"BOWSTREET_TOKEN": self.tokens()[officer]["token"], "BOWSTREET_PURPOSE": purpose}
        results: list[dict[str, Any]] = Machine(self.state, own).must("find", *line, "--json").document["results"]
        return results


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Serve a copy of the invented world, which is built once in a run, on a free port, and end all its processes."""
    built = prepared.once(tmp_path_factory, "demonstration", _build)
    with tempfile.TemporaryDirectory(prefix="bowstreet-journey-") as folder:
        state = Path(folder) / "state"
        shutil.copytree(built / "state", state)
        serving = subprocess.Popen(
            [*COMMAND, "demo", *SCALE, "--port", str(_port())], env=_environment(state), cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            yield _told(serving, state)
        finally:
            serving.terminate()
            serving.communicate(timeout=60)


def _build(folder: Path) -> None:
    """Build the invented world without serving it, and let those who follow come to the end."""
    line = [*COMMAND, "demo", "--prepare", *SCALE]
    subprocess.run(line, env=_environment(folder / "state"), cwd=ROOT, capture_output=True, check=True)


def _environment(state: Path) -> dict[str, str]:
    return {**os.environ, "BOWSTREET_DIR": str(state)}


def _port() -> int:
    """Return a port of this worker's own."""
    return 8300 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _told(serving: "subprocess.Popen[str]", state: Path) -> Node:
    assert serving.stdout is not None and serving.stderr is not None
    said = ""
    for line in serving.stdout:
        said += line
        if line.strip().startswith("Stop"):
            break
    address = re.search(r"http://localhost:\d+", said)
    assert address, said + serving.stderr.read()
    return Node(address[0], state, said)
