"""The reading process of one intake: ``python -m bowstreet.casework.intake.reading INTAKE [--give-up SENTENCE]``.

A process of its own, because it reads what nobody has read before: it may be killed at any moment, it may not use
more memory than it is given, and it ends with the intake done, failed with a sentence, or as if it never began. Where
the disk is full it takes back what it can and says so by its exit code; the intake is read anew when there is room.
"""

import fcntl
import os
import resource
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bowstreet.casework.intake.models import Intake
    from bowstreet.vocabulary.readers import Reader

ROOM = 6 << 30
"""Bytes of address space that reading may use; the engine's own bound lies far below."""

_TO_FOLLOW = "Admitted. The disk of this node is full: what this adds to known records follows when there is room."
_MEMORY = "Reading needed more memory than it may use. Nothing was admitted; hand the files in in smaller parts."
_NOBODY = "The officer who handed this in may no longer record. Nothing was admitted."
_UNDER_WAY = ("quarantined", "reading", "admitting")
_BROKEN = "Something went wrong while reading; nothing was admitted. The node's log says more under {name}."


def main(arguments: Sequence[str]) -> int:
    """Read one intake to its end; 75 when another process is at it, 76 when the disk is full and it waits."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    django.setup()
    from bowstreet.casework.intake import room, working
    from bowstreet.formats import table_engine

    table_engine.refuse_frames()

    intake, *more = arguments
    try:
        with _alone(intake) as alone:
            if not alone:
                return working.BUSY
            if more[:1] == ["--give-up"]:
                give_up(intake, more[1])
            elif not read(intake):
                return working.FULL
    except Exception as wrong:
        if room.is_full(wrong):
            return working.FULL
        _log(wrong, intake)
        return 1
    return 0


def read(intake_id: str) -> bool:
    """Read an intake to its end: its rows and records are admitted, or a sentence says why not.

    Of one that is over, what it still owes is taken back. False when the disk is full: it is to be read anew later.
    """
    from bowstreet.casework.intake import room, undoing
    from bowstreet.casework.intake.models import Intake

    intake = Intake.objects.get(id=intake_id)
    try:
        if intake.state in _UNDER_WAY:
            _read(intake)
        elif intake.state == "taking_back":
            undoing.go_on(intake)
        else:
            _settle(intake)
    except Exception as wrong:
        if not room.is_full(wrong):
            raise
        _wait(intake)
        return False
    return True


def _read(intake: "Intake") -> None:
    from bowstreet.casework.intake import admitting, counting, room
    from bowstreet.holdings.engines.chosen import dialect

    try:
        reader = _reader(intake)
        if reader is None:
            give_up(intake.id, _NOBODY)
        elif counting.is_admitted(intake):
            admitting.go_on(intake, reader)
        else:
            admitting.admit(intake, reader)
    except Exception as wrong:
        if room.is_full(wrong) or dialect.waited_in_vain(wrong):
            raise
        give_up(intake.id, sentence_of(wrong, intake.id))
        if not _is_expected(wrong):
            _log(wrong, intake.id)


def _settle(intake: "Intake") -> None:
    """Take back what an intake that is over left pending, if it owes that."""
    from bowstreet.casework.intake import admitting, counting
    from bowstreet.casework.intake.models import Task

    if Task.objects.filter(intake=intake, owed=True).exists():
        admitting.sweep(intake)
        counting.failed(intake, intake.sentence)


def _wait(intake: "Intake") -> None:
    """Make room by taking back what lies pending, as far as a full disk lets it, and say what the intake waits for."""
    from bowstreet.casework.intake import admitting, counting, room, working

    with room.permitting():
        intake.refresh_from_db()
        if intake.state == "taking_back":
            return
        if counting.is_admitted(intake):
            counting.told(intake, _TO_FOLLOW)
        else:
            admitting.sweep(intake)
            if intake.state in _UNDER_WAY:
                counting.waits(intake, working.WAITS)


def give_up(intake_id: str, sentence: str) -> None:
    """Take back all that lies pending and say why the intake failed; what was admitted stays admitted."""
    from bowstreet.casework.intake import admitting, counting
    from bowstreet.casework.intake.models import Intake

    intake = Intake.objects.get(id=intake_id)
    if counting.is_admitted(intake):
        counting.done(intake)
    elif intake.state in _UNDER_WAY:
        admitting.sweep(intake)
        counting.failed(intake, sentence)


def sentence_of(wrong: BaseException, intake_id: str) -> str:
    """Return what an officer is told of a failure; never a word of what was read."""
    from bowstreet.vocabulary.refusals import Refusal

    if _is_memory(wrong):
        return _MEMORY
    if isinstance(wrong, Refusal):
        return str(wrong)
    return _BROKEN.format(name=intake_id[-8:])


def _log(wrong: BaseException, intake_id: str) -> None:
    """Write where it went wrong, without the message: an engine's message quotes what it read."""
    where = "".join(traceback.format_tb(wrong.__traceback__))
    sys.stderr.write(f"intake {intake_id[-8:]}: {type(wrong).__name__}\n{where}")


def _is_expected(wrong: BaseException) -> bool:
    from bowstreet.vocabulary.refusals import Refusal

    return isinstance(wrong, Refusal) or _is_memory(wrong)


def _is_memory(wrong: BaseException) -> bool:
    found = (wrong, wrong.__context__)
    return any(isinstance(each, MemoryError) or type(each).__name__ == "OutOfMemoryException" for each in found)


def _reader(intake: "Intake") -> "Reader | None":
    from bowstreet.holdings.agencies import sessions
    from bowstreet.vocabulary.lawfulness import Purpose
    from bowstreet.vocabulary.readers import LEA_ROLES

    found = sessions.reader_for(
        officer_id=intake.officer,
        purpose=Purpose(intake.purpose),
        case=intake.case or None,
        reason=None,
        session=intake.session,
        mfa=True,
        now=datetime.now(UTC),
    )
    return found if found and found.role in LEA_ROLES and found.agency == intake.agency else None


@contextmanager
def _alone(intake: str) -> Iterator[bool]:
    """Hold the lock of an intake, which the system lets go when this process ends however it ends."""
    from django.conf import settings

    folder = Path(settings.STATE) / "intake"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{intake}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
