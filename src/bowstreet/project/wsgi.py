"""The WSGI application."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from bowstreet.project import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
application = get_wsgi_application()
checks.refuse_unsafe(settings)

# An answer makes thousands of objects that die with it by their counts alone; looking for cycles among them, and
# through all that was loaded, took a tenth of a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
