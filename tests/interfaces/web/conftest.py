"""Starts Django before the modules of these tests are read."""

import django

django.setup()

from tests.interfaces.web.sample_desk import desk, samples  # noqa: E402 - Django is started first

__all__ = ["desk", "samples"]
