"""Originals: the bytes as they came, kept once under their SHA-256, never executed, rendered or changed."""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from bowstreet.vocabulary.refusals import Refusal, Sort

_BLOCK = 1_000_000


class NotKept(Refusal):
    """A file could not be kept: it cannot be read, or there is no room for it."""

    sort = Sort.UNAVAILABLE


def keep(path: Path) -> str:
    """Copy a file among the originals and return its SHA-256; the bytes are on the disk when this returns.

    The file itself stays where it is. Bytes kept before are not written again.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _copied(path, folder)
    except OSError as wrong:
        raise NotKept(f"The file could not be kept: {wrong.strerror or 'it cannot be read'}.") from None


def path_of(sha256: str) -> Path:
    """Return where the original of a hash lies; raise ``ValueError`` for what is no hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("An original is named by its SHA-256 in hexadecimal.")
    return _folder() / sha256[:2] / sha256


def _folder() -> Path:
    return Path(settings.STATE) / "originals"


def _copied(path: Path, folder: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, NamedTemporaryFile(dir=folder, prefix="half-", delete=False) as half:
        try:
            while block := source.read(_BLOCK):
                digest.update(block)
                half.write(block)
            half.flush()
            os.fsync(half.fileno())
            os.fchmod(half.fileno(), 0o400)
            _place(Path(half.name), path_of(digest.hexdigest()))
        finally:
            Path(half.name).unlink(missing_ok=True)
    return digest.hexdigest()


def _place(half: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    if not place.exists():
        half.replace(place)
        handle = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
