"""The doors of leads: the list, one with its chain, the funnel, and what is done with a lead."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from pydantic import Field

from bowstreet.casework.operations.boards import InstrumentCode
from bowstreet.casework.operations.leads import packaging, passing, showing
from bowstreet.casework.operations.leads.answers import Funnel, LeadChain, LeadList, Stage
from bowstreet.casework.operations.leads.packaging import LeadPackage
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES

_LINE, _TEXT = 500, 2_000


class Listing(Form):
    """Which part of the list."""

    after: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class One(Form):
    """A lead by the id of its record."""

    id: str = Field(max_length=36)


class HandOver(One):
    """To which agency of this node a lead goes, for which authority, under which instrument, and until when it answers.

    Without a country it is the receiver's; ``operation`` is the one that the lead came from.
    """

    to: str = Field(min_length=1, max_length=60)
    authority: str = Field(min_length=1, max_length=_LINE)
    asked: Literal["identified", "prosecution"]
    due_on: date
    country: str = Field("", max_length=2)
    instrument: Literal["none", InstrumentCode] = "none"
    reference: str = Field("", max_length=100)
    operation: str = Field("", max_length=36)


class LeadAnswer(One):
    """What an agency says to a lead that it was handed; ``said`` is read by the giver alone."""

    answer: Literal["accepted", "wrong_address", "cannot_act"]
    instead: str = Field("", max_length=200)
    why: Literal["", "no_ground", "too_little", "too_old", "no_capacity", "known", "other"] = ""
    said: str = Field("", max_length=_TEXT)


class StageTold(One):
    """To which stage a lead came, and on which day; ``why`` says why it was dropped."""

    stage: Stage
    why: Literal["", "no_evidence", "not_found", "no_jurisdiction", "limitation", "no_capacity", "other"] = ""
    on: date | None = None


_PAGE: Callable[[Any], str] = lambda made: f"/leads/{made.id}"  # noqa: E731 - one address for all acts

DOORS = (
    Door(
        "lead.list", "The leads that your agency gave, has, or is to answer", showing.leads, Listing, LeadList,
        web="/leads", api="/leads", page="leads.html", roles=LEA_ROLES, command="lead list",
    ),
    Door(
        "lead.funnel", "How far the leads came, by country, and in how many days", showing.funnel, answer=Funnel,
        web="/leads/funnel", api="/leads/funnel", page="leads_funnel.html", roles=LEA_ROLES, command="lead funnel",
    ),
    Door(
        "lead", "A lead with its chain: who has it, what is awaited, how it came out", showing.lead, One, LeadChain,
        web="/leads/{id}", api="/leads/{id}", page="lead.html", roles=LEA_ROLES, command="lead show",
    ),
    Door(
        "lead.package", "What an agency needs to act on a lead that it was handed, in one piece", packaging.package,
        One, LeadPackage, web="/leads/{id}/package", api="/leads/{id}/package", page="lead_package.html",
        roles=LEA_ROLES, command="lead package",
    ),
    Door(
        "lead.hand_over", "Hand a lead over to another agency", passing.hand_over, HandOver, LeadChain, method="POST",
        web="/leads/{id}/hand-overs", api="/leads/{id}/hand-overs", after=_PAGE, beside="lead", roles=LEA_ROLES,
        command="lead hand-over",
    ),
    Door(
        "lead.answer", "Answer a lead that your agency was handed", passing.answer, LeadAnswer, LeadChain,
        method="POST", web="/leads/{id}/answer", api="/leads/{id}/answer", after=_PAGE, beside="lead", roles=LEA_ROLES,
        command="lead answer",
    ),
    Door(
        "lead.stage", "Say to which stage a lead came", passing.tell, StageTold, LeadChain, method="POST",
        web="/leads/{id}/stages", api="/leads/{id}/stages", after=_PAGE, beside="lead", roles=LEA_ROLES,
        command="lead stage",
    ),
)  # fmt: skip
