"""The commands of behaviours: listed, shown with what was seen, and what is attached, taken back or declined."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="Behaviours and the records that show them.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The behaviour's id.")]
Held = Annotated[str, typer.Argument(help="The record's id.")]


@commands.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    words: Annotated[str, typer.Argument(help="Words that stand in them.")] = "",
    after: Annotated[int, typer.Option("--after", help="How many to pass over.")] = 0,
    limit: Annotated[int, typer.Option("--limit", help="How many to list.")] = 50,
    as_json: asking.Json = False,
) -> None:
    """List behaviours by title, each with its instances and the month in which one was seen last."""
    found = asking.through("behaviour.list", asker, q=words, after=after, limit=limit)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        output.line(f"{each.id}  {each.instances:>5,}  {each.last_seen or 'undated':<7}  {each.title}")
    output.complaint(f"{found.total:,} found.")


@commands.command("show")
@asking.as_officer
def show(
    asker: Reader,
    id: Which,
    limit: Annotated[int, typer.Option("--limit", help="How many suggestions to give.")] = 20,
    as_json: asking.Json = False,
) -> None:
    """Show a behaviour: instances, months, places, practices that answered it, and records that may be instances."""
    _tell(asking.through("behaviour", asker, id=id, limit=limit), as_json)


@commands.command("attach")
@asking.as_officer
def attach(
    asker: Reader,
    id: Which,
    record: Held,
    why: Annotated[str, typer.Option("--why", help="A sentence that whoever sees both reads.")] = "",
    seen_on: Annotated[str, typer.Option("--seen-on", help="The day on which it was seen.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Attach a record to a behaviour as an instance."""
    made = asking.through("behaviour.attach", asker, id=id, record=record, why=why, seen_on=seen_on or None)
    _tell(made, as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Which,
    practice: Annotated[str, typer.Argument(help="The id of the practice or method.")],
    say: Annotated[str, typer.Option("--say", help="What came of it, in a sentence.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Say that a practice or method answered a behaviour."""
    _tell(asking.through("behaviour.answer", asker, id=id, practice=practice, said=say), as_json)


@commands.command("detach")
@asking.as_officer
def detach(
    asker: Reader,
    id: Which,
    link: Annotated[str, typer.Argument(help="The instance or answer by its id.")],
    as_json: asking.Json = False,
) -> None:
    """Take back an instance or answer of your agency."""
    _tell(asking.through("behaviour.detach", asker, id=id, link=link), as_json)


@commands.command("decline")
@asking.as_officer
def decline(asker: Reader, id: Which, record: Held, as_json: asking.Json = False) -> None:
    """Decline a suggested record; it is not suggested to your agency again."""
    _tell(asking.through("behaviour.decline", asker, id=id, record=record), as_json)


def _tell(card: Any, as_json: bool) -> None:
    if as_json:
        output.document(card)
        return
    output.line(f"{card.id}  {card.title}")
    for each in card.instances:
        seen = " to ".join(str(day) for day in dict.fromkeys((each.first_seen, each.last_seen)) if day)
        output.line(f"  instance  {each.id}  {seen or 'undated'}  {each.title}")
    for month in card.sightings.months:
        output.line(f"  month     {month.month}  {month.instances:,}")
    for place in card.sightings.places:
        share = f"{place.rate.low * 100:.0f} % to {place.rate.high * 100:.0f} %"
        output.line(f"  {place.sort:<8}  {place.label}  {place.rate.worked:,} of {place.rate.tries:,} ({share})")
    for each in card.practices:
        output.line(f"  answered  {each.id}  {each.title}")
    for each in card.suggested:
        output.line(f"  suggested {each.record}  {each.title}: {' '.join(each.reasons)}")
