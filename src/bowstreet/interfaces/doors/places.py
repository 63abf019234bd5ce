"""Where state lives: one folder, named by ``BOWSTREET_DIR`` (``./var`` when it is not set)."""

import os
from pathlib import Path


def state() -> Path:
    """Return the folder of all state."""
    return Path(os.environ.get("BOWSTREET_DIR", "var")).resolve()


def repository() -> Path:
    """Return what is there once a repository was made: the database, or a key where ``DATABASE_URL`` names another."""
    return state() / ("keys/checkpoint" if os.environ.get("DATABASE_URL") else "bowstreet.sqlite")
