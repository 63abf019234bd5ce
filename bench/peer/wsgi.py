"""The server of both: the project's own, with the peer's pages beside."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from bowstreet.project.wsgi import application

__all__ = ["application"]
