"""A node with keys and two agencies for the tests of observations."""

import django

django.setup()

from tests.worlds.standing import world  # noqa: E402 - models need Django started

__all__ = ["world"]
