"""The commands of tools: listed, shown, and what is stated of their uses, faults and acceptance in court."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Tools, what they proved, and what courts held of them.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The tool's id.")]
Version = Annotated[str, typer.Option("--version", help="The version of the tool.")]
Source = Annotated[str, typer.Option("--source", help="The case, or who or what says so.")]
Say = Annotated[str, typer.Option("--say", help="A sentence that whoever sees it reads.")]


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    words: Annotated[str, typer.Argument(help="Words, such as 'tool for Monero'.")] = "",
    after: Annotated[int, typer.Option("--after", help="How many to pass over.")] = 0,
    limit: Annotated[int, typer.Option("--limit", help="How many to list.")] = 50,
    as_json: asking.Json = False,
) -> None:
    """List tools by name, each with its uses, its known faults and the countries whose courts accepted it."""
    found = asking.through("tool.list", asker, q=words, after=after, limit=limit)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        accepted = f"  accepted in {', '.join(each.accepted_in)}" if each.accepted_in else ""
        output.line(f"{each.id}  {each.uses:>4,} uses  {each.faults:>3,} faults  {each.title} {each.version}{accepted}")
    output.complaint(f"{found.total:,} found.")


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show a tool: where it was used and what it proved, its faults, and what courts held."""
    _tell(asking.through("tool", asker, id=id), as_json)


@commands.command("use")
@asking.as_officer
def use(
    asker: Reader,
    id: Which,
    record: Annotated[str, typer.Argument(help="The operation, case, practice or method by its id.")],
    worked: Annotated[str, typer.Argument(help="yes, partly or no.")],
    say: Say = "",
    version: Version = "",
    as_json: asking.Json = False,
) -> None:
    """Say where a tool was used, whether it worked and what it proved."""
    made = asking.through("tool.use", asker, id=id, record=record, worked=worked, said=say, version=version)
    _tell(made, as_json)


@commands.command("fault")
@asking.as_officer
def fault(
    asker: Reader,
    id: Which,
    say: Say = "",
    source: Source = "",
    version: Version = "",
    mended: Annotated[str, typer.Option("--mended", help="The version in which it is mended.")] = "",
    as_json: asking.Json = False,
) -> None:
    """State a fault of a tool."""
    made = asking.through("tool.fault", asker, id=id, said=say, source=source, version=version, mended=mended)
    _tell(made, as_json)


@commands.command("acceptance")
@asking.as_officer
def acceptance(
    asker: Reader,
    id: Which,
    country: Annotated[str, typer.Argument(help="The country by its two letters.")],
    held: Annotated[str, typer.Argument(help="accepted, refused or not_tried.")],
    source: Source = "",
    version: Version = "",
    say: Say = "",
    as_json: asking.Json = False,
) -> None:
    """State what courts of a country held of a tool."""
    made = asking.through(
        "tool.acceptance", asker, id=id, country=country, held=held, source=source, version=version, said=say
    )
    _tell(made, as_json)


def _tell(card: Any, as_json: bool) -> None:
    if as_json:
        output.document(card)
        return
    output.line(f"{card.id}  {card.title} {card.version}".rstrip())
    for each in card.uses:
        output.line(f"  use         {each.worked or 'not said':<9} {each.version}  {each.title}")
    for each in card.faults:
        output.line(f"  fault       {each.version or 'all versions'}  {each.said} ({each.source})")
    for each in card.acceptance:
        output.line(f"  {each.held:<10}  {each.country} {each.version}  {each.source}")
