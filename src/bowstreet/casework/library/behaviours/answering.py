"""Cards of the library, written from public facts, that answered a behaviour: as an agency says of both.

A card is no record, so that no link leads from it. What is said opens with the behaviour, and no deeper than that does.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.db import transaction

from bowstreet.casework.library import opened as opening
from bowstreet.casework.library import shelf
from bowstreet.casework.library.answers import BehaviourAnswered, Sort
from bowstreet.casework.library.behaviours.answers import AnsweredByCard
from bowstreet.casework.library.cards import MethodCard, PracticeCard
from bowstreet.casework.library.models import CardAnswer
from bowstreet.casework.library.opened import MOST_SHOWN, Opened
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import connecting, dockets, rows
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

SORTS: tuple[Sort, ...] = ("practice", "method")
"""The sorts of card that answer a behaviour."""


class NoSuchCard(Invalid):
    """A card that the library does not hold, or of a sort that answers nothing."""

    field = "practice"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("The library holds no practice or method of this name; give the address of its card.")


def answered_by(of: Opened, reader: Reader, reach: Reach) -> tuple[AnsweredByCard, ...]:
    """Return the cards that answered a behaviour, the newest statement first; the caller enters the look at it."""
    found = CardAnswer.objects.filter(behaviour=of.row.uid).order_by("-at", "id")[:MOST_SHOWN]
    return tuple(
        AnsweredByCard(
            each.id, (cast(Sort, each.sort), each.card), card.title, queries.card(each.agency), each.at,
            _said(each, of, reader, reach), each.agency == reader.agency,
        )
        for each in found if (card := _card(each.sort, each.card))
    )  # fmt: skip


def behaviours_of(*, reader: Reader, now: datetime, sort: Sort, id: str) -> tuple[BehaviourAnswered, ...]:
    """Return the behaviours that open and that a card answered, the newest statement first; the look is entered."""
    reach = reach_of(reader, now)
    every = list(CardAnswer.objects.filter(sort=sort, card=id).order_by("-at", "id")) if sort in SORTS else []
    found = opening.opened(rows.by_uids({each.behaviour for each in every}).values(), reach)
    by_uid = {each.row.uid: each for each in found.values()}
    shown = [(each, by_uid[each.behaviour]) for each in every if each.behaviour in by_uid][:MOST_SHOWN]
    seen: Sequence[Row] = [of.row for _, of in shown]
    dockets.check_out(reader, seen, reach, now)
    if sort in SORTS:
        opening.enter(reader, now, "library.card", seen)
    return tuple(
        BehaviourAnswered(
            of.row.uid, of.title, of.owner, queries.card(each.agency), each.at, _said(each, of, reader, reach)
        )
        for each, of in shown
    )


def state(reader: Reader, now: datetime, behaviour: Row, named: str, said: str) -> None:
    """State that a card (``SORT/ID``) answered a behaviour that opens to the reader, in both ledgers.

    Raise ``NoSuchCard``, or ``LinkedAlready`` where the agency says so already.
    """
    sort, _, id = named.partition("/")
    if _card(sort, id) is None:
        raise NoSuchCard()
    which = {"behaviour": behaviour.uid, "sort": sort, "card": id, "agency": reader.agency}
    with transaction.atomic():
        if CardAnswer.objects.filter(**which).exists():
            raise connecting.LinkedAlready()
        natural = f"behaviour.answer:{behaviour.uid}:{named}"
        made = CardAnswer.objects.create(
            **which, id=chance.identifier(reader.agency, natural, now), officer=reader.officer, at=now,
            said=keys.lock(said.strip()),
        )  # fmt: skip
        _enter(reader, now, Event.COLLECTION, "behaviour.answer", made.id, behaviour)


def take_back(reader: Reader, now: datetime, behaviour: Row, id: str) -> bool:
    """Take back such a statement of the reader's agency; False where it is none."""
    with transaction.atomic():
        gone, _ = CardAnswer.objects.filter(id=id, behaviour=behaviour.uid, agency=reader.agency).delete()
        if gone:
            _enter(reader, now, Event.ALTERATION, "behaviour.detach", id, behaviour)
    return bool(gone)


def _enter(reader: Reader, now: datetime, event: Event, action: str, id: str, behaviour: Row) -> None:
    recording.record_act(
        actor=reader, event=event, action=action, now=now, records=[id, behaviour.uid],
        also_agencies=[behaviour.agency] if behaviour.agency != reader.agency else [],
    )  # fmt: skip


def _card(sort: str, id: str) -> PracticeCard | MethodCard | None:
    found = shelf.shelf().card(cast(Sort, sort), id)
    return found if isinstance(found, PracticeCard | MethodCard) else None


def _said(each: CardAnswer, of: Opened, reader: Reader, reach: Reach) -> tuple[str, ...]:
    by = (each.agency, of.row.terms_id)
    return dockets.written((keys.unlock(each.said),), by, [(of.row, dict(of.body))], reader, reach)
