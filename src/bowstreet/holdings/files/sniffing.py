"""What a file is by its first bytes, whatever its name says. A short list, read from the formats' own descriptions.

What is not in the list is ``data``; what is text throughout its beginning is ``text``.
"""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

SEEN = 4_096
"""So many bytes are looked at."""


@dataclass(frozen=True)
class FileType:
    """A type of file: its words, and for a picture that a browser draws, its media type."""

    label: str
    picture: str = ""


TYPES = MappingProxyType(
    {
        "png": FileType("PNG picture", "image/png"),
        "jpeg": FileType("JPEG picture", "image/jpeg"),
        "gif": FileType("GIF picture", "image/gif"),
        "webp": FileType("WebP picture", "image/webp"),
        "tiff": FileType("TIFF picture"),
        "pdf": FileType("PDF document"),
        "zip": FileType("ZIP archive, or an office document"),
        "gzip": FileType("gzip archive"),
        "bzip2": FileType("bzip2 archive"),
        "xz": FileType("xz archive"),
        "7z": FileType("7z archive"),
        "rar": FileType("RAR archive"),
        "sqlite": FileType("SQLite database"),
        "ole": FileType("old office document"),
        "elf": FileType("program for Linux"),
        "pe": FileType("program for Windows"),
        "mp4": FileType("MP4 film or sound"),
        "ogg": FileType("Ogg film or sound"),
        "matroska": FileType("Matroska or WebM film"),
        "riff": FileType("WAV or AVI"),
        "mp3": FileType("MP3 sound"),
        "pcap": FileType("capture of network traffic"),
        "pgp": FileType("PGP block"),
        "script": FileType("script with an interpreter"),
        "markup": FileType("HTML, SVG or XML"),
        "text": FileType("text"),
        "empty": FileType("empty file"),
        "data": FileType("of no known type"),
    }
)
"""Every type by its code."""

_BEGINS = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"), (b"MM\x00*", "tiff"), (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"SQLite format 3\x00", "sqlite"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"\x7fELF", "elf"),
    (b"MZ", "pe"),
    (b"OggS", "ogg"), (b"\x1aE\xdf\xa3", "matroska"), (b"ID3", "mp3"), (b"\xff\xfb", "mp3"),
    (b"\xd4\xc3\xb2\xa1", "pcap"), (b"\xa1\xb2\xc3\xd4", "pcap"), (b"\n\r\r\n", "pcap"), (b"-----BEGIN PGP", "pgp"),
    (b"#!", "script"),
)  # fmt: skip
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<!--", b"<body", b"<head")


def sniff(path: Path) -> str:
    """Return the code of what a file is."""
    with path.open("rb") as file:
        return sniffed(file.read(SEEN))


def sniffed(beginning: bytes) -> str:
    r"""Return the code of what begins with these bytes.

    >>> sniffed(b"\x89PNG\r\n\x1a\n...."), sniffed(b"  <SVG onload='x'>"), sniffed(b"a line\n"), sniffed(b"\x00\x01")
    ('png', 'markup', 'text', 'data')
    """
    if not beginning:
        return "empty"
    for sign, code in _BEGINS:
        if beginning.startswith(sign):
            return code
    if beginning[:4] == b"RIFF":
        return "webp" if beginning[8:12] == b"WEBP" else "riff"
    if beginning[4:8] == b"ftyp":
        return "mp4"
    plain = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain[:16].lower().startswith(_MARKUP):
        return "markup"
    return "text" if _is_text(beginning) else "data"


def _is_text(beginning: bytes) -> bool:
    """Say whether bytes are UTF-8 without control signs; a sign cut off at the end does not count."""
    for cut in range(4):
        try:
            text = beginning[: len(beginning) - cut].decode()
        except UnicodeDecodeError:
            continue
        return all(sign.isprintable() or sign in "\t\r\n\f" for sign in text)
    return False
