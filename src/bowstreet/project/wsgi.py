"""The WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from bowstreet.project import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
application = get_wsgi_application()
checks.refuse_unsafe(settings)
