"""Originals: the bytes as they came, kept once under their SHA-256, never executed, rendered or changed.

Who reads one compares its ``state`` before and after, and asks ``damage`` between: so the bytes read are those hashed.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

_BLOCK = 1_000_000
_TOGETHER = 200

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
    kept = keep_all([path])[0]
    if isinstance(kept, str):
        raise Unreadable(kept)
    return kept


def keep_all(paths: Sequence[Path]) -> list[Kept | str]:
    """Keep many files as ``keep`` does; what cannot be read comes with the sentence why.

    Written some at a time before the disk is waited for, because it then waits for all of them at once.
    """
    try:
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        parts = (paths[at : at + _TOGETHER] for at in range(0, len(paths), _TOGETHER))
        return [kept for part in parts for kept in _kept(part, folder)]
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
    told = _read_through(path)
    return told if _state(path) == before else ""


def _read_through(path: Path) -> str:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode) or _is_hollow(found):
        file.close()
        raise Unreadable(_HOLES if stat.S_ISREG(found.st_mode) else _NO_FILE)
    return file


def _is_hollow(found: os.stat_result) -> bool:
    """Say whether a large file is almost nothing but holes: kept, it would be as large as it says."""
    return found.st_size > _SOME_SIZE and found.st_size > found.st_blocks * _SECTOR * _HOLLOW


_HOLES = "The file is almost nothing but holes. Hand in what it holds."
_SOME_SIZE = 256 << 20
_SECTOR = 512
_HOLLOW = 100
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


def _kept(paths: Sequence[Path], folder: Path) -> list[Kept | str]:
    """Keep some files: all written, then all on the disk, then all in their places."""
    with ExitStack() as halves:
        written = [_written(each, folder, halves) for each in paths]
        sound = [each for each in written if isinstance(each, _Half)]
        for half in sound:
            _flush(half.place)
        for half in sound:
            _place(half.place, half.kept.sha256)
        for parent in {path_of(half.kept.sha256).parent for half in sound}:
            _flush(parent)
    return [each.kept if isinstance(each, _Half) else each for each in written]


@dataclass(frozen=True)
class _Half:
    """A copy that is not in its place yet."""

    place: Path
    kept: Kept


def _written(path: Path, folder: Path, halves: ExitStack) -> _Half | str:
    """Copy a file beside the originals, taken away again when ``halves`` end; or return why it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with _opened(path) as source, NamedTemporaryFile(dir=folder, prefix="half-", delete=False) as half:
            halves.callback(Path(half.name).unlink, missing_ok=True)
            while block := _block(source):
                digest.update(block)
                size += half.write(block)
            os.fchmod(half.fileno(), 0o400)
    except Unreadable as wrong:
        return wrong.sentence
    return _Half(Path(half.name), Kept(digest.hexdigest(), size))


def _block(source: BinaryIO) -> bytes:
    try:
        return source.read(_BLOCK)
    except OSError as wrong:
        raise Unreadable(_why(wrong)) from None


def _place(half: Path, sha256: str) -> None:
    place = path_of(sha256)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    # What stays is read back in either case, so that what was held before takes as long as what was not.
    if _is_sound(place, sha256):
        return
    if not place.is_file() and not _is_sound(half, sha256):
        raise NotKept("The file could not be kept: the disk gives back other bytes than were written.")
    half.replace(place)


def _is_sound(path: Path, sha256: str) -> bool:
    try:
        return _read_through(path) == sha256
    except OSError:
        return False


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
