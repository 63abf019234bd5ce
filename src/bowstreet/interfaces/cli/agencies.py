"""The commands about agencies: the operator's tasks, and the supervisor's standing envelope and groups."""

from pathlib import Path
from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, output, people, starting
from bowstreet.vocabulary.readers import Reader

agencies = typer.Typer(help="Agencies (the operator's task).", no_args_is_help=True)
standing = typer.Typer(help="What a recording of your agency carries where it is silent.", no_args_is_help=True)
groups = typer.Typer(help="Groups of agencies: joint teams, task forces.", no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="The agency's short name.")]
Group = Annotated[str, typer.Argument(help="The group's short name.")]
Since = Annotated[str, typer.Option("--since", help="The first day, as 2026-03-02.")]
Until = Annotated[str | None, typer.Option("--until", help="The last day; none: open.")]


@agencies.command("add")
@asking.answering
def add_agency(
    slug: Slug,
    name: Annotated[str, typer.Option("--name")],
    country: Annotated[str, typer.Option("--country", help="Two letters.")],
    contact: Annotated[str, typer.Option("--contact", help="Whom other agencies reach.")],
    supervisor: Annotated[str, typer.Option("--supervisor", help="Sign-in name of the first supervisor.")],
    supervisor_name: Annotated[str, typer.Option("--supervisor-name")],
    sort: Annotated[str, typer.Option("--sort", help="national_unit, coordinator, prosecution, partner ...")]
    = "national_unit",
    as_json: asking.Json = False,
) -> None:  # fmt: skip
    """Make an agency, and a one-time link for its first supervisor."""
    starting.start()
    from django.db import transaction

    from bowstreet.holdings.agencies import enrolling, founding

    at = asking.now()
    with transaction.atomic():
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
    people.say_link(link, as_json)


@agencies.command("list")
@asking.answering
def list_agencies(as_json: asking.Json = False) -> None:
    """List the agencies of this node."""
    starting.start()
    from bowstreet.holdings.agencies import queries

    found = tuple(queries.cards().values())
    if as_json:
        output.document({"agencies": found})
        return
    for each in found:
        output.line(f"{each.slug:<24} {each.country}  {each.sort:<16} {each.name}")


@agencies.command("enrol")
@asking.answering
def enrol_first(
    slug: Slug,
    login: Annotated[str, typer.Option("--login", help="The officer's sign-in name.")],
    name: Annotated[str, typer.Option("--name")],
    as_json: asking.Json = False,
) -> None:
    """Make a link for the supervisor of an agency that has none, or for a partner body's next officer."""
    starting.start()
    from bowstreet.holdings.agencies import enrolling

    people.say_link(enrolling.first_link(agency=slug, name=name, login=login, now=asking.now()), as_json)


@agencies.command("enrol-anew")
@asking.answering
def enrol_anew(login: people.Login, as_json: asking.Json = False) -> None:
    """Make a new link for a supervisor, overseer or partner who lost access."""
    starting.start()
    from bowstreet.holdings.agencies import enrolling, queries
    from bowstreet.vocabulary.refusals import Hidden

    try:
        officer = queries.officer_of_login(login)
    except LookupError:
        raise Hidden() from None
    people.say_link(enrolling.anew_by_operator(officer=officer.id, now=asking.now()), as_json)


@agencies.command("suspend")
@asking.answering
def suspend(slug: Slug) -> None:
    """End all sessions and tokens of an agency until it is resumed."""
    starting.start()
    from bowstreet.holdings.agencies import founding

    founding.suspend_agency(actor=founding.operator(), slug=slug, now=asking.now())
    output.line(f"Agency {slug} is suspended. Let it in again with 'bowstreet agency resume {slug}'.")


@agencies.command("resume")
@asking.answering
def resume(slug: Slug) -> None:
    """Let the officers of a suspended agency sign in again."""
    starting.start()
    from bowstreet.holdings.agencies import founding

    founding.resume_agency(actor=founding.operator(), slug=slug, now=asking.now())
    output.line(f"The officers of {slug} may sign in again.")


@standing.command("show")
@asking.as_officer
def show_standing(asker: Reader) -> None:
    """Show your agency's standing envelope as JSON: what it says itself, and what applies."""
    output.document(asking.through("standing", asker))


@standing.command("set")
@asking.answering
def set_standing(
    file: Annotated[Path, typer.Argument(help="A JSON file with the whole standing envelope.")],
    own: asking.As = None,
) -> None:
    """Change your agency's standing envelope; records made before keep theirs."""
    said = starting.object_in(file, "standing envelope")
    asking.through("standing.set", asking.in_person(own), standing=said)
    output.line("The standing envelope is changed.")


@groups.command("list")
@asking.as_officer
def list_groups(asker: Reader, as_json: asking.Json = False) -> None:
    """List the groups that your agency leads or belongs to."""
    found = asking.through("groups", asker)
    if as_json:
        output.document({"groups": found})
        return
    for each in found:
        output.line(f"{each.slug}: {each.name}, led by {each.led_by}{', hidden' if each.hidden else ''}")
        for member in each.members:
            output.line(f"  {member.agency:<24} since {member.since}{f' until {member.until}' if member.until else ''}")


@groups.command("new")
@asking.answering
def new_group(
    group: Group,
    name: Annotated[str, typer.Option("--name")],
    since: Since,
    until: Until = None,
    arrangement: Annotated[str, typer.Option("--arrangement", help="SHA-256 of the document that is signed.")] = "",
    hidden: Annotated[bool, typer.Option("--hidden", help="No member learns who else is in it, for ever.")] = False,
    own: asking.As = None,
) -> None:
    """Make a group that your agency leads."""
    made = asking.through("groups.make", asking.in_person(own), slug=group, name=name, since=since, until=until,
                          arrangement=arrangement, hidden=hidden)  # fmt: skip
    output.line(f"Group {made.slug} made.")


@groups.command("add")
@asking.answering
def add_member(group: Group, agency: Slug, since: Since, until: Until = None, own: asking.As = None) -> None:
    """Let an agency belong to a group that your agency leads."""
    asking.through("groups.add", asking.in_person(own), group=group, agency=agency, since=since, until=until)
    output.line(f"{agency} belongs to {group} from {since}.")


@groups.command("end")
@asking.answering
def end_member(
    group: Group,
    agency: Slug,
    until: Annotated[str, typer.Option("--until", help="The last day that counts, as 2026-03-02.")],
    own: asking.As = None,
) -> None:
    """End a membership: one of a group that your agency leads, or your agency's own."""
    asking.through("groups.end", asking.in_person(own), group=group, agency=agency, until=until)
    output.line(f"{agency} belongs to {group} until {until}.")
