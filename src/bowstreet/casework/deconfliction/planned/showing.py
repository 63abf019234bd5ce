"""Planned actions as they are read: by who planned them and their supervisors, and conflicts alone by coordinators."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from bowstreet.casework.deconfliction import models
from bowstreet.casework.deconfliction.planned.answers import ConflictRow, MeetingRow, PlanCard, PlanList, SideRow
from bowstreet.casework.deconfliction.planned.places import Place
from bowstreet.holdings.agencies import queries, rules
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import keys, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MOST = 200
"""So many planned actions, and so many conflicts, make up a list: the nearest."""


def plans(*, reader: Reader, now: datetime, which: str = "ahead") -> PlanList:
    """Return the planned actions that the reader may see, those ``ahead`` or those that are ``over``.

    For a coordinator also every conflict that is ahead; whose actions these are can read in the ledger who looked.
    """
    may_plan(reader)
    ahead, over = _own(reader).filter(_ahead(now)), _own(reader).exclude(_ahead(now))
    chosen = ahead.order_by("since", "uid") if which == "ahead" else over.order_by("-until", "uid")
    shown = list(chosen[: MOST + 1])
    meetings = _ahead_of_all(now) if rules.coordinates(reader, queries.card(reader.agency).sort) else None
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="plan.list", now=now,
        records=[each.uid for each in shown[:MOST]],
        touched=sorted({(each.uid, each.agency) for one in meetings or () for each in (one.first, one.second)}),
    )  # fmt: skip
    return PlanList(
        _cards(shown[:MOST], reader), which, ahead.count(), over.count(), meetings is not None,
        tuple(map(_meeting, (meetings or ())[:MOST])), max(len(shown), len(meetings or ())) > MOST,
    )  # fmt: skip


def plan(*, reader: Reader, now: datetime, id: str) -> PlanCard:
    """Return one planned action with its conflicts; raise ``Hidden`` for one that is not the reader's to see."""
    with denying.denied(reader, "plan.show", now):
        made = visible(id, reader)
    looking.note(actor=reader, event=Event.CONSULTATION, action="plan.show", now=now, records=[made.uid])
    return card(made, reader)


def blank(*, reader: Reader, now: datetime) -> PlanList:
    """Return the page on which an action is planned."""
    return plans(reader=reader, now=now)


def conflicts_ahead(reader: Reader, now: datetime) -> int:
    """Return how many conflicts the reader's planned actions have ahead, for a page that leads there."""
    own = [each.id for each in _own(reader).filter(_ahead(now)).order_by("since")[:MOST]]
    ahead = sum(len(each) for each in met_by([*models.Plan.objects.filter(id__in=own)]).values())
    looking.note(actor=reader, event=Event.CONSULTATION, action="plan.count", now=now, count=ahead)
    return ahead


def may_plan(reader: Reader) -> None:
    """Raise ``Hidden`` for who plans nothing: officers of the law in a session with second factor do."""
    gate.wants_purpose(reader)
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()


def visible(id: str, reader: Reader) -> models.Plan:
    """Return a plan that the reader may see; raise ``Hidden`` for any other."""
    may_plan(reader)
    found = _own(reader).filter(uid=id).first()
    if found is None:
        raise Hidden()
    return found


def card(made: models.Plan, reader: Reader) -> PlanCard:
    """Return one plan as its own side reads it."""
    (shown,) = _cards([made], reader)
    return shown


def place_of(each: models.Plan) -> Place:
    """Return where a plan is."""
    return Place(**json.loads(keys.unlock(each.place)))


def met_by(some: Sequence[models.Plan]) -> dict[int, list[tuple[models.Plan, models.Conflict]]]:
    """Return of each of some plans the standing ones that meet it, each with the conflict."""
    ids = [each.id for each in some]
    found: dict[int, list[tuple[models.Plan, models.Conflict]]] = defaultdict(list)
    for each in _standing().filter(Q(first__in=ids) | Q(second__in=ids)):
        for one, other in ((each.first, each.second), (each.second, each.first)):
            if one.id in ids:
                found[one.id].append((other, each))
    return found


def _own(reader: Reader) -> QuerySet[models.Plan]:
    own = models.Plan.objects.filter(agency=reader.agency)
    return own if reader.role is Role.SUPERVISOR else own.filter(officer=reader.officer)


def _ahead(now: datetime) -> Q:
    return Q(called_off_at=None, until__gt=now)


def _standing() -> QuerySet[models.Conflict]:
    held = models.Conflict.objects.select_related("first", "second")
    return held.filter(first__called_off_at=None, second__called_off_at=None).order_by("first__since", "id")


def _ahead_of_all(now: datetime) -> list[models.Conflict]:
    """Return the conflicts between two agencies that are ahead, one more than are shown."""
    between = _standing().exclude(first__agency=F("second__agency"))
    return list(between.filter(first__until__gt=now, second__until__gt=now)[: MOST + 1])


def _meeting(each: models.Conflict) -> MeetingRow:
    return MeetingRow((_side(each.first), _side(each.second)), *_both(each), each.raised_at)


def _side(each: models.Plan) -> SideRow:
    return SideRow(each.agency, each.contact, each.kind, place_of(each).shown())


def _both(each: models.Conflict) -> tuple[datetime, datetime]:
    return max(each.first.since, each.second.since), min(each.first.until, each.second.until)


def _cards(some: Sequence[models.Plan], reader: Reader) -> tuple[PlanCard, ...]:
    names = queries.officer_names(each.officer for each in some)
    met = met_by(some)
    return tuple(
        PlanCard(
            each.uid, keys.unlock(each.title), names.get(each.officer, ""), each.officer == reader.officer, each.kind,
            place_of(each).shown(), each.since, each.until, each.contact, each.planned_at, each.called_off_at,
            tuple(
                ConflictRow(other.agency, other.contact, *_both(conflict), conflict.raised_at)
                for other, conflict in met[each.id]
            ),
        )
        for each in some
    )  # fmt: skip
