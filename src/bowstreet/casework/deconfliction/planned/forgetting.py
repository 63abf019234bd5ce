"""Planned actions are forgotten a while after their time: what was planned is no knowledge of anybody."""

from datetime import datetime, timedelta

from django.db import transaction

from bowstreet.casework.deconfliction import models
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Reader, Role

KEPT = timedelta(days=90)
"""So long a planned action can be read after its end."""

STEP = 500


def keep_up(now: datetime) -> bool:
    """Take away what ended long enough ago, one step, and say whether there is more."""
    gone = list(models.Plan.objects.filter(until__lt=now - KEPT).order_by("until", "id")[:STEP])
    if not gone:
        return False
    with transaction.atomic():
        models.Plan.objects.filter(id__in=[each.id for each in gone]).delete()
        for agency in sorted({each.agency for each in gone}):
            own = [each.uid for each in gone if each.agency == agency]
            recording.record_act(
                actor=Reader("machine", agency, Role.OPERATOR, None), event=Event.ERASURE, action="plan.forgotten",
                now=now, records=own,
            )  # fmt: skip
    return len(gone) == STEP
