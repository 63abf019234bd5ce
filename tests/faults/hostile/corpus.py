"""Files that were made to do harm, kept as the functions that write them, each with what it may become.

A function writes into an empty folder. All that then stands there is handed in, or, where the function returns them,
files under the names that it says. What it may become: ``refused`` (nothing of it is read, and a sentence says why),
``partly`` (some is read, and some is not, told in rows, bytes or a sentence), ``taken`` (all of it is read).
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Sent = Sequence[tuple[str, Path]] | None
Write = Callable[[Path], Sent]

REFUSED, PARTLY, TAKEN = "refused", "partly", "taken"

CANARY = "canary-4f1d0c"
"""What stands in a file beside the node that nothing may ever read."""


@dataclass(frozen=True)
class Hostile:
    """One of them: its name, what writes it, what it becomes, and words of the sentence that is shown."""

    name: str
    write: Write
    becomes: str
    says: str = ""


class Room:
    """Hostile files of one sort."""

    def __init__(self) -> None:
        self.files: list[Hostile] = []

    def add(self, name: str, becomes: str, write: Write, says: str = "") -> None:
        """Add one of several that a loop makes."""
        self.files.append(Hostile(name, write, becomes, says))

    def __call__(self, becomes: str, says: str = "") -> Callable[[Write], Write]:
        """Return what adds the function below it."""

        def added(write: Write) -> Write:
            self.add(getattr(write, "__name__", "").replace("_", " "), becomes, write, says)
            return write

        return added


def outside() -> Path:
    """Return the folder beside the node in which nothing may be written and whose files nothing may read."""
    return Path(os.environ["HOSTILE_OUTSIDE"])


def elsewhere() -> str:
    """Return an address at which something listens that nothing may call."""
    return os.environ["HOSTILE_ELSEWHERE"]


def many(path: Path, *parts: tuple[bytes, int]) -> None:
    """Write pieces, each so many times, a megabyte or so at once."""
    with path.open("wb") as out:
        for piece, times in parts:
            some = max(1, min(times, (1 << 20) // max(1, len(piece))))
            block = piece * some
            for _ in range(times // some):
                out.write(block)
            out.write(piece * (times % some))


def lines(path: Path, rows: Iterable[str]) -> None:
    """Write a table of sellers seen on days with these lines."""
    path.write_text("seller,seen\n" + "".join(each + "\n" for each in rows), encoding="utf-8")


GOOD = "quaymerchant,2025-04-01"
"""A line of such a table as it should be."""


def quoted(text: str) -> str:
    """Return a text as JSON writes it."""
    return json.dumps(text)
