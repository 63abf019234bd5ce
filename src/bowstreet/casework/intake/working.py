"""Who reads what waits: it starts the reading process of an intake, keeps its lease, and clears up after it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Sum

from bowstreet.casework.intake import counting, leasing, room
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.holdings.ledger import chance

PAUSE = 0.5
"""Seconds between two looks at what waits."""

ATTEMPTS = 10
"""How often reading may die without an answer before an intake is given up."""

PAUSES = 32
"""How often an intake is put off for a full disk before it is given up: about a day."""

BUSY = 75
"""What the reading process answers when another one is at this intake."""

FULL = 76
"""What the reading process answers when the disk is full, so that it can go on later alone."""

WAITS = "The disk of this node is full. Nothing was admitted yet; reading goes on by itself when there is room."
"""What an officer is told of an intake that waits for room."""

_TICK = 0.1
_GIVEN_UP = "The reading process ended without an answer each time; nothing was admitted."
_NO_ROOM = "The disk of this node stayed full. Nothing was admitted; make room and hand the files in again."

Told = Callable[[str, int], None]


@dataclass(frozen=True)
class _Work:
    task: int
    intake: str
    holder: str


def work_once(now: datetime) -> bool:
    """Read the oldest intake that waits, until it ends or is put off; false when none waits or the disk is full."""
    with room.permitting():
        return _work(now, None, threading.Event(), None)
    return False


def run(stop: threading.Event) -> None:
    """Read what waits, one intake after another, until told to stop; what was put off is tried at once."""
    wake()
    while not stop.is_set():
        close_old_connections()
        worked = False
        with room.permitting():
            worked = _work(datetime.now(UTC), None, stop, None)
        if not worked:
            stop.wait(PAUSE)


def wake() -> None:
    """Have what was put off tried at once."""
    with room.permitting():
        leasing.wake()


def run_intake(intake_id: str, on_progress: Told) -> None:
    """Read an intake and what waits before it in its agency, and return at its end; wait where a worker does it.

    Where the disk is full it returns before the end: the intake stays in line.
    """
    agency = Intake.objects.values_list("agency", flat=True).get(id=intake_id)
    with room.permitting():
        leasing.wake(agency)
        while not _is_over(intake_id) and not leasing.is_put_off(intake_id, datetime.now(UTC)):
            worked = False
            with room.taking_turns():
                worked = _work(datetime.now(UTC), agency, threading.Event(), lambda: _tell(intake_id, on_progress))
            if not worked:
                _tell(intake_id, on_progress)
                time.sleep(PAUSE)
    _tell(intake_id, on_progress)


def _is_over(intake_id: str) -> bool:
    return Intake.objects.filter(id=intake_id, state__in=("looked", "done", "failed", "stopped", "taken_back")).exists()


def _tell(intake_id: str, on_progress: Told) -> None:
    state = Intake.objects.values_list("state", flat=True).get(id=intake_id)
    rows = Source.objects.filter(intake=intake_id).aggregate(rows=Sum("read", default=0))["rows"]
    on_progress(state, rows)


def _work(now: datetime, agency: str | None, stop: threading.Event, tell: Callable[[], None] | None) -> bool:
    began = time.monotonic()
    holder = f"{os.getpid()}-{chance.secret(16)}"[:60]
    task = leasing.claim(holder=holder, now=now, agency=agency)
    if task is None:
        return False
    row = Task.objects.get(pk=task)
    work = _Work(task, row.intake_id, holder)
    last = _last_word(row)
    code = _read(work, stop, tell, *(("--give-up", last) if last else ()))
    if last and code not in (0, BUSY) and not stop.is_set():
        counting.failed(Intake.objects.get(id=work.intake), last, owed=True)
    _ended(work, code, stop, now + timedelta(seconds=time.monotonic() - began))
    return True


def _last_word(task: Task) -> str:
    """Return the sentence with which an intake is given up now, empty where it is read on, or over already."""
    if _is_over(task.intake_id) or Intake.objects.filter(id=task.intake_id, state="taking_back").exists():
        return ""
    if task.attempts > ATTEMPTS:
        return _GIVEN_UP
    is_in = Intake.objects.filter(id=task.intake_id, ended_at__isnull=False).exists()
    return _NO_ROOM if task.pauses > PAUSES and not is_in else ""


def _read(work: _Work, stop: threading.Event, tell: Callable[[], None] | None, *more: str) -> int:
    with _child(work, *more) as child:
        told = beaten = time.monotonic()
        while (code := _code(child)) is None:
            if stop.is_set():
                child.terminate()
            at = time.monotonic()
            if at - beaten >= leasing.LEASE.total_seconds() / 6:
                beaten = at
                with room.permitting():
                    leasing.beat(work.task, holder=work.holder, now=datetime.now(UTC))
            if tell is not None and at - told >= PAUSE:
                told = at
                tell()
    return code


def _code(child: "subprocess.Popen[bytes]") -> int | None:
    try:
        return child.wait(timeout=_TICK)
    except subprocess.TimeoutExpired:
        return None


@contextmanager
def _child(work: _Work, *more: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Run the reading process in a group of its own; whatever happens here, it does not outlive this block."""
    line = [sys.executable, "-m", "bowstreet.casework.intake.reading", work.intake, *more]
    environment = {**os.environ, "BOWSTREET_DIR": str(settings.STATE)}
    child = subprocess.Popen(  # noqa: S603 - the interpreter and a module of ours, with an id of ours
        line, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield child
    except BaseException:
        child.kill()
        child.wait()
        with room.permitting():
            leasing.let_go(work.task, holder=work.holder, state="waiting")
        raise


def _ended(work: _Work, code: int, stop: threading.Event, now: datetime) -> None:
    """Put a task back in line unless its reading process ended it; wait a little where another process is at it.

    It is put off where the disk is full, and where the intake is over but could not be swept: that is never given up.
    """
    if code == BUSY:
        stop.wait(PAUSE)
    is_over = _is_over(work.intake)
    is_owed = Task.objects.filter(pk=work.task, owed=True).exists()
    if code == FULL or (is_over and is_owed and code not in (0, BUSY) and not stop.is_set()):
        leasing.put_off(work.task, holder=work.holder, now=now)
    else:
        state = "ended" if is_over and not is_owed else "waiting"
        leasing.let_go(work.task, holder=work.holder, state=state)
