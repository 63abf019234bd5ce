"""How a command finds its state folder and starts Django."""

import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bowstreet.interfaces.doors.places import repository, state
from bowstreet.vocabulary.refusals import Invalid, Refusal


class NoRepository(Refusal):
    """There is no repository in the state folder."""


class LostKeys(Refusal):
    """A repository whose keys are gone: with new ones its ledger would read as forged."""

    def __init__(self, names: Sequence[str]) -> None:
        """Say which are missed."""
        missed = ", ".join(str(state() / "keys" / each) for each in names)
        super().__init__(f"This repository has lost its keys, and new ones would not fit it. Restore {missed}.")


KEYS = ("checkpoint", "followers", "session-secret")
"""The node's keys, by their files."""

UPDATE = "stop the node and run 'bowstreet init' once more"
"""What mends tables that are behind."""


class NoSuchFile(Invalid):
    """A path that cannot be read."""


def object_in(path: Path, what: str) -> dict[str, Any]:
    """Return the JSON object that a file holds; raise ``NoSuchFile`` for one that cannot be read, or holds none."""
    try:
        said = json.loads(path.read_text())
    except (OSError, ValueError, RecursionError):
        raise NoSuchFile(f"The file of the {what}, {path}, is not JSON that can be read.") from None
    if not isinstance(said, dict):
        raise NoSuchFile(f"The file of the {what} must hold one JSON object.")
    return said


def make_folders() -> None:
    """Make the state folder and the node's session secret, once; raise ``LostKeys`` where there was one."""
    folder = state()
    if repository().exists() and (lost := missing_keys()):
        raise LostKeys(lost)
    for each in (folder, folder / "keys", folder / "incoming"):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = folder / "keys" / "session-secret"
    if not secret.exists():
        with os.fdopen(os.open(secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))


def missing_keys() -> tuple[str, ...]:
    """Return the names of the node's keys that are not there."""
    return tuple(each for each in KEYS if not (state() / "keys" / each).is_file())


def start(*, new: bool = False) -> None:
    """Start Django over the state folder; raise ``NoRepository`` when there is none and none is to be made."""
    if new:
        make_folders()
    elif not repository().exists():
        raise NoRepository(
            f"There is no repository in {state()}. Make one with 'bowstreet init', or set BOWSTREET_DIR."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
    import django

    django.setup()


def tables_are_behind() -> bool:
    """Say whether the repository's tables are those of an earlier version; Django is started."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def build_tables() -> None:
    """Make the node's keys and the tables of a new repository; change nothing in one that has them.

    Raise ``LostKeys`` where the database is in use and the keys are gone: it may lie on another machine than they.
    """
    from django.core.management import call_command

    from bowstreet.holdings.agencies import queries
    from bowstreet.holdings.ledger import keys

    lost = missing_keys()
    if lost and queries.is_founded():
        raise LostKeys(lost)
    keys.make_node_keys(state() / "keys")
    call_command("migrate", verbosity=0, interactive=False)
