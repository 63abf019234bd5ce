"""The commands that bring things in: ingest, import, and the mappings."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bowstreet.casework.intake.naming import EXCHANGE
from bowstreet.interfaces.cli import asking, output, starting
from bowstreet.interfaces.cli.starting import NoSuchFile
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

REPORTED = ("path", "sha256", "reader", "dataset", "read", "observed", "already_held", "rejected", "reject_list",
            "records_new", "records_known", "losses", "remarks")  # fmt: skip
"""What ``--json`` says of each source, beside a note and the fields left unread where there are some."""

Look = Annotated[bool, typer.Option("--look", help="Look exchange documents through first; then 'intake accept'.")]
"""Whether exchange documents wait for the officer's word."""

commands = typer.Typer()
mappings = typer.Typer(help="Teach it a new table: columns to fields, saved and used again.", no_args_is_help=True)


@commands.command()
@asking.as_officer
def ingest(
    asker: Reader,
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders whose files are taken in.")],
    mapping: Annotated[str | None, typer.Option("--mapping", help="Read them by this mapping.")] = None,
    envelope: Annotated[Path | None, typer.Option("--envelope", help="A JSON file of what differs.")] = None,
    title: Annotated[str, typer.Option("--title")] = "",
    seen_on: Annotated[str, typer.Option("--seen-on", help="Day on which pages were crawled, as 2026-03-02.")] = "",
    look: Look = False,
    as_json: asking.Json = False,
) -> None:
    """Quarantine, recognise, read and admit files; every row becomes an observation."""
    said = {"mapping": mapping, "title": title, "seen_on": seen_on or None, "look": look}
    _take_in(asker, paths, envelope, said, as_json)


@commands.command("import")
@asking.as_officer
def import_documents(
    asker: Reader,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents of STIX, MISP, CASE, TagPacks ...")],
    envelope: Annotated[Path | None, typer.Option("--envelope", help="A JSON file of what differs.")] = None,
    title: Annotated[str, typer.Option("--title")] = "",
    look: Look = False,
    as_json: asking.Json = False,
) -> None:
    """Take in documents of exchange formats alone, as ingest does, and tell what of them found no home."""
    _take_in(asker, paths, envelope, {"mapping": EXCHANGE, "title": title, "look": look}, as_json)


def _take_in(asker: Reader, paths: Sequence[Path], envelope: Path | None, said: dict[str, Any], as_json: bool) -> None:
    """Bring files in, have them read to the end, and tell what became of each."""
    from bowstreet.casework.intake.bringing import NothingKept

    sent = starting.object_in(envelope, "envelope") if envelope else {}
    named = tuple(_named(paths))
    files = tuple(path for path, _ in named)
    try:
        made = asking.through("intake.bring", asker, files=tuple(_uploads(named)), envelope=sent, **said)
    except NothingKept as none:
        _nothing(none.notes, files, as_json)
        asking.refuse(f"{none.sentence[:-1]} ({_shown(files[0])})." if len(files) == 1 else none.sentence)
    tell_end(asker, made.id, files, as_json)


def tell_end(asker: Reader, made: str, files: Sequence[Path], as_json: bool) -> None:
    """Read an intake to its end and tell what became of its files, by the paths under which they were named."""
    from bowstreet.casework.intake import working

    with _Progress(as_json) as told:
        try:
            working.run_intake(made, on_progress=told)
        except KeyboardInterrupt:
            output.complaint(f"Stopped. Intake {made} stays in line and goes on with 'bowstreet work'.")
            raise typer.Exit(asking.STOPPED) from None
    _spell()
    ended = _ended(asker, made)
    report = _report(ended, files)
    output.document(report) if as_json else _print(report)
    if wrong := _wrong(ended):
        asking.refuse(wrong)


def _spell() -> None:
    """Take the new handles in for the search for what is written alike, as a running node does by itself."""
    from bowstreet.holdings.repository import guises

    while guises.keep_up():
        pass


def _ended(asker: Reader, made: str) -> dict[str, Any]:
    """Return how an intake stands; on a full disk, where even that look-up cannot be entered, say what it waits for."""
    from bowstreet.casework.intake import room, watching, working

    try:
        return watching.report(reader=asker, now=asking.now(), id=made)
    except Refusal:
        if room.is_left():
            raise
        asking.refuse(working.WAITS)


def _wrong(ended: dict[str, Any]) -> str:
    """Return the sentence for an intake that is not in, or in which something was not read; empty when all is well."""
    from bowstreet.casework.intake import working

    if ended["state"] == "looked":
        return ""
    if ended["state"] != "done":
        return ended["sentence"] or working.WAITS
    if not any(source["reader"] for source in ended["sources"]):
        return ended["sentence"] or "Nothing here was recognised as something that can be read."
    return "" if all(source["adds_up"] for source in ended["sources"]) else ended["sentence"]


def _report(ended: dict[str, Any], files: Sequence[Path]) -> dict[str, Any]:
    """Return what became of each file, by the path as it was given, then of what archives hold.

    Of an intake that is not in also its state.
    """
    given = {at: _shown(path) for at, path in enumerate(files, 1)}
    return {
        "act": ended["act"],
        **({} if ended["state"] == "done" else {"state": ended["state"], "sentence": ended["sentence"]}),
        "sources": [
            {
                **{name: source[name] for name in REPORTED},
                "path": given.get(source["file"], source["path"]),
                **_note(source),
            }
            for source in ended["sources"]
        ],
        "seconds": ended["seconds"],
    }


def _nothing(notes: Sequence[str], files: Sequence[Path], as_json: bool) -> None:
    """Say of each of several why it could not be taken in; no intake was made of them."""
    empty: dict[str, Any] = {
        "sha256": None,
        "reader": None,
        "dataset": None,
        "reject_list": None,
        "losses": [],
        "remarks": None,
    }
    told = [(_shown(path), note) for path, note in zip(files, notes, strict=True)]
    if as_json:
        zeros = dict.fromkeys(REPORTED, 0)
        sources = [{**zeros, **empty, "path": path, "note": note} for path, note in told]
        output.document({"act": None, "sources": sources, "seconds": 0.0})
    elif len(files) > 1:
        for path, note in told:
            output.line(f"{path}: {note}")


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _note(source: dict[str, Any]) -> dict[str, Any]:
    return {name: source[name] for name in ("part", "note", "noted", "bytes_unread") if source[name]}


def _named(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield what was named as it was given, and where it lies: whatever it is, and all that a named folder holds.

    A link that was named is followed, one that stands in a folder is not.
    """
    for path in paths:
        inside = sorted(_inside(path)) if _is_folder(path) else []
        yield from ((each, each.absolute()) for each in inside)
        if not inside:
            yield path, Path(os.path.realpath(path))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _inside(folder: Path) -> Iterator[Path]:
    """Yield all that stands in a folder but its folders, and of those the ones that cannot be opened."""
    shut: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=shut.append):
        yield from (Path(here, each) for each in files)
        yield from (Path(here, each) for each in folders if Path(here, each).is_symlink())
    yield from (Path(os.fsdecode(each.filename)) for each in shut if each.filename)


def _uploads(named: Iterable[tuple[Path, Path]]) -> Iterator[Any]:
    from bowstreet.interfaces.doors.door import Upload

    for path, place in named:
        yield Upload(name=str(path), path=str(place), size=0)


class _Progress:
    """A bar on a terminal, plain lines elsewhere, nothing with ``--json``."""

    def __init__(self, quiet: bool) -> None:
        console = Console(stderr=True)
        self._lines = not quiet and not console.is_terminal
        self._last = ""
        self._bar = Progress(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,} rows"),
                             console=console, disable=quiet or not console.is_terminal)  # fmt: skip
        self._task = self._bar.add_task("taking in", total=None)

    def __enter__(self) -> "_Progress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, state: str, rows: int) -> None:
        self._bar.update(self._task, description=state, completed=rows)
        if self._lines and state != self._last:
            output.complaint(f"{state}: {rows:,} rows")
        self._last = state


def _print(report: dict[str, Any]) -> None:
    is_looked = report.get("state") == "looked"
    for source in report["sources"] if "state" not in report or is_looked else ():
        output.line(f"{source['path']}: read {source['read']:,} = observed {source['observed']:,} "
                    f"+ rejected {source['rejected']:,}; already held {source['already_held']:,}; "
                    f"records new {source['records_new']:,}, known {source['records_known']:,}"
                    f"{_unread(source)}{' · ' + source['note'] if source.get('note') else ''}")  # fmt: skip
        _print_losses(source["losses"])
        _print_remarks(source["remarks"])
    if is_looked:
        output.line(f"Nothing was admitted yet. It waits for 'bowstreet intake accept {report['act']}'.")
    output.line(f"act {report['act']}, {report['seconds']:.1f} s")


def _print_losses(losses: Sequence[dict[str, Any]]) -> None:
    """Say of what came which parts found no home, why and how often."""
    from bowstreet.casework.intake import losing

    for each in losses:
        output.line(f"  found no home: {each['part']}, {each['count']:,} times. {losing.sentence(each['why'])}")


def _print_remarks(remarks: dict[str, Any] | None) -> None:
    """Say of which thing what is not as the standard asks or recommends, and where in it."""
    for each in remarks["listed"] if remarks else ():
        where = f"{each['thing']}{', ' + each['place'] if each['place'] else ''}"
        output.line(f"  {'must' if each['binds'] else 'should'}: {where} (line {each['line']:,}): {each['sentence']}")
    if remarks and (more := remarks["must"] + remarks["should"] - len(remarks["listed"])):
        output.line(f"  and {more:,} more remarks.")


def _unread(source: dict[str, Any]) -> str:
    left = source.get("bytes_unread", 0)
    lost = source["read"] - source["observed"] - source["rejected"]
    return (f"; does not add up by {lost:,}" if lost else "") + (f"; {left:,} bytes not read" if left else "")


@mappings.command("list")
@asking.as_officer
def list_mappings(
    asker: Reader,
    as_json: asking.Json = False,
) -> None:
    """List the mappings that you may use."""
    found = asking.through("mapping.list", asker)
    if as_json:
        output.document(found)
        return
    for each in found.mappings:
        output.line(f"{each.name:<28} {'shipped' if each.shipped else 'own':<8} {each.title}")


@mappings.command("show")
@asking.as_officer
def show_mapping(
    asker: Reader,
    name: str,
    as_json: asking.Json = False,
) -> None:
    """Show one mapping: its columns and what comes out of it."""
    found = asking.through("mapping", asker, name=name)
    if as_json:
        output.document(found)
        return
    output.line(f"{found.name}: {found.title}")
    for column, field in found.columns:
        output.line(f"  {column:<24} -> {field}")


@mappings.command("new")
@asking.as_officer
def new_mapping(
    asker: Reader,
    name: str,
    file: Path,
    as_json: asking.Json = False,
) -> None:
    """Save a mapping of your agency from a TOML file."""
    try:
        text = file.read_text()
    except (OSError, UnicodeDecodeError):
        raise NoSuchFile(f"The mapping file {file} cannot be read.") from None
    made = asking.through("mapping.new", asker, name=name, text=text)
    output.document(made) if as_json else output.line(f"Mapping {made.name} saved.")
