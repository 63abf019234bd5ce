"""Delegations as their two sides read them, while the record opens to the reader."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.delegations.answers import DelegationCard, DelegationList, Publication
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import publishing, recent
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MOST: Final = 100
"""So many delegations make up each part of a list: the newest."""

_PUBLISHERS: Final = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR, Role.COORDINATOR})


def delegations(*, reader: Reader, now: datetime) -> DelegationList:
    """Return the delegations that the reader's agency gave and was given, of records that open to the reader."""
    _takes_part(reader)
    every = models.Delegation.objects.order_by("-given_at", "-id")
    parts = [_open(list(every.filter(**side)), reader, now)
             for side in ({"owner": reader.agency}, {"agency": reader.agency})]  # fmt: skip
    told = _cards([each for part in parts for each in part[:MOST]], reader, now, "delegation.list")
    given, held = (tuple(told[each.id] for each in part[:MOST] if each.id in told) for part in parts)
    return DelegationList(given, held, reader.role is Role.SUPERVISOR, any(len(part) > MOST for part in parts))


def visible(id: str, reader: Reader, now: datetime) -> models.Delegation:
    """Return a delegation of the reader's side whose record opens to the reader; raise ``Hidden`` for any other."""
    _takes_part(reader)
    side = Q(owner=reader.agency) | Q(agency=reader.agency)
    found = models.Delegation.objects.filter(side, id=id).first()
    if found is None:
        raise Hidden()
    publishing.there(reader, found.record, now)
    return found


def card(found: models.Delegation, reader: Reader, now: datetime, action: str) -> DelegationCard:
    """Return one delegation as its reader reads it; the look is in the ledger before it is given."""
    return _cards([found], reader, now, action)[found.id]


def stands(found: models.Delegation, day: date) -> bool:
    """Say whether something may be published under a delegation on a day."""
    return found.ended_at is None and day <= found.until


def may_publish(found: models.Delegation, reader: Reader) -> bool:
    """Say whether the reader publishes for the delegate."""
    return reader.agency == found.agency and reader.role in _PUBLISHERS


def may_end(found: models.Delegation, reader: Reader) -> bool:
    """Say whether the reader ends a delegation: a supervisor of either side."""
    return reader.role is Role.SUPERVISOR and reader.agency in (found.owner, found.agency)


def _takes_part(reader: Reader) -> None:
    gate.wants_purpose(reader)
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()


def _open(some: Sequence[models.Delegation], reader: Reader, now: datetime) -> list[models.Delegation]:
    """Return those of some delegations whose record opens to the reader, one more than are shown at the most."""
    found: list[models.Delegation] = []
    seen = publishing.opening(reader, {each.record for each in some}, now)
    for each in some:
        if each.record in seen and len(found) <= MOST:
            found.append(each)
    return found


def _cards(
    some: Sequence[models.Delegation], reader: Reader, now: datetime, action: str
) -> dict[str, DelegationCard]:  # fmt: skip
    seen = recent.named(reader=reader, now=now, ids={each.record for each in some}, action=action)
    done: dict[str, list[models.Publication]] = defaultdict(list)
    for one in models.Publication.objects.filter(delegation__in=some).order_by("at", "receiver"):
        done[one.delegation_id].append(one)
    names = queries.officer_names(
        {each.officer for each in some} | {one.officer for every in done.values() for one in every}
    )
    looking.note(actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[each.id for each in some])
    return {
        each.id: DelegationCard(
            each.id, each.record, seen[each.record].title if each.record in seen else "", each.owner, each.agency,
            tuple(json.loads(each.bounds)), each.until, each.given_at, names.get(each.officer, ""),
            "ended" if each.ended_at else "standing" if stands(each, now.date()) else "over",
            tuple(Publication(one.receiver, one.at, names.get(one.officer, "")) for one in done[each.id]),
            stands(each, now.date()) and may_publish(each, reader), stands(each, now.date()) and may_end(each, reader),
        )
        for each in some
    }  # fmt: skip
