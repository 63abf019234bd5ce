"""The commands of the ledger: check it, write it into a bundle, and check a bundle without a node."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import progress
from rich.console import Console

from bowstreet.interfaces.cli import asking, new_file, output
from bowstreet.interfaces.cli.starting import NoSuchFile
from bowstreet.vocabulary.readers import Reader

commands = typer.Typer(help="The ledger of your agency.", no_args_is_help=True)


def _key(given: str | None) -> str | None:
    if given is not None and not re.fullmatch("[0-9a-f]{64}", given):
        raise typer.BadParameter("A key is 64 hexadecimal digits.")
    return given


@commands.command("verify")
@asking.as_officer_without("file")
def verify(
    asker: Reader | None,
    file: Annotated[Path | None, typer.Argument(help="A bundle; it is checked without node, network or officer.")]
    = None,
    key: Annotated[
        str | None, typer.Option("--key", callback=_key, help="The node's public key, not out of the file.")
    ] = None,
    as_json: asking.Json = False,
) -> None:  # fmt: skip
    """Check that your agency's ledger, or a bundle of one, is unbroken; names the first broken entry."""
    if asker is not None and key is not None:
        raise typer.BadParameter("A key goes with the file of a bundle.")
    verdict = asking.through("ledger.verify", asker) if asker else _of_bundle(file or Path(), key, as_json)
    if as_json:
        output.document(verdict)
    if not verdict.unbroken:
        asking.refuse(verdict.sentence)
    if not as_json:
        output.line(verdict.sentence)


def _of_bundle(file: Path, key: str | None, quiet: bool) -> Any:
    from bowstreet.holdings.ledger import bundle

    if file.exists() and not file.is_file():
        raise NoSuchFile(f"The path {file} is not a file.")
    with (
        file.open("rb") as raw,
        progress.wrap_file(
            raw, file.stat().st_size, description="checking", console=Console(stderr=True), disable=_is_still(quiet)
        ) as shown,
    ):
        return bundle.verify(shown, key=key)


@commands.command("export")
@asking.as_officer
def export(
    asker: Reader,
    file: Annotated[Path, typer.Option("-o", "--output", help="The bundle to write; no file is overwritten.")],
    as_json: asking.Json = False,
) -> None:
    """Write your agency's whole ledger into a bundle that an authority checks without a node; entered first.

    It leaves the agency, so it wants a case or a reason: --case or --reason.
    """
    asking.enter("ledger.export", asker)
    with new_file.whole(file) as out:
        bundle = asking.through("ledger.export", asker)
        lines = progress.track(bundle.lines, "writing", bundle.entries + 1, console=Console(stderr=True),
                               disable=_is_still(as_json))  # fmt: skip
        out.writelines(lines)
    if as_json:
        told = {name: getattr(bundle, name) for name in ("agency", "entries", "sealed", "root", "key")}
        output.document({"path": str(file), **told})
        return
    output.line(f"{bundle.entries:,} entries of {bundle.agency}, {bundle.sealed:,} of them sealed, stand in {file}.")
    output.line(f"Tell the authority this key by another way than the file: {bundle.key}")


def _is_still(quiet: bool) -> bool:
    return quiet or not Console(stderr=True).is_terminal
