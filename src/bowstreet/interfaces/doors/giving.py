"""How bytes go out that came from elsewhere: as a file to be kept, sandboxed, of no type that a browser acts on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse

_PIECE = 1 << 16
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


class Given(Protocol):
    """Bytes that go out."""

    @property
    def path(self) -> Path:
        """Where they lie."""
        ...

    @property
    def name(self) -> str:
        """The name they get."""
        ...

    @property
    def size(self) -> int:
        """How many they are."""
        ...

    @property
    def media(self) -> str:
        """Their media type."""
        ...


def given(answer: Given) -> HttpResponse:
    """Return the answer that carries bytes: an attachment, not sniffed, without script, style or origin."""
    response = StreamingHttpResponse(_pieces(answer.path), content_type=answer.media)
    plain = "".join(sign if sign in _ASCII else "_" for sign in answer.name)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(answer.name, safe='')}"
    )
    response["Content-Length"] = str(answer.size)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    # Whoever hands it on uses of either only what both have, and the other kind would hold all bytes in memory.
    return cast(HttpResponse, response)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
