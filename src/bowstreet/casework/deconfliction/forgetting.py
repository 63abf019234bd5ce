"""Tickets whose identifier neither agency holds any more are forgotten, with what was asked and answered.

They are there for nobody from the moment at which the last record is gone; this takes away what lies locked. After
acts that may end a holding all tickets are gone through once, a step at a time.
"""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.deconfliction import models
from bowstreet.casework.deconfliction.personas import covering
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import following, keys
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.ledger.recording import STORE
from bowstreet.holdings.repository import hitting

ACTS, ROUND = "tickets-acts", "tickets-round"
"""The bookmarks: up to which act all tickets were gone through, and how far a round has come."""

STEP = 500
_ENDING = (Event.ERASURE, Event.ALTERATION, Event.MARKING_CHANGE)


def keep_up(now: datetime) -> bool:
    """Go on with a round or begin one, one step, and say whether there is more."""
    place = following.bookmark(ROUND)
    some = following.after(STORE, following.bookmark(ACTS), STEP) if not place else ()
    begins = any(each.fields["event"] in _ENDING for each in some)
    if not (place or some):
        return False
    held = list(models.Ticket.objects.filter(id__gt=place).order_by("id")[:STEP]) if place or begins else []
    gone = _unheld(held)
    with transaction.atomic():
        models.Ticket.objects.filter(id__in=gone).delete()
        following.move(ROUND, held[-1].id if len(held) == STEP else 0)
        if some:
            following.move(ACTS, max(following.bookmark(ACTS), some[-1].place))
    return len(held) == STEP or len(some) == STEP


def _unheld(some: list[models.Ticket]) -> list[int]:
    answering = gate.answering()
    pairs = {each.id: (each.type, keys.unlock(each.matter)) for each in some}
    held = hitting.holding(pairs.values(), answering)
    covered = covering.covers(sorted(set(pairs.values())))
    return [
        each.id
        for each in some
        if not {each.left, each.right} & covered.get(pairs[each.id], frozenset())
        and not any(answering[id].owner in (each.left, each.right) for id, _ in held.get(pairs[each.id], ()))
    ]
