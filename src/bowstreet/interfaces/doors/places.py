"""Where state lives: one folder, named by ``BOWSTREET_DIR`` (``./var`` when it is not set)."""

import os
from pathlib import Path


def state() -> Path:
    """Return the folder of all state."""
    return Path(os.environ.get("BOWSTREET_DIR", "var")).resolve()
