"""The commands about people: agencies, officers, signing in, tokens."""

import os
from datetime import timedelta
from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, output, session, starting
from bowstreet.interfaces.doors import places

agencies = typer.Typer(help="Agencies (the operator's task).", no_args_is_help=True)
officers = typer.Typer(help="Officers (a supervisor's task).", no_args_is_help=True)
tokens = typer.Typer(help="Tokens (an officer's own).", no_args_is_help=True)
commands = typer.Typer()


@agencies.command("add")
@asking.answering
def add_agency(
    slug: str,
    name: Annotated[str, typer.Option("--name")],
    country: Annotated[str, typer.Option("--country", help="Two letters.")],
    contact: Annotated[str, typer.Option("--contact", help="Whom other agencies reach.")],
    supervisor: Annotated[str, typer.Option("--supervisor", help="Sign-in name of the first supervisor.")],
    supervisor_name: Annotated[str, typer.Option("--supervisor-name")],
    sort: Annotated[str, typer.Option("--sort")] = "national_unit",
    as_json: asking.Json = False,
) -> None:
    """Make an agency, and a one-time link for its first supervisor."""
    starting.start()
    from bowstreet.holdings.agencies import enrolling, founding

    at = asking.now()
    founded = founding.found_agency(
        slug=slug, name=name, country=country, sort=sort, contact=contact, now=at, actor=founding.operator()
    )
    link = enrolling.first_link(agency=slug, name=supervisor_name, login=supervisor, now=at)
    if as_json:
        output.document({"agency": slug, "sealing_key": founded.private_sealing_key, "enrol": link.path})
        return
    output.line(f"Agency {slug} made.")
    output.line("Private sealing key, for its data-protection officer alone; it is not kept here:")
    output.line(founded.private_sealing_key)
    output.line(f"Enrolment link of {supervisor}, good once until {link.expires_at:%Y-%m-%d %H:%M} UTC: {link.path}")


@officers.command("add")
@asking.answering
def add_officer(
    login: str,
    name: Annotated[str, typer.Option("--name")],
    role: Annotated[str, typer.Option("--role")],
    token: asking.Token = None,
    as_json: asking.Json = False,
) -> None:
    """Enrol an officer of your own agency by a one-time link."""
    link = asking.through("officers.enrol", asking.reader(token, None, None, None), name=name, login=login, role=role)
    if as_json:
        output.document(link)
        return
    output.line(f"Enrolment link of {login}, good once until {link.expires_at:%Y-%m-%d %H:%M} UTC: {link.path}")


@commands.command()
@asking.answering
def login(
    name: Annotated[str, typer.Argument(help="Your sign-in name.")],
    days: Annotated[int, typer.Option("--days", min=1, max=30)] = 1,
) -> None:
    """Sign in with password and second factor; keeps a token for this machine's user."""
    starting.start()
    from bowstreet.holdings.agencies import signing, tokens

    password = typer.prompt("Password", hide_input=True)
    code = typer.prompt("Code of your second factor")
    at = asking.now()
    asker = signing.sign_in(login=name, password=password, code=code, session="command line", now=at)
    made = tokens.make(reader=asker, now=at, label=f"bowstreet login, {at:%Y-%m-%d}", purposes=(), days=days)
    place = session.kept_token(places.state())
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(made.secret)
    until = at + timedelta(days=days)
    output.line(f"Signed in as {asker.name} until {until:%Y-%m-%d %H:%M} UTC.")


@tokens.command("new")
@asking.answering
def new_token(
    name: Annotated[str, typer.Argument(help="Your sign-in name.")],
    label: Annotated[str, typer.Option("--label")],
    purpose: Annotated[
        list[str] | None, typer.Option("--for", help="A purpose it may name; none: all of yours.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=365)] = 30,
    as_json: asking.Json = False,
) -> None:
    """Make a token of your own; asks for password and second factor, and shows the secret once."""
    starting.start()
    from bowstreet.holdings.agencies import signing, tokens

    password = typer.prompt("Password", hide_input=True)
    code = typer.prompt("Code of your second factor")
    at = asking.now()
    asker = signing.sign_in(login=name, password=password, code=code, session="command line", now=at)
    made = tokens.make(reader=asker, now=at, label=label, purposes=tuple(purpose or ()), days=days)
    output.document(made) if as_json else output.line(made.secret)
