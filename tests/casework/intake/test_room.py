"""What is waited out instead of failing: a full disk, and a turn to write that does not come."""

import errno
import threading

import pytest
from django.db import OperationalError
from tests.worlds import engines

from bowstreet.casework.intake import room
from bowstreet.interfaces.cli import working

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wrong", [OSError(errno.ENOSPC, "No space left on device"), engines.missed_turn()])
def test_a_full_disk_and_a_missed_turn_are_passed_over(wrong: Exception) -> None:
    with room.permitting():
        raise wrong


@pytest.mark.parametrize("wrong", [OperationalError("no such table: x"), ValueError("database is locked")])
def test_all_else_goes_on(wrong: Exception) -> None:
    with pytest.raises(type(wrong)), room.permitting():
        raise wrong


def test_who_follows_tries_again_after_a_missed_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, rounds = threading.Event(), []

    def keep_up() -> bool:
        rounds.append(1)
        if len(rounds) == 2:
            stop.set()
        raise engines.missed_turn()

    monkeypatch.setattr(working, "PAUSE", 0)
    monkeypatch.setattr(working.guises, "keep_up", keep_up)
    working._follow(stop)
    assert len(rounds) == 2
