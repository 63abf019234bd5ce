"""The leak harness, part 1 of 6; each part is a file so that several processes can share them."""

from tests.guard import two_worlds
from tests.guard.grounds import Grounds


def test_what_is_hidden_shows_nowhere(grounds: Grounds) -> None:
    leaks = two_worlds.leaks(grounds, 0)
    assert not leaks, "\n\n".join(leaks)
