"""Requests as they are read: by who asked and who answers, and by the supervisors of both."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.requests.answers import AskSheet, RequestCard, RequestList
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import keys, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, recent, releasing
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden

OPEN, APPROVED, DECLINED, WITHDRAWN, TAKEN_BACK = "open", "approved", "declined", "withdrawn", "taken_back"
OVER, LAPSED = "over", "lapsed"

MOST = 100
"""So many requests make up each part of a list: the newest."""


def requests(*, reader: Reader, now: datetime) -> RequestList:
    """Return the requests that the reader is to answer, those of the reader's side, and those that were answered."""
    _takes_part(reader)
    waiting, asked = _to_answer(reader).filter(state=OPEN), _asked(reader)
    parts = [list(some.order_by("-asked_at", "-id")[: MOST + 1])
             for some in (waiting, asked, _to_answer(reader).exclude(state=OPEN))]  # fmt: skip
    told = _cards([each for part in parts for each in part[:MOST]], reader, now, "request.list")
    to_answer, mine, answered = ([told[each.id] for each in part[:MOST]] for part in parts)
    return RequestList(tuple(to_answer), tuple(mine), tuple(answered), any(len(part) > MOST for part in parts))


def request(*, reader: Reader, now: datetime, id: str) -> RequestCard:
    """Return one request; raise ``Hidden`` for one that is not the reader's to see."""
    with denying.denied(reader, "request.show", now):
        found = visible(id, reader)
    return card(found, reader, now, "request.show")


def sheet(*, reader: Reader, now: datetime, id: str) -> AskSheet:
    """Return what an owner may be asked for of a record; raise ``Hidden`` where the reader does not see it."""
    _takes_part(reader)
    with denying.denied(reader, "request.sheet", now):
        held, actions = releasing.asked_for(reader, id, now)
    seen = recent.named(reader=reader, now=now, ids=[held.uid], action="request.sheet")
    return AskSheet(held.uid, seen[held.uid].title, held.agency, tuple(each.value for each in actions))


def to_answer(reader: Reader, now: datetime) -> int:
    """Return how many requests wait for the reader's answer, for a page that leads there."""
    count = _to_answer(reader).filter(state=OPEN).count()
    looking.note(actor=reader, event=Event.CONSULTATION, action="request.count", now=now, count=count)
    return count


def visible(id: str, reader: Reader) -> models.Request:
    """Return a request that the reader may see; raise ``Hidden`` for any other."""
    _takes_part(reader)
    found = (_asked(reader) | _to_answer(reader)).filter(id=id).first()
    if found is None:
        raise Hidden()
    return found


def card(found: models.Request, reader: Reader, now: datetime, action: str) -> RequestCard:
    """Return one request as its reader reads it; the look is in the ledger before it is given."""
    return _cards([found], reader, now, action)[found.id]


def may_answer(found: models.Request, reader: Reader) -> bool:
    """Say whether the reader answers a request for its owner: a supervisor, or the investigator responsible."""
    if reader.agency != found.owner:
        return False
    return reader.role is Role.SUPERVISOR or (
        reader.role is Role.INVESTIGATOR and bool(found.responsible) and reader.officer == found.responsible
    )


def may_withdraw(found: models.Request, reader: Reader) -> bool:
    """Say whether the reader ends a request for who asked: that officer, or a supervisor of the same agency."""
    return reader.agency == found.agency and (reader.role is Role.SUPERVISOR or reader.officer == found.officer)


def _takes_part(reader: Reader) -> None:
    gate.wants_purpose(reader)
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()


def _to_answer(reader: Reader) -> QuerySet[models.Request]:
    own = models.Request.objects.filter(owner=reader.agency)
    if reader.role is Role.SUPERVISOR:
        return own
    return own.filter(responsible=reader.officer) if reader.role is Role.INVESTIGATOR else own.none()


def _asked(reader: Reader) -> QuerySet[models.Request]:
    whose = Q() if reader.role is Role.SUPERVISOR else Q(officer=reader.officer)
    return models.Request.objects.filter(whose, agency=reader.agency)


def _cards(some: Sequence[models.Request], reader: Reader, now: datetime, action: str) -> dict[str, RequestCard]:
    names = queries.officer_names(name for each in some for name in (each.officer, each.answered_by) if name)
    seen = recent.named(reader=reader, now=now, ids={each.record for each in some}, action=action)
    stands = releasing.digests({each.record for each in some if each.state == APPROVED})
    looking.note(actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[each.id for each in some])
    return {
        each.id: RequestCard(
            each.id, each.record, seen[each.record].title if each.record in seen else "", each.owner, each.agency,
            names.get(each.officer, ""), each.purpose, keys.unlock(each.case), keys.unlock(each.why),
            tuple(each.actions.split()), each.whole_agency, each.until, each.asked_at,
            _state(each, stands.get(each.record, ""), now), tuple(each.given.split()), each.to_agency, each.last_day,
            keys.unlock(each.said) if each.said else "", names.get(each.answered_by, ""), each.answered_at,
            each.ended_at, each.officer == reader.officer, each.state == OPEN and may_answer(each, reader),
            _may_end(each, reader, now),
        )
        for each in some
    }  # fmt: skip


def _may_end(each: models.Request, reader: Reader, now: datetime) -> bool:
    if each.state == OPEN:
        return may_withdraw(each, reader)
    if each.state != APPROVED or is_over(each, now):
        return False
    return may_withdraw(each, reader) or may_answer(each, reader)


def is_over(each: models.Request, now: datetime) -> bool:
    """Say whether the last day of what was released has passed."""
    return each.last_day is not None and each.last_day < now.date()


def _state(each: models.Request, stands: str, now: datetime) -> str:
    if each.state != APPROVED:
        return each.state
    if is_over(each, now):
        return OVER
    return APPROVED if each.terms == stands else LAPSED
