"""The doors of people: one's own tokens and passkeys, and the officers whom a supervisor administers, in person."""

from collections.abc import Callable

from pydantic import Field

from bowstreet.holdings.agencies import enrolling, officers, passkeys, queries, tokens
from bowstreet.holdings.agencies.answers import EnrolmentLink, NewToken, OfficerCard, PasskeyCard, Passkeys, TokenCard
from bowstreet.interfaces.doors.audience import SUPERVISORS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import Role


class MakeToken(Form):
    """What the token is for, the purposes it may name, and for how many days."""

    label: str = Field(min_length=1, max_length=100)
    purposes: tuple[str, ...] = ()
    days: int = Field(30, ge=1, le=365)


class AddPasskey(Form):
    """A name for the passkey, the ticket of the page, and the browser's answer as JSON."""

    name: str = Field(min_length=1, max_length=100)
    ticket: str = Field(max_length=20_000)
    credential: str = Field(max_length=20_000)


class One(Form):
    """Something by its id."""

    id: str


class Enrol(Form):
    """A new officer of the supervisor's own agency."""

    name: str = Field(min_length=1, max_length=200)
    login: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{2,63}$")
    role: Role


class OneOfficer(Form):
    """An officer by id."""

    officer: str


class NewRole(Form):
    """An officer by id, and the role to give."""

    officer: str
    role: Role


def _to_the_officers(changed: OfficerCard) -> str:
    return "/officers"


def _to_the_passkeys(changed: PasskeyCard) -> str:
    return "/passkeys"


def _for_an_officer(name: str, says: str, act: Callable[..., OfficerCard], form: type[Form] = OneOfficer) -> Door:
    """Return the door of what a supervisor does in person to one officer; the page and command bear its name."""
    address = f"/officers/{{officer}}/{name}"
    return Door(
        f"officers.{name}",
        says,
        act,
        form,
        OfficerCard,
        method="POST",
        in_person=True,
        web=address,
        api=address,
        after=_to_the_officers,
        roles=SUPERVISORS,
        purpose=False,
        command=f"officer {name}",
    )


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
        command="token list",
    ),
    Door(
        "tokens.make",
        "Make a token; its secret is shown once",
        tokens.make,
        MakeToken,
        NewToken,
        method="POST",
        creates=True,
        in_person=True,
        web="/tokens/new",
        api="/tokens",
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
        command="token revoke",
    ),
    Door(
        "passkeys",
        "Your passkeys, and what a browser needs to make another",
        passkeys.mine,
        answer=Passkeys,
        web="/passkeys",
        api="/passkeys",
        page="passkeys.html",
        purpose=False,
    ),
    Door(
        "passkeys.add",
        "Add a passkey that your browser made",
        passkeys.add,
        AddPasskey,
        PasskeyCard,
        method="POST",
        creates=True,
        in_person=True,
        web="/passkeys/new",
        api="/passkeys",
        after=_to_the_passkeys,
        purpose=False,
    ),
    Door(
        "passkeys.remove",
        "Remove a passkey",
        passkeys.remove,
        One,
        PasskeyCard,
        method="POST",
        in_person=True,
        web="/passkeys/{id}/remove",
        api="/passkeys/{id}/remove",
        after=_to_the_passkeys,
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
        command="officer list",
    ),
    Door(
        "officers.enrol",
        "Enrol an officer by a link",
        enrolling.enrol,
        Enrol,
        EnrolmentLink,
        method="POST",
        creates=True,
        in_person=True,
        web="/officers/new",
        beside="officers",
        api="/officers",
        page="officer_enrolled.html",
        roles=SUPERVISORS,
        purpose=False,
        command="officer add",
    ),
    Door(
        "officers.enrol_anew",
        "End an officer's access and make a new link for password and second factor",
        enrolling.enrol_anew,
        OneOfficer,
        EnrolmentLink,
        method="POST",
        creates=True,
        in_person=True,
        web="/officers/{officer}/enrol-anew",
        api="/officers/{officer}/enrol-anew",
        page="officer_enrolled.html",
        roles=SUPERVISORS,
        purpose=False,
        command="officer enrol-anew",
    ),
    _for_an_officer("unlock", "Open a sign-in that too many wrong tries have closed", officers.lift),
    _for_an_officer(
        "role", "Give an officer another role; sessions begun in the old one end", officers.change_role, NewRole
    ),
    _for_an_officer("end", "End an officer's access for good", officers.end),
)
