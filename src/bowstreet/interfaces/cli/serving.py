"""The processes of a serving node, started and ended together: pages, appender, observation reader, worker."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from bowstreet.interfaces.cli import output
from bowstreet.interfaces.doors import places
from bowstreet.vocabulary.refusals import Refusal, Sort

GRACE = 10
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
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    with ThreadPoolExecutor(1, thread_name_prefix="appender") as pool:
        writing = pool.submit(appender.run, stop)
        try:
            with contextlib.ExitStack() as running:
                children = [running.enter_context(_child(each)) for each in _commands(port, processes, workers)]
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


@contextlib.contextmanager
def _child(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "BOWSTREET_DIR": str(places.state()),
                   "DJANGO_SETTINGS_MODULE": "bowstreet.project.settings"}  # fmt: skip
    child = subprocess.Popen(  # noqa: S603
        command, env=environment, cwd=Path(__file__).parents[3], start_new_session=True, preexec_fn=_end_with_parent()
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


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


def _watch(children: list[subprocess.Popen[bytes]], stop: threading.Event, writing: Future[None]) -> None:
    while not writing.done() and not stop.wait(0.5):
        for child in children:
            if child.poll() is not None:
                output.complaint("A process of this node ended by itself; stopping the others.")
                return
