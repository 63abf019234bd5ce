"""Originals: the bytes as they came, kept once under their SHA-256, never executed, rendered or changed.

Who reads one compares its ``state`` before and after, and asks ``damage`` between: so the bytes read are those hashed.
"""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

_BLOCK = 1_000_000

GONE = "The original is not on the disk of this node any more."
CHANGED = "The original on the disk is not what came: its SHA-256 differs."


class NotKept(Refusal):
    """A file could not be kept: there is no room for it."""

    sort = Sort.UNAVAILABLE


class Unreadable(Invalid):
    """A file that was handed in cannot be read; the others can."""


@dataclass(frozen=True)
class Kept:
    """A file that was kept, and how many bytes it has."""

    sha256: str
    size: int


def keep(path: Path) -> Kept:
    """Copy a file among the originals; the bytes are on the disk when this returns.

    The file itself stays where it is. Bytes kept before are not written again unless they are damaged. A link is not
    followed and a pipe not waited for: raises ``Unreadable`` for what is no file or cannot be read.
    """
    with _opened(path) as source:
        try:
            folder = _folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _copied(source, folder)
        except OSError as wrong:
            raise NotKept(f"The file could not be kept: {wrong.strerror or 'it cannot be written'}.") from None


def path_of(sha256: str) -> Path:
    """Return where the original of a hash lies; raise ``ValueError`` for what is no hash."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("An original is named by its SHA-256 in hexadecimal.")
    return _folder() / sha256[:2] / sha256


def is_there(sha256: str, size: int) -> bool:
    """Say whether an original is on the disk in its size."""
    try:
        found = path_of(sha256).lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size


def damage(sha256: str) -> str:
    """Return a sentence on an original that is gone or no longer the bytes that came; empty while all is well.

    A file is read through once for each of its states on the disk.
    """
    path = path_of(sha256)
    try:
        return "" if _hash_of(path, _state(path)) == sha256 else CHANGED
    except OSError as wrong:
        return CHANGED if wrong.errno == errno.ELOOP else GONE


def state(sha256: str) -> tuple[int, ...]:
    """Return by what one tells that an original was touched; empty when it is gone."""
    try:
        return _state(path_of(sha256))
    except OSError:
        return ()


@lru_cache(maxsize=4096)
def _hash_of(path: Path, before: tuple[int, ...]) -> str:
    """Return the SHA-256 of a file; of one that was read before in the same state without reading it again."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        told = hashlib.file_digest(file, "sha256").hexdigest()
    return told if _state(path) == before else ""


def _state(path: Path) -> tuple[int, ...]:
    """Return by what one tells that a file was written to or put in another's place, of a link those of the link."""
    found = path.lstat()
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _folder() -> Path:
    return Path(settings.STATE) / "originals"


def _opened(path: Path) -> BinaryIO:
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(_what(found.st_mode))
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except OSError as wrong:
        raise Unreadable(_why(wrong)) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise Unreadable(_NO_FILE)
    return file


_NO_FILE = "This is a device, a pipe or a socket, not a file."


def _what(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "This is a link; a link in a folder is not followed. Hand in what it points to."
    if stat.S_ISDIR(mode):
        return "There is no file in this folder, or it may not be opened."
    return _NO_FILE


def _why(wrong: OSError) -> str:
    if wrong.errno in (errno.ENOENT, errno.ENOTDIR):
        return "There is no file of this name."
    if wrong.errno == errno.ELOOP:
        return _what(stat.S_IFLNK)
    if wrong.errno in (errno.EACCES, errno.EPERM):
        return "The file cannot be read: its permissions do not allow it."
    return f"The file cannot be read: {(wrong.strerror or 'its disk does not answer').lower()}."


def _copied(source: BinaryIO, folder: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix="half-", delete=False) as half:
        try:
            while block := _block(source):
                digest.update(block)
                size += half.write(block)
            half.flush()
            os.fsync(half.fileno())
            os.fchmod(half.fileno(), 0o400)
            _place(Path(half.name), digest.hexdigest())
        finally:
            Path(half.name).unlink(missing_ok=True)
    return Kept(digest.hexdigest(), size)


def _block(source: BinaryIO) -> bytes:
    try:
        return source.read(_BLOCK)
    except OSError as wrong:
        raise Unreadable(_why(wrong)) from None


def _place(half: Path, sha256: str) -> None:
    place = path_of(sha256)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    if damage(sha256):
        half.replace(place)
        handle = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
