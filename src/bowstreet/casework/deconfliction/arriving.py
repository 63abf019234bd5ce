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
from bowstreet.casework.deconfliction.personas import alerting, covering
from bowstreet.casework.deconfliction.personas.alerting import Came
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

_Holding = tuple[str, int]
"""An agency, and the terms under which it holds an identifier."""

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
        came = hitting.came(place, step, answering) if covering.any_stands() else []
        _match(hitting.met(place, step, answering), came, answering, now)
        following.move(FOLLOWER, max(place, step))
        for each in late:
            _match_admitted(each, now)
    return step < until or bool(_admitted())


def react(looked: Followed, told: dict[str, Any], now: datetime) -> None:
    """Tell the holders of what was asked for who asked and why, in the transaction in which a look-up is passed on."""
    me, fields = looked.agency, looked.fields
    answering = gate.answering()
    standing = hitting.holding(((type, value) for type, value, *_ in told["held"]), answering)
    meetings = []
    for type, value, open, silent, *covert in told["held"]:
        under = _under((id for id, _ in standing.get((type, value), ())), answering, *covert)
        meetings += [
            Meeting((type, value), me, other, frozenset(_told(me, other, open, silent, *covert)), _of(under, me, other))
            for other in sorted({*open, *silent})
        ]
    tickets = opening.open(meetings, looked.at)
    asked = (Came((type, value), me, alerting.ASKED, looked.at, fields["actor"], told["why"])
             for type, value in told.get("covered", ()))  # fmt: skip
    alerting.alert(asked)
    models.Ask.objects.bulk_create(
        [
            models.Ask(ticket_id=id, agency=looked.agency, officer=fields["actor"], purpose=fields["purpose"],
                       at=looked.at, why=keys.lock(told["why"]))
            for id in sorted(set(tickets.values()))
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _told(me: str, other: str, open: Iterable[str], silent: Iterable[str], covert: Iterable[str] = ()) -> Iterator[str]:
    """Yield who of two is told: the asker of whom holds it openly, and the other where it holds it in a record."""
    if other in open:
        yield me
    if other in silent or (other in open and other not in covert):
        yield other


def _under(ids: Iterable[int], answering: Mapping[int, Terms], covered: Iterable[str] = ()) -> frozenset[_Holding]:
    """Return who holds an identifier under which terms, and who in no record."""
    return frozenset({(answering[id].owner, id) for id in ids} | {(each, opening.NO_RECORD) for each in covered})


def _of(under: frozenset[_Holding], one: str, other: str) -> frozenset[_Holding]:
    return frozenset(each for each in under if each[0] in (one, other))


def _match(
    some: Iterable[Met], came: Iterable[tuple[Pair, int]], answering: Mapping[int, Terms], now: datetime
) -> None:  # fmt: skip
    covered = covering.covers(sorted({pair for pair, _ in came}))
    mine: dict[Pair, set[str]] = defaultdict(set)
    found: dict[Pair, set[int]] = defaultdict(set)
    for type, value, arrived, other in some:
        mine[type, value].add(answering[arrived].owner)
        found[type, value] |= {arrived, other}
    met = [(pair, id) for pair, id in came if pair in covered]
    for pair, id in met:
        mine[pair].add(answering[id].owner)
        found[pair].add(id)
    alerting.alert(
        Came(pair, owner, alerting.HOLDS, now)
        for pair, id in met
        if (owner := answering[id].owner) in covered[pair] or answering[id].index is IndexPolicy.HIT
    )
    opening.open(
        (
            each
            for pair, ids in found.items()
            for each in _meetings(pair, mine[pair], ids, answering, covered.get(pair, frozenset()))
        ),
        now,
    )


def _holders(found: Iterable[int], answering: Mapping[int, Terms]) -> _Holders:
    holders: dict[str, IndexPolicy] = {}
    for id in found:
        if holders.get(answering[id].owner) is not IndexPolicy.HIT:
            holders[answering[id].owner] = answering[id].index
    return holders


def _meetings(
    pair: Pair, mine: set[str], found: set[int], answering: Mapping[int, Terms], covered: frozenset[str]
) -> Iterator[Meeting]:
    """Yield who meets whom; who is met in no record (``covered``) counts as a holder, and is told nothing here."""
    holders, under = _holders(found, answering), _under(found, answering, covered)
    open = {agency for agency, index in holders.items() if index is IndexPolicy.HIT} | covered
    for one in sorted(mine):
        if len(open - {one}) > hitting.COMMON:
            continue
        for other in sorted((holders.keys() | covered) - {one}):
            told = frozenset(
                me for me, them in ((one, other), (other, one)) if them in open and me in holders
            )  # fmt: skip
            if told:
                yield Meeting(pair, one, other, told, _of(under, one, other))


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
    found = hitting.admitted(awaited.terms_id, awaited.place, RECORDS, answering)
    if found.last is None:
        awaited.delete()
        return
    _match(found.met, found.came, answering, now)
    awaited.place = found.last
    awaited.save(update_fields=["place"])
