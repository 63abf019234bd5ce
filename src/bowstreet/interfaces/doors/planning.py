"""The doors of planned actions: the own ones, a new one, one with its conflicts, and calling one off."""

from typing import Literal

from pydantic import Field

from bowstreet.casework.deconfliction.planned import places, planning, showing
from bowstreet.casework.deconfliction.planned.answers import PlanCard, PlanList
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES


class Listing(Form):
    """Which planned actions: those ahead, or those that are over."""

    which: Literal["ahead", "over"] = "ahead"


class One(Form):
    """A planned action by its id."""

    id: str = Field(max_length=36)


class Make(Form):
    """A planned action: where, from when to when, and whom to call. Moments are UTC where they say nothing else.

    ``latitude`` and ``longitude`` are degrees of WGS 84, ``metres`` the radius around them.
    """

    title: str = Field(max_length=200)
    kind: Literal["market", "forum", "account", "area"]
    place: str = Field("", max_length=500)
    since: str = Field(max_length=40)
    until: str = Field(max_length=40)
    contact: str = Field("", max_length=200)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    metres: int | None = Field(None, ge=1, le=places.MOST_METRES)


DOORS = (
    Door(
        "plan.list", "The actions that you planned, and where others plan the same", showing.plans, Listing, PlanList,
        web="/deconfliction/plans", api="/plans", page="plans.html", roles=LEA_ROLES, command="plan list",
    ),
    Door(
        "plan.blank", "Plan an action", showing.blank, answer=PlanList, web="/deconfliction/plans/new",
        page="plan_new.html", roles=LEA_ROLES,
    ),
    Door(
        "plan.new", "Plan an action, and hear who is there at the same time", planning.plan, Make, PlanCard,
        method="POST", creates=True, web="/deconfliction/plans/new", api="/plans",
        after=lambda made: f"/deconfliction/plans/{made.id}", beside="plan.blank", roles=LEA_ROLES, command="plan new",
    ),
    Door(
        "plan", "One planned action with its conflicts", showing.plan, One, PlanCard, web="/deconfliction/plans/{id}",
        api="/plans/{id}", page="plan.html", roles=LEA_ROLES, command="plan show",
    ),
    Door(
        "plan.off", "Call a planned action off", planning.call_off, One, PlanCard, method="POST",
        web="/deconfliction/plans/{id}/off", api="/plans/{id}/off",
        after=lambda made: f"/deconfliction/plans/{made.id}", roles=LEA_ROLES, command="plan off",
    ),
)  # fmt: skip
