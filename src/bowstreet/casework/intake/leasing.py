"""Who reads which intake: a task is held by a lease that its holder must keep alive."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bowstreet.casework.intake.models import Task

LEASE = timedelta(seconds=30)
"""How long a holder may be silent before another takes the task over."""


def claim(*, holder: str, now: datetime, agency: str | None = None) -> int | None:
    """Take the oldest task that is free or abandoned, of an agency (None: of any) with none running; return its id."""
    stale = Q(state="running", beat_at__lt=now - LEASE)
    with transaction.atomic():
        busy = Task.objects.filter(state="running", beat_at__gte=now - LEASE).values("agency")
        abandoned = Task.objects.filter(stale).values("agency")
        free = Q(state="waiting") & ~Q(agency__in=busy) & ~Q(agency__in=abandoned)
        own = Q() if agency is None else Q(agency=agency)
        task = Task.objects.filter(own & (stale | free)).order_by("id").first()
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
