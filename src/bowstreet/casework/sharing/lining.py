"""What comes under each agreement, put in line by a follower of what is recorded: in an order that only ever grows.

A record stands in line once a version, from the moment at which it could leave: an import's when it was admitted. The
follower runs as the one writer of the node, reads the last moment of the line in the same transaction and puts what
is new behind it, whatever the clock says. How far apart two moments are is a keyed hash and tells nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from bowstreet.casework.sharing import agreeing, models, rules
from bowstreet.casework.sharing.rules import Candidate
from bowstreet.holdings.governance import terms
from bowstreet.holdings.repository import advancing
from bowstreet.holdings.repository.advancing import Written

STEP = 4_000
"""So many versions are looked through in one transaction, for one agreement."""

_WIDEST = 997


def keep_up(now: datetime) -> bool:
    """Put in line what is new under each agreement that stands, one step each, and say whether there is more."""
    last, behind = advancing.last(), False
    for id, place in models.Agreement.objects.filter(state="standing").values_list("id", "place"):
        opened = _admitted(id)
        if place < last or opened:
            behind = _step(id, opened, now) < last or behind
    return behind


def candidate(one: Written) -> Candidate:
    """Return a record as a sieve sees it."""
    return Candidate(one.kind, one.market, one.grade, one.terms)


def _step(id: str, opened: Sequence[int], now: datetime) -> int:
    with transaction.atomic():
        held = models.Agreement.objects.get(id=id)
        until = min(held.place + STEP, advancing.last())
        found = advancing.between(held.giver, held.place, until)
        awaited = models.Awaited.objects.filter(agreement=held, terms_id__in=opened)
        ids = list(awaited.values_list("record", flat=True)[:STEP])
        awaited.filter(record__in=ids).delete()
        late = advancing.standing(ids)
        everything = {each.id: each for each in (*(late[each] for each in ids if each in late), *found)}
        _await(held, (each for each in everything.values() if each.pending))
        _put(held, [each for each in everything.values() if not each.pending], now)
        held.place = until
        held.save(update_fields=["place"])
    return until


def _admitted(id: str) -> list[int]:
    """Return the terms that records are awaited under and that an import holds pending no more."""
    awaited = set(models.Awaited.objects.filter(agreement=id).values_list("terms_id", flat=True).distinct())
    held = terms.look_up(awaited) if awaited else {}
    return sorted(each for each in awaited if each not in held or not held[each][1])


def _await(held: models.Agreement, some: Iterable[Written]) -> None:
    models.Awaited.objects.bulk_create(
        [models.Awaited(agreement=held, record=each.id, terms_id=each.terms_id) for each in some],
        ignore_conflicts=True,
    )


def _put(held: models.Agreement, found: Sequence[Written], now: datetime) -> None:
    sieve = agreeing.sieve_of(held)
    fresh = [each for each in found if rules.passes(sieve, candidate(each), now.date())]
    line = models.SharedObject.objects.filter(agreement=held)
    there = set(line.filter(record__in=[each.id for each in fresh]).values_list("record", "version"))
    fresh = [each for each in fresh if (each.id, each.version) not in there]
    last = line.order_by("-added_at").values_list("added_at", flat=True).first()
    at = max(now, last) if last else now
    line.filter(record__in=[each.id for each in fresh]).update(last=False)
    made = []
    for each in fresh:
        at += _apart(held, each)
        made.append(models.SharedObject(agreement=held, added_at=at, record=each.id, version=each.version, last=True))
    models.SharedObject.objects.bulk_create(made)


def _apart(held: models.Agreement, one: Written) -> timedelta:
    """Return how long after the one before it something stands in line: from one to some hundreds of microseconds."""
    told = f"{settings.SECRET_KEY}\x00{held.id}\x00{one.id}\x00{one.version}"
    return timedelta(microseconds=1 + int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big") % _WIDEST)
