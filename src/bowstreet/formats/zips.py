"""ZIP archives opened with care: their list is read into memory whole, so it is bounded before it is."""

import io
import itertools
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST_LIST = 24 << 20
"""Bytes that the list of the files in an archive may have; a hundred thousand long names take eighteen."""


class TooLong(ValueError):
    """An archive whose list of files is longer than is read."""


class _Bounded(io.BufferedReader):
    """A file of which no more than the longest list is read at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read some bytes, or all that are left; raise ``TooLong`` where that is more."""
        wanted = LONGEST_LIST + 1 if size is None or size < 0 else size
        if size is not None and size > LONGEST_LIST:
            raise TooLong
        found = super().read(wanted)
        if len(found) > LONGEST_LIST:
            raise TooLong
        return found


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; raise ``TooLong`` when the list of its files would fill the memory."""
    with _Bounded(io.FileIO(path)) as file, zipfile.ZipFile(file) as archive:
        yield archive


def overlap(archive: zipfile.ZipFile) -> bool:
    """Say whether files of an archive lie over each other, so that few bytes unpack to many files."""
    places = sorted((each.header_offset, each.compress_size) for each in archive.infolist())
    return any(at + size > after for (at, size), (after, _) in itertools.pairwise(places))
