"""What a side sees of its tickets, asked of the gate whenever somebody looks.

A ticket is there for an officer as long as the other agency holds the identifier openly to that officer, or asked for
it, and the officer's own agency holds it in a record that opens to the officer, or the officer asked for it. So a
record that is restricted, re-marked or erased takes its tickets with it at the next look, and what is silent, or hidden
from the officer at home, leaves no trace.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from bowstreet.casework.deconfliction import models, telling
from bowstreet.casework.deconfliction.answers import Answer, AskRow, TicketCard
from bowstreet.casework.deconfliction.personas import covering
from bowstreet.casework.deconfliction.telling import Told
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.repository import checking, hitting, sharing
from bowstreet.holdings.repository.checking import Holder
from bowstreet.holdings.repository.hitting import Pair
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.handling import IndexPolicy
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selectors import Selector, SelectorType

CLOCK = timedelta(hours=48)
"""So long a side has for its answer: what Pruem II has for core data after a hit (3-governance, row 40)."""

MOST_RECORDS = 5
"""So many of the own records that have the identifier are named."""

_STEP = 500


@dataclass(frozen=True)
class Seen:
    """A ticket that is there for a reader: its side, since when, the other agency, and what of it opens.

    ``both``: both agencies hold the identifier, whoever asked for it.
    """

    side: models.Side
    told_at: datetime
    other: str
    pair: Pair
    opens: bool
    how: str
    both: bool
    they_know: bool
    own: tuple[int, ...]
    asks: tuple[models.Ask, ...]

    @property
    def due_at(self) -> datetime:
        """Return until when the side is to answer."""
        return self.told_at + CLOCK


def newest(held: QuerySet[models.Side], reader: Reader, now: datetime) -> Iterator[Seen]:
    """Yield those of some sides of the reader's agency that are there for the reader, those told last first."""
    told = telling.told(held, reader, now)
    names = [(ref, id, ticket) for id, ticket, ref in held.values_list("id", "ticket_id", "ticket__ref")]
    names = [each for each in sorted(names) if each[2] in told]
    names.sort(key=lambda each: told[each[2]].at, reverse=True)
    for start in range(0, len(names), _STEP):
        some = models.Side.objects.select_related("ticket").in_bulk([id for _, id, _ in names[start : start + _STEP]])
        yield from _seen([some[id] for _, id, _ in names[start : start + _STEP]], told, reader, now)


def _seen(sides: list[models.Side], told: dict[int, Told], reader: Reader, now: datetime) -> Iterator[Seen]:
    hits, depths = gate.hits(reader, now), gate.visible(reader, now)
    pairs = {each.id: (each.ticket.type, keys.unlock(each.ticket.matter)) for each in sides}
    found = hitting.holding(pairs.values(), depths.discover | hits.open)
    covered = covering.covers(sorted(set(pairs.values())))
    values = terms.terms_of({id for rows in found.values() for id, _ in rows})
    asks = models.Ask.objects.in_bulk([id for each in sides for id in told[each.ticket_id].asks])
    for side in sides:
        since = told[side.ticket_id]
        other = side.ticket.right if side.ticket.left == side.agency else side.ticket.left
        rows = found.get(pairs[side.id], [])
        theirs = any(values[id].owner == other and id in hits.open for id, _ in rows) or (
            other in covered.get(pairs[side.id], ()) and gate.tells(reader, other, now)
        )
        own = [(id, depth) for id, depth in rows if values[id].owner == reader.agency and id in depths.discover
               and values[id].index is not IndexPolicy.NONE]  # fmt: skip
        both = bool(own and theirs and since.both)
        my_asks = [asks[id] for id in since.asks if asks[id].agency == side.agency]
        their_asks = [asks[id] for id in since.asks if asks[id].agency == other and own]
        if not (both or their_asks or (my_asks and theirs)):
            continue
        opens = bool(my_asks) or any(id in (depths.identifiers if depth else depths.body) for id, depth in own)
        how = "asks" if their_asks else "holds" if both else "asked"
        they_know = bool(my_asks) or any(values[id].index is IndexPolicy.HIT for id, _ in own)
        yield Seen(side, since.at, other, pairs[side.id], opens, how, both, they_know,
                   tuple(sorted({id for id, _ in own})), (*their_asks, *my_asks))  # fmt: skip


def has_it(each: Seen) -> bool:
    """Say whether the other side has a ticket, too: it is told of this side, and holds the identifier in a record.

    What it holds in no record puts nothing into its inbox, and so may put nothing into its ledger either.
    """
    if not (each.they_know and models.Side.objects.filter(ticket=each.side.ticket_id, agency=each.other).exists()):
        return False
    answering = gate.answering()
    return any(answering[id].owner == each.other for id, _ in hitting.holding([each.pair], answering)[each.pair])


def cards(some: list[Seen], reader: Reader, now: datetime, *, whole: bool = False) -> tuple[TicketCard, ...]:
    """Return tickets as they are read; ``whole``: with the own records that have the identifier."""
    agencies = queries.cards()
    others = models.Side.objects.filter(ticket__in=[each.side.ticket_id for each in some])
    theirs = {each.ticket_id: each for each in others.exclude(agency=reader.agency)}
    names = queries.officer_names(_officers(some, theirs.values()))
    made = []
    for each in some:
        side, other = each.side, theirs.get(each.side.ticket_id) if each.they_know else None
        counted = _records(each, reader, now) if whole else ((), False)
        made.append(TicketCard(
            side.ticket.ref, side.ticket.type,
            Selector(SelectorType(each.pair[0]), each.pair[1]).shown() if each.opens else "",
            each.other, agencies[each.other].contact, each.how, each.told_at, each.due_at,
            not side.answer and not side.merged_into and now > each.due_at,
            names.get(side.taken_by, ""), side.taken_at, side.taken_by == reader.officer, _answer(side, names),
            _answer(other, names) if other else Answer("", "", "", None), each.they_know,
            names.get(side.escalated_by, ""), side.escalated_at, side.merged_into,
            tuple(AskRow(ask.agency, names.get(ask.officer, ""), ask.purpose, keys.unlock(ask.why), ask.at)
                  for ask in each.asks),
            *counted, names.get(other.escalated_by, "") if other else "", other.escalated_at if other else None,
        ))  # fmt: skip
    return tuple(made)


def _records(each: Seen, reader: Reader, now: datetime) -> tuple[tuple[Holder, ...], bool]:
    """Return the newest own records that have the identifier, and whether so many have it that it tells little."""
    reach = reach_of(reader, now)
    within = [id for id in each.own if reach.depth_of(id)]
    ids = hitting.records(each.pair, within, sharing.COMMON + 1) if each.opens else []
    holders, _ = checking.holders_of({each.pair: ids[:MOST_RECORDS]}, reach, reader, now)
    return tuple(holders[id] for id in ids[:MOST_RECORDS]), len(ids) > sharing.COMMON


def _officers(some: Iterable[Seen], theirs: Iterable[models.Side]) -> set[str]:
    sides = [*(each.side for each in some), *theirs]
    told = {each.taken_by for each in sides} | {each.answered_by for each in sides}
    told |= {each.escalated_by for each in sides} | {ask.officer for each in some for ask in each.asks}
    return told - {""}


def _answer(side: models.Side, names: dict[str, str]) -> Answer:
    return Answer(side.answer, side.said, names.get(side.answered_by, ""), side.answered_at)
