"""Letting another agency publish a record, publishing it within the bounds, and ending that; both ledgers have each."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.delegations import showing
from bowstreet.casework.sharing.delegations.answers import DelegationCard
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.rules import PARTNER_SORT
from bowstreet.holdings.governance import gate, onlookers
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, publishing
from bowstreet.holdings.repository import recording as records
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import OPERATIONAL_PURPOSES, Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

LONGEST = timedelta(days=366)
"""So long a delegation stands at the most."""


class WrongDelegation(Invalid):
    """A delegation or a publication that cannot be as it was said."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


class Ended(Refusal):
    """A delegation that was ended, or whose last day is over."""

    sort = Sort.CONFLICT
    field = "receivers"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This delegation has ended; ask the owner for another one.")


def give(
    *, reader: Reader, now: datetime, record: str, agency: str, receivers: Sequence[str], until: date
) -> DelegationCard:
    """Let an agency publish a record of the own one to some agencies at the most, until a day (included).

    The act of who may re-mark the record. The record must open to the delegate before, and be the owner's to open.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "delegation.give", now):
        held = records.allowed(reader, record, Action.REMARK, now)
        records.alone(reader, held.kind)
    value, bounds = publishing.terms_of(held), sorted({*receivers})
    _check_sides(reader.agency, agency, bounds)
    if not now.date() <= until <= now.date() + LONGEST:
        raise WrongDelegation("until", f"Name a last day from today to {now.date() + LONGEST}.")
    if hindrance := publishing.hindrance(value):
        raise WrongDelegation("record", hindrance)
    if not onlookers.reaches(value, agency=agency, asker=reader.agency, purposes=OPERATIONAL_PURPOSES, now=now):
        raise WrongDelegation("agency", f"The record does not open to {agency}. Name it as a recipient first.")
    with transaction.atomic():
        made = models.Delegation.objects.create(
            id=chance.identifier(reader.agency, f"delegation:{held.uid}:{agency}:{now.isoformat()}", now),
            record=held.uid, owner=reader.agency, agency=agency, officer=reader.officer, bounds=json.dumps(bounds),
            until=until, given_at=now,
        )  # fmt: skip
        _enter(reader, now, "delegation.give", made, Event.POLICY_CHANGE)
    return showing.card(made, reader, now, "delegation.give")


def publish(*, reader: Reader, now: datetime, id: str, receivers: Sequence[str]) -> DelegationCard:
    """Publish a record for its owner: name some of the agencies within the bounds as its recipients.

    A version of the record that says who published it on whose behalf. It goes by the record as it is marked now; raise
    ``Hidden`` where it opens no more to the reader.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "delegation.publish", now):
        made = showing.visible(id, reader, now)
        if not showing.may_publish(made, reader):
            raise Hidden()
    wanted = sorted({*receivers})
    if not showing.stands(made, now.date()):
        raise Ended()
    if not wanted or not set(wanted) <= set(json.loads(made.bounds)):
        raise WrongDelegation("receivers", "Choose among the agencies to which the owner lets you publish it.")
    with transaction.atomic():
        held = publishing.there(reader, made.record, now)
        if hindrance := publishing.hindrance(publishing.terms_of(held)):
            raise WrongDelegation("receivers", hindrance)
        done = set(models.Publication.objects.filter(delegation=made).values_list("receiver", flat=True))
        fresh = [each for each in wanted if each not in done]
        if not fresh:
            raise WrongDelegation("receivers", "It was published to them before.")
        what = f"Published by {reader.agency} on behalf of {made.owner}"
        version = publishing.name(held, fresh, reader.officer, now, what)
        models.Publication.objects.bulk_create(
            models.Publication(delegation=made, receiver=each, officer=reader.officer, at=now) for each in fresh
        )
        recording.record_act(
            actor=reader, event=Event.MARKING_CHANGE, action="delegation.publish", now=now, records=[made.record],
            versions=[version], recipients=fresh, policy=made.id, also_agencies=[made.owner],
        )  # fmt: skip
    return showing.card(made, reader, now, "delegation.publish")


def end(*, reader: Reader, now: datetime, id: str) -> DelegationCard:
    """End a delegation, as its owner or as its delegate; what was published stays until the owner marks it anew."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "delegation.end", now):
        made = showing.visible(id, reader, now)
        if not showing.may_end(made, reader):
            raise Hidden()
    if not showing.stands(made, now.date()):
        raise Ended()
    with transaction.atomic():
        models.Delegation.objects.filter(id=made.id).update(ended_at=now, ended_by=reader.officer)
        _enter(reader, now, "delegation.end", made, Event.POLICY_CHANGE)
    made.ended_at = now
    return showing.card(made, reader, now, "delegation.end")


def _check_sides(owner: str, agency: str, bounds: Sequence[str]) -> None:
    cards = queries.cards()
    if agency == owner or agency not in cards or cards[agency].sort == PARTNER_SORT:
        raise WrongDelegation("agency", "Name another agency of this node that is no private party.")
    if not bounds or {owner, agency} & set(bounds) or not set(bounds) <= cards.keys():
        raise WrongDelegation("receivers", "Name agencies of this node, neither the owner nor the delegate among them.")


def _enter(reader: Reader, now: datetime, action: str, made: models.Delegation, event: Event) -> None:
    other = made.owner if reader.agency == made.agency else made.agency
    recording.record_act(
        actor=reader, event=event, action=action, now=now, records=[made.record], policy=made.id,
        recipients=[other, *json.loads(made.bounds)], also_agencies=[other],
    )  # fmt: skip
