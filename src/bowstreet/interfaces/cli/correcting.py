"""The commands of corrections: proposed, listed, decided on and withdrawn."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Corrections of another agency's records.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The correction's id.")]


@commands.command("new")
@asking.as_officer
def new(
    asker: Reader,
    record: Annotated[str, typer.Argument(help="The record's id.")],
    field: Annotated[str, typer.Argument(help="The field by its name, such as aliases.")],
    sort: Annotated[str, typer.Argument(help="replace, add or remove.")],
    before: Annotated[str, typer.Option("--before", help="The value that is wrong.")] = "",
    after: Annotated[str, typer.Option("--after", help="The value that it should be.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why; the owner reads it. Without it --reason is it.")] = "",
    evidence: Annotated[str, typer.Option("--evidence", help="A record of your agency that shows it, by its id.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Propose to replace, add or remove one value of another agency's record."""
    made = asking.through(
        "correction.new", asker, id=record, field=field, sort=sort, before=before, after=after, why=why,
        evidence=evidence,
    )  # fmt: skip
    _tell(made, as_json)


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List corrections, one a line: those to decide on first, then those of your side, then those decided on."""
    found = asking.through("correction.list", asker)
    if as_json:
        output.document(found)
        return
    for each in (*found.to_decide, *found.mine, *found.decided):
        _print(each)
    output.complaint(f"{len(found.to_decide):,} to decide on.")
    if found.capped:
        output.complaint("There are older ones; the newest are listed.")


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show a correction and what came of it."""
    _tell(asking.through("correction", asker, id=id), as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Which,
    answer: Annotated[str, typer.Argument(help="accepted or declined.")],
    version: Annotated[int, typer.Option("--version", help="The version of the record against which you read it.")] = 0,
    say: Annotated[str, typer.Option("--say", help="A sentence that the one who proposed it reads.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Accept a correction of your agency's record as it stands in --version, or decline it with a sentence."""
    _tell(asking.through("correction.answer", asker, id=id, answer=answer, version=version, said=say), as_json)


@commands.command("withdraw")
@asking.as_officer
def withdraw(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Withdraw a correction that is not decided on."""
    _tell(asking.through("correction.withdraw", asker, id=id), as_json)


def _tell(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
        return
    _print(made)
    if made.opens:
        output.line(f"  {made.label}: {made.before or 'nothing'} -> {made.after or 'nothing'}")
        output.line(f"  {made.officer} of {made.agency}: {made.why}")
        output.line(f"  Begun from version {made.begun}; version {made.version} stands. {made.hindrance}".rstrip())
    if made.said:
        output.line(f"  {made.ended_by}: {made.said}")


def _print(each: Any) -> None:
    title = each.title or "a record that does not open to you"
    output.line(f"{each.id}  {each.state:<10} {each.sort:<8} {each.label or 'a field'}  {title}")
