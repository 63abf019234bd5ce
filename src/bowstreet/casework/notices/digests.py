"""Digests by mail: how many notices of which sort are not read, and the node's address. No content, name or reference.

What is counted opens to the officer at the moment of sending, for the purpose under which the digest was set.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings as node
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from bowstreet.casework.notices import inbox
from bowstreet.casework.notices.answers import SORTS, Pointer
from bowstreet.casework.notices.models import Setting
from bowstreet.casework.notices.setting import DAY, WEEK, wait_after
from bowstreet.holdings.agencies import sessions
from bowstreet.holdings.ledger import keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

SESSION = "digest"
"""What the ledger calls the session in which the node looks for an officer."""

Told = Callable[[Reader, datetime], Iterable[Pointer]]


def keep_up(now: datetime, told: Told) -> bool:
    """Send the digest that has waited longest, if one is due, and say whether another may be.

    A mail that the server does not take is tried again, each time after twice as long, a day at most.
    """
    if not node.EMAIL_HOST:
        return False
    due = Q(daily_at__lte=now) | Q(weekly_at__lte=now)
    made = Setting.objects.filter(due).order_by("daily_at", "weekly_at", "officer").first()
    if made is None:
        return False
    daily, weekly = (at is not None and at <= now for at in (made.daily_at, made.weekly_at))
    sorts = [*(made.daily.split() if daily else ()), *(made.weekly.split() if weekly else ())]
    reader = reader_of(made, now)
    counts = counted(reader, sorts, now, told) if reader else Counter()
    sent = not counts or _sent(made, counts)
    with transaction.atomic():
        failures = 0 if sent else made.tries + 1
        again: dict[str, Any] = {"tries": failures}
        again |= {"daily_at": now + (DAY if sent else wait_after(failures))} if daily else {}
        again |= {"weekly_at": now + (WEEK if sent else wait_after(failures))} if weekly else {}
        same = Setting.objects.filter(officer=made.officer, daily_at=made.daily_at, weekly_at=made.weekly_at)
        same.update(**again)
        if reader and sent and counts:
            recording.record_act(
                actor=reader, event=Event.DISCLOSURE, action="notice.digest", now=now, count=counts.total()
            )
    return True


def reader_of(made: Setting, now: datetime) -> Reader | None:
    """Return the reader that an officer is now for the purpose of a setting; None for who may not read any more."""
    try:
        return sessions.reader_for(
            officer_id=made.officer, purpose=Purpose(made.purpose), case=None, reason=None, session=SESSION, mfa=True,
            now=now,
        )  # fmt: skip
    except Refusal:
        return None


def counted(
    reader: Reader, sorts: list[str], now: datetime, told: Told, since: datetime | None = None
) -> Counter[str]:  # fmt: skip
    """Return how many notices of some sorts the reader has not read, by their sort; those after a moment alone."""
    try:
        every = inbox.every(reader, now, told(reader, now))
    except Refusal:
        return Counter()
    fresh = (each for each in every if not each.read and (since is None or each.at > since))
    return Counter(each.sort for each in fresh if each.sort in sorts)


def _sent(made: Setting, counts: Counter[str]) -> bool:
    """Send a digest and say whether the mail server took it."""
    lines = [f"{counts[each]:>6,}  {each.replace('_', ' ')}" for each in SORTS if counts[each]]
    text = "\n".join(("Notices that you have not read:", "", *lines, "", f"{node.NODE_ADDRESS}/notices", ""))
    mail = EmailMessage("Notices", text, to=[keys.unlock(made.address or b"")])
    try:
        return bool(mail.send())
    except OSError:
        return False
