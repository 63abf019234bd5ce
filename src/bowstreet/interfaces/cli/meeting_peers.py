"""The commands of peers: servers of TAXII, other Bowstreets among them, that an agency pulls from and pushes to."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bowstreet.interfaces.cli import asking, output, starting
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

commands = typer.Typer(help="Peers: other servers of TAXII to pull from and push to.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The peer's name, or its id.")]


class NoToken(Invalid):
    """A file that should hold a peer's token and does not."""


@commands.command("add")
@asking.as_officer
def add(
    asker: Reader,
    name: Annotated[str, typer.Argument(help="What it is called; to push, the name of a party of the agreement.")],
    address: Annotated[str, typer.Argument(help="Its API root, as https://HOST/taxii2/agreements/.")],
    collection: Annotated[str, typer.Argument(help="The id of its collection.")],
    secret: Annotated[Path, typer.Option("--secret", help="A file with the token that it gave you; '-': stdin.")],
    direction: Annotated[str, typer.Option("--direction", help="pull, push or both.")] = "pull",
    user: Annotated[str, typer.Option("--user", help="The name that goes with the token.")] = "bowstreet",
    internal: Annotated[bool, typer.Option("--internal", help="It stands in a network of your own.")] = False,
    agreement: Annotated[str | None, typer.Option("--agreement", help="Under which is pushed.")] = None,
    envelope: Annotated[Path | None, typer.Option("--envelope", help="A JSON file of what differs.")] = None,
    as_json: asking.Json = False,
) -> None:
    """Register a peer of your agency. What is pulled becomes intakes of yours that wait for an officer's word."""
    said = starting.object_in(envelope, "envelope") if envelope else {}
    made = asking.through(
        "peer.add", asker, name=name, address=address, collection=collection, direction=direction,
        token=_token(secret), user=user, internal=internal, agreement=agreement, envelope=said,
    )  # fmt: skip
    _tell(made, as_json)


@commands.command("list")
@asking.as_officer
def list_(asker: Reader, as_json: asking.Json = False) -> None:
    """List the peers of your agency, one a line."""
    found = asking.through("peer.list", asker)
    if as_json:
        output.document(found)
        return
    for each in found.peers:
        _print(each)
    if not found.peers:
        output.complaint("Your agency has no peer.")


@commands.command("pull")
@asking.as_officer
def pull(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Take now what a peer has added since the last time."""
    _meet(asker, "pull", id, as_json)


@commands.command("push")
@asking.as_officer
def push(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """Send a peer now what is new for it under its agreement, and recalls; ask for its receipts."""
    _meet(asker, "push", id, as_json)


@commands.command("end")
@asking.as_officer
def end(asker: Reader, id: Which, as_json: asking.Json = False) -> None:
    """End a peer: nothing is asked of it any more, and its token is forgotten."""
    _tell(asking.through("peer.end", asker, id=id), as_json)


def _meet(asker: Reader, direction: str, id: str, as_json: bool) -> None:
    from bowstreet.casework.sharing import downgrading, lining, meeting, stowing

    called = asking.through(f"peer.{direction}", asker, id=id)
    followed = (lining.keep_up, stowing.keep_up, downgrading.keep_up)
    while direction == "push" and sum(keep_up(asking.now()) for keep_up in followed):
        pass
    meeting.keep_up_notices(asking.now())
    while meeting.meet(called.id, asking.now(), (direction,)):
        pass
    made = asking.through("peer", asker, id=called.id)
    _tell(made, as_json)
    sentence = made.pull_sentence if direction == "pull" else made.push_sentence
    if sentence:
        asking.refuse(sentence)


def _token(secret: Path) -> str:
    try:
        text = sys.stdin.readline() if str(secret) == "-" else secret.read_text()
    except (OSError, UnicodeDecodeError):
        raise NoToken(f"The file {secret} cannot be read.") from None
    return text.strip()


def _tell(made: Any, as_json: bool) -> None:
    output.document(made) if as_json else _print(made)


def _print(each: Any) -> None:
    parts = [each.name, each.direction, each.state]
    if each.pulls:
        parts.append(f"pulled {_at(each.pulled_at)}, up to {each.bookmark or 'nothing yet'}")
    if each.pushes:
        parts.append(f"pushed {_at(each.pushed_at)}")
    output.line(f"{each.id}  {'  '.join(parts)}")
    for one in each.waiting:
        output.line(f"  waits for a word: intake {one.id}  {one.title}")
    for sentence in filter(None, (each.pull_sentence, each.push_sentence)):
        output.line(f"  {sentence}")


def _at(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"
