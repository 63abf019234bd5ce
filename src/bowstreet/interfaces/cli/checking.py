"""The commands that check a file of identifiers, held by others, known, unknown or none, and match a pattern."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output, starting
from bowstreet.interfaces.cli.starting import NoSuchFile
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

ANSWERED = ("line", "type", "value", "answer", "known", "hits")
"""What ``--json`` says of each identifier, and of each line without one."""

LARGEST = 10_000_000
"""So many bytes are read of a file: more than a hundred thousand identifiers."""

LINES = 100_000
"""So many lines are asked for together."""

commands = typer.Typer()


class TooMuchInOneStretch(Invalid):
    """A file with more in some lines than is answered of one text."""

    def __init__(self) -> None:
        """Say how to hand it in."""
        super().__init__("Too many identifiers stand in one line of this file: write each in a line of its own.")


@commands.command()
@asking.as_officer
def check(
    asker: Reader,
    file: Annotated[
        Path,
        typer.Argument(help="A text file, or - for a pipe, with identifiers in any text."),
    ],
    record: Annotated[bool, typer.Option("--record", help="Record the unknown ones, in one act a thousand.")] = False,
    envelope: Annotated[Path | None, typer.Option("--envelope", help="A JSON file of what differs in it.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Check identifiers, defanged or not, typed (TYPE:VALUE, handle:MARKET:NAME) or not, one answer a line.

    Needs a case or a reason, for every agency that holds one is told who asks and why. Ends with 1 on a hit.
    """
    text = _text(file)
    results = [each for lines, begun in _stretches(text) for each in _checked(asker, lines, begun)]
    recorded = _record(asker, results, envelope) if record else None
    if as_json:
        output.document({"results": [{name: getattr(each, name) for name in ANSWERED} for each in results]})
    for each in () if as_json else results:
        output.line(f"{each.line:>6}  {each.answer:<17} {each.type or '-':<16} {each.shown}  {_said(each)}".rstrip())
    if recorded is not None:
        made, waiting = recorded
        output.complaint(f"Recorded {made:,}." + (f" Proposed to a second officer: {waiting:,}." if waiting else ""))
    _end(results)


def _end(results: list[Any]) -> None:
    """End with 1 where another agency holds something, with one sentence that says who is told."""
    hits = sum(bool(each.hits) for each in results)
    if hits:
        asking.refuse(
            f"{hits:,} of {len(results):,} {'is' if hits == 1 else 'are'} held by another agency, which is told who"
            " asked and why."
        )


def _stretches(text: str) -> Iterator[tuple[str, int]]:
    """Yield a text by stretches of its lines, each with how many stand before it."""
    lines = text.splitlines()
    for begun in range(0, len(lines), LINES):
        stretch = "\n".join(lines[begun : begun + LINES])
        if stretch.strip():
            yield stretch, begun


def _checked(asker: Reader, lines: str, begun: int) -> Iterator[Any]:
    """Yield the answers to a stretch, each with its line in the whole text."""
    first = 0
    while first is not None:
        page = asking.through("check", asker, text=lines, first=first, limit=LINES)
        if page.capped:
            raise TooMuchInOneStretch()
        yield from (replace(each, line=each.line + begun) for each in page.results)
        first = page.next


def _said(each: Any) -> str:
    more = f" and {each.more:,} more" if each.more else ""
    held = "; ".join(f"{one.title} ({one.id})" for one in each.records) + more
    hits = "; ".join(f"{one.agency} holds this, ask {one.contact}, reference {one.reference}" for one in each.hits)
    return " ".join(filter(None, (hits, held, each.why)))


def _record(asker: Reader, results: list[Any], envelope: Path | None) -> tuple[int, int]:
    """Record what is unknown and a thing of its own; return how many records that made, and how many changes wait."""
    apart = list(dict.fromkeys(f"{each.type}:{each.value}" for each in results if not each.known and each.kind))
    said = starting.object_in(envelope, "envelope") if envelope else {}
    made = waiting = 0
    for at in range(0, len(apart), 1_000):
        some = tuple(apart[at : at + 1_000])
        told = asking.through("check.record", asker, chosen=some, envelope=said)
        made, waiting = made + len(told.records), waiting + len(told.changes)
    return made, waiting


def _text(file: Path) -> str:
    """Return the text of a file, a pipe or (``-``) what is typed; no more of it is read than is checked."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {file}.") from None
    except (OSError, ValueError) as wrong:
        raise NoSuchFile(f"The file {file} cannot be read: {getattr(wrong, 'strerror', None) or wrong}.") from None
    if len(raw) > LARGEST:
        raise NoSuchFile(f"The file {file} is larger than the {LARGEST:,} bytes that are checked at a time.")
    return raw.decode("utf-8-sig", "replace").replace("\0", " ")


@commands.command("pattern")
@asking.as_officer
def pattern(
    asker: Reader,
    text: Annotated[str, typer.Argument(help="A pattern of STIX 2.1, as \"[email-addr:value = 'jo@example.org']\".")],
    as_json: asking.Json = False,
) -> None:
    """Say which records a pattern of STIX finds among those that you may see."""
    found = asking.through("pattern", asker, pattern=text)
    if as_json:
        output.document(found)
        return
    for each in found.records:
        output.line(f"{each.record}  {each.kind}  {each.title}  part {each.part} of {found.parts}")
    output.complaint(f"The pattern is {'true' if found.is_true else 'not true'} of what you may see.")
