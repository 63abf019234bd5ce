"""A PostgreSQL cluster of the bench's own, in a temporary folder on a socket there, started and ended with it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 54_377


class NoPostgres(RuntimeError):
    """The programs of PostgreSQL are not on this machine."""


@contextmanager
def fresh() -> Iterator[str]:
    """Give the address of a database on a cluster that is gone afterwards."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="bowstreet-peer-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    place = folder / "cluster"
    options = f"-p {PORT} -c listen_addresses= -c unix_socket_directories={folder} -c shared_buffers=512MB"
    try:
        _run(binaries / "initdb", "-D", place, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        _run(binaries / "pg_ctl", "-D", place, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"host={folder} port={PORT} user=bench dbname=postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", place, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise NoPostgres("The bench of names wants PostgreSQL with pg_trgm: on Debian, postgresql.")
    return found[-1] if found else Path(str(on_path)).parent


def _run(*command: object) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    before = ("runuser", "-u", "postgres", "--") if os.getuid() == 0 else ()
    subprocess.run([*before, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
