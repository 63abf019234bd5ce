"""Rows of the sheets of a workbook (XLSX): values only, a row at a time, the archive looked at before it is opened.

A formula is the value that was last computed of it; where none was kept, the cell is empty. Entities, macros and links
to elsewhere are never followed.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from bowstreet.formats.table_shape import WrongTable

MOST_SHEETS = 100
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_PARTS = 5_000
LARGEST = 1 << 30
"""Bytes that the parts of a workbook may have together when they are unpacked."""

LARGEST_TEXTS = 200 << 20
"""Bytes of the part that holds the texts of all cells, which is kept in memory."""

FOLDED = 300
"""How many times larger than packed a part of some size may be."""

_SOME_SIZE = 1 << 20
_MACHINERY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = "The file begins like a workbook, but it cannot be read as one."


class WrongWorkbook(WrongTable):
    """A file that is no workbook, or one that is not opened; its message says why in a sentence."""


class Line(NamedTuple):
    """One row of a sheet with its number in it."""

    number: int
    cells: tuple[str | None, ...]


def looks_like(head: bytes) -> bool:
    """Say whether the beginning of a file may be that of a workbook."""
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"xl/" in head)


def sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets that hold cells; raise ``WrongWorkbook`` with a sentence."""
    with _opened(path) as book:
        return tuple(each.title for each in book.worksheets[:MOST_SHEETS])


def lines(path: Path, sheet: str) -> Iterator[Line]:
    """Yield the rows of a sheet that are not blank; raise ``WrongWorkbook`` with a sentence."""
    with _opened(path) as book:
        found = book[sheet]
        found.reset_dimensions()
        for number, row in enumerate(found.iter_rows(max_row=MOST_ROWS, values_only=True), 1):
            cells = tuple(_text(each) for each in row[:MOST_COLUMNS])
            while cells and cells[-1] is None:
                cells = cells[:-1]
            if cells:
                yield Line(number, cells)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook by its bytes; by its name the library would go by the ending, and originals have none."""
    _look(path)
    try:
        with path.open("rb") as file:
            import openpyxl

            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (WrongWorkbook, MemoryError, OSError):
        raise
    except Exception as wrong:
        raise WrongWorkbook(_BROKEN) from wrong


def _look(path: Path) -> None:
    """Refuse an archive that unpacks to more than it should, or whose parts define entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST:
                raise WrongWorkbook("The workbook unpacks to more than is read; save its sheets as CSV.")
            for each in parts:
                _look_at(archive, each)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as wrong:
        if isinstance(wrong, WrongWorkbook):
            raise
        raise WrongWorkbook(_BROKEN) from None


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > max(_SOME_SIZE, part.compress_size * FOLDED):
        raise WrongWorkbook("The workbook is packed as no program packs one: it could fill the memory. It is not read.")
    if part.filename.lower().endswith("sharedstrings.xml") and part.file_size > LARGEST_TEXTS:
        raise WrongWorkbook("The workbook holds more text than is read; save its sheets as CSV.")
    if part.filename.lower().endswith((".xml", ".rels")):
        with archive.open(part) as opened:
            head = opened.read(4_096).replace(b"\x00", b"")
        if _MACHINERY.search(head):
            raise WrongWorkbook("The workbook defines entities, which no table needs. It is not read.")


def _text(value: Any) -> str | None:
    """Return a cell's value as text; days and times as ISO 8601 writes them."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return repr(value) if isinstance(value, float) else str(value)
