"""Corrections kept up: with the changes that second officers decide on, and with records that are erased."""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.corrections import showing
from bowstreet.casework.sharing.corrections.showing import WAITING
from bowstreet.holdings.agencies import founding
from bowstreet.holdings.ledger import following, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.ledger.recording import STORE
from bowstreet.holdings.repository import correcting

FOLLOWER = "corrections"
"""The bookmark: up to which act corrections went with the records that were erased."""

STEP = 500


def settle(record: str = "") -> None:
    """Bring corrections that wait for a second officer to what came of their changes; of one record or of all."""
    waiting = models.Correction.objects.filter(state=WAITING, **({"record": record} if record else {}))
    held = list(waiting)
    changes = correcting.changes(each.change for each in held)
    for each in held:
        state = showing.after_the_second(changes.get(each.change, ""))
        models.Correction.objects.filter(id=each.id, state=WAITING).exclude(state=state).update(state=state)


def keep_up(now: datetime) -> bool:
    """Settle what second officers have decided on, erase what is of erased records, and say whether there is more."""
    if models.Correction.objects.filter(state=WAITING).exists():
        with transaction.atomic():
            settle()
    some = following.after(STORE, following.bookmark(FOLLOWER), STEP)
    if not some:
        return False
    with transaction.atomic():
        if any(each.fields["event"] == Event.ERASURE for each in some):
            _erase(now)
        following.move(FOLLOWER, max(following.bookmark(FOLLOWER), some[-1].place))
    return len(some) == STEP


def _erase(now: datetime) -> None:
    """Erase the corrections of records that are erased: they quote them. Both sides' ledgers say so."""
    records = sorted(set(models.Correction.objects.values_list("record", flat=True)))
    gone = {each for start in range(0, len(records), STEP) for each in correcting.gone(records[start : start + STEP])}
    for each in models.Correction.objects.filter(record__in=sorted(gone)) if gone else ():
        recording.record_act(
            actor=founding.operator(each.owner), event=Event.ERASURE, action="correction.erase", now=now,
            records=[each.id, each.record], recipients=[each.agency], also_agencies=[each.agency],
        )  # fmt: skip
        each.delete()
