"""What comes under each agreement, put in line by a follower of what is recorded: in an order that only ever grows.

A record stands in line once a version, from the moment at which it could leave: an import's when it was admitted. The
follower runs as the one writer of the node, reads in the same transaction how far the line has come, and puts what is
new behind it, whatever the clock says: into a span of its own. Where in that span a record stands is a keyed hash of
it alone, so that no place in line tells of what stands beside it; those that fall together stand in order of their ids.
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

SPAN = timedelta(milliseconds=40)
"""How long a span is: shorter than the follower's shortest pause, so that one is over before the next begins."""


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
        held.save(update_fields=["place", "lined_at"])
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
    if not fresh:
        return
    line.filter(record__in=[each.id for each in fresh]).update(last=False)
    held.lined_at = max(now, held.lined_at + SPAN) if held.lined_at else now
    models.SharedObject.objects.bulk_create(
        [
            models.SharedObject(
                agreement=held, added_at=_moment(held, held.lined_at, each), record=each.id, version=each.version,
                last=True,
            )
            for each in fresh
        ]
    )  # fmt: skip


def _moment(held: models.Agreement, since: datetime, one: Written) -> datetime:
    """Return where in a span a record stands: a keyed hash of it, which tells nothing."""
    told = f"{settings.SECRET_KEY}\x00{held.id}\x00{one.id}\x00{one.version}"
    widest = SPAN // timedelta(microseconds=1)
    return since + timedelta(microseconds=int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % widest)
