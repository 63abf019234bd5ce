"""How a command finds its state folder and starts Django."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from bowstreet.interfaces.doors.places import repository, state
from bowstreet.vocabulary.refusals import Invalid, Refusal


class NoRepository(Refusal):
    """There is no repository in the state folder."""


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
    """Make the state folder and the node's session secret, once."""
    folder = state()
    for each in (folder, folder / "keys", folder / "incoming"):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = folder / "keys" / "session-secret"
    if not secret.exists():
        with os.fdopen(os.open(secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))


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
    """Make the tables and the node's keys of a new repository; change nothing in one that has them."""
    from django.core.management import call_command

    from bowstreet.holdings.ledger import keys

    call_command("migrate", verbosity=0, interactive=False)
    keys.make_node_keys(state() / "keys")
