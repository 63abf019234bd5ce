"""Whether something failed because the disk is full: that is waited out, and is no fault of what was read."""

import errno
import shutil
from collections.abc import Iterator
from types import TracebackType

from django.conf import settings

LEAST = 1 << 20
"""Bytes free below which a failing disk is a full one: a database then says 'disk I/O error' of a sound file."""

_SAID = ("no space left on device", "database or disk is full", "disk quota exceeded")
_PERHAPS = ("disk i/o error", "there was no room left", "failed to offload", "could not write")


def is_full(wrong: BaseException) -> bool:
    """Say whether an exception, or one that it came of, says that the disk is full."""
    return any(_is_full(each) for each in _with_causes(wrong))


def is_left() -> bool:
    """Say whether the disk of the state folder has any room."""
    return shutil.disk_usage(settings.STATE).free >= LEAST


class Permitting:
    """A block whose writes are left undone where the disk is full; all else that is raised goes on."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, sort: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Pass over a full disk."""
        return isinstance(wrong, Exception) and is_full(wrong)


def permitting() -> Permitting:
    """Return a block that does what it holds if there is room on the disk."""
    return Permitting()


def _is_full(wrong: BaseException) -> bool:
    if isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    said = str(wrong).lower()
    return any(each in said for each in _SAID) or (any(each in said for each in _PERHAPS) and not is_left())


def _with_causes(wrong: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = wrong
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
