"""Starts Django before the modules of these tests are read."""

import django

django.setup()
