"""The doors of delegations: those of both sides, a new one, a publication within its bounds, and an end."""

from datetime import date

from pydantic import Field

from bowstreet.casework.sharing.delegations import delegating, showing
from bowstreet.casework.sharing.delegations.answers import DelegationCard, DelegationList
from bowstreet.interfaces.doors.audience import DISSEMINATORS, RE_MARKERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES

_MOST = 500


class One(Form):
    """A delegation by its id."""

    id: str = Field(max_length=36)


class Delegate(Form):
    """A record of the own agency, who may publish it, to whom at the most, and until which day (included)."""

    record: str = Field(min_length=1, max_length=36)
    agency: str = Field(min_length=1, max_length=60)
    receivers: tuple[str, ...] = Field((), max_length=_MOST)
    until: date


class Publish(One):
    """A delegation, and the agencies within its bounds to which the record is published now."""

    receivers: tuple[str, ...] = Field((), max_length=_MOST)


def _to_all(made: DelegationCard) -> str:
    return "/delegations"


DOORS = (
    Door(
        "delegation.list", "What your agency lets others publish, and what it may publish for others",
        showing.delegations, answer=DelegationList, web="/delegations", api="/delegations", page="delegations.html",
        roles=LEA_ROLES, command="delegation list",
    ),
    Door(
        "delegation.give", "Let another agency publish a record of yours, within bounds", delegating.give, Delegate,
        DelegationCard, method="POST", creates=True, web="/delegations", api="/delegations", after=_to_all,
        beside="delegation.list", roles=RE_MARKERS, command="delegation give",
    ),
    Door(
        "delegation.publish", "Publish a record on behalf of its owner", delegating.publish, Publish, DelegationCard,
        method="POST", web="/delegations/{id}/publish", api="/delegations/{id}/publish", after=_to_all,
        beside="delegation.list", roles=DISSEMINATORS, command="delegation publish",
    ),
    Door(
        "delegation.end", "End a delegation, as its owner or its delegate", delegating.end, One, DelegationCard,
        method="POST", web="/delegations/{id}/end", api="/delegations/{id}/end", after=_to_all,
        beside="delegation.list", roles=RE_MARKERS, command="delegation end",
    ),
)  # fmt: skip
