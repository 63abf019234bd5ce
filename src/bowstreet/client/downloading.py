"""Bytes on their way from a node: fetched piece by piece, and under their name only when they are whole."""

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import httpx

from bowstreet.client.refusing import Unreachable, Unreadable


@dataclass(frozen=True)
class Saved:
    """A file that was fetched: where it lies, the name that the node gives it, and the hash of its bytes."""

    path: Path
    name: str
    size: int
    sha256: str


class Download:
    """A file at a node, fetched when it is asked for; each time is a look-up of its own."""

    def __init__(self, ask: Callable[[], httpx.Response]) -> None:
        """Keep how to ask for it."""
        self._ask = ask

    def read(self) -> bytes:
        """Return all of it."""
        with self._pieces() as (_, pieces):
            return b"".join(pieces)

    def save(self, path: str | Path, *, sha256: str | None = None) -> Saved:
        """Write it to a new file. Raise ``FileExistsError``, and ``Unreadable`` when it is not what ``sha256`` says.

        A path that is a folder gets the name that the node gives.
        """
        with self._pieces() as (name, pieces):
            place = Path(path) / name if Path(path).is_dir() else Path(path)
            return _written(place, name, pieces, sha256)

    @contextmanager
    def _pieces(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        with contextlib.closing(self._ask()) as answer:
            try:
                yield _named(answer.headers.get("Content-Disposition", "")), answer.iter_bytes()
            except httpx.RequestError:
                raise Unreachable("The file did not come to its end; nothing was kept of it.") from None


def _written(path: Path, name: str, pieces: Iterator[bytes], wanted: str | None) -> Saved:
    _wants_free(path)
    handle, place = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        if wanted not in (None, digest.hexdigest()):
            raise Unreadable("The file is not the one that the node says it is; nothing was kept of it.")
        _wants_free(path)
        Path(place).rename(path)
    finally:
        Path(place).unlink(missing_ok=True)
    return Saved(path, name, size, digest.hexdigest())


def _wants_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise FileExistsError(f"There is a file {path} already; give another name.")


def _named(header: str) -> str:
    """Return the last part of the name that a node gives, never a path.

    >>> _named("attachment; filename=\\"ab.json\\"; filename*=UTF-8''..%2Fa%20b.json")
    'a b.json'
    """
    coded, plain = re.search(r"filename\*=UTF-8''([^;\s]+)", header), re.search(r'filename="([^"]*)"', header)
    said = unquote(coded[1]) if coded else plain[1] if plain else ""
    name = said.replace("\\", "/").rpartition("/")[2]
    return name if name not in ("", ".", "..") else "file"
