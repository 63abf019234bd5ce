"""The list of records as a page, beside Django's ORM and templates on the same rows in the same server.

The load comes from a generator of its own: threads in this process, each with one connection that is kept open.
"""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from bench import invented, node
from bench.measure import Line, pairs, percentile, rate, tell
from bench.records import Sides
from bench.serving import awaited, free_port, get, session

RECORDS, CLIENTS, REQUESTS, ASKED = 2_000, 16, 15, 20
GOAL, MOST = 3.0, 50
OURS, PEER = "/find", "/peer/find"


def lines() -> Iterator[Line]:
    """Measure the page of fifty rows one after another beside the peer's, then at sixteen clients."""
    with node.fresh() as on:
        sides = Sides(on)
        drafts = list(invented.sellers(RECORDS, "p"))
        sides.ours("p", drafts)
        sides.peer(sides.rows(drafts))
        cookie = session(on.reader.officer)
        with _server() as port:
            _check(port, cookie)
            for path in (OURS, PEER):
                _at_once(port, cookie, path)
            both = pairs(lambda _: _ask(port, cookie, OURS, ASKED), lambda _: _ask(port, cookie, PEER, ASKED))
            yield Line(
                f"list of 50 of {RECORDS:,} records, as a page", rate(ASKED, both.ours), rate(ASKED, both.peer),
                f"{both.ratio:.2f}", f">= {GOAL}", both.ratio >= GOAL,
            )  # fmt: skip
            late = percentile(_at_once(port, cookie, OURS), 0.99) * 1000
            yield Line(
                f"the same page at {CLIENTS} clients", f"p99 {late:.0f} ms", "", "", f"<= {MOST} ms", late <= MOST
            )


@contextmanager
def _server() -> Iterator[int]:
    """Serve both sides as ``bowstreet serve`` does: two processes of three threads, and the appender of look-ups.

    The appender has a process to itself, as there: beside the threads that ask it would wait for their interpreter.
    """
    port = free_port()
    pages = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
             "--blocking-threads", "3", "--no-ws", "--log-level", "warning", "bench.peer.wsgi:application"]  # fmt: skip
    with _running("bench.pages", "appender"), _running(*pages):
        awaited(port)
        yield port


@contextmanager
def _running(*module: str) -> Iterator[None]:
    child = subprocess.Popen([sys.executable, "-m", *module], env={**os.environ})
    try:
        yield
    finally:
        child.terminate()
        child.wait()


def _append() -> None:
    """Be the appender until told to end."""
    import django

    django.setup()
    from bowstreet.holdings.ledger import appender

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with ThreadPoolExecutor(1) as alone:
        writing = alone.submit(appender.run, stop)
        stop.wait()
        writing.result()


def _check(port: int, cookie: str) -> None:
    """Raise unless both pages show the same fifty records; ours is newest first by id, as the peer's is."""
    for path in (OURS, PEER):
        body = get(http.client.HTTPConnection("127.0.0.1", port), cookie, path)
        if body.count(b"<li") < 50 or b"2,000" not in body.replace(b"2000", b"2,000"):
            raise AssertionError(f"{path} does not show fifty of {RECORDS}: {body[:500]!r}")


def _at_once(port: int, cookie: str, path: str) -> list[float]:
    """Ask for a page from all clients at once, so that every thread of the server has done it; return the waits."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = [clients.submit(_ask, port, cookie, path, REQUESTS) for _ in range(CLIENTS)]
        return [wait for each in asked for wait in each.result()]


def _ask(port: int, cookie: str, path: str, times: int) -> list[float]:
    """Ask for a page so many times over one connection; return the seconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        get(connection, cookie, path)
        waits.append(time.perf_counter() - began)
    connection.close()
    return waits


if __name__ == "__main__":
    _append() if sys.argv[1:] == ["appender"] else tell(lines())
