from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bowstreet.casework.intake import leasing, working
from bowstreet.casework.intake.models import Intake, Task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def task() -> Task:
    made = Intake.objects.create(id="a", agency="north", officer="o", title="", at=NOW, state="reading")
    return Task.objects.create(intake=made, agency="north", owed=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Have every reading process find the disk full; keep what each was asked."""
    told: list[tuple[str, ...]] = []

    def full(*given: Any) -> int:
        told.append(given[3:])
        return working.FULL

    monkeypatch.setattr(working, "_read", full)
    return told


def test_a_full_disk_is_no_attempt_and_is_waited_out_for_a_day(task: Task, asked: list[tuple[str, ...]]) -> None:
    at = NOW
    while Intake.objects.get(id="a").state == "reading":
        assert working.work_once(now=at)
        assert not working.work_once(now=at), "it is put off"
        task.refresh_from_db()
        at = task.not_before or at
    assert timedelta(hours=20) < at - NOW < timedelta(hours=30)
    assert [each for each in asked if each] == [asked[-1]], "it was given up once, after all pauses"
    assert "stayed full" in Intake.objects.get(id="a").sentence
    assert (task.state, task.owed, leasing.owed(NOW)) == ("waiting", True, ("a",))


def test_what_could_not_be_swept_stays_in_line_however_often_it_fails(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    Intake.objects.filter(id="a").update(state="failed")
    monkeypatch.setattr(working, "_read", lambda *_: 1)
    for _ in range(working.ATTEMPTS * 3):
        leasing.wake()
        assert working.work_once(now=NOW)
    task.refresh_from_db()
    assert (task.state, task.owed) == ("waiting", True)
    Task.objects.update(owed=False)
    leasing.wake()
    monkeypatch.setattr(working, "_read", lambda *_: 0)
    assert working.work_once(now=NOW)
    assert not working.work_once(now=NOW + timedelta(days=1))


def test_a_task_that_cannot_even_be_claimed_for_want_of_room_is_left(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(leasing, "claim", full)
    assert not working.work_once(now=NOW)
    told: list[str] = []
    working.run_intake("a", lambda state, rows: told.append(state))
    assert told == ["reading"], "it returns, and the intake stays in line"
