"""The parts of a workbook gone through before any of them is parsed: what could fill the memory or never end is told.

A parser keeps styles, names and texts in memory, and goes over a tag again with each piece of it that comes; so their
number and the length of a tag are bounded. Entities are refused wherever a part defines them.
"""

import re
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

from bowstreet.formats import zips
from bowstreet.formats.table_shape import WrongTable

MOST_PARTS = 5_000
LARGEST = 1 << 30
"""Bytes that the parts of a workbook may have together when they are unpacked."""

LARGEST_TEXTS = 200 << 20
"""Bytes of the part that holds the texts of all cells, which is kept in memory."""

MOST_TEXT_TAGS = 4_000_000
"""Tags in that part: about a million texts."""

MOST_FRAME_TAGS = 100_000
"""Tags in the parts that are no sheet and no texts: styles, names and references, all kept in memory."""

LONGEST_TAG = 1 << 20
"""Bytes from where a tag, a text, a comment or the like begins to where it ends."""

FOLDED = 300
"""How many times larger than packed a part of some size may be."""

_SOME_SIZE = 1 << 20
_BLOCK = 4 << 20
_MACHINERY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FAR = re.compile(rb"<[^<]{%d}" % LONGEST_TAG)
"""No attribute may hold a ``<``, so what is far from the next one is a long tag or a long text."""

_LONG = re.compile(rb"<!--|<!\[CDATA\[|<\?")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
BROKEN = "The file begins like a workbook, but it cannot be read as one."
_TOO_MUCH = "The workbook unpacks to more than is read; save its sheets as CSV."
_TEXTS = "The workbook holds more text than is read; save its sheets as CSV."
_FRAME = "The workbook has more styles, names or sheets than is read; save its sheets as CSV."
_BOMB = "The workbook is packed as no program packs one: it could fill the memory. It is not read."
_ENTITIES = "The workbook defines entities, which no table needs. It is not read."
_TAG = "The workbook holds a tag or a text that is longer than any program writes. It is not read."


class WrongWorkbook(WrongTable):
    """A file that is no workbook, or one that is not opened; its message says why in a sentence."""


def look(path: Path) -> None:
    """Raise ``WrongWorkbook`` with a sentence for a workbook that is not to be opened."""
    found = path.stat()
    if why := _why_not(path, found.st_ino, found.st_size, found.st_mtime_ns):
        raise WrongWorkbook(why)


@lru_cache(maxsize=64)
def _why_not(path: Path, *state: int) -> str:
    """Return why a workbook is not opened, empty where it is; a file is gone through once for each of its states."""
    try:
        with zips.opened(path) as archive:
            _look(archive)
    except WrongWorkbook as wrong:
        return str(wrong)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return BROKEN
    return ""


def _look(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST:
        raise WrongWorkbook(_TOO_MUCH)
    if zips.overlap(archive) or len({each.filename for each in parts}) < len(parts):
        raise WrongWorkbook(BROKEN)
    tags: Counter[str] = Counter()
    for each in parts:
        if each.file_size > max(_SOME_SIZE, each.compress_size * FOLDED):
            raise WrongWorkbook(_BOMB)
        sort = _sort(each.filename)
        if sort == "texts" and each.file_size > LARGEST_TEXTS:
            raise WrongWorkbook(_TEXTS)
        tags[sort] += _tags(archive, each)
        if tags["texts"] > MOST_TEXT_TAGS or tags["frame"] > MOST_FRAME_TAGS:
            raise WrongWorkbook(_TEXTS if tags["texts"] > MOST_TEXT_TAGS else _FRAME)


def _sort(name: str) -> str:
    name = name.lower()
    if name.endswith("sharedstrings.xml"):
        return "texts"
    return "sheet" if "worksheets/" in name and name.endswith(".xml") else "frame"


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return how many tags a part has; one that is no XML has none."""
    count, held = 0, b""
    with archive.open(part) as opened:
        while block := opened.read(_BLOCK).replace(b"\x00", b""):
            if not count and not block.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
                return 0
            count += block.count(b"<")
            held = _open_tag(held + block)
    return count


def _open_tag(text: bytes) -> bytes:
    """Return what is not closed at the end of a text; raise ``WrongWorkbook`` for what no workbook holds."""
    if _MACHINERY.search(text):
        raise WrongWorkbook(_ENTITIES)
    if _FAR.search(text):
        raise WrongWorkbook(_TAG)
    at = 0
    for found in _LONG.finditer(text):
        if found.start() >= at:
            at = text.find(_ENDS[found.group()], found.end(), found.start() + LONGEST_TAG)
            if at < 0 and len(text) - found.start() >= LONGEST_TAG:
                raise WrongWorkbook(_TAG)
            if at < 0:
                return text[found.start() :]
    return text[max(text.rfind(b"<"), 0) :]
