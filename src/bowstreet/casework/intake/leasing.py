"""Who reads which intake: a task is held by a lease that its holder must keep alive, and may be put off for a while.

A task is ``owed`` a sweep from the moment its reading may write until that is admitted or taken back; as long as it
is, no later intake of the agency begins, because what lies pending stands in its way.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q

from bowstreet.casework.intake.models import Task

LEASE = timedelta(seconds=30)
"""How long a holder may be silent before another takes the task over."""

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)


def claim(*, holder: str, now: datetime, agency: str | None = None) -> int | None:
    """Take the oldest task that is free or abandoned, of an agency (None: of any) with none running; return its id.

    One that is owed a sweep comes before all others of its agency, and while it is put off they wait with it.
    """
    stale = Q(state="running", beat_at__lt=now - LEASE)
    put_off = Q(state="waiting", not_before__gt=now)
    with transaction.atomic():
        busy = Task.objects.filter(state="running", beat_at__gte=now - LEASE).values("agency")
        abandoned = Task.objects.filter(stale).values("agency")
        blocked = Task.objects.filter(put_off, owed=True).values("agency")
        taken = Q(agency__in=busy) | Q(agency__in=abandoned) | Q(agency__in=blocked)
        free = Q(state="waiting") & ~put_off & ~taken
        own = Q() if agency is None else Q(agency=agency)
        task = Task.objects.filter(own & (stale | free)).order_by(F("owed").desc(), "id").first()
        if task is None:
            return None
        task.state, task.holder, task.beat_at = "running", holder, now
        task.attempts += 1
        task.save()
        return task.pk


def beat(task: int, *, holder: str, now: datetime) -> bool:
    """Keep a lease alive; false when it went to somebody else, and the caller must stop."""
    return Task.objects.filter(pk=task, state="running", holder=holder).update(beat_at=now) == 1


def let_go(task: int, *, holder: str, state: str) -> bool:
    """End a lease with the task's last state; false, and nothing changed, when it went to somebody else."""
    return Task.objects.filter(pk=task, state="running", holder=holder).update(state=state, holder="") == 1


def put_off(task: int, *, holder: str, now: datetime) -> bool:
    """End a lease and keep the task in line for later, each time for longer; it counts as no attempt."""
    held = Task.objects.filter(pk=task, state="running", holder=holder)
    with transaction.atomic():
        earlier = held.values_list("pauses", flat=True).first()
        if earlier is None:
            return False
        held.update(state="waiting", holder="", attempts=0, pauses=earlier + 1, not_before=now + pause(earlier))
        return True


def pause(earlier: int) -> timedelta:
    """Return how long a task is put off that was put off some times before.

    >>> pause(0), pause(3), pause(40)
    (datetime.timedelta(seconds=10), datetime.timedelta(seconds=80), datetime.timedelta(seconds=3600))
    """
    return min(FIRST_PAUSE * (1 << min(earlier, 20)), LONGEST_PAUSE)


def wake(agency: str | None = None) -> None:
    """End the pauses of an agency (None: of all), and leases whose holder died: somebody asks now, or a node starts."""
    own = Q() if agency is None else Q(agency=agency)
    for task in Task.objects.filter(own, state="running"):
        if not _lives(task.holder):
            let_go(task.pk, holder=task.holder, state="waiting")
    Task.objects.filter(own, not_before__isnull=False).update(not_before=None)


def is_put_off(intake: str, now: datetime) -> bool:
    """Say whether an intake is put off, or waits behind one of its agency that is and that it cannot overtake."""
    task = Task.objects.get(intake=intake)
    later = Task.objects.filter(agency=task.agency, state="waiting", not_before__gt=now)
    return task.state == "waiting" and later.filter(Q(pk=task.pk) | Q(owed=True)).exists()


def owed(now: datetime) -> tuple[str, ...]:
    """Return the intakes whose reading stopped and may have left something pending, the oldest first."""
    found = Task.objects.filter(owed=True).exclude(state="ended").order_by("id")
    return tuple(each.intake_id for each in found if each.state == "waiting" or _is_abandoned(each, now))


def _is_abandoned(task: Task, now: datetime) -> bool:
    return task.beat_at is None or task.beat_at < now - LEASE or not _lives(task.holder)


def _lives(holder: str) -> bool:
    """Say whether the process that a holder names first still runs on this machine; of others, that it does."""
    number = holder.partition("-")[0]
    return not number.isdecimal() or not Path("/proc/self").exists() or Path(f"/proc/{number}").exists()
