"""The doors of people: tokens of one's own, and the officers that a supervisor enrols."""

from pydantic import Field

from bowstreet.holdings.agencies import enrolling, queries, tokens
from bowstreet.holdings.agencies.answers import EnrolmentLink, NewToken, OfficerCard, TokenCard
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import Role

SUPERVISORS = frozenset({Role.SUPERVISOR})


class MakeToken(Form):
    """What the token is for, the purposes it may name, and for how many days."""

    label: str = Field(min_length=1, max_length=100)
    purposes: tuple[str, ...] = ()
    days: int = Field(30, ge=1, le=365)


class One(Form):
    """Something by its id."""

    id: str


class Enrol(Form):
    """A new officer of the supervisor's own agency."""

    name: str = Field(min_length=1, max_length=200)
    login: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{2,63}$")
    role: Role


DOORS = (
    Door(
        "tokens",
        "Your tokens",
        tokens.mine,
        answer=tuple[TokenCard, ...],
        web="/tokens",
        api="/tokens",
        page="tokens.html",
        purpose=False,
    ),
    Door(
        "tokens.make",
        "Make a token; its secret is shown once",
        tokens.make,
        MakeToken,
        NewToken,
        method="POST",
        web="/tokens/new",
        page="token_new.html",
        purpose=False,
        command="token new",
    ),
    Door(
        "tokens.revoke",
        "End a token",
        tokens.revoke,
        One,
        TokenCard,
        method="POST",
        web="/tokens/{id}/revoke",
        api="/tokens/{id}/revoke",
        after=lambda token: "/tokens",
        purpose=False,
    ),
    Door(
        "officers",
        "The officers of your agency",
        queries.colleagues,
        answer=tuple[OfficerCard, ...],
        web="/officers",
        api="/officers",
        page="officers.html",
        roles=SUPERVISORS,
        purpose=False,
    ),
    Door(
        "officers.enrol",
        "Enrol an officer by a link",
        enrolling.enrol,
        Enrol,
        EnrolmentLink,
        method="POST",
        web="/officers/new",
        api="/officers",
        page="officer_enrolled.html",
        roles=SUPERVISORS,
        purpose=False,
        command="officer add",
    ),
)
