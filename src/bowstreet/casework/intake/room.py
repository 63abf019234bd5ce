"""Whether something failed for want of room or of a turn to write: it is waited out, no fault of what was read."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import stores

LEAST = 1 << 20
"""Bytes free below which a failing disk is a full one: a database then says 'disk I/O error' of a sound file."""

_SAID = ("no space left on device", "database or disk is full", "disk quota exceeded")
_TURNS = (OperationalError, InterfaceError, stores.lookups.ERROR)
_PERHAPS = ("disk i/o error", "there was no room left", "failed to offload", "could not write")


def is_full(wrong: BaseException) -> bool:
    """Say whether an exception, or one that it came of, says that the disk is full."""
    return any(_is_full(each) for each in _with_causes(wrong))


def is_waited_out(wrong: BaseException) -> bool:
    """Say whether an exception is one that ``permitting`` passes over: it is tried again, and no fault of anything."""
    return is_full(wrong) or (isinstance(wrong, _TURNS) and dialect.waited_in_vain(wrong))


def is_left() -> bool:
    """Say whether the disk of the state folder has any room."""
    return shutil.disk_usage(settings.STATE).free >= LEAST


@contextmanager
def permitting() -> Iterator[None]:
    """Do what the block holds, and pass over a full disk and a turn to write that did not come; all else goes on."""
    try:
        with taking_turns():
            yield
    except Exception as wrong:
        if not is_full(wrong):
            raise


@contextmanager
def taking_turns() -> Iterator[None]:
    """Do what the block holds, and pass over a turn to write that did not come, because others wrote all the time.

    A server that went away while it restarts is waited out in the same way.
    """
    try:
        yield
    except _TURNS as wrong:
        if not dialect.waited_in_vain(wrong):
            raise
        close_old_connections()


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
