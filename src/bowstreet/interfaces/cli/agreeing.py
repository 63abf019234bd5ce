"""The commands of agreements."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Agreements on what your agency gives, and to whom.", no_args_is_help=True)


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List the agreements that your agency gives or receives under, one a line."""
    found = asking.through("agreement.list", asker)
    if as_json:
        output.document(found)
        return
    for each in found.agreements:
        output.line(_line(each))
    if not found.agreements:
        output.complaint("Your agency has part in no agreement.")


@commands.command("show")
@asking.as_officer
def show(
    asker: Reader,
    id: Annotated[str, typer.Argument(help="The agreement's id.")],
    as_json: asking.Json = False,
) -> None:
    """Show an agreement, and the first records that leave under it."""
    found = asking.through("agreement", asker, id=id)
    if as_json:
        output.document(found)
        return
    output.line(_line(found.agreement))
    for each in found.under:
        output.line(f"  {each.added_at:%Y-%m-%d %H:%M}  {each.record}  {each.kind:<16} {each.title}")
    if found.next:
        output.complaint("There is more under it.")


@commands.command("new")
@asking.as_officer
def new(
    asker: Reader,
    title: Annotated[str, typer.Argument(help="What it is called.")],
    to: Annotated[list[str] | None, typer.Option("--to", help="An agency that receives; again for more.")] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A receiver outside this node, as 'name: key'.")
    ] = None,
    for_purpose: Annotated[list[str] | None, typer.Option("--for", help="A purpose it is for; again for more.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind; again for more.")] = None,
    market: Annotated[list[str] | None, typer.Option("--market", help="Only this market; again for more.")] = None,
    grade: Annotated[str, typer.Option("--grade", help="This grade at least, as B2.")] = "",
    ceiling: Annotated[str | None, typer.Option("--ceiling", help="The strictest TLP that leaves.")] = None,
    handling: Annotated[str | None, typer.Option("--handling", help="The strictest handling code that leaves.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="The first day; today when left out.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Make an agreement of your agency."""
    made = asking.through(
        "agreement.make", asker, title=title, receivers=tuple(to or ()), parties=tuple(party or ()),
        purposes=tuple(for_purpose or ()), kinds=tuple(kind or ()), markets=tuple(market or ()), grade=grade,
        tlp=ceiling, handling=handling, since=since, until=until,
    )  # fmt: skip
    _told(made, as_json)


@commands.command("sign")
@asking.as_officer
def sign(
    asker: Reader, id: Annotated[str, typer.Argument(help="The agreement's id.")], as_json: asking.Json = False
) -> None:
    """Let an agreement stand that another supervisor proposed."""
    _told(asking.through("agreement.sign", asker, id=id), as_json)


@commands.command("end")
@asking.as_officer
def end(
    asker: Reader, id: Annotated[str, typer.Argument(help="The agreement's id.")], as_json: asking.Json = False
) -> None:
    """End an agreement: from now on nothing leaves under it."""
    _told(asking.through("agreement.end", asker, id=id), as_json)


def _told(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
    else:
        output.line(_line(made))


def _line(each: Any) -> str:
    receivers = ", ".join([*(one.slug for one in each.receivers), *(one.name for one in each.parties)])
    until = f" to {each.until}" if each.until else ""
    return f"{each.id}  {each.state:<8}  {each.giver.slug} to {receivers}  from {each.since}{until}  {each.title}"
