"""Every test run has a state folder of its own, named before Django starts."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

settings.register_profile("bowstreet", deadline=None)
settings.load_profile("bowstreet")

_STATE = tempfile.TemporaryDirectory(prefix="bowstreet-tests-")
os.environ["BOWSTREET_DIR"] = _STATE.name
(Path(_STATE.name) / "keys").mkdir(mode=0o700)
