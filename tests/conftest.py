"""Every test run has a state folder of its own, named before Django starts."""

import os
import tempfile
from pathlib import Path

_STATE = tempfile.TemporaryDirectory(prefix="bowstreet-tests-")
os.environ["BOWSTREET_DIR"] = _STATE.name
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "bowstreet.project.settings"
(Path(_STATE.name) / "keys").mkdir(mode=0o700)
