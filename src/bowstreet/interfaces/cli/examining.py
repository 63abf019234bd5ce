"""What ``doctor`` looks at, and how to mend what is wrong."""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bowstreet.interfaces.cli import starting
from bowstreet.interfaces.doors import places

LEAST_DISK = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    mend: str = ""


def examine() -> tuple[Finding, ...]:
    """Look at folder, keys, disk and database of this node; needs no officer and reads no content."""
    state = places.state()
    if not (state / "bowstreet.sqlite").exists():
        return (Finding(f"a repository in {state}", False, "run 'bowstreet init', or set BOWSTREET_DIR"),)
    return (
        Finding(f"a repository in {state}", True),
        _keys(state / "keys"),
        _disk(state),
        _database(state / "bowstreet.sqlite"),
        _database(state / "lookups.sqlite"),
        *_tables(),
    )


def _keys(folder: Path) -> Finding:
    open_to_others = [each.name for each in folder.iterdir() if each.stat().st_mode & 0o077]
    return Finding("keys readable by their owner alone", not open_to_others,
                   f"chmod 600 {' '.join(str(folder / name) for name in sorted(open_to_others))}")  # fmt: skip


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    return Finding(f"room on the disk, {free / 1e9:,.1f} GB free", free > LEAST_DISK, "free at least 1 GB")


def _database(path: Path) -> Finding:
    if not path.exists():
        return Finding(f"{path.name} is there", path.name == "lookups.sqlite", "restore it from a backup")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as wrong:
        verdict = str(wrong)
    finally:
        connection.close()
    return Finding(f"{path.name} is sound", verdict == "ok", f"restore it from a backup ({verdict})")


def _tables() -> tuple[Finding, ...]:
    starting.start()
    from django.core.checks import run_checks
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    wrong = tuple(Finding(str(each.msg), False, str(each.hint or "see the documentation"))
                  for each in run_checks() if each.is_serious())  # fmt: skip
    writable = os.access(places.state(), os.W_OK)
    return (
        Finding("the tables are up to date", not waiting, "stop the node and run 'bowstreet init' once more"),
        Finding("the state folder can be written", writable, f"give this user the folder {places.state()}"),
        *wrong,
    )
