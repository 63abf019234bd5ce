"""Who reads what waits: it starts the reading process of an intake, keeps its lease, and clears up after it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Sum

from bowstreet.casework.intake import leasing
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.holdings.ledger import chance

PAUSE = 0.5
"""Seconds between two looks at what waits."""

ATTEMPTS = 10
"""How often reading may die without an answer before an intake is given up."""

BUSY = 75
"""What the reading process answers when another one is at this intake."""

_TICK = 0.1
_GIVEN_UP = "The reading process ended without an answer each time; nothing was admitted."

Told = Callable[[str, int], None]


@dataclass(frozen=True)
class _Work:
    task: int
    intake: str
    holder: str


def work_once(now: datetime) -> bool:
    """Read the oldest intake that waits, to its end; false when none waits."""
    return _work(now, None, threading.Event(), None)


def run(stop: threading.Event) -> None:
    """Read what waits, one intake after another, until told to stop."""
    while not stop.is_set():
        close_old_connections()
        if not _work(datetime.now(UTC), None, stop, None):
            stop.wait(PAUSE)


def run_intake(intake_id: str, on_progress: Told) -> None:
    """Read an intake and what waits before it in its agency, and return at its end; wait where a worker does it."""
    agency = Intake.objects.values_list("agency", flat=True).get(id=intake_id)
    while not _is_over(intake_id):
        if not _work(datetime.now(UTC), agency, threading.Event(), lambda: _tell(intake_id, on_progress)):
            _tell(intake_id, on_progress)
            time.sleep(PAUSE)
    _tell(intake_id, on_progress)


def _is_over(intake_id: str) -> bool:
    return Intake.objects.filter(id=intake_id, state__in=("done", "failed", "stopped", "taken_back")).exists()


def _tell(intake_id: str, on_progress: Told) -> None:
    state = Intake.objects.values_list("state", flat=True).get(id=intake_id)
    rows = Source.objects.filter(intake=intake_id).aggregate(rows=Sum("read", default=0))["rows"]
    on_progress(state, rows)


def _work(now: datetime, agency: str | None, stop: threading.Event, tell: Callable[[], None] | None) -> bool:
    holder = f"{os.getpid()}-{chance.secret(16)}"[:60]
    task = leasing.claim(holder=holder, now=now, agency=agency)
    if task is None:
        return False
    row = Task.objects.get(pk=task)
    work = _Work(task, row.intake_id, holder)
    if row.attempts > ATTEMPTS:
        code = _read(work, stop, tell, "--give-up", _GIVEN_UP)
        if code not in (0, BUSY) and not stop.is_set():
            Intake.objects.filter(id=work.intake).update(state="failed", sentence=_GIVEN_UP, ended_at=now)
        _ended(work, code, stop)
    else:
        _ended(work, _read(work, stop, tell), stop)
    return True


def _read(work: _Work, stop: threading.Event, tell: Callable[[], None] | None, *more: str) -> int:
    with _child(work, *more) as child:
        told = beaten = time.monotonic()
        while (code := _code(child)) is None:
            if stop.is_set():
                child.terminate()
            at = time.monotonic()
            if at - beaten >= leasing.LEASE.total_seconds() / 6:
                beaten = at
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
        leasing.let_go(work.task, holder=work.holder, state="waiting")
        raise


def _ended(work: _Work, code: int, stop: threading.Event) -> None:
    """Put a task back in line unless its reading process ended it; wait a little where another process is at it."""
    if code == BUSY:
        stop.wait(PAUSE)
    leasing.let_go(work.task, holder=work.holder, state="ended" if _is_over(work.intake) else "waiting")
