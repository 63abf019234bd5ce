"""The list of records as a page, beside Django's ORM and templates on the same rows in the same server.

The load comes from a generator of its own: threads in this process, each with one connection that is kept open.
"""

import http.client
import os
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
            both = pairs(lambda _: _ask(port, cookie, OURS, ASKED), lambda _: _ask(port, cookie, PEER, ASKED))
            yield Line(
                f"list of 50 of {RECORDS:,} records, as a page", rate(ASKED, both.ours), rate(ASKED, both.peer),
                f"{both.ratio:.2f}", f">= {GOAL}", both.ratio >= GOAL,
            )  # fmt: skip
            with ThreadPoolExecutor(CLIENTS) as clients:
                asked = [clients.submit(_ask, port, cookie, OURS, REQUESTS) for _ in range(CLIENTS)]
                waits = [wait for each in asked for wait in each.result()]
            late = percentile(waits, 0.99) * 1000
            yield Line(
                f"the same page at {CLIENTS} clients", f"p99 {late:.0f} ms", "", "", f"<= {MOST} ms", late <= MOST
            )


@contextmanager
def _server() -> Iterator[int]:
    """Serve both sides as ``bowstreet serve`` does: two processes of four threads, and the appender of look-ups."""
    from bowstreet.holdings.ledger import appender

    port = free_port()
    stop = threading.Event()
    writing = threading.Thread(target=appender.run, args=(stop,))
    writing.start()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
               "bench.peer.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ})
    try:
        awaited(port)
        yield port
    finally:
        server.terminate()
        server.wait()
        stop.set()
        writing.join()


def _check(port: int, cookie: str) -> None:
    """Raise unless both pages show the same fifty records; ours is newest first by id, as the peer's is."""
    for path in (OURS, PEER):
        body = get(http.client.HTTPConnection("127.0.0.1", port), cookie, path)
        if body.count(b"<li") < 50 or b"2,000" not in body.replace(b"2000", b"2,000"):
            raise AssertionError(f"{path} does not show fifty of {RECORDS}: {body[:500]!r}")


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
    tell(lines())
