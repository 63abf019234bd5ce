"""The project's settings with the peer's tables beside them, in a database of their own with the same pragmas."""

from bowstreet.project.settings import *  # noqa: F403
from bowstreet.project.settings import DATABASES, INSTALLED_APPS, STATE

INSTALLED_APPS = [*INSTALLED_APPS, "bench.peer"]
DATABASES = {**DATABASES, "peer": {**DATABASES["default"], "NAME": str(STATE / "peer.sqlite")}}
ROOT_URLCONF = "bench.peer.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
