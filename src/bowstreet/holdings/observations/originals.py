"""Originals: the bytes as they came, kept once under their SHA-256, never executed, rendered or changed."""

import hashlib
import os
from collections.abc import Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from bowstreet.vocabulary.refusals import Refusal, Sort

_BLOCK = 1_000_000
_TOGETHER = 200


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
        return _kept([path], folder)[0]
    except OSError as wrong:
        raise NotKept(f"The file could not be kept: {wrong.strerror or 'it cannot be read'}.") from None


def keep_all(paths: Sequence[Path]) -> list[str]:
    """Keep many files as ``keep`` does and return their SHA-256; the bytes of all are on the disk when this returns.

    Written some at a time before the disk is waited for, because it then waits for all of them at once.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return [
            hashed for at in range(0, len(paths), _TOGETHER) for hashed in _kept(paths[at : at + _TOGETHER], folder)
        ]
    except OSError as wrong:
        raise NotKept(f"A file could not be kept: {wrong.strerror or 'it cannot be read'}.") from None


def path_of(sha256: str) -> Path:
    """Return where the original of a hash lies; raise ``ValueError`` for what is no hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("An original is named by its SHA-256 in hexadecimal.")
    return _folder() / sha256[:2] / sha256


def is_there(sha256: str, size: int) -> bool:
    """Say whether an original is on the disk in its size."""
    path = path_of(sha256)
    return path.is_file() and path.stat().st_size == size


def damage(sha256: str) -> str:
    """Return a sentence on an original that is gone or no longer the bytes that came; empty while all is well.

    A file is read through once for each of its states on the disk.
    """
    path = path_of(sha256)
    try:
        state = path.stat()
        told = _hash_of(path, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    except OSError:
        return "The original is not on the disk of this node any more."
    return "" if told == sha256 else "The original on the disk is not what came: its SHA-256 differs."


@lru_cache(maxsize=4096)
def _hash_of(path: Path, *_state: int) -> str:
    """Return the SHA-256 of a file; of one that was read before in the same state without reading it again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folder() -> Path:
    return Path(settings.STATE) / "originals"


def _kept(paths: Sequence[Path], folder: Path) -> list[str]:
    with ExitStack() as halves:
        written = [_written(each, folder, halves) for each in paths]
        for half, _ in written:
            _flush(half)
        places = [(half, path_of(hashed)) for half, hashed in written]
        for half, place in places:
            place.parent.mkdir(mode=0o700, exist_ok=True)
            if not place.exists():
                half.replace(place)
        for parent in {place.parent for _, place in places}:
            _flush(parent)
    return [hashed for _, hashed in written]


def _written(path: Path, folder: Path, halves: ExitStack) -> tuple[Path, str]:
    """Copy a file beside the originals and return where, and its hash; the copy goes when ``halves`` end."""
    digest = hashlib.sha256()
    with path.open("rb") as source, NamedTemporaryFile(dir=folder, prefix="half-", delete=False) as half:
        halves.callback(Path(half.name).unlink, missing_ok=True)
        while block := source.read(_BLOCK):
            digest.update(block)
            half.write(block)
        os.fchmod(half.fileno(), 0o400)
    return Path(half.name), digest.hexdigest()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
