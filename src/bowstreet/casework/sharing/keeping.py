"""Where documents that were taken out lie until they are fetched: in the state folder, for an hour, then no more."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bowstreet.holdings.ledger import chance

KEPT = timedelta(hours=1)
"""So long a document can be fetched again by the officer who took it out."""


_PIECE = 1 << 20


def folder() -> Path:
    """Return where the documents lie."""
    return Path(settings.STATE) / "exports"


@contextmanager
def draft() -> Iterator[BinaryIO]:
    """Let a document be written for this node's account alone; one that is not kept goes."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder() / f".{chance.secret(16)}"
    try:
        place.touch(mode=0o600, exist_ok=False)
        with place.open("r+b") as out:
            yield out
    finally:
        place.unlink(missing_ok=True)


def keep(written: BinaryIO, id: str, now: datetime) -> tuple[str, int]:
    """Keep a document that was written from now on, and return its SHA-256 and how many bytes it has."""
    written.flush()
    os.fsync(written.fileno())
    size = written.tell()
    written.seek(0)
    digest = hashlib.sha256()
    while piece := written.read(_PIECE):
        digest.update(piece)
    os.utime(written.name, (now.timestamp(), now.timestamp()))
    Path(written.name).rename(place_of(id))
    return digest.hexdigest(), size


def place_of(id: str) -> Path:
    """Return where the bytes of a document lie, or lay."""
    return folder() / id


def sweep(now: datetime) -> int:
    """Take away the documents whose hour is over, and return how many went; another may take some at the same time."""
    gone = 0
    for each in folder().iterdir() if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if each.stat().st_mtime < (now - KEPT).timestamp():
                each.unlink()
                gone += 1
    return gone
