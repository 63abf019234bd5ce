"""The commands of personas: those that you handle, and who met them."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Undercover personas that you handle. Nobody else lists them.", no_args_is_help=True)

_HOW = {"asked": "asked for it", "holds": "holds it"}


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List the personas that you handle with their alerts; for a coordinator the alerts of all behind them."""
    _tell(asking.through("persona.list", asker), as_json)


@commands.command("new")
@asking.as_officer
def new(
    asker: Reader,
    label: Annotated[str, typer.Argument(help="What you call it; nobody else reads it.")],
    identifier: Annotated[list[str], typer.Option("--identifier", help="As in a check; again for more.")],
    as_json: asking.Json = False,
) -> None:
    """Enter a persona that you handle."""
    _tell(asking.through("persona.new", asker, label=label, identifiers="\n".join(identifier)), as_json)


@commands.command("end")
@asking.as_officer
def end(
    asker: Reader, id: Annotated[str, typer.Argument(help="The persona's id.")], as_json: asking.Json = False
) -> None:
    """End a persona: it is erased with its alerts."""
    _tell(asking.through("persona.end", asker, id=id), as_json)


def _tell(found: Any, as_json: bool) -> None:
    if as_json:
        output.document(found)
        return
    for each in found.personas:
        output.line(f"{each.id}  {each.label}: {', '.join(each.identifiers)}")
        for one in each.alerts:
            who = ", ".join(filter(None, (one.officer, one.agency, one.contact)))
            output.line(f"  ALERT  {one.at:%Y-%m-%d %H:%M}  {one.shown}  {who} {_HOW[one.how]}  {one.reference}")
    for row in found.alerts:
        output.line(
            f"ALERT  {row.at:%Y-%m-%d %H:%M}  {row.type}  {row.other} ({row.other_contact}) {_HOW[row.how]};"
            f" handled by {row.handler}, {row.agency} ({row.contact})  {row.reference}"
        )
