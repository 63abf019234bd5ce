"""Tar archives, plain or in gzip, bzip2 or xz, opened with care: a little of them stands in memory at a time.

What ``tarfile`` does by itself with a packed tar unpacks each piece of it whole, and a few kilobytes of bzip2 are
gigabytes; and it believes a head that says how long it is.
"""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Self

LONGEST_HEAD = 1 << 20
"""Bytes that may be spent on the name and the traits of one member: they are held in memory."""

LARGEST_DICTIONARY = 160 << 20
"""Bytes of memory that unpacking xz may take; what ``xz -9`` packs takes 65 million."""

_PIECE = 64 << 10
_HEADS = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)


class _Head(tarfile.TarInfo):
    """The head of a member, refused where it is one that would fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return the head that a block of a tar holds."""
        made = super().frombuf(buf, encoding, errors)
        if made.type in _HEADS and made.size > LONGEST_HEAD:
            raise tarfile.ReadError("A head is longer than any name.")
        return made


class _Xz(io.RawIOBase):
    """What xz packed, in bounded memory; streams that follow one another are one."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin with nothing read."""
        self._file, self._packed, self._unpacker = file, b"", self._begun()

    def _begun(self) -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=LARGEST_DICTIONARY)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, into: Any) -> int:
        """Fill a buffer as far as one step of unpacking does; raise ``EOFError`` where the file is cut off."""
        while True:
            if self._unpacker.eof:
                self._packed = self._unpacker.unused_data.lstrip(b"\x00") or self._file.read(_PIECE).lstrip(b"\x00")
                if not self._packed:
                    return 0
                self._unpacker = self._begun()
            elif self._unpacker.needs_input:
                self._packed = self._file.read(_PIECE)
                if not self._packed:
                    raise EOFError
            found = self._unpacker.decompress(self._packed, len(into))
            self._packed = b""
            if found:
                into[: len(found)] = found
                return len(found)


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a tar to be gone through once; raise what ``tarfile`` and the unpackers raise where it is none."""
    with path.open("rb") as file, ExitStack() as stack:
        stream = _unpacked(file, stack)
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Head, errorlevel=1) as archive:
            yield archive


def _unpacked(file: BinaryIO, stack: ExitStack) -> "IO[bytes]":
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return stack.enter_context(io.BufferedReader(gzip.GzipFile(fileobj=file)))
    if head.startswith(b"BZh"):
        return stack.enter_context(io.BufferedReader(bz2.BZ2File(file)))
    if head == b"\xfd7zXZ\x00":
        return stack.enter_context(io.BufferedReader(_Xz(file)))
    return file
