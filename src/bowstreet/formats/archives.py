"""Archives (ZIP, tar, and tar in gzip, bzip2 or xz) gone through member by member, guarded against what is not files.

Names are for showing and never open anything. Links, devices and locked members are told and not followed; what would
unpack to more than it may is refused whole, before a member is handed out.
"""

import errno
import lzma
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bowstreet.formats import tars, zips

MOST_MEMBERS = 100_000
LARGEST = 4 << 30
"""Bytes that an archive may unpack to, all members together."""

FOLDED = 200
"""Times its own size that an archive may unpack to, beyond the first ``SMALL`` bytes; pages and dumps do 50 times."""

SMALL = 64 << 20
_BLOCK = 1 << 20
_SAID = "The archive is broken; nothing of it was unpacked."
_TOO_MANY = f"The archive holds more than {MOST_MEMBERS:,} files; it was not unpacked. Hand it in as several."
_TOO_LARGE = (
    "The archive unpacks to more than {bound:,} bytes; nothing of it was unpacked. Unpack it yourself and hand in what"
    " it holds, or hand it in as several archives."
)
_BROKEN = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)


class WrongArchive(ValueError):
    """An archive that is not unpacked; its message says why in a sentence."""


@dataclass(frozen=True)
class Member:
    """One file of an archive: its name as it stands there, its size, and why it is left out (empty where it is not)."""

    name: str
    size: int
    left_out: str = ""


def is_archive(path: Path) -> bool:
    """Say whether a file is an archive that can be gone through."""
    return zipfile.is_zipfile(path) or _is_tar(path)


def members(path: Path) -> list[Member]:
    """Return what an archive holds, folders aside; raise ``WrongArchive`` for one that is broken or too large."""
    bound = min(LARGEST, max(SMALL, path.stat().st_size * FOLDED))
    found: list[Member] = []
    size = 0
    with _judged():
        for number, (member, _) in enumerate(_each(path), 1):
            if number > MOST_MEMBERS:
                raise WrongArchive(_TOO_MANY)
            if member is None:
                continue
            found.append(member)
            size += 0 if member.left_out else member.size
            if size > bound:
                raise WrongArchive(_TOO_LARGE.format(bound=bound))
    return found


def unpacked(path: Path, place: Path) -> Iterator[Member]:
    """Yield the members that ``members`` did not leave out, the bytes of each written to ``place`` until the next."""
    with _judged():
        for member, opened in _each(path):
            if member is not None and opened is not None:
                with place.open("wb") as out:
                    shutil.copyfileobj(opened, out, _BLOCK)
                if place.stat().st_size != member.size:
                    raise WrongArchive(_SAID)
                yield member


@contextmanager
def _judged() -> Iterator[None]:
    """Raise ``WrongArchive`` where an archive is broken; what the disk refuses goes on as it is."""
    try:
        yield
    except WrongArchive:
        raise
    except zips.TooLong:
        raise WrongArchive(_TOO_MANY) from None
    except _BROKEN:
        raise WrongArchive(_SAID) from None
    except OSError as wrong:
        if wrong.errno not in (None, errno.EINVAL):
            raise
        raise WrongArchive(_SAID) from None


def _each(path: Path) -> Iterator[tuple[Member | None, IO[bytes] | None]]:
    """Yield what an archive holds, a folder as None, each with its bytes where it is a file."""
    return _of_zip(path) if zipfile.is_zipfile(path) else _of_tar(path)


def _of_zip(path: Path) -> Iterator[tuple[Member | None, IO[bytes] | None]]:
    with zips.opened(path) as archive:
        if zips.overlap(archive):
            raise WrongArchive("Files in the archive lie over each other; nothing of it was unpacked.")
        for each in archive.infolist():
            why = _why_not(each)
            if why:
                yield Member(each.filename, each.file_size, why), None
            elif each.filename.endswith("/"):
                yield None, None
            else:
                with archive.open(each) as opened:
                    yield Member(each.filename, each.file_size), opened


def _why_not(each: zipfile.ZipInfo) -> str:
    if each.flag_bits & 1:
        return "It is locked with a password."
    form = stat.S_IFMT(each.external_attr >> 16)
    return "It is a link or a device and no file." if form not in (0, stat.S_IFREG, stat.S_IFDIR) else ""


def _of_tar(path: Path) -> Iterator[tuple[Member | None, IO[bytes] | None]]:
    with tars.opened(path) as archive:
        for each in archive:
            if each.isdir():
                yield None, None
            elif not each.isreg() or each.issparse():
                yield Member(each.name, 0, "It is a link or a device and no file."), None
            else:
                yield Member(each.name, each.size), archive.extractfile(each)


def _is_tar(path: Path) -> bool:
    try:
        with tars.opened(path) as archive:
            return archive.next() is not None
    except (*_BROKEN, OSError):
        return False
