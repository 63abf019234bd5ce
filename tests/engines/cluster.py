"""A cluster of PostgreSQL that the tests start themselves and end: a folder of its own, a socket, no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

SETTINGS = (
    "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=64MB"
    " -c unix_socket_directories="
)
"""Nothing that anybody will miss is kept: BOWSTREET_TEST_CLUSTER says so to the node."""


@dataclass(frozen=True)
class Cluster:
    """A cluster that runs."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def made(self, database: str) -> str:
        """Make an empty database and return its address."""
        with self.connect() as server:
            server.execute(f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        return self.url(database)

    def restart(self) -> None:
        """End all connections and start the server again."""
        _run(self.folder, "pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "120", "-m", "fast", "-o",
             f"{SETTINGS}{self.folder}", "restart")  # fmt: skip

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.url(database), autocommit=True)

    def environment(self, database: str, state: Path, **more: str) -> dict[str, str]:
        """Return what a process of a node over a database is started with."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "BOWSTREET_"))}
        return {**own, "DATABASE_URL": self.url(database), "BOWSTREET_DIR": str(state), "BOWSTREET_TEST_CLUSTER": "1",
                **more}  # fmt: skip


def programs() -> Path:
    """Return the folder of initdb and pg_ctl, of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    place = str(found[-1]) if found else shutil.which("initdb")
    assert place, "These tests need PostgreSQL: on Debian or Ubuntu, apt-get install postgresql."
    return Path(place).parent


@contextmanager
def running() -> Iterator[Cluster]:
    """Start a cluster and end it. The server refuses to run as root, so root runs it as the user postgres."""
    folder = Path(tempfile.mkdtemp(prefix="bowstreet-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    try:
        _run(folder, "initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        _run(folder, "pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "120", "-o", f"{SETTINGS}{folder}", "start")
        try:
            yield Cluster(folder)
        finally:
            _run(folder, "pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(folder: Path, program: str, *arguments: str) -> None:
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with (folder / f"{program}.out").open("w") as out:
        done = subprocess.run(
            [*as_postgres, str(programs() / program), *arguments], cwd=folder, stdout=out, stderr=out, check=False
        )
    assert done.returncode == 0, (folder / f"{program}.out").read_text()
