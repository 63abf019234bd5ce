"""Attaching records to a behaviour as instances, and practices as answers; taking back, and declining a suggestion."""

from datetime import date, datetime

from django.db import transaction

from bowstreet.casework.library.behaviours import showing, suggesting
from bowstreet.casework.library.behaviours.answers import BehaviourCard
from bowstreet.casework.library.models import Confirmed, Declined
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import connecting, denying, rows
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds import method, practice
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid

ANSWERS = frozenset({practice.KIND.code, method.KIND.code})
"""The kinds that answer a behaviour."""


class NoInstance(Invalid):
    """A record of a kind that is no instance of anything."""

    field = "record"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Only a record of what was seen is an instance; this one tells what is known or planned.")


class NoAnswer(Invalid):
    """A record that is neither practice nor method."""

    field = "practice"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Only a practice or a method answers a behaviour.")


class NotSaid(Invalid):
    """Something stated without a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        """Say which sentence is wanted in which field."""
        super().__init__(sentence)
        self.field = field


def attach(
    *, reader: Reader, now: datetime, id: str, record: str, why: str, seen_on: date | None = None
) -> BehaviourCard:
    """Confirm that a record is an instance of a behaviour, with a sentence why; ``seen_on`` where its days say less.

    The link opens to whom card and record open; the owners of both have it in their ledgers. Raise ``Hidden`` where one
    of them does not open, ``NoInstance``, ``NotSaid``, ``LinkedAlready``.
    """
    card, held = _both(reader, now, id, record, "behaviour.attach")
    if held.kind not in suggesting.KINDS:
        raise NoInstance()
    if is_blank(why):
        raise NotSaid("why", "Say in a sentence why it is an instance; whoever sees both reads it.")
    if seen_on and seen_on > now.date():
        raise NotSaid("seen_on", "That day lies ahead.")
    with transaction.atomic():
        made = connecting.link(
            reader=reader, now=now, id=held.uid, other=card.uid, type=LinkType.INSTANCE_OF, basis=Basis.ASSESSMENT,
            evidence=(why,), first_seen=seen_on, last_seen=seen_on, action="behaviour.attach",
        )  # fmt: skip
        Confirmed.objects.create(link=made.id, officer=reader.officer)
        Declined.objects.filter(behaviour=card.uid, agency=reader.agency, record=held.uid).delete()
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def answer(*, reader: Reader, now: datetime, id: str, practice: str, said: str) -> BehaviourCard:
    """State that a practice or method answered a behaviour, and what came of it; raise as ``attach`` does."""
    card, held = _both(reader, now, id, practice, "behaviour.answer")
    if held.kind not in ANSWERS:
        raise NoAnswer()
    if is_blank(said):
        raise NotSaid("said", "Say in a sentence what came of it.")
    with transaction.atomic():
        made = connecting.link(
            reader=reader, now=now, id=held.uid, other=card.uid, type=LinkType.ANSWERS, evidence=(said,),
            action="behaviour.answer",
        )  # fmt: skip
        Confirmed.objects.create(link=made.id, officer=reader.officer)
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def detach(*, reader: Reader, now: datetime, id: str, link: str) -> BehaviourCard:
    """Take back an instance or answer of one's own agency; the record is not suggested to the agency again."""
    with denying.denied(reader, "behaviour.detach", now):
        card = showing.opened(id, reader, now)
    with transaction.atomic():
        was = connecting.unlink(reader=reader, now=now, id=link, right=card.uid, action="behaviour.detach")
        Confirmed.objects.filter(link=link).delete()
        _decline(reader, now, card.uid, was.record)
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def decline(*, reader: Reader, now: datetime, id: str, record: str) -> BehaviourCard:
    """Say that a record is no instance, so that it is not suggested to the reader's agency again."""
    card, held = _both(reader, now, id, record, "behaviour.decline")
    with transaction.atomic():
        _decline(reader, now, card.uid, held.uid)
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action="behaviour.decline", now=now, records=[card.uid, held.uid]
        )
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def _decline(reader: Reader, now: datetime, card: str, record: str) -> None:
    Declined.objects.get_or_create(
        behaviour=card, agency=reader.agency, record=record, defaults={"officer": reader.officer, "at": now}
    )


def _both(reader: Reader, now: datetime, id: str, other: str, action: str) -> tuple[Row, Row]:
    """Return a behaviour and another record, of which both open with their content; raise ``Hidden`` otherwise."""
    with denying.denied(reader, action, now):
        card = showing.opened(id, reader, now)
        held = rows.named(other, reach_of(reader, now).sets.body)
        if held is None:
            raise Hidden()
    return card, held
