"""The commands of blind matching: hit or no hit with agencies that show each other neither question nor holdings."""

import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, new_file, output, starting
from bowstreet.interfaces.cli.starting import NoSuchFile
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

if TYPE_CHECKING:
    from bowstreet.casework.deconfliction.blind.asking import Post
    from bowstreet.casework.deconfliction.blind.parties import Card
    from bowstreet.vocabulary.selectors import Selector

commands = typer.Typer(help="Blind matching: hit or no hit between agencies, and nothing else.", no_args_is_help=True)
keys = typer.Typer(help="The key that the members hold together.", no_args_is_help=True)
commands.add_typer(keys, name="key")

LARGEST = 100_000_000
"""So many bytes are read of a file of identifiers."""

Passphrase = Annotated[
    Path | None, typer.Option("--passphrase", help="A file with the passphrase; none: it is typed, or a line of stdin.")
]
Internal = Annotated[bool, typer.Option("--internal", help="The other members stand in a network of your own.")]
File = Annotated[Path, typer.Argument(help="A text file with identifiers, as for check; '-': stdin.")]


class WrongFile(Invalid):
    """A file that is none of those a command takes."""


@keys.command("card")
@asking.as_officer
def card(
    asker: Reader,
    address: Annotated[str, typer.Option("--address", help="Where the others reach your evaluator: https://HOST/.")],
    file: Annotated[Path, typer.Option("-o", "--output", help="The card to write; no file is overwritten.")],
    passphrase: Passphrase = None,
    as_json: asking.Json = False,
) -> None:
    """Make your agency's own keys, sealed with a passphrase, and its card for the other members."""
    asking.enter("blind.card", asker)
    from bowstreet.casework.sharing import egress

    egress.place(address)
    with new_file.whole(file) as out:
        out.write(_packed(asking.through("blind.card", asker, address=address, passphrase=_passphrase(passphrase))))
    _written(f"The card of your agency stands in {file}. Give it to the other members.", file, as_json)


@keys.command("deal")
@asking.as_officer
def deal(
    asker: Reader,
    cards: Annotated[list[Path], typer.Argument(help="The cards of all members, your own among them.")],
    threshold: Annotated[int, typer.Option("--threshold", help="So many members are needed for a tag.")],
    file: Annotated[Path, typer.Option("-o", "--output", help="The deal to write; no file is overwritten.")],
    passphrase: Passphrase = None,
    as_json: asking.Json = False,
) -> None:
    """Deal your part of the key of the next epoch to all members; only they can open theirs."""
    asking.enter("blind.deal", asker)
    read, _ = _papers(cards)
    with new_file.whole(file) as out:
        made = asking.through("blind.deal", asker, cards=read, threshold=threshold, passphrase=_passphrase(passphrase))
        out.write(_packed(made))
    _written(f"Your deal stands in {file}. Give it to every other member.", file, as_json)


@keys.command("accept")
@asking.as_officer
def accept(
    asker: Reader,
    files: Annotated[list[Path], typer.Argument(help="The cards and the deals of all members, your own among them.")],
    passphrase: Passphrase = None,
    as_json: asking.Json = False,
) -> None:
    """Take up your share of what all members dealt. Compare the mark with them by voice before you use it."""
    asking.enter("blind.accept", asker)
    cards, deals = _papers(files)
    _tell_key(
        asking.through("blind.accept", asker, cards=cards, deals=deals, passphrase=_passphrase(passphrase)), as_json
    )


@keys.command("show")
@asking.as_officer
def show(asker: Reader, as_json: asking.Json = False) -> None:
    """Say which key is in force, and the mark that all members compare."""
    _tell_key(asking.through("blind.show", asker), as_json)


@commands.command("rotate")
@asking.as_officer
def rotate(
    asker: Reader,
    epoch: Annotated[int, typer.Argument(help="The epoch whose key comes into force.")],
    as_json: asking.Json = False,
) -> None:
    """Put the key of a later epoch in force; the share and the index of the one before are destroyed."""
    _tell_key(asking.through("blind.rotate", asker, epoch=epoch), as_json)


@commands.command("index")
@asking.as_officer
def index(
    asker: Reader,
    file: Annotated[Path | None, typer.Argument(help="A text file with what you hold; none: what waits.")] = None,
    silent: Annotated[bool, typer.Option("--silent", help="Of a hit on these your agency alone is told.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Nobody shall hit these any more.")] = False,
    passphrase: Passphrase = None,
    internal: Internal = False,
    as_json: asking.Json = False,
) -> None:
    """Let other members hit what your agency holds, as tags; what the day's quota does not reach waits."""
    if drop and (silent or file is None):
        asking.misused("With --drop goes a file, and no --silent.")
    asking.enter("blind.drop" if drop else "blind.index", asker)
    pairs = tuple((each.type.value, each.value) for each in _selectors(file)) if file else ()
    if drop:
        made = asking.through("blind.drop", asker, pairs=pairs)
    else:
        made = asking.through("blind.index", asker, pairs=pairs, silent=silent, passphrase=_passphrase(passphrase),
                              post=_post(internal))  # fmt: skip
    if as_json:
        output.document(made)
    else:
        output.line(f"{made.values:,} values kept; {made.indexed:,} of them others can hit.")
    if made.waiting:
        asking.refuse(f"{made.waiting:,} wait. {' '.join(made.sentences)}")


@commands.command("match")
@asking.as_officer
def match(
    asker: Reader, file: File, passphrase: Passphrase = None, internal: Internal = False, as_json: asking.Json = False
) -> None:
    """Ask which identifiers other members hold, without showing them which you ask for; wants --case or --reason.

    Ends with 1 on a hit.
    """
    asking.enter("blind.match", asker)
    selectors = _selectors(file)
    found = asking.through(
        "blind.match", asker, selectors=tuple(selectors), passphrase=_passphrase(passphrase), post=_post(internal)
    )
    if as_json:
        output.document(found)
    for each in () if as_json else found.results:
        held = "; ".join(f"{one.agency} ({one.contact}), reference {one.reference}" for one in each.hits)
        output.line(f"{each.answer:<7} {each.type:<16} {each.value}  {held}".rstrip())
    for sentence in found.unanswered:
        output.complaint(f"Not answered by {sentence}")
    if found.in_a_row:
        output.complaint(f"Numbers of type {found.in_a_row} follow one another here; that was entered as an alarm.")
    if any(each.hits for each in found.results):
        raise typer.Exit(1)


@commands.command("told")
@asking.as_officer
def told(asker: Reader, as_json: asking.Json = False) -> None:
    """Say who asked for what your agency holds, silent or not, and what looks like counting up."""
    found = asking.through("blind.told", asker)
    if as_json:
        output.document(found)
        return
    for each in found.asked:
        value = f"{each.type}:{each.value}" if each.type else "no longer held"
        silent = "  they were not told" if each.silent else ""
        output.line(f"{each.at}  {each.agency}  {each.purpose}  {each.reference}  {value}{silent}")
    for each in found.alarms:
        output.line(f"{each.day}  ALARM  {each.agency}  {each.kind}  {each.type}".rstrip())
    if not found.asked and not found.alarms:
        output.complaint("Nobody asked for what your agency holds.")


@commands.command("serve")
@asking.answering
def serve(
    agency: Annotated[str, typer.Option("--agency", help="Whose evaluator, where this node has several.")] = "",
    host: Annotated[str, typer.Option("--host", help="Where it listens; a front with TLS asks it there.")]
    = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8110,
    passphrase: Passphrase = None,
) -> None:  # fmt: skip
    """Run your agency's evaluator: it multiplies what members send by your share, within quotas, and is entered."""
    starting.start()
    from bowstreet.casework.deconfliction.blind import keying, serving
    from bowstreet.casework.deconfliction.blind.answering import Evaluator

    there = keying.agencies()
    if agency not in there and (agency or len(there) != 1):
        raise WrongFile(f"Name an agency that has keys of blind matching, with --agency: {', '.join(there) or 'none'}.")
    whose = agency or there[0]
    folder = keying.folder_of(whose)
    evaluator = Evaluator(whose, folder, folder.group(), folder.secrets(_passphrase(passphrase)), asking.now)
    server = serving.listen(evaluator, host=host, port=port)
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    output.line(f"The evaluator of {whose} answers on http://{host}:{port}/ for epoch {evaluator.group.epoch}.")
    serving.serve(server, stop)


def _passphrase(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text().rstrip("\n")
        except (OSError, UnicodeDecodeError):
            raise WrongFile(f"The file {file} cannot be read.") from None
    if sys.stdin.isatty():
        return str(typer.prompt("Passphrase", hide_input=True, err=True))
    line = sys.stdin.readline()
    if not line:
        raise WrongFile("The passphrase is missing: name its file with --passphrase, or give it as a line of stdin.")
    return line.rstrip("\n")


def _papers(files: Sequence[Path]) -> "tuple[tuple[Card, ...], tuple[Any, ...]]":
    """Return the cards and the deals that stand in files."""
    from bowstreet.casework.deconfliction.blind.ceremony import Deal
    from bowstreet.casework.deconfliction.blind.keeping import read
    from bowstreet.casework.deconfliction.blind.parties import Card, WrongPaper

    cards, deals = [], []
    for each in files:
        try:
            content = each.read_bytes()
        except OSError:
            raise NoSuchFile(f"The file {each} cannot be read.") from None
        try:
            cards.append(read(content, Card))
        except WrongPaper:
            try:
                deals.append(read(content, Deal))
            except WrongPaper:
                raise WrongFile(f"The file {each} is neither a card nor a deal of blind matching.") from None
    return tuple(cards), tuple(deals)


def _selectors(file: Path) -> "list[Selector]":
    """Return the identifiers of a file, each as the first thing that it may be; raise for a line without one."""
    from bowstreet.vocabulary.selector_pasting import pasted

    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError:
        raise NoSuchFile(f"The file {file} cannot be read.") from None
    if len(raw) > LARGEST:
        raise NoSuchFile(f"The file {file} is larger than the {LARGEST:,} bytes that are read.")
    found = []
    for each in pasted(raw.decode("utf-8-sig", "replace").replace("\0", " ")):
        if not each.readings:
            raise WrongFile(f"Line {each.line} holds no identifier. {each.why}")
        found.append(each.readings[0])
    return found


def _post(internal: bool) -> "Post":
    """Return what sends a request to a member, by the one way out of this node."""
    from bowstreet.casework.sharing import egress

    def post(card: "Card", path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        where = egress.place(card.address)
        answer = egress.ask(
            "POST", where, where.path.rstrip("/") + path, body=body, internal=internal,
            headers={"Content-Type": "application/json", **headers},
        )  # fmt: skip
        return answer.status, answer.body

    return post


def _packed(paper: Any) -> bytes:
    from bowstreet.casework.deconfliction.blind.parties import packed

    return packed(paper)


def _written(sentence: str, file: Path, as_json: bool) -> None:
    output.document({"path": str(file)}) if as_json else output.line(sentence)


def _tell_key(made: Any, as_json: bool) -> None:
    if as_json:
        output.document(made)
        return
    output.line(f"Epoch {made.epoch}: {made.threshold} of {len(made.members)} members, {', '.join(made.members)}.")
    output.line(f"Mark, to be compared by voice: {' '.join(made.mark[at : at + 4] for at in range(0, 32, 4))}")
    output.line(f"{made.values:,} values kept; {made.indexed:,} of them others can hit.")
