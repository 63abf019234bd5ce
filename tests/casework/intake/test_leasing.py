import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from bowstreet.casework.intake import leasing
from bowstreet.casework.intake.models import Intake, Source, Task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + leasing.LEASE + timedelta(seconds=1)


def waiting(name: str, agency: str = "north") -> int:
    made = Intake.objects.create(id=name, agency=agency, officer="o", title="", at=NOW)
    return Task.objects.create(intake=made, agency=agency).pk


def test_one_import_of_an_agency_at_a_time() -> None:
    first, second, other = waiting("a"), waiting("b"), waiting("c", "south")
    assert leasing.claim(holder="1", now=NOW) == first
    assert leasing.claim(holder="2", now=NOW) == other
    assert leasing.claim(holder="3", now=NOW) is None
    assert leasing.let_go(first, holder="1", state="done")
    assert leasing.claim(holder="3", now=NOW) == second


def test_a_silent_holder_loses_its_task_and_is_told() -> None:
    task = waiting("a")
    waiting("b")
    leasing.claim(holder="dead", now=NOW)
    assert leasing.claim(holder="new", now=LATER) == task
    assert not leasing.beat(task, holder="dead", now=LATER)
    assert not leasing.let_go(task, holder="dead", state="done")
    assert leasing.beat(task, holder="new", now=LATER)


def test_a_holder_that_beats_keeps_its_task() -> None:
    task = waiting("a")
    leasing.claim(holder="1", now=NOW)
    assert leasing.beat(task, holder="1", now=LATER)
    assert leasing.claim(holder="2", now=LATER) is None


def test_what_is_put_off_waits_longer_each_time_and_counts_as_no_attempt() -> None:
    task = waiting("a")
    at = NOW
    for expected in (10, 20, 40, 80):
        assert leasing.claim(holder="1", now=at) == task
        assert leasing.put_off(task, holder="1", now=at)
        assert leasing.is_put_off("a", at)
        assert leasing.claim(holder="1", now=at + timedelta(seconds=expected - 1)) is None
        at += timedelta(seconds=expected)
    assert Task.objects.get(pk=task).attempts == 0
    assert leasing.claim(holder="1", now=at) == task
    assert not leasing.put_off(task, holder="2", now=at), "it is somebody else's"


def test_a_pause_ends_when_somebody_asks() -> None:
    first, second = waiting("a"), waiting("b", "south")
    for task in (first, second):
        leasing.claim(holder="1", now=NOW)
        leasing.put_off(task, holder="1", now=NOW)
    leasing.wake("south")
    assert leasing.claim(holder="1", now=NOW) == second
    leasing.wake()
    assert leasing.claim(holder="1", now=NOW) == first


def test_who_asks_does_not_wait_for_the_lease_of_a_dead_process() -> None:
    task = waiting("a")
    Task.objects.filter(pk=task).update(owed=True)
    leasing.claim(holder=f"{os.getpid()}-x", now=NOW)
    leasing.wake()
    assert leasing.owed(NOW) == () and leasing.claim(holder="2", now=NOW) is None
    Task.objects.filter(pk=task).update(holder="99999999-x")
    assert leasing.owed(NOW) == ("a",)
    leasing.wake()
    assert leasing.claim(holder="2", now=NOW) == task


def test_others_overtake_what_is_put_off_unless_it_left_something_pending() -> None:
    first, second = waiting("a"), waiting("b")
    leasing.claim(holder="1", now=NOW)
    leasing.put_off(first, holder="1", now=NOW)
    assert not leasing.is_put_off("b", NOW)
    Task.objects.filter(pk=first).update(owed=True)
    assert leasing.is_put_off("b", NOW) and leasing.claim(holder="1", now=NOW) is None
    assert leasing.owed(NOW) == ("a",)
    leasing.wake()
    assert leasing.claim(holder="1", now=NOW) == first, "what is owed a sweep comes first"
    Task.objects.filter(pk=first).update(owed=False, state="ended")
    assert leasing.claim(holder="1", now=NOW) == second


def test_more_rows_held_than_observed_cannot_be_stored() -> None:
    waiting("a")
    with pytest.raises(IntegrityError):
        Source.objects.create(
            intake_id="a", number=1, path="x", sha256="0" * 64, size=1, read=2, observed=2, already_held=3
        )
