"""The process that takes hostile files in: ``python -m tests.faults.hostile.taking ROOM FOLDER``.

Each is written by a child and taken in by another, whose memory and time are its own. It prints one line of JSON for
each: what became of it, what it took, and what it tried that it must not.
"""

import gc
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SECONDS = 20
"""After which a child that goes on is ended, so that one that hangs is told."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_STARTS = ("subprocess.Popen", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "pty.spawn", "ctypes.dlopen")
_CALLS = ("socket.connect", "socket.bind", "socket.sendto")
_PLACES = ("os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.rmtree")


_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


@dataclass
class Told:
    """What became of one."""

    name: str
    became: str = "ended without an answer"
    says: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    megabytes: int = 0
    seconds: float = 0.0


def watched(state: Path, wrong: list[str]) -> None:
    """Note from here on what is written outside the node's folder, called or started."""

    def is_inside(path: object) -> bool:
        if not isinstance(path, (str, bytes)):
            return True
        return Path(os.path.realpath(os.fsdecode(path))).is_relative_to(state)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[2], int) and args[2] & _WRITES and args[0] != os.devnull:
            if not is_inside(args[0]):
                wrong.append(f"wrote {args[0]!r}")
        elif event in _PLACES and not _is_beside(args) and not is_inside(args[0]):
            wrong.append(f"{event} {args[0]!r}")
        elif event in _CALLS and (isinstance(args[1], tuple) or not is_inside(args[1])):
            wrong.append(f"{event} {args[1]!r}")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname") or event in _STARTS:
            wrong.append(f"{event} {args[0]!r}")

    sys.addaudithook(hook)


def _is_beside(args: tuple[Any, ...]) -> bool:
    """Say whether a name is one in a folder that is held open, which was looked at when it was opened."""
    return isinstance(args[-1], int) and args[-1] >= 0 and Path(os.fsdecode(args[0])).name == os.fsdecode(args[0])


def take(reader: Any, files: list[tuple[str, Path]], told: Told) -> None:
    """Hand files in as a door does, have them read, and look at all that is then shown of them."""
    from tests.worlds import intake as world

    from bowstreet.casework.intake import bringing, peeking, reading, watching

    sent = [world.Sent(name, str(path), 0) for name, path in files]
    now = datetime.now(UTC)
    try:
        made = bringing.bring(reader=reader, now=now, files=sent).id
    except bringing.NothingKept as none:
        told.became, told.says = "refused", list(none.notes)
        return
    reading.read(made)
    seen = watching.intake(reader=reader, now=now, id=made)
    sources, on = list(seen.sources), seen.next
    while on:
        page = watching.intake(reader=reader, now=now, id=made, cursor=on, limit=200)
        sources, on = [*sources, *page.sources], page.next
    told.says = [each.note for each in sources if each.note] + [each.reason for each in seen.rejects]
    for each in sources:
        if each.read != each.observed + each.rejected:
            told.wrong.append(f"{each.path}: {each.read} is not {each.observed} and {each.rejected}")
        if each.sha256 and each.reject_list:
            watching.reject_list(reader=reader, now=now, id=made, sha256=each.sha256)
        if each.sha256 and each.reader is None:
            _peek(each.sha256, peeking._answer)
    if seen.state != "done":
        told.became, told.says = "refused", [seen.sentence]
        return
    held = any(each.read or each.reader not in (None, "archive") for each in sources)
    left = any(each.reader is None or each.rejected or each.bytes_unread for each in sources)
    left = left or any("left out" in each.note for each in sources)
    told.became = "partly" if held and left else "taken" if held else "refused"


def attach(reader: Any, files: list[tuple[str, Path]], told: Told) -> None:
    """Attach files to a record as a door does, and look at what may be looked at."""
    from tests.worlds import intake as world

    from bowstreet.holdings.repository import attaching, recording, saving
    from bowstreet.vocabulary.refusals import Invalid

    now = datetime.now(UTC)
    record = recording.record(reader=reader, now=now, kind="document", body={"title": told.name}).id
    sent = [world.Sent(name, str(path), path.stat().st_size) for name, path in files]
    told.became = "refused"
    for each in saving.attach(reader=reader, now=now, id=record, files=sent).attachments:
        asked = {"reader": reader, "now": now, "id": record, "attachment": each}
        if attaching.download(**asked).media != "application/octet-stream":
            told.wrong.append("a download says what it is")
        try:
            ticket = attaching.look(**asked, reason="to see it").ticket
        except Invalid as refused:
            told.says.append(refused.sentence)
            continue
        told.became = "taken"
        if attaching.picture(**asked, ticket=ticket).media not in _PICTURES:
            told.wrong.append("a picture is shown as what it may not be")


def _peek(sha256: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    from bowstreet.holdings.files import originals

    path = str(originals.path_of(sha256))
    room = os.environ["BOWSTREET_DIR"]
    for part, columns in list(answer({"path": path}).get("tables", {}).items())[:1]:
        asked = {"columns": columns[:120], "room": room}
        rows = answer({"path": path, "part": part, **asked}).get("rows", [])
        name = json.dumps(columns[0], ensure_ascii=False).replace("\x7f", "\\u007f")
        text = (
            f'name = "look"\ntitle = "A look"\nsort = "rows"\nmatch = [{name}]\n[columns]\n{name} = {{ field = "c" }}\n'
        )
        answer({"rows": rows, "text": text, **asked})


def alone(act: Callable[[], dict[str, Any] | None]) -> tuple[dict[str, Any], Any, int]:
    """Run something in a child and return what it answered, what it took, and how it ended."""
    back, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(back)
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
            answer = act()
            with os.fdopen(out, "wb") as pipe:
                pipe.write(json.dumps(answer).encode())
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(out)
    with os.fdopen(back, "rb") as pipe:
        raw = pipe.read()
    _, status, took = os.wait4(child, 0)
    return json.loads(raw or b"{}"), took, status


def tree(folder: Path) -> set[tuple[str, int, int]]:
    """Return all that stands in a folder, with sizes and the moments of the last change."""
    return {(str(each), each.lstat().st_size, each.lstat().st_mtime_ns) for each in folder.rglob("*")}


def handed(folder: Path, sent: Any) -> list[tuple[str, Path]]:
    """Return the names and places of what a hostile file is, as the command line names them."""
    from bowstreet.interfaces.cli import taking_in

    if sent is not None:
        return [(name, Path(path)) for name, path in sent]
    return [(os.fsdecode(name), path) for name, path in taking_in._named([folder])]


def run(room: str, folder: Path, only: str = "") -> Iterator[Told]:
    """Take in all of a room, one after the other."""
    from bowstreet.interfaces.cli import starting

    starting.start()
    import tldextract  # noqa: F401 - what it loads tries whether the machine has an IPv6, by binding a socket
    from django.db import connection
    from tests.faults.hostile import corpus
    from tests.worlds import intake as world

    # What children need is loaded once, not by each of them.
    from bowstreet.casework.intake import admitting, bringing, peeking, reading, watching  # noqa: F401
    from bowstreet.formats import table_engine
    from bowstreet.holdings.repository import attaching, saving  # noqa: F401
    from bowstreet.interfaces.cli import taking_in  # noqa: F401

    table_engine.refuse_frames()

    reader = world.supervisor()
    connection.close()
    gc.freeze()  # else each child copies all that lives on, as it looks for rings among it
    state = Path(os.environ["BOWSTREET_DIR"]).resolve()
    for number, each in enumerate(importlib.import_module(f"tests.faults.hostile.{room}").room.files):
        if only not in each.name:
            continue
        place = folder / "in" / str(number)
        place.mkdir(parents=True)

        def write(each: "corpus.Hostile" = each, place: Path = place) -> dict[str, Any]:
            sent = each.write(place)
            return {"files": [(name, str(path)) for name, path in handed(place, sent)]}

        def taken(files: Any, name: str = each.name) -> dict[str, Any]:
            told = Told(name)
            watched(state, told.wrong)
            (attach if room == "attached" else take)(reader, [(name, Path(path)) for name, path in files], told)
            return asdict(told)

        files = alone(write)[0]["files"]
        before = tree(folder / "in") | tree(corpus.outside())
        found, took, status = alone(lambda files=files: taken(files))
        told = Told(**found) if found else Told(each.name, wrong=[f"it ended with status {status}"])
        told.wrong += [f"changed {path}" for path, *_ in before ^ (tree(folder / "in") | tree(corpus.outside()))]
        told.megabytes, told.seconds = took.ru_maxrss // 1024, took.ru_utime + took.ru_stime
        alone(lambda place=place: __import__("shutil").rmtree(place))
        yield told


if __name__ == "__main__":
    for one in run(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]):
        sys.stdout.write(json.dumps(asdict(one)) + "\n")
        sys.stdout.flush()
