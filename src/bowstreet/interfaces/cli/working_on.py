"""The commands of foci and of double effort."""

from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output
from bowstreet.vocabulary.gifts import LABELS as GIFTS
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer()
foci = typer.Typer(help="Focus: who works on what, and whom to meet.", no_args_is_help=True)

Many = list[str] | None


@foci.command("list")
@asking.as_officer
def list_(
    asker: Reader,
    market: Annotated[str, typer.Option("--market", help="Only who works on this market.")] = "",
    product: Annotated[str, typer.Option("--product", help="Only who works on this product, by its code.")] = "",
    method: Annotated[str, typer.Option("--method", help="Only who works by this method.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Only what this agency works on.")] = "",
    after: Annotated[int, typer.Option("--after", help="Pass over so many.")] = 0,
    as_json: asking.Json = False,
) -> None:
    """List who works on what, as far as you may see it, and after it whom to meet."""
    fields = {"market": market, "product": product, "method": method, "agency": agency, "after": after}
    found = asking.through("focus.list", asker, **fields)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        about = ", ".join(one.label for one in each.themes)
        until = f"  until {each.ends_on}" if each.ends_on else ""
        output.line(f"{each.agency:<14} {each.id}  {each.title}{f'  ({about})' if about else ''}{until}")
    if found.more:
        output.complaint(f"There is more: --after {found.after + len(found.rows)}")
    for met in found.meet:
        _print(met)


@foci.command("declare")
@asking.as_officer
def declare(
    asker: Reader,
    title: Annotated[str, typer.Argument(help="What you work on, in a few words.")],
    market: Annotated[Many, typer.Option("--market", help="A market; may be given again.")] = None,
    product: Annotated[Many, typer.Option("--product", help="A product; may be given again.")] = None,
    method: Annotated[Many, typer.Option("--method", help="A method; may be given again.")] = None,
    country: Annotated[Many, typer.Option("--country", help="A country; may be given again.")] = None,
    disclosure: Annotated[str, typer.Option("--disclosure", help="own, contact, named or police.")] = "contact",
    to: Annotated[Many, typer.Option("--to", help="An agency to whom it is disclosed, with 'named'.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Say what your agency works on, so that those who work on the same are found."""
    made = asking.through(
        "focus.declare", asker, title=title, markets=market or (), products=product or (), methods=method or (),
        countries=country or (), disclosure=disclosure, to=to or (),
    )  # fmt: skip
    output.document(made) if as_json else output.line(made.id)


@commands.command("double-effort")
@asking.as_officer
def double_effort(asker: Reader, as_json: asking.Json = False) -> None:
    """Show with which agencies yours works on the same targets, and on how many."""
    found = asking.through("double_effort", asker)
    if as_json:
        output.document(found)
        return
    for each in found.agencies:
        types = ", ".join(f"{one.n:,} {one.type}" for one in each.types)
        output.line(f"{each.agency:<14} {each.total:,} in common{f' ({types})' if types else ''}, {each.open:,} open; "
                    f"ask {each.contact}")  # fmt: skip
        if each.references:
            output.value("Tickets", ", ".join(each.references), "")
        if each.work:
            _print(each.work)
    for pair in found.others:
        output.line(f"{pair.one} and {pair.other}: {', '.join(one.label for one in pair.themes)}")
    if not found.agencies and not found.others:
        output.complaint("No double effort that you may be told of.")
    if found.capped:
        output.complaint("There are more tickets than were counted.")


@commands.command("give-and-get")
@asking.as_officer
def give_and_get(
    asker: Reader,
    since: Annotated[str | None, typer.Option("--since", help="Count from this day on; else a year back.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Show what your agency gave each other one, and what it got of it."""
    found = asking.through("situation.balance", asker, since=since)
    if as_json:
        output.document(found)
        return
    for each in found.rows:
        output.line(f"{each.agency:<14} gave {each.gave:,}, got {each.got:,}")
        for one in each.sorts:
            output.value(GIFTS[one.sort], f"gave {one.gave:,}, got {one.got:,}", "")
    if not found.rows:
        output.complaint(f"Nothing since {found.since} that you may be told of.")


def _print(met: Any) -> None:
    output.line(f"Meet {met.agency}, {met.contact}:")
    for each in met.themes:
        output.value(each.sort.capitalize(), each.label, each.reference)
    for one in met.theirs:
        output.value("They", f"{one.title} ({one.id})", "")
    if met.told_alone:
        output.value("They", "work on this; more is not told", "")
