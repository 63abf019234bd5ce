"""Files on their way to a node: opened while they are sent, read piece by piece."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

File = str | Path | tuple[str, bytes]
"""A file by its path, or by a name and its bytes."""

_OCTETS = "application/octet-stream"


class Sent:
    """The files of one call as parts of a form, closed when the call is over."""

    def __init__(self, files: Sequence[File]) -> None:
        """Keep which; one that stands alone is one."""
        self._files = [files] if isinstance(files, (str, Path)) else list(files)
        self._open = contextlib.ExitStack()

    def __enter__(self) -> list[tuple[str, tuple[str, bytes | IO[bytes], str]]]:
        """Open them; raise ``OSError`` for one that cannot be opened, before anything is sent."""
        with contextlib.ExitStack() as opening:
            parts = [("files", (*self._part(each, opening), _OCTETS)) for each in self._files]
            self._open = opening.pop_all()
        return parts

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        self._open.close()

    @staticmethod
    def _part(file: File, opening: contextlib.ExitStack) -> tuple[str, bytes | IO[bytes]]:
        if isinstance(file, tuple):
            return file
        path = Path(file)
        return path.name, opening.enter_context(path.open("rb"))
