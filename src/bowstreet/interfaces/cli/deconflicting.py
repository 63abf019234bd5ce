"""The commands of tickets: who else works on what we hold or asked for, and what is answered."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Tickets: where another agency meets yours on an identifier.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The ticket's reference.")]
_HOW = {"asked": "you asked", "asks": "they ask you", "holds": "both hold it"}


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    which: Annotated[str, typer.Option("--which", help="open, mine or settled.")] = "open",
    record: Annotated[str | None, typer.Option("--record", help="Only those on one of your own records.")] = None,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last page said to go on.")] = None,
    as_json: asking.Json = False,
) -> None:
    """List the tickets of your agency, one a line, the shortest clock first."""
    found = asking.through("ticket.list", asker, which=which, record=record, cursor=cursor)
    if as_json:
        output.document(found)
        return
    for each in found.tickets:
        _print(each)
    output.complaint(f"{found.open:,} open, {found.mine:,} of them yours, {found.settled:,} settled.")
    if found.next:
        output.complaint(f"There is more: --cursor {found.next}")


@commands.command("show")
@asking.as_officer
def show(asker: Reader, ref: Which, as_json: asking.Json = False) -> None:
    """Show a ticket: what meets, who asks and why, what you hold, and both answers."""
    _tell(asking.through("ticket", asker, ref=ref), as_json)


@commands.command("take")
@asking.as_officer
def take(asker: Reader, ref: Which, as_json: asking.Json = False) -> None:
    """Take a ticket, so that your colleagues see who works on it."""
    _tell(asking.through("ticket.take", asker, ref=ref), as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    ref: Which,
    answer: Annotated[str, typer.Argument(help="share, talk or none.")],
    said: Annotated[str, typer.Option("--say", help="A sentence that the other side reads.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Answer the other side: open content to each other, talk first, or no common interest (with --say)."""
    _tell(asking.through("ticket.answer", asker, ref=ref, answer=answer, said=said), as_json)


@commands.command("escalate")
@asking.as_officer
def escalate(asker: Reader, ref: Which, as_json: asking.Json = False) -> None:
    """Call the supervisors of both sides to a ticket."""
    _tell(asking.through("ticket.escalate", asker, ref=ref), as_json)


@commands.command("merge")
@asking.as_officer
def merge(
    asker: Reader,
    ref: Which,
    into: Annotated[str, typer.Argument(help="The reference of the ticket under which it is worked on.")],
    as_json: asking.Json = False,
) -> None:
    """Put a ticket under another one with the same agency."""
    _tell(asking.through("ticket.merge", asker, ref=ref, into=into), as_json)


def _tell(each: Any, as_json: bool) -> None:
    if as_json:
        output.document(each)
        return
    _print(each)
    output.value("Whom to ask", each.contact, "")
    for ask in each.asks:
        output.value("Asked by", f"{ask.officer}, {ask.agency}: {ask.why}", f"{ask.at:%Y-%m-%d %H:%M} UTC")
    for record in each.records:
        output.value("You hold", f"{record.title} ({record.id})", "")
    for whose, by, at in (("Escalated", each.escalated_by, each.escalated_at),
                          ("They escalated", each.they_escalated_by, each.they_escalated_at)):  # fmt: skip
        if at:
            output.value(whose, by, f"{at:%Y-%m-%d %H:%M} UTC")
    for whose, said in (("Your answer", each.answer), ("Their answer", each.theirs)):
        if said.answer:
            output.value(whose, f"{said.answer}. {said.said}".strip(), f"{said.by}, {said.at:%Y-%m-%d %H:%M} UTC")


def _print(each: Any) -> None:
    what = each.shown or f"an identifier of the type {each.type}"
    late = " LATE" if each.late else ""
    taken = f", taken by {each.taken_by}" if each.taken_by else ""
    output.line(f"{each.ref}  {each.agency:<14} {_HOW[each.how]:<13} until {each.due_at:%Y-%m-%d %H:%M}{late}  "
                f"{each.type} {what}{taken}")  # fmt: skip
