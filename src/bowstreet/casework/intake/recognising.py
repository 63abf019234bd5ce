"""What a quarantined file is, told from its bytes and never from its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bowstreet.casework.intake import formats
from bowstreet.casework.intake.naming import EXCHANGE
from bowstreet.formats import archives, table_parts
from bowstreet.formats.pages import recognising as pages
from bowstreet.formats.pages.page import BARREN
from bowstreet.formats.table_shape import Looked, NotText, WrongTable, controls

HEAD = 65_536
"""Bytes looked at to tell what a file is."""

PGP = "pgp"
"""The reader of armoured OpenPGP keys."""

TABLE = "table"
"""The reader of tables by a mapping."""

PAGE = "page"
"""The reader of crawled pages."""

ARCHIVE = "archive"
"""What goes through an archive; each file in it is a source of its own."""

_MAGIC = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    *((b"BZh%d1AY&SY" % level, "a bzip2 archive") for level in range(1, 10)),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a Linux program"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_NO_EXCHANGE = "No exchange format knows this file; nothing of it was read."
_EMPTY = "The file is empty."
_BLANK = "The file begins with nothing but white space or zeros."
_MARKUP = re.compile(rb"\s*+(?><!--.{0,4000}?-->\s*)*+<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S)
_SHORT = 4_096
"""Bytes of a wall that says its one sentence without markup."""

_ARMOUR = re.compile(rb"^[ \t]*-----BEGIN PGP PUBLIC KEY BLOCK-----", re.MULTILINE)


@dataclass(frozen=True)
class Tables:
    """The tables that mappings know in a file, as (part, name of the mapping), and a sentence on what none knows."""

    fits: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Recognised:
    """Which reader fits a file, by which mapping; ``reader`` is None where none does, and ``note`` says why.

    ``part`` is the table of the file that is meant, and ``more`` the others that a mapping knows.
    """

    reader: str | None
    mapping: str | None = None
    note: str = ""
    part: str = ""
    more: tuple[tuple[str, str], ...] = ()


def recognise(path: Path, by_table: Callable[[Looked], Tables], asked: str = "") -> Recognised:
    """Tell how a file is read; ``by_table`` names the mappings of its tables, ``asked`` the officer's choice."""
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        return Recognised(None, note=_EMPTY if not head else _BLANK)
    if document := _document(head, asked):
        return document
    if _ARMOUR.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) and not asked:
        return Recognised(PGP)
    if is_page(head) and not asked:
        return Recognised(PAGE)
    sealed = _sealed(head)
    if sealed and not _is_workbook(head):
        return Recognised(ARCHIVE) if archives.is_archive(path) else _unread(sealed)
    seen = Looked(path)
    found = by_table(seen)
    if found.fits:
        (part, name), *more = found.fits
        return Recognised(TABLE, name, found.note, part, tuple(more))
    if _ARMOUR.search(head) and not asked:
        return Recognised(PGP)
    if len(head) < _SHORT and pages.recognise(head).kind in BARREN and not asked:
        return Recognised(PAGE)
    if not sealed and b"\x00" in head and _is_binary(seen):
        return _unread("a binary file")
    return Recognised(None, note=_why_not(seen, asked))


def _document(head: bytes, asked: str) -> Recognised | None:
    """Return what a file is where it may be an exchange document; None where it is looked at further."""
    if _sealed(head) or asked not in ("", EXCHANGE):
        return None
    if code := formats.known(head):
        return Recognised(f"{EXCHANGE}: {code}")
    return Recognised(None, note=_NO_EXCHANGE) if asked else None


def _is_binary(seen: Looked) -> bool:
    """Say whether a file that holds NUL bytes is no text: of bytes by chance about one in ten is a control."""
    try:
        head = seen.begun().text[:HEAD]
    except WrongTable as wrong:
        return isinstance(wrong, NotText)
    return controls(head) > max(4, len(head) // 20)


def is_page(head: bytes) -> bool:
    """Say whether bytes begin as HTML does, in UTF-8 or UTF-16."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode()
    return _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _unread(what: str) -> Recognised:
    return Recognised(None, note=f"This is {what}; it was kept unread. Hand in the tables or keys that it holds.")


def _why_not(seen: Looked, asked: str) -> str:
    said = table_parts.why_not(seen)
    if asked:
        return f"{said} The mapping {asked} does not fit; nothing was read."
    return f"{said} A new table is taught with 'mapping new'." if said.startswith(table_parts.UNKNOWN) else said


def _sealed(head: bytes) -> str | None:
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    return "a tar archive" if head[257:262] == b"ustar" else None


def _is_workbook(head: bytes) -> bool:
    """Say whether a ZIP archive may be a workbook; its parts are named near its start."""
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"xl/" in head)
