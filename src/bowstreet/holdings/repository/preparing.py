"""What drafts become, worked out by processes beside the one that writes; no database in it.

Such a process reads pickles from the one that started it, answers each, and ends with it (decision 0010).
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

from bowstreet.holdings.repository import composing
from bowstreet.holdings.repository.composing import Composed, Kept
from bowstreet.vocabulary.drafts import Earlier
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.statements import weighed

MOST_PROCESSES = 4

MANY = 1_000
"""Fewer drafts are prepared here sooner than processes start."""

_kept: list["_Beside"] = []
_mine = Lock()
"""Held by whoever uses the processes; another thread prepares here."""


class Source(NamedTuple):
    """What all drafts of an import have in common."""

    agency: str
    act: str


class Plain(NamedTuple):
    """What a draft says and is known as, the digest of the terms under which it goes, and what it weighs."""

    kind: str
    body: Mapping[str, Any]
    seen: tuple[date | None, date | None]
    digest: str
    grade: Grade
    basis: Basis
    known_as: str = ""
    earlier: tuple[Earlier, ...] = ()
    weighed: bool = False


class Prepared(NamedTuple):
    """The hash of a draft's natural key, what is written of it, and what is kept of the versions before it."""

    key_hash: str
    composed: Composed
    earlier: tuple[Kept, ...] = ()


def prepared(source: Source, drafts: Sequence[Plain]) -> list[Prepared]:
    """Return what drafts become; raise ``UnknownKind`` or ``WrongRecord`` with a sentence."""
    return [_prepared(source, each) for each in drafts]


def _prepared(source: Source, draft: Plain) -> Prepared:
    kind = composing.kind_of(draft.kind)
    body = composing.checked(kind, draft.body)
    if not draft.weighed:
        body = weighed(body, draft.grade, draft.basis)
    key = kind.key(body) or draft.known_as or f"\x01{source.act}{sorted(body.items(), key=str)}"
    hashed = composing.key_hash(source.agency, kind.code, key, draft.digest)
    earlier = tuple(_before(kind, each) for each in draft.earlier)
    return Prepared(hashed, composing.compose(kind, body, draft.seen), earlier)


def _before(kind: Kind, before: Earlier) -> Kept:
    return composing.kept(kind, composing.checked(kind, before.body), (before.first_seen, before.last_seen))


def in_turn(source: Source, slices: Iterable[Sequence[Plain]], *, many: bool) -> Iterator[list[Prepared]]:
    """Yield what each slice becomes; of ``many`` drafts the next slice is prepared beside while one is in use.

    So one slice more is taken than was given out. Raise ``UnknownKind`` or ``WrongRecord`` with a sentence.
    """
    with _processes(many) as beside:
        if beside is None:
            yield from (prepared(source, each) for each in slices)
            return
        begun = False
        for some in slices:
            done = beside.fetch()
            beside.begin(source, some)
            if begun:
                yield done
            begun = True
        if begun:
            yield beside.fetch()


class _Beside:
    """Processes that prepare drafts; they end when their input does, so with this process however it ends."""

    def __init__(self, count: int) -> None:
        command = [sys.executable, "-c", f"from {__name__} import main; main()"]
        self._children = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            for _ in range(count)
        ]
        self._begun: list[tuple[subprocess.Popen[bytes], Source, Sequence[Plain]]] = []

    def begin(self, source: Source, drafts: Sequence[Plain]) -> None:
        """Hand drafts out, each process a part; those before have been fetched, so that every process listens."""
        part = max(1, -(-len(drafts) // len(self._children)))
        for child, at in zip(self._children, range(0, len(drafts), part), strict=False):
            self._begun.append((child, source, drafts[at : at + part]))
            with suppress(OSError):
                _say(child, self._begun[-1][1:])

    def fetch(self) -> list[Prepared]:
        """Return what the drafts handed out became."""
        begun, self._begun = self._begun, []
        answers = [_answer(*each) for each in begun]
        for each in answers:
            if isinstance(each, Exception):
                raise each
        return [each for answer in answers if isinstance(answer, list) for each in answer]

    def is_whole(self) -> bool:
        """Say whether all processes run."""
        return all(child.poll() is None for child in self._children)

    def end(self) -> None:
        """End the processes."""
        for child in self._children:
            with suppress(OSError):
                child.communicate()


def _say(child: subprocess.Popen[bytes], asked: object) -> None:
    if child.stdin:
        pickle.dump(asked, child.stdin)
        child.stdin.flush()


def _answer(
    child: subprocess.Popen[bytes], source: Source, drafts: Sequence[Plain]
) -> list[Prepared] | Exception:  # fmt: skip
    """Return what a process says; what one had that was killed is prepared here."""
    try:
        answer: list[Prepared] | Exception = pickle.load(child.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own
    except (EOFError, OSError, pickle.UnpicklingError):
        return prepared(source, drafts)
    return answer


@contextmanager
def _processes(many: bool) -> Iterator[_Beside | None]:
    """Give the processes to one thread at a time; None where there is no use for them."""
    count = min(os.cpu_count() or 1, MOST_PROCESSES)
    if not many or count < 2 or not _mine.acquire(blocking=False):
        yield None
        return
    try:
        if _kept and not _kept[0].is_whole():
            _end()
        if not _kept:
            _kept.append(_Beside(count))
        yield _kept[0]
    finally:
        with suppress(Exception):
            _kept[0].fetch()
        _mine.release()


@atexit.register
def _end() -> None:
    while _kept:
        _kept.pop().end()


def main() -> None:
    """Answer until the input ends; what a person presses is meant for the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            source, drafts = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        answer: list[Prepared] | Exception
        try:
            answer = prepared(source, drafts)
        except Exception as wrong:
            answer = wrong
        pickle.dump(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
