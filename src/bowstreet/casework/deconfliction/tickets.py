"""The inbox of an agency's tickets, and one of them; each look is in the ledger before it is given."""

import itertools
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from bowstreet.casework.deconfliction import models, sides
from bowstreet.casework.deconfliction.answers import TicketCard, TicketList
from bowstreet.casework.deconfliction.personas import covering
from bowstreet.casework.deconfliction.sides import Seen
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, hitting, rows, sharing
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

MOST = 2_000
"""So many tickets make up the list, those told last; it says when there are more."""

_WHICH: Mapping[str, Callable[[Seen, Reader], bool]] = MappingProxyType({
    "open": lambda each, reader: not _is_settled(each),
    "mine": lambda each, reader: not _is_settled(each) and each.side.taken_by == reader.officer,
    "settled": lambda each, reader: _is_settled(each),
})  # fmt: skip


def tickets(
    *, reader: Reader, now: datetime, which: str = "open", record: str | None = None, cursor: str | None = None,
    limit: int = 50,
) -> TicketList:  # fmt: skip
    """Return the agency's tickets of a state that are there for the reader, the shortest clock first.

    ``record``: only those on identifiers of one of the own records.
    """
    gate.wants_purpose(reader)
    held = models.Side.objects.filter(agency=reader.agency)
    if record is not None:
        held = held.filter(ticket__ref__in=_refs_of(record, reader, now))
    found = list(itertools.islice(sides.newest(held, reader, now), MOST + 1))
    capped = len(found) > MOST
    found = found[:MOST]
    counts = {name: sum(fits(each, reader) for each in found) for name, fits in _WHICH.items()}
    chosen = [each for each in found if _WHICH[which](each, reader)]
    chosen.sort(key=lambda each: (each.told_at, each.side.ticket.ref), reverse=which == "settled")
    scope = f"tickets {reader.officer} {which} {record}"
    start = _place(chosen, cursors.open_sealed(cursor, scope)) if cursor else 0
    page = chosen[start : start + limit]
    shown = sides.cards(page, reader, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="ticket.list", now=now, records=[each.ref for each in shown],
    )  # fmt: skip
    last = page[-1] if len(chosen) > start + limit else None
    next = cursors.seal([last.told_at.isoformat(), last.side.ticket.ref], scope) if last else None
    return TicketList(shown, which, counts["open"], counts["mine"], counts["settled"], next, capped)


def escalated(*, reader: Reader, now: datetime, limit: int) -> tuple[TicketCard, ...]:
    """Return the tickets to which either side called the supervisors, those told last first.

    That the other side did is told where it is told of us.
    """
    gate.wants_purpose(reader)
    called = models.Side.objects.exclude(escalated_at=None)
    held = models.Side.objects.filter(agency=reader.agency, ticket__in=called.values("ticket_id"))
    seen = (each for each in sides.newest(held, reader, now) if each.side.escalated_at or each.they_know)
    shown = sides.cards(list(itertools.islice(seen, limit)), reader, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="ticket.list", now=now, records=[each.ref for each in shown],
    )  # fmt: skip
    return shown


def ticket(*, reader: Reader, now: datetime, ref: str) -> TicketCard:
    """Return one ticket; raise ``Hidden`` for one that is not there for the reader."""
    with denying.denied(reader, "ticket.show", now):
        each = visible(ref, reader, now)
    (shown,) = sides.cards([each], reader, now, whole=True)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="ticket.show", now=now,
        records=[shown.ref, *(one.id for one in shown.records)],
    )  # fmt: skip
    return shown


def visible(ref: str, reader: Reader, now: datetime) -> Seen:
    """Return a ticket that is there for the reader; raise ``Hidden`` for any other."""
    gate.wants_purpose(reader)
    held = models.Side.objects.filter(agency=reader.agency, ticket__ref=ref.strip().upper())
    for each in sides.newest(held, reader, now):
        return each
    raise Hidden()


def _is_settled(each: Seen) -> bool:
    return bool(each.side.answer or each.side.merged_into)


def _place(chosen: list[Seen], place: list[str]) -> int:
    """Return how many stand up to the one where the last page ended, wherever it may stand now."""
    told, ref = datetime.fromisoformat(place[0]), place[1]
    for number, each in enumerate(chosen):
        if each.side.ticket.ref == ref:
            return number + 1
    return sum(each.told_at <= told for each in chosen)


def _refs_of(record: str, reader: Reader, now: datetime) -> list[str]:
    """Return the references of tickets that there may be on identifiers of an own record."""
    reach = reach_of(reader, now)
    row = rows.named(record, reach.sets.meta)
    if row is None or row.agency != reader.agency:
        return []
    pairs = sharing.of_record(row.id, reach)
    told = hitting.held(pairs, reader, now, covering.covers)
    return [hitting.reference(pair, reader.agency, other) for pair, held in told.items() for other in held.open]
