"""The command that checks a file of identifiers."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output, starting
from bowstreet.interfaces.cli.starting import NoSuchFile
from bowstreet.vocabulary.readers import Reader

ANSWERED = ("line", "type", "value", "answer", "known", "hits")
"""What ``--json`` says of each identifier, and of each line without one."""

LARGEST = 1_000_000
"""So many bytes are read of a file: some twenty thousand identifiers."""

commands = typer.Typer()


@commands.command()
@asking.as_officer
def check(
    asker: Reader,
    file: Annotated[Path, typer.Argument(help="A text file: identifiers one a line, or any text in which they stand.")],
    record: Annotated[bool, typer.Option("--record", help="Record the unknown ones, in one act a thousand.")] = False,
    envelope: Annotated[Path | None, typer.Option("--envelope", help="A JSON file of what differs in it.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Check identifiers, defanged or not, typed (TYPE:VALUE, handle:MARKET:NAME) or not, one answer a line."""
    text = _text(file)
    results, first = [], 0
    while first is not None and text.strip():
        page = asking.through("check", asker, text=text, first=first)
        results += page.results
        first = page.next
    recorded = _record(asker, results, envelope) if record else None
    if as_json:
        output.document({"results": [{name: getattr(each, name) for name in ANSWERED} for each in results]})
        return
    for each in results:
        output.line(f"{each.line:>6}  {each.answer:<17} {each.type or '-':<16} {each.shown}  {_said(each)}".rstrip())
    if recorded is not None:
        output.complaint(f"Recorded {recorded:,}.")


def _said(each: Any) -> str:
    more = f" and {each.more:,} more" if each.more else ""
    held = "; ".join(f"{one.title} ({one.id})" for one in each.records) + more
    return " ".join(filter(None, (held, each.why)))


def _record(asker: Reader, results: list[Any], envelope: Path | None) -> int:
    """Record what is unknown and a thing of its own, and return how many records that made."""
    apart = list(dict.fromkeys(f"{each.type}:{each.value}" for each in results if not each.known and each.kind))
    said = starting.object_in(envelope, "envelope") if envelope else {}
    made = 0
    for at in range(0, len(apart), 1_000):
        some = tuple(apart[at : at + 1_000])
        made += len(asking.through("check.record", asker, chosen=some, envelope=said).records)
    return made


def _text(file: Path) -> str:
    if not file.is_file():
        raise NoSuchFile(f"There is no file {file}.")
    if file.stat().st_size > LARGEST:
        raise NoSuchFile(f"The file {file} is larger than the {LARGEST:,} bytes that are checked at a time.")
    try:
        raw = file.read_bytes()
    except OSError as wrong:
        raise NoSuchFile(f"The file {file} cannot be read: {wrong.strerror}.") from None
    return raw.decode("utf-8-sig", "replace").replace("\0", " ")
