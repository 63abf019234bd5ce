"""The commands of planned actions: what is planned where and when, and who else is there."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Planned actions, and who plans at the same place.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The planned action's id.")]


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    which: Annotated[str, typer.Option("--which", help="ahead or over.")] = "ahead",
    as_json: asking.Json = False,
) -> None:
    """List the actions that you planned, one a line; for a coordinator all conflicts behind them."""
    found = asking.through("plan.list", asker, which=which)
    if as_json:
        output.document(found)
        return
    for each in found.plans:
        _print(each)
    for one in found.meetings:
        sides = " and ".join(f"{side.agency} ({side.contact}; {side.place})" for side in one.sides)
        output.line(f"CONFLICT  {_window(one)}  {sides}")
    output.complaint(f"{found.ahead:,} ahead, {found.over:,} over.")
    if found.capped:
        output.complaint("There are more than are listed; the nearest are.")


@commands.command("new")
@asking.as_officer
def new(
    asker: Reader,
    title: Annotated[str, typer.Argument(help="What is planned; only your own side reads it.")],
    kind: Annotated[str, typer.Argument(help="market, forum, account or area.")],
    place: Annotated[
        str, typer.Argument(help="The market's or forum's name, the account as MARKET:NAME, or an address.")
    ] = "",
    since: Annotated[str, typer.Option("--since", help="From when on, as '2026-03-02 09:00' in UTC.")] = "",
    until: Annotated[str, typer.Option("--until", help="Until when.")] = "",
    contact: Annotated[str, typer.Option("--contact", help="Whom to call; your agency's when left out.")] = "",
    at: Annotated[
        tuple[float, float, int] | None, typer.Option("--at", help="Latitude, longitude, and metres around them.")
    ] = None,
    as_json: asking.Json = False,
) -> None:
    """Plan an action, and hear who is there at the same time."""
    latitude, longitude, metres = at or (None, None, None)
    made = asking.through(
        "plan.new", asker, title=title, kind=kind, place=place, since=since, until=until, contact=contact,
        latitude=latitude, longitude=longitude, metres=metres,
    )  # fmt: skip
    _tell(made, as_json)


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show a planned action and who else is there."""
    _tell(asking.through("plan", asker, id=id), as_json)


@commands.command("off")
@asking.as_officer
def off(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Call a planned action off."""
    _tell(asking.through("plan.off", asker, id=id), as_json)


def _tell(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
    else:
        _print(made)


def _print(each: Any) -> None:
    off = "  CALLED OFF" if each.called_off_at else ""
    output.line(f"{each.id}  {_window(each)}  {each.kind:<7} {each.place}  {each.title}{off}")
    for one in each.conflicts:
        output.line(f"  CONFLICT  {_window(one)}  {one.agency}: contact {one.contact} before acting")


def _window(each: Any) -> str:
    return f"{each.since:%Y-%m-%d %H:%M} to {each.until:%Y-%m-%d %H:%M}"
