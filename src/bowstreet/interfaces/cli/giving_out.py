"""The command that takes records out of the node."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, new_file, output
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer()


@commands.command()
@asking.as_officer
def export(
    asker: Reader,
    file: Annotated[Path, typer.Option("-o", "--output", help="The document to write; no file is overwritten.")],
    format: Annotated[
        str,
        typer.Option("--format", help="stix, misp, misp-feed, case, csv, xlsx, graphml, gexf, tagpack, actorpack."),
    ],
    query: Annotated[str | None, typer.Option("--query", help="A search; an empty one is all you may see.")] = None,
    id: Annotated[list[str] | None, typer.Option("--id", help="A record; may be given again.")] = None,
    around: Annotated[str, typer.Option("--around", help="A record and all linked to it, as a case.")] = "",
    intake: Annotated[str, typer.Option("--intake", help="All that came in an intake of your agency.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Of the search only this kind.")] = None,
    ceiling: Annotated[str | None, typer.Option("--ceiling", help="The strictest TLP that leaves.")] = None,
    pap: Annotated[str | None, typer.Option("--pap", help="The strictest PAP that leaves.")] = None,
    handling: Annotated[str | None, typer.Option("--handling", help="The strictest handling code that leaves.")] = None,
    history: Annotated[bool, typer.Option("--history", help="Each record with all its versions.")] = False,
    to: Annotated[list[str] | None, typer.Option("--to", help="To whom: an agency or a name; again for more.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Take records out in a format and say what stayed behind or found no home; it wants --case or --reason."""
    asking.enter("export", asker)
    with new_file.whole(file) as out:
        card = asking.through(
            "export", asker, format=format, q=query or "", found=query is not None, id=tuple(id or ()), around=around,
            intake=intake, kind=tuple(kind or ()), tlp=ceiling, pap=pap, handling=handling, history=history,
            to=tuple(to or ()),
        )  # fmt: skip
        carried = asking.through("export.file", asker, id=card.id)
        with carried.path.open("rb") as kept:
            shutil.copyfileobj(kept, out)
    if as_json:
        output.document(card)
        return
    balance = card.balance
    output.line(f"{balance.records:,} records, {balance.links:,} links and {balance.judgements:,} judgements left "
                f"as {card.format.label} in {file}.")  # fmt: skip
    if balance.originals:
        output.line(f"{balance.originals:,} objects of other systems left beside them as they came.")
    output.line(balance.completeness)
    for each in balance.asking:
        output.line(f"  {each.records:>6,}  of {each.owner.name} stay behind; ask {each.owner.contact}")
    if balance.above:
        output.line(f"  {balance.above:>6,}  lie over the ceiling")
    for line in balance.losses:
        output.line(f"  {line.count:>6,}  {line.part}  {line.why}")
