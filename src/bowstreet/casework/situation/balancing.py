"""Give and get: what an agency gave the others and what it got of them, counted from what is there for the reader."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from bowstreet.casework.deconfliction import gifts as hits
from bowstreet.casework.deconfliction.gifts import Clock
from bowstreet.casework.library import gifts as advice
from bowstreet.casework.library.rates import Rate, rate
from bowstreet.casework.operations import gifts as joint
from bowstreet.casework.sharing import gifts as shared
from bowstreet.casework.situation.answers import GiftCount, GiveAndGet, OtherPair, PairBalance, SortBalance
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.gifts import SORTS, Gift, Sort
from bowstreet.vocabulary.readers import LEADERS, Reader
from bowstreet.vocabulary.refusals import Hidden

A_YEAR = timedelta(days=365)
"""So far back is counted where no day is named."""


def balance(*, reader: Reader, now: datetime, since: date | None = None) -> GiveAndGet:
    """Return what the reader's agency gave each other one and got of it since a day; a year where none is named.

    For who speaks for the agency among others. A count is of acts, not of their worth, and of those alone of which
    tickets, requests, agreements, leads, operations and questions tell this reader.
    """
    gate.wants_purpose(reader)
    if reader.role not in LEADERS or not reader.mfa or reader.suspended:
        raise Hidden()
    begin = since or (now - A_YEAR).date()
    moment = datetime.combine(begin, time(), UTC)
    told, clocks = hits.given(reader, now, moment)
    rooms = (joint, advice, shared)
    every = [*told, *(gift for room in rooms for gift in room.given(reader, now, moment))]
    made = _rows(reader.agency, every, clocks)
    looking.note(actor=reader, event=Event.CONSULTATION, action="situation.balance", now=now, count=len(made))
    return GiveAndGet(begin, made, _whole(made), _others(reader.agency, every))


def _rows(own: str, every: Iterable[Gift], clocks: Sequence[Clock]) -> tuple[PairBalance, ...]:
    gave, got = defaultdict[str, Counter[Sort]](Counter), defaultdict[str, Counter[Sort]](Counter)
    for each in every:
        if each.giver == own:
            gave[each.receiver][each.sort] += each.n
        elif each.receiver == own:
            got[each.giver][each.sort] += each.n
    met = {*gave, *got, *(each.to if each.of == own else each.of for each in clocks)}
    made = [
        PairBalance(
            other, _sorts(gave[other], got[other]),
            _punctual(clock.in_time for clock in clocks if (clock.of, clock.to) == (own, other)),
            _punctual(clock.in_time for clock in clocks if (clock.of, clock.to) == (other, own)),
        )
        for other in met
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: (-each.gave - each.got, each.agency)))


def _sorts(gave: Counter[Sort], got: Counter[Sort]) -> tuple[SortBalance, ...]:
    return tuple(SortBalance(each, gave[each], got[each]) for each in SORTS if gave[each] or got[each])


def _punctual(answers: Iterable[bool]) -> Rate | None:
    some = list(answers)
    return rate(sum(some), len(some))


def _whole(made: Sequence[PairBalance]) -> tuple[SortBalance, ...]:
    gave, got = Counter[Sort](), Counter[Sort]()
    for each in made:
        for one in each.sorts:
            gave[one.sort] += one.gave
            got[one.sort] += one.got
    return _sorts(gave, got)


def _others(own: str, every: Iterable[Gift]) -> tuple[OtherPair, ...]:
    found = defaultdict[tuple[str, str], Counter[Sort]](Counter)
    for each in every:
        if own not in (each.giver, each.receiver):
            found[each.giver, each.receiver][each.sort] += each.n
    return tuple(
        OtherPair(giver, receiver, tuple(GiftCount(each, n[each]) for each in SORTS if n[each]))
        for (giver, receiver), n in sorted(found.items())
    )
