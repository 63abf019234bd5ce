"""A look into a quarantined file, asked of a process of its own: this one loads no engine and reads no such file.

What a file holds and the first rows of its tables are read once and kept here for a while, as they stand; what a
mapping makes of the rows is asked anew each time.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

PATIENCE = 120
"""Seconds after which nobody waits any longer; the look itself ends earlier, by its work."""

MOST_KEPT = 16
LONGEST_KEPT = 2_000_000
"""Answers that are kept: so many, each of so many bytes at most. What is longer is read again each time."""

KEPT_FOR = 600
"""Seconds for which an answer is kept."""

BEGUN = b"."
"""What a child says before anything else, so that a question that nobody took can be told from one that failed."""

TOO_LARGE = "The file is too large to be looked into here. Write the mapping by hand: 'mapping new'."
BROKEN = (
    "The look into the file failed, and not because of its size. The file is kept as it is. Write the mapping by hand"
    " ('mapping new'), and tell who runs this node."
)


class NotShown(Refusal):
    """A file that could not be looked into: in the time or memory that a look gets, or because the look failed."""

    sort = Sort.UNAVAILABLE

    def __init__(self, sentence: str = TOO_LARGE) -> None:
        """Say which of the two."""
        super().__init__(sentence)


class Look:
    """A file that is looked into. ``whose`` says for whom: what was read for one intake answers for no other."""

    def __init__(self, path: Path, whose: str) -> None:
        """Begin with nothing read."""
        self._path, self._whose = path, whose

    def held(self) -> dict[str, list[str]]:
        """Return the tables of the file with their columns; raise ``Invalid`` with a sentence where it holds none."""
        return dict(self._once({"path": str(self._path)})["tables"])

    def first(self, part: str, columns: Sequence[str]) -> dict[str, list[Any]]:
        """Return the first rows of a table as they stand, and how its numbers are written: ``table_preview.First``."""
        return self._once({"path": str(self._path), "part": part, "columns": list(columns)})

    def _once(self, question: dict[str, Any]) -> dict[str, Any]:
        if not self._path.exists():
            _KEPT.forget(self._whose)
        return _KEPT.once((self._whose, json.dumps(question)), lambda: _ask(question))


def typed(rows: Sequence[Sequence[Any]], columns: Sequence[str], text: str, latest: date) -> list[dict[str, Any]]:
    """Return what a mapping makes of first rows handed in on a day; raise ``Invalid`` with a sentence."""
    room = Path(settings.INCOMING)
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    question = {"rows": list(rows), "columns": list(columns), "text": text, "room": str(room), "latest": str(latest)}
    return list(_opened(_ask(question))["rows"])


class _Kept:
    """Answers that are kept for a while, the longest unused let go of first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], tuple[float, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def once(self, key: tuple[str, str], ask: Callable[[], bytes]) -> dict[str, Any]:
        with self._lock:
            at, answer = self._answers.pop(key, (0.0, b""))
        if not answer or time.monotonic() - at > KEPT_FOR:
            at, answer = time.monotonic(), ask()
        made = _opened(answer)
        with self._lock:
            if len(answer) <= LONGEST_KEPT:
                self._answers[key] = at, answer
            late = [each for each, (begun, _) in self._answers.items() if time.monotonic() - begun > KEPT_FOR]
            for each in [*late, *list(self._answers)[:-MOST_KEPT]]:
                self._answers.pop(each, None)
        return made

    def forget(self, whose: str) -> None:
        with self._lock:
            for key in [each for each in self._answers if each[0] == whose]:
                del self._answers[key]


class _Waiting:
    """The process that looks; begun when it is asked first, and anew when it has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None

    def hand(self, channel: socket.socket) -> None:
        """Hand a channel to the process, on which it reads a question and answers it."""
        with self._lock:
            if self._door is None:
                self._begin()
            try:
                socket.send_fds(self._door, [b"?"], [channel.fileno()])  # type: ignore[arg-type]
            except OSError:
                self._end()
                raise

    def end(self) -> None:
        """Let go of the process, which ends by that."""
        with self._lock:
            self._end()

    def _begin(self) -> None:
        self._door, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bowstreet.casework.intake.peeking"],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip

    def _end(self) -> None:
        if self._door is not None and self._process is not None:
            self._door.close()
            self._process.wait(PATIENCE)
        self._door = self._process = None


_KEPT, _WAITING = _Kept(), _Waiting()


def _ask(question: dict[str, Any]) -> bytes:
    """Return the answer to a question; a process that had ended by itself is begun anew once."""
    said = json.dumps(question).encode()
    for _ in range(2):
        answer = _answered(said)
        if answer:
            return answer[len(BEGUN) :]
        _WAITING.end()
    raise NotShown(BROKEN)


def _answered(said: bytes) -> bytes:
    mine, theirs = socket.socketpair()
    with mine, theirs:
        mine.settimeout(PATIENCE)
        try:
            _WAITING.hand(theirs)
            theirs.close()
            mine.sendall(said)
            mine.shutdown(socket.SHUT_WR)
            with mine.makefile("rb") as heard:
                return heard.read()
        except TimeoutError:
            return BEGUN
        except OSError:
            return b""


def _opened(answer: bytes) -> dict[str, Any]:
    try:
        told = dict(json.loads(answer))
    except ValueError:
        raise NotShown() from None
    if "broken" in told:
        raise NotShown(BROKEN)
    if "wrong" in told:
        raise Invalid(told["wrong"])
    return told
