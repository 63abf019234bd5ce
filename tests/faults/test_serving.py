"""A serving process is killed: what it started ends with it, so that nobody serves the state folder unwatched."""

import signal
import subprocess
from pathlib import Path

import httpx
from tests.worlds.terminal import BOWSTREET, LONGEST, Machine, free_port, until_ready

from bowstreet.interfaces.cli.serving import is_free


def test_a_killed_node_leaves_no_process_behind(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "var")
    machine.must("init")
    port = free_port()
    # Every process of the node holds this pipe; it reads as ended once the last of them is gone.
    node = subprocess.Popen([BOWSTREET, "serve", "--port", str(port)], env=machine.env(), stdout=subprocess.PIPE)
    until_ready(f"http://127.0.0.1:{port}", node)
    node.send_signal(signal.SIGKILL)
    node.communicate(timeout=LONGEST)
    assert node.returncode == -signal.SIGKILL and is_free(port)
    with machine.serving() as base:
        assert httpx.get(f"{base}/sign-in").status_code == 200
