"""A file that a command writes: it gets its name when it is whole, and takes no other file's."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bowstreet.vocabulary.refusals import Refusal, Sort


class FileExists(Refusal):
    """A file would be overwritten."""

    sort = Sort.CONFLICT

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"There is a file {path} already; give another name.")


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file that gets its name when it is whole; raise ``FileExists`` rather than overwrite one."""
    if path.exists() or path.is_symlink():
        raise FileExists(path)
    handle, place = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            raise FileExists(path)
        Path(place).rename(path)
    finally:
        Path(place).unlink(missing_ok=True)
