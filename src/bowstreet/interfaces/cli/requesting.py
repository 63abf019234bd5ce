"""The commands of requests to an owner: asked for, listed, answered and ended."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Requests to an owner to release what is closed.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The request's id.")]
Actions = Annotated[
    list[str] | None,
    typer.Option("--action", help="body, identifiers, link, disseminate or court; may be repeated."),
]
Until = Annotated[str, typer.Option("--until", help="The last day, as 2026-03-02.")]


@commands.command("new")
@asking.as_officer
def new(
    asker: Reader,
    record: Annotated[str, typer.Argument(help="The record's id.")],
    action: Actions = None,
    until: Until = "",
    why: Annotated[str, typer.Option("--why", help="What for; the owner reads it. Without it --reason is it.")] = "",
    agency: Annotated[bool, typer.Option("--agency", help="For every officer of your agency.")] = False,
    as_json: asking.Json = False,
) -> None:
    """Ask the owner of a record to release what is closed."""
    made = asking.through(
        "request.new", asker, id=record, actions=action or (), until=until, why=why, whole_agency=agency
    )
    _tell(made, as_json)


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List requests, one a line: those to answer first, then those of your side, then those that were answered."""
    found = asking.through("request.list", asker)
    if as_json:
        output.document(found)
        return
    for each in (*found.to_answer, *found.asked, *found.answered):
        _print(each)
    output.complaint(f"{len(found.to_answer):,} to answer.")
    if found.capped:
        output.complaint("There are older ones; the newest are listed.")


@commands.command("show")
@asking.as_officer
def show(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Show a request and its answer."""
    _tell(asking.through("request", asker, id=id), as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Which,
    answer: Annotated[str, typer.Argument(help="approved or declined.")],
    action: Actions = None,
    until: Until = "",
    officer: Annotated[bool, typer.Option("--officer", help="For the officer who asks alone.")] = False,
    say: Annotated[str, typer.Option("--say", help="A sentence that the one who asked reads.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Release some or all of what is asked for, each named by --action, or decline it with a sentence."""
    made = asking.through(
        "request.answer", asker, id=id, answer=answer, actions=action or (), until=until or None,
        officer_alone=officer, said=say,
    )  # fmt: skip
    _tell(made, as_json)


@commands.command("withdraw")
@asking.as_officer
def withdraw(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Withdraw a request, or take back what was released."""
    _tell(asking.through("request.withdraw", asker, id=id), as_json)


def _tell(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
        return
    _print(made)
    output.line(f"  {made.officer} of {made.agency}, {made.purpose}: {made.why}")
    if made.said:
        output.line(f"  {made.answered_by}: {made.said}")


def _print(each: Any) -> None:
    what = ", ".join(each.given or each.actions)
    whom = "agency" if (each.to_agency if each.given else each.whole_agency) else "officer"
    title = each.title or "a record that does not open to you"
    output.line(f"{each.id}  {each.state:<10} {what} for the {whom} until {each.last_day or each.until}  {title}")
