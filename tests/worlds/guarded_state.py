"""State folders that a test builds, leaves and takes up again: a database, look-ups, originals and observations."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from tests.worlds import engines

from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import keys, lookups

SECRET = "the same session secret in every world of the harness"


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a state folder; whoever worked elsewhere before goes on there afterwards."""
    former = connection.settings_dict["NAME"]
    _leave()
    connection.settings_dict["NAME"] = engines.database_of(folder)
    with (
        override_settings(STATE=folder, INCOMING=folder / "incoming", SECRET_KEY=SECRET, HOOK_HOSTS=["alarm.example"]),
        mock.patch.dict(os.environ, {"BOWSTREET_DIR": str(folder)}),
    ):
        try:
            yield
        finally:
            _leave()
            connection.settings_dict["NAME"] = former


def made_empty(folder: Path) -> Path:
    """Make a folder with an empty repository."""
    (folder / "incoming").mkdir(parents=True)
    engines.begin_database(engines.database_of(folder))
    with inside(folder):
        call_command("migrate", verbosity=0, interactive=False)
        keys.make_node_keys(folder / "keys")
    (folder / "keys" / "session-secret").write_text(SECRET)
    (folder / "keys" / "session-secret").chmod(0o600)
    return folder


def copied(folder: Path, to: Path) -> Path:
    """Return a copy of a state folder that nobody works in."""
    shutil.copytree(folder, to)
    engines.begin_database(engines.database_of(to), engines.database_of(folder))
    return to


def _leave() -> None:
    connection.close()
    lookups.close()
    gate.forget()
