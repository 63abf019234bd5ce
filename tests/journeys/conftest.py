"""A served demonstration world for the stories, built and served by the command that people use."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [str(Path(sys.executable).parent / "bowstreet")]
SCALE = [] if "BOWSTREET_PICTURES" in os.environ else ["--small"]
"""Pictures are taken of the whole world, stories are walked through in a small one that begins alike."""


@dataclass(frozen=True)
class Node:
    """A node that serves the invented world."""

    base: str
    state: Path
    built_in: float
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
        done = self.run("find", *line, "--json", officer=officer, purpose=purpose)
        assert done.returncode == 0, done.stderr
        results: list[dict[str, Any]] = json.loads(done.stdout)["results"]
        return results


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """Build the invented world, serve it on a free port, and end all its processes."""
    with tempfile.TemporaryDirectory(prefix="bowstreet-journey-") as folder:
        state = Path(folder) / "state"
        environment = {**os.environ, "BOWSTREET_DIR": str(state)}
        serving = subprocess.Popen(
            [*COMMAND, "demo", *SCALE, "--port", str(_port())], env=environment, cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            yield _told(serving, state)
        finally:
            serving.terminate()
            serving.communicate(timeout=60)


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
    stood = next((line for line in serving.stderr if "stands after" in line), "")
    seconds = re.search(r"after (\d+) s", stood)
    assert seconds, stood
    return Node(address[0], state, float(seconds[1]), said)
