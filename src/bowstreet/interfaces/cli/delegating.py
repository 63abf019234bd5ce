"""The commands of delegations: listed, given, used to publish, and ended."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Publishing a record on behalf of its owner.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The delegation's id.")]
To = Annotated[list[str], typer.Option("--to", help="An agency by its short name; several times.")]


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List what your agency lets others publish, then what it may publish for others."""
    found = asking.through("delegation.list", asker)
    if as_json:
        output.document(found)
        return
    for each in (*found.given, *found.held):
        _print(each)
    if found.capped:
        output.complaint("There are older ones; the newest are listed.")


@commands.command("give")
@asking.as_officer
def give(
    asker: Reader,
    record: Annotated[str, typer.Argument(help="The record's id.")],
    agency: Annotated[str, typer.Argument(help="Who may publish it, by the short name.")],
    to: To,
    until: Annotated[str, typer.Option("--until", help="The last day, as 2026-03-02.")],
    as_json: asking.Json = False,
) -> None:
    """Let another agency publish a record of yours to the agencies named, and to no others."""
    _tell(asking.through("delegation.give", asker, record=record, agency=agency, receivers=to, until=until), as_json)


@commands.command("publish")
@asking.as_officer
def publish(asker: Reader, id: Which, to: To, as_json: asking.Json = False) -> None:
    """Publish a record on behalf of its owner to agencies within the bounds of the delegation."""
    _tell(asking.through("delegation.publish", asker, id=id, receivers=to), as_json)


@commands.command("end")
@asking.as_officer
def end(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """End a delegation; what was published under it stays."""
    _tell(asking.through("delegation.end", asker, id=id), as_json)


def _tell(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
        return
    _print(made)


def _print(each: Any) -> None:
    output.line(f"{each.id}  {each.state:<8} {each.agency} for {each.owner} until {each.until}: {each.title}")
    output.line(
        f"  to {', '.join(each.bounds)}; published to {', '.join(p.receiver for p in each.published) or 'none'}"
    )
