"""A process of a serving node is killed: what it started ends with it, and what the node needs is begun anew.

A refused call ends no connection.
"""

import contextlib
import os
import signal
import subprocess
import time
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
        _refused_on_one_connection(base)


def _refused_on_one_connection(base: str) -> None:
    """A call that is refused before its body is read leaves the connection as it was, and has its answer."""
    with httpx.Client(base_url=base, timeout=LONGEST) as caller:
        answers = [caller.post("/api/v1/records", json={"body": {"x": "y" * 200}}) for _ in range(600)]
    assert {(each.status_code, each.headers.get("connection")) for each in answers} == {(401, None)}


def test_a_killed_process_of_a_node_is_begun_anew_and_the_site_goes_on(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "var")
    machine.must("init")
    port = free_port()
    node = subprocess.Popen([BOWSTREET, "serve", "--port", str(port)], env=machine.env(), stderr=subprocess.PIPE)
    try:
        base = f"http://127.0.0.1:{port}"
        until_ready(base, node)
        first = _children(node.pid)
        assert len(first) == 3
        for each in first:
            os.kill(each, signal.SIGKILL)
        deadline = time.monotonic() + LONGEST
        while len(_children(node.pid) - first) < 3 and node.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        until_ready(base, node)
        assert len(_children(node.pid)) == 3 and httpx.get(f"{base}/sign-in").status_code == 200
    finally:
        node.terminate()
        _, said = node.communicate(timeout=LONGEST)
    assert said.decode().count("it is begun anew") == 3 and is_free(port)


def _children(of: int) -> set[int]:
    """Return the processes that a process began and that have not ended."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = place.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == of and state != "Z":
                found.add(int(place.parent.name))
    return found
