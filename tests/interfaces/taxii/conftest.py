"""Django started, and a node with an agreement, for the tests of TAXII."""

import django

django.setup()

from tests.worlds.taxii import node  # noqa: E402 - models need Django started

__all__ = ["node"]
