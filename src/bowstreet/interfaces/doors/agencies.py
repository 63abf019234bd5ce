"""The doors of an agency: its standing envelope, and the groups of agencies to which it belongs."""

from datetime import date
from typing import Any

from pydantic import Field

from bowstreet.holdings.agencies import changing, founding, groups
from bowstreet.holdings.agencies.answers import GroupCard, Standing
from bowstreet.interfaces.doors.audience import RECORD_READERS, SUPERVISORS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEADERS


class SetStanding(Form):
    """The whole standing envelope; what it leaves out is what applies to every agency."""

    standing: dict[str, Any]


class ChangeStanding(Form):
    """What the page of the standing envelope shows; ``marks`` are written ``content:mark:code``."""

    legal_basis: str = Field(min_length=1, max_length=500)
    instrument: str = Field(max_length=60)
    instrument_ref: str = Field("", max_length=100)
    retention: str = Field("standard", max_length=60)
    purposes: tuple[str, ...] = Field((), max_length=60)
    second_person: tuple[str, ...] = Field((), max_length=200)
    marks: tuple[str, ...] = Field((), max_length=60)


class MakeGroup(Form):
    """A new group led by the own agency; ``arrangement`` is the SHA-256 of the document that its members signed.

    ``hidden``: its members do not learn who else is in it; that cannot be taken back.
    """

    slug: str = Field(pattern="^[a-z0-9][a-z0-9-]{1,59}$")
    name: str = Field(min_length=1, max_length=200)
    since: date
    until: date | None = None
    arrangement: str = Field("", pattern="^([0-9a-f]{64})?$")
    hidden: bool = False


class AddMember(Form):
    """An agency that is to belong to a group, and on which days."""

    group: str
    agency: str = Field(min_length=1, max_length=60)
    since: date
    until: date | None = None


class EndMember(Form):
    """A membership, and its last day."""

    group: str
    agency: str
    until: date


def _to_the_standing(made: Standing) -> str:
    return "/standing"


def _to_the_groups(made: GroupCard) -> str:
    return "/groups"


DOORS = (
    Door(
        "standing",
        "What a recording of your agency carries where it is silent",
        founding.standing_of,
        answer=Standing,
        web="/standing",
        api="/standing",
        page="standing.html",
        roles=RECORD_READERS,
        purpose=False,
        command="standing show",
    ),
    Door(
        "standing.set",
        "Change your agency's standing envelope; records made before keep theirs",
        founding.set_standing,
        SetStanding,
        Standing,
        method="POST",
        in_person=True,
        api="/standing",
        roles=SUPERVISORS,
        purpose=False,
        command="standing set",
    ),
    Door(
        "standing.change",
        "Change parts of your agency's standing envelope",
        changing.change_standing,
        ChangeStanding,
        Standing,
        method="POST",
        in_person=True,
        web="/standing/change",
        after=_to_the_standing,
        beside="standing",
        roles=SUPERVISORS,
        purpose=False,
    ),
    Door(
        "groups",
        "The groups that your agency leads or belongs to",
        groups.mine,
        answer=tuple[GroupCard, ...],
        web="/groups",
        api="/groups",
        page="groups.html",
        roles=RECORD_READERS,
        purpose=False,
        command="group list",
    ),
    Door(
        "groups.make",
        "Make a group that your agency leads",
        groups.make_group,
        MakeGroup,
        GroupCard,
        method="POST",
        creates=True,
        in_person=True,
        web="/groups",
        api="/groups",
        after=_to_the_groups,
        beside="groups",
        roles=LEADERS,
        purpose=False,
        command="group new",
    ),
    Door(
        "groups.add",
        "Let an agency belong to a group that your agency leads",
        groups.add_member,
        AddMember,
        GroupCard,
        method="POST",
        creates=True,
        in_person=True,
        web="/groups/{group}/members",
        api="/groups/{group}/members",
        after=_to_the_groups,
        beside="groups",
        roles=LEADERS,
        purpose=False,
        command="group add",
    ),
    Door(
        "groups.end",
        "End a membership: one of a group that your agency leads, or your agency's own",
        groups.end_member,
        EndMember,
        GroupCard,
        method="POST",
        in_person=True,
        web="/groups/{group}/members/{agency}/end",
        api="/groups/{group}/members/{agency}/end",
        after=_to_the_groups,
        beside="groups",
        roles=LEADERS,
        purpose=False,
        command="group end",
    ),
)
