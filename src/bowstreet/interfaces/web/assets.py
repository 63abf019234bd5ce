"""Style, script, typefaces and the little else that pages load: read once, served from memory, by their hash."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

STATIC = Path(__file__).parent / "static"
TYPES = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}  # fmt: skip


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    content: bytes
    media: str


@cache
def assets() -> dict[str, Asset]:
    """Return all that is served, by path; the style sheets joined to one in the order of their names."""
    found = {
        str(path.relative_to(STATIC)): Asset(path.read_bytes(), _media(path))
        for path in sorted(STATIC.rglob("*"))
        if path.is_file() and path.suffix in TYPES and path.parent.name != "css"
    }
    sheets = b"".join(path.read_bytes() for path in sorted((STATIC / "css").glob("*.css")))
    return {**found, "bowstreet.css": Asset(sheets, TYPES[".css"])}


@cache
def version() -> str:
    """Return the hash of everything that is served, in twelve characters."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + asset.content)
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """Return the address of an asset; a changed file has another address. Raise ``KeyError`` for an unknown one."""
    if name not in assets():
        raise KeyError(name)
    return f"/static/{version()}/{name}"


def serve(request: HttpRequest, stamp: str, name: str) -> HttpResponse:
    """Answer an asset; anybody may have it, for ever."""
    asset = assets().get(name)
    if asset is None:
        return HttpResponse(status=404)
    response = HttpResponse(asset.content, content_type=asset.media)
    if stamp == version():
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _media(path: Path) -> str:
    return TYPES[path.suffix]
