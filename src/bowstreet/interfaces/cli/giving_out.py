"""The command that takes records out of the node."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bowstreet.casework.sharing.answers import Balance, ExportCard
from bowstreet.interfaces.cli import asking, new_file, output
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import USUAL
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer()


@commands.command()
@asking.as_officer
def export(
    asker: Reader,
    format: Annotated[
        str,
        typer.Option("--format", help="stix, misp, misp-feed, case, csv, xlsx, graphml, gexf, tagpack, actorpack."),
    ],
    file: Annotated[
        Path | None, typer.Option("-o", "--output", help="The document to write; no file is overwritten.")
    ] = None,
    only_look: Annotated[bool, typer.Option("--look", help="Only say what would leave; nothing does.")] = False,
    query: Annotated[str | None, typer.Option("--query", help="A search; an empty one is all you may see.")] = None,
    id: Annotated[list[str] | None, typer.Option("--id", help="A record; may be given again.")] = None,
    around: Annotated[str, typer.Option("--around", help="A record and all linked to it, as a case.")] = "",
    intake: Annotated[str, typer.Option("--intake", help="All that came in an intake of your agency.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Of the search only this kind.")] = None,
    ceiling: Annotated[str, typer.Option("--ceiling", help="The strictest TLP that leaves; RED is no ceiling.")] = str(
        USUAL.tlp
    ),
    pap: Annotated[str | None, typer.Option("--pap", help="The strictest PAP that leaves.")] = None,
    handling: Annotated[str | None, typer.Option("--handling", help="The strictest handling code that leaves.")] = None,
    history: Annotated[bool, typer.Option("--history", help="Each record with all its versions.")] = False,
    to: Annotated[list[str] | None, typer.Option("--to", help="To whom: an agency or a name; again for more.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Take records out in a format and say what stayed behind or found no home; it wants --case or --reason."""
    if (file is None) != only_look:
        asking.misused("Name the document with -o, or say --look.")
    asking.enter("export", asker)
    asked = {
        "format": format, "q": query or "", "found": query is not None, "id": tuple(id or ()), "around": around,
        "intake": intake, "kind": tuple(kind or ()), "tlp": ceiling, "pap": pap, "handling": handling,
        "history": history,
    }  # fmt: skip
    if file is None:
        _look(asker, asked, as_json)
        return
    _announce(asking.through("export.look", asker, **(asked | {"format": ""})).balance)
    with new_file.whole(file) as out:
        card = asking.through("export", asker, **asked, to=tuple(to or ()))
        carried = asking.through("export.file", asker, id=card.id)
        with carried.path.open("rb") as kept:
            shutil.copyfileobj(kept, out)
    if as_json:
        output.document(card)
        return
    _left(card, file)


def _left(card: ExportCard, file: Path) -> None:
    balance = card.balance
    output.line(f"{balance.records:,} records, {balance.links:,} links and {balance.judgements:,} judgements left "
                f"as {card.format.label} in {file}.")  # fmt: skip
    if balance.originals:
        output.line(f"{balance.originals:,} objects of other systems left beside them as they came.")
    _told(balance)


def _look(asker: Reader, asked: Mapping[str, Any], as_json: bool) -> None:
    found = asking.through("export.look", asker, **asked)
    if as_json:
        output.document(found)
        return
    _announce(found.balance)
    output.line(f"{found.balance.records:,} records would leave; none did.")
    _told(found.balance)


def _announce(balance: Balance) -> None:
    """Say the strictest marking of what leaves, before it does."""
    marks = ceilings.said(balance.marking)
    signs = {"tlp": "TLP:", "pap": "PAP:"}
    if marks:
        told = ", ".join(f"{signs.get(name, '')}{code}" for name, code in marks.items())
        output.complaint(f"The strictest marking of what leaves is {told}.")


def _told(balance: Balance) -> None:
    output.line(balance.completeness)
    for each in balance.asking:
        whose = f"given by {each.owner.name}" if each.gave else f"of {each.owner.name}"
        output.line(f"  {each.records:>6,}  {whose} stay behind; ask {each.owner.contact or 'who gave them'}")
    if balance.above:
        output.line(f"  {balance.above:>6,}  lie over the ceiling; --ceiling names a higher one")
    for line in balance.losses:
        output.line(f"  {line.count:>6,}  {line.part}  {line.why}")
