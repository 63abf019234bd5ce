"""What is done with a lead: hand it over, answer that, say to which stage it came. Each act is one transaction."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bowstreet.casework.operations import joint, models
from bowstreet.casework.operations.leads import chains, showing
from bowstreet.casework.operations.leads.answers import LeadChain
from bowstreet.casework.operations.leads.chains import Chain
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, onlookers, terms
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.handling import Action, HandlingCode
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import OPERATIONAL_PURPOSES, Reader
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort


class WrongHandOver(Invalid):
    """A hand-over, an answer or a stage that cannot be as described."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


class NotNow(Refusal):
    """An act for which the lead is not where it would have to be."""

    sort = Sort.CONFLICT


def hand_over(  # noqa: PLR0913 - a hand-over says all of this
    *, reader: Reader, now: datetime, id: str, to: str, authority: str, asked: str, due_on: date, country: str = "",
    instrument: str = "none", reference: str = "", operation: str = "",
) -> LeadChain:  # fmt: skip
    """Hand a lead that one's agency holds to another, to whom its record opens already.

    Without a country it is the receiver's. ``operation`` is one of one's own agency, whose partners then see the
    stages. Raise ``WrongHandOver`` with the field that is wrong, ``NotNow`` while somebody else has it or is asked.
    """
    with transaction.atomic():
        each = _held(reader, now, id, "lead.hand_over")
        _may_go(each, now)
        cards = queries.cards()
        if to not in cards or to == each.holder:
            raise WrongHandOver("to", "Name another agency of this node by its short name.")
        if is_blank(authority):
            raise WrongHandOver("authority", "Say in words which authority is to act.")
        place = country.strip().upper() or cards[to].country
        if place not in countries.CODES:
            raise WrongHandOver("country", "Say the country by its two letters, as NL.")
        if due_on < now.date():
            raise WrongHandOver("due_on", "The term ends today or later.")
        _opens(each, reader, now, to, asked)
        if operation:
            operation = _operation(each, reader, now, operation)
        if each.waiting:
            models.HandOver.objects.filter(uid=each.waiting.uid).update(state="lapsed", answered_at=now)
        nth = models.HandOver.objects.filter(lead=each.row.uid).count()
        models.HandOver.objects.create(
            uid=chance.identifier(reader.agency, f"hand-over:{each.row.uid}:{nth}", now), lead=each.row.uid,
            giver=reader.agency, receiver=to, operation=operation, authority=authority.strip(), country=place,
            instrument=instrument, reference=reference.strip(), asked=asked, due_on=due_on, by=reader.officer, at=now,
        )  # fmt: skip
        _enter(reader, now, each, Event.DISCLOSURE, "lead.hand_over", to)
    return showing.lead(reader=reader, now=now, id=id)


def answer(
    *, reader: Reader, now: datetime, id: str, answer: str, instead: str = "", why: str = "", said: str = ""
) -> LeadChain:  # fmt: skip
    """Answer a hand-over for one's agency: accepted, the wrong address and whose is right, or why nobody can act."""
    with transaction.atomic():
        with denying.denied(reader, "lead.answer", now):
            each = chains.there(id, reader, now)
        waiting = each.waiting
        if waiting is None or waiting.receiver != reader.agency:
            raise NotNow("Nothing waits here for the answer of your agency.")
        if answer == "wrong_address" and is_blank(instead):
            raise WrongHandOver("instead", "Say to whom it should go instead, as far as you know.")
        if answer == "cannot_act" and not why:
            raise WrongHandOver("why", "Say why your agency cannot act.")
        models.HandOver.objects.filter(uid=waiting.uid).update(
            state=answer, instead=instead.strip() if answer == "wrong_address" else "",
            why=why if answer == "cannot_act" else "", said=said.strip(), answered_by=reader.officer, answered_at=now,
        )  # fmt: skip
        _enter(reader, now, each, Event.ALTERATION, f"lead.answer:{answer}", waiting.giver)
    return showing.lead(reader=reader, now=now, id=id)


def tell(
    *, reader: Reader, now: datetime, id: str, stage: str, why: str = "", on: date | None = None
) -> LeadChain:  # fmt: skip
    """Say to which stage a lead came that one's agency holds, in codes alone; ``on`` is today where it is left out."""
    with transaction.atomic():
        each = _held(reader, now, id, "lead.stage")
        day = on or now.date()
        if stage not in each.ahead:
            raise WrongHandOver(
                "stage", f"After '{(each.stage or 'the beginning').replace('_', ' ')}' this is no step."
            )
        if stage == "dropped" and not why:
            raise WrongHandOver("why", "Say why it was dropped.")
        line = each.line(reader.agency, {}, now.date())
        if day > now.date() or (line and day < line[-1].on):
            raise WrongHandOver("on", "This day lies ahead, or before the step that came last.")
        models.LeadStage.objects.create(
            lead=each.row.uid, agency=reader.agency, stage=stage, why=why if stage == "dropped" else "", on=day,
            by=reader.officer, at=now,
        )  # fmt: skip
        _enter(reader, now, each, Event.ALTERATION, f"lead.stage:{stage}", *{one.giver for one in each.given})
    return showing.lead(reader=reader, now=now, id=id)


def _held(reader: Reader, now: datetime, id: str, action: str) -> Chain:
    with denying.denied(reader, action, now):
        each = chains.there(id, reader, now)
    if each.holder != reader.agency:
        raise NotNow("Another agency has this lead; who has it hands it over and says its stages.")
    return each


def _may_go(each: Chain, now: datetime) -> None:
    if each.over:
        raise NotNow("This lead has an outcome; it is handed over no more.")
    if each.waiting and each.waiting.due_on >= now.date():
        raise NotNow(
            f"{each.waiting.receiver} was asked and has until {each.waiting.due_on} to answer; after that it can go"
            " elsewhere."
        )


def _opens(each: Chain, reader: Reader, now: datetime, to: str, asked: str) -> None:
    """Refuse a receiver to whom the record does not open: what is handed over, the owner shared before."""
    value = terms.terms_of([each.row.terms_id])[each.row.terms_id]
    if not onlookers.reaches(value, agency=to, asker=reader.agency, purposes=OPERATIONAL_PURPOSES, now=now):
        who = (
            "Share it with them"
            if each.row.agency == reader.agency
            else f"Ask its owner, {each.row.agency}, to share it"
        )
        raise WrongHandOver(
            "to", f"The record does not open to {to}. {who} by an agreement, or by naming them as recipients in its"
            " envelope; then hand it over."
        )  # fmt: skip
    foreign = each.row.agency not in (reader.agency, to)
    kept = asked == "prosecution" and foreign and HandlingCode.H1 in value.handling
    if kept and not gate.opens(reader, value, Action.COURT, now):
        raise WrongHandOver(
            "asked", f"Its owner, {each.row.agency}, keeps it out of court (H1). Ask for a release first."
        )  # fmt: skip


def _operation(each: Chain, reader: Reader, now: datetime, operation: str) -> str:
    """Return the id of an operation of the owner, whose lead it is."""
    with denying.denied(reader, "lead.hand_over", now):
        found = joint.there(operation, reader, now)
    if found.part != "lead" or each.row.agency != reader.agency:
        raise WrongHandOver("operation", "Only a lead of your own comes from an operation that your agency leads.")
    return found.row.uid


def _enter(reader: Reader, now: datetime, each: Chain, event: Event, action: str, *others: str) -> None:
    told: dict[str, Any] = {"recipients": sorted({*others} - {reader.agency})} if event is Event.DISCLOSURE else {}
    recording.record_act(
        actor=reader, event=event, action=action, now=now, records=[each.row.uid],
        also_agencies=sorted({each.row.agency, *others}), **told,
    )  # fmt: skip
