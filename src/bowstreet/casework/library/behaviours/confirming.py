"""Attaching records to a behaviour as instances, and practices as answers; taking back, and declining a suggestion.

A row of a dataset is attached by the record that stands for it: the link cites the row, under the row's marks, too.
"""

from datetime import date, datetime

from django.db import transaction

from bowstreet.casework.library.behaviours import answering, observing, showing, suggesting
from bowstreet.casework.library.behaviours.answers import BehaviourCard
from bowstreet.casework.library.models import Confirmed, Declined
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.observations import signs
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
    *, reader: Reader, now: datetime, id: str, record: str, why: str, seen_on: date | None = None, row: str = ""
) -> BehaviourCard:  # fmt: skip
    """Confirm that a record is an instance of a behaviour, with a sentence why; ``seen_on`` where its days say less.

    ``row`` is the reference of the row of a dataset in which it was seen, whose day and market count; a further row of
    the record joins its instance. The link opens to whom card, record and row open; the owners of both have it in
    their ledgers. Raise ``Hidden`` where one of them does
    not open, ``NoInstance``, ``NotSaid``, ``LinkedAlready``.
    """
    card, held = _both(reader, now, id, record, "behaviour.attach")
    if held.kind not in suggesting.KINDS:
        raise NoInstance()
    if is_blank(why):
        raise NotSaid("why", "Say in a sentence why it is an instance; whoever sees both reads it.")
    if seen_on and seen_on > now.date():
        raise NotSaid("seen_on", "That day lies ahead.")
    source, day, market = _row(reader, now, row) if row else (None, None, None)
    with transaction.atomic():
        made = connecting.link(
            reader=reader, now=now, id=held.uid, other=card.uid, type=LinkType.INSTANCE_OF, basis=Basis.ASSESSMENT,
            evidence=(why,), first_seen=day or seen_on, last_seen=day or seen_on, action="behaviour.attach",
            source=source,
        )  # fmt: skip
        said = {"officer": reader.officer, "market": market or ""}
        Confirmed.objects.get_or_create(link=made.id, defaults=said)
        named = (held.uid, *([source.named] if source else ()))
        Declined.objects.filter(behaviour=card.uid, agency=reader.agency, record__in=named).delete()
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def answer(*, reader: Reader, now: datetime, id: str, practice: str, said: str) -> BehaviourCard:
    """State that a practice or method answered a behaviour, and what came of it; raise as ``attach`` does.

    ``practice`` is the id of its record, or sort and id of a card of the library (``practice/knock-and-talk``).
    """
    if "/" in practice:
        with denying.denied(reader, "behaviour.answer", now):
            card = showing.opened(id, reader, now)
        _says(said)
        answering.state(reader, now, card, practice, said)
        return showing.behaviour_card(reader=reader, now=now, id=card.uid)
    card, held = _both(reader, now, id, practice, "behaviour.answer")
    if held.kind not in ANSWERS:
        raise NoAnswer()
    _says(said)
    with transaction.atomic():
        made = connecting.link(
            reader=reader, now=now, id=held.uid, other=card.uid, type=LinkType.ANSWERS, evidence=(said,),
            action="behaviour.answer",
        )  # fmt: skip
        Confirmed.objects.create(link=made.id, officer=reader.officer)
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def detach(*, reader: Reader, now: datetime, id: str, link: str) -> BehaviourCard:
    """Take back an instance or answer of one's own agency; record and row are not suggested to the agency again."""
    with denying.denied(reader, "behaviour.detach", now):
        card = showing.opened(id, reader, now)
    if answering.take_back(reader, now, card, link):
        return showing.behaviour_card(reader=reader, now=now, id=card.uid)
    with transaction.atomic():
        was = connecting.unlink(reader=reader, now=now, id=link, right=card.uid, action="behaviour.detach")
        Confirmed.objects.filter(link=link).delete()
        for each in (was.record, *showing.rows_in(was.cites)):
            _decline(reader, now, card.uid, each)
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def decline(*, reader: Reader, now: datetime, id: str, record: str) -> BehaviourCard:
    """Say that a record, or a row of a dataset by its reference, is no instance: the agency is not asked again."""
    if signs.PLACE.fullmatch(record):
        with denying.denied(reader, "behaviour.decline", now):
            card = showing.opened(id, reader, now)
            held, _ = observing.observed(reader=reader, now=now, named=record, action="behaviour.decline")
        named, of = held.named, held.shown.dataset
    else:
        card, other = _both(reader, now, id, record, "behaviour.decline")
        named = of = other.uid
    with transaction.atomic():
        _decline(reader, now, card.uid, named)
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action="behaviour.decline", now=now, records=[card.uid, of]
        )
    return showing.behaviour_card(reader=reader, now=now, id=card.uid)


def _says(said: str) -> None:
    if is_blank(said):
        raise NotSaid("said", "Say in a sentence what came of it.")


def _row(reader: Reader, now: datetime, named: str) -> tuple[connecting.Source, date | None, str | None]:
    """Return a row that opens, as what a link rests on, with its day and market; raise ``Hidden`` otherwise."""
    with denying.denied(reader, "behaviour.attach", now):
        held, said = observing.observed(reader=reader, now=now, named=named, action="behaviour.attach")
    return connecting.Source(held.named, held.terms_id, held.particulars), held.shown.day, said.market


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
