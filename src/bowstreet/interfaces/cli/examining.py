"""What ``doctor`` looks at, and how to mend what is wrong."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bowstreet.interfaces.cli import starting
from bowstreet.interfaces.cli.finding import Finding
from bowstreet.interfaces.doors import places

LEAST_DISK = 1 << 30
_NOT_DAMAGE = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN})
_FEW = 5


def examine(*, thorough: bool = False) -> tuple[Finding, ...]:
    """Look at folder, keys, disk, database, originals and settings of this node; needs no officer.

    ``thorough``: read every original and compare its SHA-256, which takes a second or two a gigabyte.
    """
    state = places.state()
    if not places.repository().exists():
        return (Finding(f"a repository in {state}", False, "run 'bowstreet init', or set BOWSTREET_DIR"),)
    main, *beside = _databases(state)
    keys = _keys_there(state / "keys", starting.missing_keys())
    found = (
        Finding(f"a repository in {state}", True),
        Finding("the state folder can be written", os.access(state, os.W_OK), f"give this user the folder {state}"),
        keys,
        _keys_closed(state / "keys"),
        _disk(state),
        main,
        *beside,
    )
    if not main.well:
        return found
    tables = _tables()
    return (
        *found,
        tables,
        *([_owed(), _originals(thorough), _spelled()] if tables.well else []),
        *([_sealable()] if tables.well and keys.well and all(each.well for each in beside) else []),
        _settings(),
    )


def _keys_there(folder: Path, missing: Sequence[str]) -> Finding:
    names = ", ".join(str(folder / name) for name in missing)
    return Finding("the node's keys are there", not missing, f"restore from a backup: {names}")


def _keys_closed(folder: Path) -> Finding:
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    open_to_others = [str(each) for each in inside if each.stat().st_mode & 0o077]
    return Finding("keys readable by their owner alone", not open_to_others, f"chmod 600 {' '.join(open_to_others)}")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    return Finding(f"room on the disk, {free / 1e9:,.1f} GB free", free > LEAST_DISK, "free at least 1 GB")


def _databases(state: Path) -> list[Finding]:
    """Say whether the databases are sound, the main one first."""
    starting.start()
    if os.environ.get("DATABASE_URL"):
        from bowstreet.interfaces.cli import examining_server

        return examining_server.examine()
    lookups = state / "lookups.sqlite"
    main = _database(state / "bowstreet.sqlite")
    if lookups.exists():
        return [main, _database(lookups)]
    return [main, *([_lookups_gone(lookups)] if main.well and _has_sealed_lookups(state) else [])]


def _has_sealed_lookups(state: Path) -> bool:
    """Say whether a tree counts look-ups, in tables of this version or of an earlier one."""
    with closing(sqlite3.connect(f"file:{state / 'bowstreet.sqlite'}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute("SELECT 1 FROM ledger_tree WHERE lookups > 0 LIMIT 1").fetchone() is not None
        except sqlite3.OperationalError:
            return False


def _lookups_gone(path: Path) -> Finding:
    return Finding(
        f"{path.name} is there", False,
        "the ledger has sealed look-ups and their store is gone: stop the node and restore it from a backup",
    )  # fmt: skip


def _database(path: Path) -> Finding:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as wrong:
        from bowstreet.casework.intake import room

        if shutil.disk_usage(path.parent).free < room.LEAST and wrong.sqlite_errorcode & 0xFF in _NOT_DAMAGE:
            return Finding(f"{path.name} could be looked at", False, "the disk is full; make room and look again")
        verdict = str(wrong)
    finally:
        connection.close()
    return Finding(f"{path.name} is sound", verdict == "ok", f"restore it from a backup ({verdict})")


def _tables() -> Finding:
    starting.start()
    return Finding("the tables are up to date", not starting.tables_are_behind(), starting.UPDATE)


def _owed() -> Finding:
    """Say which intakes stopped before they were admitted or taken back; they are named by number alone."""
    from bowstreet.casework.intake import leasing

    owed = leasing.owed(datetime.now(UTC))
    names = ", ".join(each[-8:] for each in owed)
    return Finding(
        "no intake stopped half-way",
        not owed,
        f"make room on the disk and run 'bowstreet work --once', which goes on with or takes back: {names}",
    )


def _originals(thorough: bool) -> Finding:
    """Say which originals are missed; how many there are is not told, since whoever asks may not see all of them."""
    from bowstreet.casework.intake import quarantine

    wrong = quarantine.damaged(thorough=thorough)
    said = "every original is as it came" if thorough else "every original is on the disk"
    names = ", ".join(each[:16] for each in wrong[:_FEW]) + (f" and {len(wrong) - _FEW} more" if wrong[_FEW:] else "")
    return Finding(said, not wrong, f"restore {len(wrong)} from a backup of {places.state() / 'originals'}: {names}")


def _sealable() -> Finding:
    """Say whether the ledger's next checkpoint would be signed; what is broken is for its agency's officers to read."""
    from bowstreet.holdings.ledger import sealing

    why = sealing.obstacle()
    return Finding(
        "the ledger can be sealed",
        why is None,
        f"{why}; change nothing until an officer has run 'bowstreet ledger verify', then restore a backup",
    )


def _spelled() -> Finding:
    """Say whether all handles can be found that are written otherwise; a running node takes new ones in by itself."""
    from bowstreet.holdings.repository import guises

    return Finding(
        "the search for handles written alike is up to date",
        not guises.is_behind(),
        "leave 'bowstreet serve' or 'bowstreet work' running, or run 'bowstreet work --once'",
    )


def _settings() -> Finding:
    """Say whether the node would serve with these settings: load what it serves with, which refuses unsafe ones."""
    starting.start()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.servers.basehttp import get_internal_wsgi_application

    try:
        get_internal_wsgi_application()
    except ImproperlyConfigured as wrong:
        reason = wrong.__cause__ or wrong
        return Finding("the settings are safe", False, str(reason).removeprefix("Bowstreet does not start. "))
    return Finding("the settings are safe", True)
