"""The commands of behaviours: listed, shown with what was seen, and what is attached, taken back or declined."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.counting import percent
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


@commands.command("rows")
@asking.as_officer
def rows(
    asker: Reader,
    id: Which,
    since: Annotated[str, typer.Option("--since", help="The first day of the rows to look at.")] = "",
    until: Annotated[str, typer.Option("--until", help="The last day of them.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="How many rows to give.")] = 20,
    as_json: asking.Json = False,
) -> None:
    """Show rows of datasets in which a word of a behaviour stands, and how many of how many do, by dataset."""
    found = asking.through("behaviour.rows", asker, id=id, since=since or None, until=until or None, limit=limit)
    if as_json:
        output.document(found)
        return
    for each in found.datasets:
        output.line(f"{each.dataset}  {_share(each.rate)}  {each.title}")
    if found.base:
        output.line(f"{'all':<36}  {_share(found.base)}")
    for row in found.rows:
        output.line(f"{row.row}  {row.day or 'undated'}  {' '.join(row.reasons)}")
        for one in row.accounts:
            output.line(f"  account   {one.record}  {one.title}")
    if found.beyond:
        output.complaint(f"{found.beyond:,} rows were not looked at.")
    if found.silent:
        asking.refuse(found.silent)


@commands.command("attach")
@asking.as_officer
def attach(
    asker: Reader,
    id: Which,
    record: Held,
    why: Annotated[str, typer.Option("--why", help="A sentence that whoever sees both reads.")] = "",
    seen_on: Annotated[str, typer.Option("--seen-on", help="The day on which it was seen.")] = "",
    row: Annotated[str, typer.Option("--row", help="The row of a dataset in which it was seen.")] = "",
    as_json: asking.Json = False,
) -> None:
    """Attach a record to a behaviour as an instance."""
    said = {"record": record, "why": why, "seen_on": seen_on or None, "row": row}
    _tell(asking.through("behaviour.attach", asker, id=id, **said), as_json)


@commands.command("answer")
@asking.as_officer
def answer(
    asker: Reader,
    id: Which,
    practice: Annotated[str, typer.Argument(help="The id of the practice or method, or its card: SORT/ID.")],
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
def decline(
    asker: Reader,
    id: Which,
    record: Annotated[str, typer.Argument(help="The record's id, or a row of a dataset.")],
    as_json: asking.Json = False,
) -> None:
    """Decline a suggested record or row; it is not suggested to your agency again."""
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
        output.line(f"  {place.sort:<8}  {place.label}  {_share(place.rate)}")
    for each in card.practices:
        output.line(f"  answered  {each.id}  {each.title}")
    for card_ in card.cards:
        output.line(f"  answered  {card_.id}  {card_.title} ({'/'.join(card_.card)})")
    for each in card.suggested:
        output.line(f"  suggested {each.record}  {each.title}: {' '.join(each.reasons)}")


def _share(rate: Any) -> str:
    """Return a share with both of its numbers and its interval.

    >>> from bowstreet.casework.library.rates import rate
    >>> _share(rate(3, 2000))
    '3 of 2,000 (0.051 % to 0.44 %)'
    """
    return f"{rate.worked:,} of {rate.tries:,} ({percent(rate.low)} % to {percent(rate.high)} %)"
