"""Planning an action and calling it off. A conflict is raised in the transaction of the act that makes it."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from django.db import transaction

from bowstreet.casework.deconfliction import models
from bowstreet.casework.deconfliction.planned import places, showing
from bowstreet.casework.deconfliction.planned.answers import PlanCard
from bowstreet.casework.deconfliction.planned.places import Place
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

LONGEST = timedelta(days=92)
"""So long a planned action takes at the most: a plan without end would meet everybody's."""

A_DAY = 100
"""So many an agency plans in a day of UTC: each one asks all others whether they are there, so that they are counted
as guessable identifiers are."""


class WrongPlan(Invalid):
    """A plan that cannot be made as described."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


class TooManyPlans(Refusal):
    """An agency has planned as many actions as it may in a day."""

    sort = Sort.TOO_MUCH

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(f"Your agency has planned {A_DAY} actions today (UTC), and may plan no more until tomorrow.")


class Over(Refusal):
    """A plan that was called off, or whose time is over."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This action was called off already, or its time is over.")


def plan(  # noqa: PLR0913 - a planned action says all of this
    *, reader: Reader, now: datetime, title: str, kind: str, place: str = "", since: str, until: str, contact: str = "",
    latitude: float | None = None, longitude: float | None = None, metres: int | None = None,
) -> PlanCard:  # fmt: skip
    """Plan an action, and raise a conflict with each that is planned at the same place in the same time.

    Both sides and the coordinators have it when this returns. ``since`` and ``until`` are moments as 2026-03-02 09:00,
    in UTC where they say nothing else; without a contact point it is the agency's. Raise ``WrongPlan`` or
    ``places.WrongPlace`` with the field that is wrong, ``TooManyPlans`` after a hundred in a day.
    """
    showing.may_plan(reader)
    if is_blank(title):
        raise WrongPlan("title", "Say in a few words what is planned. Nobody else reads it.")
    where = places.read(kind, place, latitude, longitude, metres)
    begin, end = _moment("since", since), _moment("until", until)
    if not begin < end:
        raise WrongPlan("until", "An action ends after it begins.")
    if end <= now:
        raise WrongPlan("until", "This time is over already.")
    if end - begin > LONGEST:
        raise WrongPlan("until", f"An action takes {LONGEST.days} days at the most. Plan its parts.")
    with transaction.atomic():
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        count = models.Plan.objects.filter(agency=reader.agency, planned_at__gte=today).count()
        if count >= A_DAY:
            raise TooManyPlans()
        made = models.Plan.objects.create(
            uid=chance.identifier(reader.agency, f"plan:{reader.officer}:{count}", now), agency=reader.agency,
            officer=reader.officer, title=keys.lock(title.strip()),
            contact=contact.strip() or queries.card(reader.agency).contact, kind=where.kind,
            site=keys.vouch("site", where.site) if where.site else "", place=keys.lock(json.dumps(asdict(where))),
            since=begin, until=end, planned_at=now,
        )  # fmt: skip
        met = _raise(made, where, now)
        recording.record_act(
            actor=reader, event=Event.COLLECTION, action="plan.new", now=now, records=[made.uid],
            recipients=sorted({each.agency for each in met}),
        )  # fmt: skip
    return showing.card(made, reader)


def call_off(*, reader: Reader, now: datetime, id: str) -> PlanCard:
    """Call a planned action off: its conflicts are gone for both sides at once."""
    with transaction.atomic():
        with denying.denied(reader, "plan.off", now):
            made = showing.visible(id, reader)
        if made.called_off_at or made.until <= now:
            raise Over()
        made.called_off_at = now
        made.save(update_fields=["called_off_at"])
        recording.record_act(
            actor=reader, event=Event.ALTERATION, action="plan.off", now=now, records=[made.uid],
            recipients=sorted({other.agency for other, _ in showing.met_by([made])[made.id]}),
        )  # fmt: skip
    return showing.card(made, reader)


def _raise(made: models.Plan, where: Place, now: datetime) -> list[models.Plan]:
    """Raise a conflict with each plan of other officers that meets this one, and tell the ledger of each other side."""
    others = models.Plan.objects.filter(
        called_off_at=None, since__lt=made.until, until__gt=max(made.since, now), site=made.site
    ).exclude(officer=made.officer)
    met = [each for each in others.order_by("id") if places.meet(where, showing.place_of(each))]
    models.Conflict.objects.bulk_create([models.Conflict(first=each, second=made, raised_at=now) for each in met])
    for each in met:
        # Who planned it stays at home: an entry in the other side's tree bears no officer.
        recording.record_act(
            actor=Reader("machine", each.agency, Role.OPERATOR, None), event=Event.COMBINATION, action="plan.conflict",
            now=now, records=[each.uid], recipients=[made.agency],
        )  # fmt: skip
    return met


def _moment(field: str, text: str) -> datetime:
    try:
        said = datetime.fromisoformat(text.strip())
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongPlan(field, "Say a day and a time as 2026-03-02 09:00, in UTC.") from None
