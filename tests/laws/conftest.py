"""Laws about tables are read when Django is ready, also when this folder is run alone."""

import django

django.setup()
