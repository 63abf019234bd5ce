"""The processes of a serving node, started and ended together: pages, appender, observation reader, worker."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from bowstreet.interfaces.cli import output
from bowstreet.interfaces.doors import places
from bowstreet.vocabulary.refusals import Refusal, Sort

GRACE = 10
MOST_ANEW, WITHIN = 5, 60.0
"""So often a process is begun anew within so many seconds, before the node gives up."""

_PR_SET_PDEATHSIG = 1


class PortTaken(Refusal):
    """Another program listens where this one was told to."""

    sort = Sort.CONFLICT


def is_free(port: int) -> bool:
    """Say whether nothing listens on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def serve(*, port: int, processes: int, workers: bool, ready: Callable[[], None] | None = None) -> None:
    """Serve until told to stop; every process started here ends here.

    Raise ``AnotherWriter`` when another ``serve`` has this state folder.
    """
    if not is_free(port):
        raise PortTaken(f"Port {port} is taken by another program. Give another with --port.")
    from bowstreet.holdings.ledger import appender

    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    with ThreadPoolExecutor(1, thread_name_prefix="appender") as pool:
        writing = pool.submit(appender.run, stop)
        try:
            with contextlib.ExitStack() as running:
                children = []
                for command in _commands(port, processes, workers):
                    children.append(_Child(command))
                    running.callback(children[-1].end)
                _wait_for(port, stop, writing)
                if ready and not stop.is_set() and not writing.done():
                    ready()
                _watch(children, stop, writing)
        finally:
            stop.set()
        writing.result()


def _commands(port: int, processes: int, workers: bool) -> list[list[str]]:
    python = sys.executable
    pages = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
             "--workers", str(processes), "--blocking-threads", "3", "--no-ws", "--log-level", "warning",
             "--respawn-failed-workers", "bowstreet.project.wsgi:application"]  # fmt: skip
    reader = [python, "-m", "bowstreet.holdings.observations.reader"]
    worker = [python, "-m", "bowstreet.interfaces.cli.main", "work"]
    return [pages, reader, *([worker] if workers else [])]


class _Child:
    """A process of this node. One that ends by itself is begun anew, unless it does so again and again."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._begun: list[float] = []
        self._begin()

    def stands(self) -> bool:
        """Say whether the process runs, after it was begun anew where it had ended."""
        if self._process.poll() is None:
            return True
        self._begun = [at for at in self._begun if time.monotonic() - at < WITHIN]
        if len(self._begun) > MOST_ANEW:
            return False
        output.complaint("A process of this node ended by itself; it is begun anew.")
        self._end_what_it_began()
        self._begin()
        return True

    def end(self) -> None:
        """End the process, by force where it does not end when told to."""
        self._process.terminate()
        try:
            self._process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _begin(self) -> None:
        environment = {**os.environ, "BOWSTREET_DIR": str(places.state()),
                       "DJANGO_SETTINGS_MODULE": "bowstreet.project.settings"}  # fmt: skip
        self._begun.append(time.monotonic())
        self._process = subprocess.Popen(  # noqa: S603
            self._command, env=environment, cwd=Path(__file__).parents[3], start_new_session=True,
            preexec_fn=_end_with_parent(),
        )  # fmt: skip

    def _end_what_it_began(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _end_with_parent() -> Callable[[], object] | None:
    """Return what a child does first, so that it is told to end when this process is killed; Linux has that alone."""
    if not sys.platform.startswith("linux"):
        return None
    process = ctypes.CDLL(None)
    return lambda: process.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_for(port: int, stop: threading.Event, writing: Future[None]) -> None:
    while not writing.done() and not stop.wait(0.1):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return


def _watch(children: list[_Child], stop: threading.Event, writing: Future[None]) -> None:
    while not writing.done() and not stop.wait(0.5):
        if not all(each.stands() for each in children):
            output.complaint("A process of this node ends again and again; stopping the others.")
            return
