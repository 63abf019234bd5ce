"""Since when a side is told of its tickets: by what opens to the reader, and by nothing else.

For each ticket it is kept since when each marking of either side takes part. So what one's own agency holds under
markings that are closed to an officer moves no clock of that officer, and no order. An ask counts where the side that
is told of it took part already.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bowstreet.casework.deconfliction import models
from bowstreet.holdings.governance import gate
from bowstreet.vocabulary.readers import Reader, Role


@dataclass(frozen=True)
class Told:
    """Since when a reader's side is told, whether both sides hold it, and the numbers of the asks that count."""

    at: datetime
    both: bool
    asks: tuple[int, ...]


def told(held: QuerySet[models.Side], reader: Reader, now: datetime) -> dict[int, Told]:
    """Return for some sides of the reader's agency since when the reader is told, by their tickets' numbers.

    Tickets of which nothing opens are left out.
    """
    mine, theirs = _since(held, reader, now)
    met = {ticket: max(mine[ticket], theirs[ticket]) for ticket in mine.keys() & theirs.keys()}
    asks = _asks(held, reader, mine, theirs)
    found = {}
    for ticket in met.keys() | asks.keys():
        starts = [at for at, _ in asks.get(ticket, ())]
        at = min([*starts, met[ticket]]) if ticket in met else starts[0]
        found[ticket] = Told(at, ticket in met, tuple(id for _, id in asks.get(ticket, ())))
    return found


def _since(
    held: QuerySet[models.Side], reader: Reader, now: datetime
) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """Return since when either side takes part, as far as it opens to the reader."""
    discover, open = gate.visible(reader, now).discover, gate.hits(reader, now).open
    mine: dict[int, datetime] = {}
    theirs: dict[int, datetime] = {}
    rows = models.Since.objects.filter(ticket__in=held.values("ticket_id"))
    for ticket, agency, terms, at in rows.values_list("ticket_id", "agency", "terms_id", "at"):
        own = agency == reader.agency
        if terms in (discover if own else open) or (not own and terms == 0 and gate.tells(reader, agency, now)):
            side = mine if own else theirs
            side[ticket] = min(at, side.get(ticket, at))
    return mine, theirs


def _asks(
    held: QuerySet[models.Side], reader: Reader, mine: dict[int, datetime], theirs: dict[int, datetime]
) -> dict[int, list[tuple[datetime, int]]]:  # fmt: skip
    """Return the asks that the reader is told of, by ticket, the first one first."""
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    rows = models.Ask.objects.filter(ticket__in=held.values("ticket_id")).order_by("at", "id")
    for id, ticket, agency, officer, at in rows.values_list("id", "ticket_id", "agency", "officer", "at"):
        own = agency == reader.agency
        began = (theirs if own else mine).get(ticket)
        may_read = not own or officer == reader.officer or reader.role is Role.SUPERVISOR
        if began is not None and began <= at and may_read:
            found[ticket].append((at, id))
    return found
