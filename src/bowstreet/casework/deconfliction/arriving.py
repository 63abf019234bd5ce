"""Matching on arrival: what comes in meets what other agencies hold, and both are told; a follower of selectors.

Two records meet whatever is shared of them. A record whose index policy is ``none`` takes no part, and one that is
``owner_silent`` tells its owner alone, whichever of the two came first. What an import holds pending is matched once it
is admitted. An identifier that many agencies hold opens nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.casework.deconfliction import models, opening
from bowstreet.casework.deconfliction.opening import Meeting
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import following, keys
from bowstreet.holdings.ledger.following import Followed
from bowstreet.holdings.repository import hitting
from bowstreet.holdings.repository.hitting import Met, Pair
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import IndexPolicy

FOLLOWER = "tickets"
STEP = 4_000
"""So many selectors are matched in one transaction."""

RECORDS = 500
"""So many records of an admitted import are matched in one transaction."""

_Holders = Mapping[str, IndexPolicy]
"""The agencies that hold an identifier, each by the most open of its index policies."""


def keep_up(now: datetime) -> bool:
    """Match what came in since, one step, and say whether there is more."""
    place, until = following.bookmark(FOLLOWER), hitting.last()
    late = _admitted()
    if place >= until and not late:
        return False
    with transaction.atomic():
        place = following.bookmark(FOLLOWER)
        step = min(place + STEP, until)
        _await(place, step)
        answering = gate.answering()
        _match(hitting.met(place, step, answering), answering, now)
        following.move(FOLLOWER, max(place, step))
        for each in late:
            _match_admitted(each, now)
    return step < until or bool(_admitted())


def react(looked: Followed, told: dict[str, Any], now: datetime) -> None:
    """Tell the holders of what was asked for who asked and why, in the transaction in which a look-up is passed on."""
    meetings = [
        Meeting((type, value), looked.agency, other, frozenset((looked.agency, other) if is_open else (other,)))
        for type, value, open, silent in told["held"]
        for is_open, others in ((True, open), (False, silent))
        for other in others
    ]
    tickets = opening.open(meetings, now)
    fields = looked.fields
    models.Ask.objects.bulk_create(
        [
            models.Ask(ticket_id=id, agency=looked.agency, officer=fields["actor"], purpose=fields["purpose"],
                       at=looked.at, why=keys.lock(told["why"]))
            for id in sorted(set(tickets.values()))
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _match(some: Iterable[Met], answering: Mapping[int, Terms], now: datetime) -> None:
    mine: dict[Pair, set[str]] = defaultdict(set)
    found: dict[Pair, set[int]] = defaultdict(set)
    for type, value, arrived, other in some:
        mine[type, value].add(answering[arrived].owner)
        found[type, value] |= {arrived, other}
    opening.open(
        (met for pair, ids in found.items() for met in _meetings(pair, mine[pair], _holders(ids, answering))), now
    )


def _holders(found: Iterable[int], answering: Mapping[int, Terms]) -> _Holders:
    holders: dict[str, IndexPolicy] = {}
    for id in found:
        if holders.get(answering[id].owner) is not IndexPolicy.HIT:
            holders[answering[id].owner] = answering[id].index
    return holders


def _meetings(pair: Pair, mine: set[str], holders: _Holders) -> Iterator[Meeting]:
    open = {agency for agency, index in holders.items() if index is IndexPolicy.HIT}
    for one in sorted(mine):
        if len(open - {one}) > hitting.COMMON:
            continue
        for other in sorted(holders.keys() - {one}):
            told = frozenset(
                me for me, them in ((one, other), (other, one)) if them in open
            )  # fmt: skip
            if told:
                yield Meeting(pair, one, other, told)


def _await(after: int, until: int) -> None:
    held = terms.look_up(hitting.arrived_under(after, until))
    pending = [id for id, (_, is_pending) in held.items() if is_pending]
    models.Awaited.objects.bulk_create([models.Awaited(terms_id=id) for id in pending], ignore_conflicts=True)


def _admitted() -> list[models.Awaited]:
    """Return the terms that were pending and are so no more, be they open or gone."""
    awaited = list(models.Awaited.objects.order_by("terms_id"))
    held = terms.look_up([each.terms_id for each in awaited]) if awaited else {}
    return [each for each in awaited if not held.get(each.terms_id, (None, False))[1]]


def _match_admitted(awaited: models.Awaited, now: datetime) -> None:
    answering = gate.answering()
    some, last = hitting.admitted(awaited.terms_id, awaited.place, RECORDS, answering)
    if last is None:
        awaited.delete()
        return
    _match(some, answering, now)
    awaited.place = last
    awaited.save(update_fields=["place"])
