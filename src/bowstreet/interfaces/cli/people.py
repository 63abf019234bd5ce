"""The commands about people: signing in, tokens of one's own, and the officers whom a supervisor administers."""

import os
from datetime import timedelta
from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output, session
from bowstreet.interfaces.doors import places
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

officers = typer.Typer(help="The officers of your agency (a supervisor's task, in person).", no_args_is_help=True)
tokens = typer.Typer(help="Tokens (an officer's own).", no_args_is_help=True)
commands = typer.Typer()

Login = Annotated[str, typer.Argument(help="The officer's sign-in name.")]


@commands.command()
@asking.answering
def login(
    name: Annotated[str | None, typer.Argument(help="Your sign-in name; asked for when it is left out.")] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=30)] = 1,
) -> None:
    """Sign in with password and second factor; keeps a token for this machine's user."""
    asker = asking.in_person(name)
    at = asking.now()
    made = asking.through("tokens.make", asker, label=f"bowstreet login, {at:%Y-%m-%d}", days=days)
    place = session.kept_token(places.state())
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(made.secret)
    output.line(f"Signed in as {asker.name} until {at + timedelta(days=days):%Y-%m-%d %H:%M} UTC.")


@tokens.command("new")
@asking.answering
def new_token(
    label: Annotated[str, typer.Option("--label", help="What it is for.")],
    name: Annotated[str | None, typer.Argument(help="Your sign-in name; asked for when it is left out.")] = None,
    purpose: Annotated[
        list[str] | None, typer.Option("--for", help="A purpose it may name, may be given again; none: all of yours.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=365)] = 30,
    as_json: asking.Json = False,
) -> None:
    """Make a token of your own; asks for password and second factor, and shows the secret once."""
    asker = asking.in_person(name)
    made = asking.through("tokens.make", asker, label=label, purposes=tuple(purpose or ()), days=days)
    output.document(made) if as_json else output.line(made.secret)


@tokens.command("list")
@asking.as_officer
def list_tokens(asker: Reader, as_json: asking.Json = False) -> None:
    """List your tokens."""
    found = asking.through("tokens", asker)
    if as_json:
        output.document({"tokens": found})
        return
    for each in found:
        state = "ended" if each.revoked_at else f"until {each.expires_at:%Y-%m-%d %H:%M} UTC"
        output.line(f"{each.id}  {state:<27} {each.label}")


@tokens.command("revoke")
@asking.as_officer
def revoke_token(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The token's id, from 'token list'.")],
    as_json: asking.Json = False,
) -> None:
    """End a token of your own at once."""
    ended = asking.through("tokens.revoke", asker, id=id)
    output.document(ended) if as_json else output.line(f"The token '{ended.label}' has ended.")


@officers.command("list")
@asking.as_officer
def list_officers(asker: Reader, as_json: asking.Json = False) -> None:
    """List the officers of your agency."""
    found = asking.through("officers", asker)
    if as_json:
        output.document({"officers": found})
        return
    for each in found:
        state = f"locked until {each.locked_until:%H:%M} UTC" if each.locked_until else ""
        state = state or ("active" if each.active else "no access")
        output.line(f"{each.login:<24} {each.role:<24} {state:<22} {each.name}")


@officers.command("add")
@asking.answering
def add_officer(
    login: Login,
    name: Annotated[str, typer.Option("--name")],
    role: Annotated[str, typer.Option("--role")],
    own: asking.As = None,
    as_json: asking.Json = False,
) -> None:
    """Enrol an officer of your own agency by a one-time link."""
    link = asking.through("officers.enrol", asking.in_person(own), name=name, login=login, role=role)
    say_link(link, as_json)


@officers.command("enrol-anew")
@asking.answering
def enrol_anew(login: Login, own: asking.As = None, as_json: asking.Json = False) -> None:
    """End an officer's password, second factor, sessions and tokens, and make a new link."""
    say_link(_on("officers.enrol_anew", asking.in_person(own), login), as_json)


@officers.command("unlock")
@asking.answering
def unlock(login: Login, own: asking.As = None, as_json: asking.Json = False) -> None:
    """Open a sign-in that too many wrong tries have closed."""
    card = _on("officers.unlock", asking.in_person(own), login)
    output.document(card) if as_json else output.line(f"{card.login} may try again.")


@officers.command("role")
@asking.answering
def change_role(
    login: Login,
    role: Annotated[str, typer.Argument(help="The new role.")],
    own: asking.As = None,
    as_json: asking.Json = False,
) -> None:
    """Give an officer another role; sessions begun in the old one end."""
    card = _on("officers.role", asking.in_person(own), login, role=role)
    output.document(card) if as_json else output.line(f"{card.login} is now {card.role}.")


@officers.command("end")
@asking.answering
def end_officer(login: Login, own: asking.As = None, as_json: asking.Json = False) -> None:
    """End an officer's access for good."""
    card = _on("officers.end", asking.in_person(own), login)
    output.document(card) if as_json else output.line(f"The access of {card.login} has ended.")


def say_link(link: Any, as_json: bool) -> None:
    """Print an enrolment link, which is shown once."""
    if as_json:
        output.document(link)
        return
    until = f"{link.expires_at:%Y-%m-%d %H:%M} UTC"
    output.line(
        f"Enrolment link of {link.officer.login}, good once until {until},"
        f" to be put after the address at which this node is opened: {link.path}"
    )


def _on(door: str, asker: Reader, login: str, **fields: Any) -> Any:
    """Pass through a door about a colleague who is named by sign-in name."""
    found = [each.id for each in asking.through("officers", asker) if each.login == login]
    if not found:
        raise Hidden()
    return asking.through(door, asker, officer=found[0], **fields)
