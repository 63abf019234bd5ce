"""Where documents that were taken out lie until they are fetched: in the state folder, for an hour, then no more."""

import hashlib
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEPT = timedelta(hours=1)
"""So long a document can be fetched again by the officer who took it out."""


def folder() -> Path:
    """Return where the documents lie."""
    return Path(settings.STATE) / "exports"


def put(id: str, content: bytes, now: datetime) -> str:
    """Keep the bytes of a document from now on, for this node's account alone, and return their SHA-256."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder() / id
    with os.fdopen(os.open(place, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.utime(place, (now.timestamp(), now.timestamp()))
    return hashlib.sha256(content).hexdigest()


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
