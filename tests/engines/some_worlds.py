"""The leak harness, every twenty-first of its pairs, tight and not in turn. Run on PostgreSQL by ``suite``."""

from tests.guard import two_worlds
from tests.guard.conftest import grounds
from tests.guard.grounds import Grounds

__all__ = ["grounds"]

SHARDS = 21


def test_what_is_hidden_shows_nowhere(grounds: Grounds) -> None:
    leaks = two_worlds.leaks(grounds, 0, SHARDS)
    assert not leaks, "\n\n".join(leaks)
