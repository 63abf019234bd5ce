"""What a serving node holds: the processes of ``bowstreet serve`` over the demonstration world, after ten pages."""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Line, tell
from bench.serving import awaited, free_port, get, session

MOST = 500
OFFICER = "investigator.noord"
PAGES = ("/", "/find", "/find?q=quietharbour", "/intake", "/ledger", "/find?kind=vendor_account", "/find?q=amber",
         "/find?kind=pgp_key", "/tokens")  # fmt: skip


def lines() -> Iterator[Line]:
    """Build the world, serve it, look at nine places and a record, search once more, and sum what the tree holds."""
    with tempfile.TemporaryDirectory(prefix="bowstreet-bench-") as folder:
        os.environ.update(BOWSTREET_DIR=folder, DJANGO_SETTINGS_MODULE="bowstreet.project.settings")
        bowstreet = [sys.executable, "-m", "bowstreet.interfaces.cli.main"]
        subprocess.run([*bowstreet, "demo", "--prepare"], check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        server = subprocess.Popen([*bowstreet, "serve", "--port", str(port)])
        try:
            awaited(port)
            _visit(port)
            held = {pid: _held(pid) for pid in _tree(server.pid)}
        finally:
            server.terminate()
            server.wait()
    total = sum(held.values())
    yield Line(
        f"serve, {len(held)} processes, after ten pages and a search", f"{total:,.0f} MB", "", "", f"< {MOST} MB",
        total < MOST,
    )  # fmt: skip


def _visit(port: int) -> None:
    import django

    django.setup()
    from bowstreet.holdings.agencies import queries

    cookie = session(queries.officer_of_login(OFFICER).id)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    pages = {path: get(connection, cookie, path).decode() for path in PAGES}
    record = pages["/find?q=quietharbour"].partition('href="/records/')[2].partition('"')[0]
    get(connection, cookie, f"/records/{record}")
    get(connection, cookie, "/find?q=harbour")


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all that came of it."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _tree(int(child))


def _held(pid: int) -> float:
    """Return the megabytes of a process, pages shared with others counted in part (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"Process {pid} says nothing of its memory.")


if __name__ == "__main__":
    tell(lines())
