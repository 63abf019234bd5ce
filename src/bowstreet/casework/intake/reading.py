"""The reading process of one intake: ``python -m bowstreet.casework.intake.reading INTAKE [--give-up SENTENCE]``.

A process of its own, because it reads what nobody has read before: it may be killed at any moment, it may not use
more memory than it is given, and it ends with the intake done, failed with a sentence, or as if it never began.
"""

import errno
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

_FULL = "The disk of this node is full. Nothing was admitted; make room and hand the files in again."
_MEMORY = "Reading needed more memory than it may use. Nothing was admitted; hand the files in in smaller parts."
_NOBODY = "The officer who handed this in may no longer record. Nothing was admitted."
_BROKEN = "Something went wrong while reading; nothing was admitted. The node's log says more under {name}."


def main(arguments: Sequence[str]) -> int:
    """Read one intake to its end; 75 when another process is at it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bowstreet.project.settings")
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    django.setup()
    from bowstreet.casework.intake import working

    intake, *more = arguments
    with _alone(intake) as alone:
        if not alone:
            return working.BUSY
        if more[:1] == ["--give-up"]:
            give_up(intake, more[1])
        else:
            read(intake)
    return 0


def read(intake_id: str) -> None:
    """Read an intake that is not over yet; end it with its rows and records admitted, or with a sentence."""
    from bowstreet.casework.intake import admitting, counting
    from bowstreet.casework.intake.models import Intake

    intake = Intake.objects.get(id=intake_id)
    if intake.state not in ("quarantined", "reading", "admitting"):
        return
    try:
        reader = _reader(intake)
        if reader is None:
            give_up(intake_id, _NOBODY)
        elif counting.is_admitted(intake):
            admitting.go_on(intake, reader)
        else:
            admitting.admit(intake, reader)
    except Exception as wrong:
        give_up(intake_id, sentence_of(wrong, intake_id))
        if not _is_expected(wrong):
            _log(wrong, intake_id)


def give_up(intake_id: str, sentence: str) -> None:
    """Take back all that lies pending and say why the intake failed; what was admitted stays admitted."""
    from bowstreet.casework.intake import admitting, counting
    from bowstreet.casework.intake.models import Intake

    intake = Intake.objects.get(id=intake_id)
    if counting.is_admitted(intake):
        counting.done(intake)
    elif intake.state in ("quarantined", "reading", "admitting"):
        admitting.sweep(intake)
        counting.failed(intake, sentence)


def sentence_of(wrong: BaseException, intake_id: str) -> str:
    """Return what an officer is told of a failure; never a word of what was read."""
    from bowstreet.vocabulary.refusals import Refusal

    if _is_full(wrong):
        return _FULL
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

    return isinstance(wrong, Refusal) or _is_full(wrong) or _is_memory(wrong)


def _is_full(wrong: BaseException) -> bool:
    if isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    said = str(wrong).lower()
    return "no space left on device" in said or "database or disk is full" in said


def _is_memory(wrong: BaseException) -> bool:
    return isinstance(wrong, MemoryError) or type(wrong).__name__ == "OutOfMemoryException"


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
