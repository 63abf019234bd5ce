"""Django started, for the description that the client is held against."""

import django

django.setup()
