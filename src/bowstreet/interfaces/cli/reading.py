"""The commands of the library."""

from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="The library: what works, and what became of markets.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="operation, practice, method or market.")]


@commands.command("find")
@asking.as_officer
def find(
    asker: Reader,
    text: Annotated[str, typer.Argument(help="Words, in any order; without any, every card.")] = "",
    sort: Annotated[str | None, typer.Option("--sort", help="operation, practice, method or market.")] = None,
    limit: Annotated[int, typer.Option("--limit", help="So many cards at most.")] = 50,
    as_json: asking.Json = False,
) -> None:
    """Find cards written from public facts, one a line, and after them what agencies recorded that you may see."""
    found = asking.through("library", asker, q=text, sort=sort, limit=limit)
    if as_json:
        output.document(found)
        return
    for each in found.cards:
        output.line(f"{each.sort:<10} {each.id:<32} {each.title}{f'  ({each.when})' if each.when else ''}")
    for hit in found.records:
        output.line(f"{hit.kind:<10} {hit.id}  {''.join(part.text for part in hit.title)}")
    if not found.cards and not found.records:
        output.complaint("Nothing in the library holds these words.")


@commands.command("show")
@asking.as_officer
def show(
    asker: Reader,
    sort: Which,
    id: Annotated[str, typer.Argument(help="The id of the card.")],
    as_json: asking.Json = False,
) -> None:
    """Show a card: each sentence with the numbers of its sources, the behaviours it answered, its sources."""
    card = asking.through("library.card", asker, sort=sort, id=id)
    if as_json:
        output.document(card)
        return
    output.line(f"{card.line.title}{f'  ({card.line.when})' if card.line.when else ''}")
    if card.summary.text:
        output.line(f"{card.summary.text}{_cites(card.summary.sources)}")
    for section in card.sections:
        output.line("")
        output.line(section.heading)
        for each in section.said:
            label = " ".join(part for part in (each.label, each.day) if part)
            output.line(f"  {f'{label}: ' if label else ''}{each.text}{_cites(each.sources)}")
    if card.rate:
        rate = card.rate
        output.line("")
        output.line(
            f"Worked in {rate.worked} of {rate.tries} reported uses: {rate.share:.0%}, "
            f"between {rate.low:.0%} and {rate.high:.0%} ({rate.method})."
        )
    for each in card.behaviours:
        output.line("")
        output.line(f"Answered {each.id}  {each.title} ({each.stated_by.name}): {' '.join(each.said)}")
    output.line("")
    for source in card.sources:
        output.line(f"[{source.number}] {source.title}. {source.publisher}, {source.published or 'no date'}.")
        output.line(f"    {source.address} (read {source.read_on}, {source.part})")


def _cites(numbers: tuple[int, ...]) -> str:
    return f" [{', '.join(map(str, numbers))}]" if numbers else " [unverified]"
