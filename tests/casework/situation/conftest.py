"""A node with keys and a world of two agencies for the tests of the common picture."""

import django

django.setup()

from tests.worlds.standing import world  # noqa: E402 - models need Django started

__all__ = ["world"]
