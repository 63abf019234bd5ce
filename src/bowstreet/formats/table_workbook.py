"""Rows of the sheets of a workbook (XLSX): values only, a row at a time, the archive looked at before it is opened.

A formula is the value that was last computed of it; where none was kept, the cell is empty. Entities, macros and links
to elsewhere are never followed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from bowstreet.formats import table_workbook_parts
from bowstreet.formats.table_workbook_parts import BROKEN, WrongWorkbook

MOST_SHEETS = 100
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384


class Line(NamedTuple):
    """One row of a sheet with its number in it."""

    number: int
    cells: tuple[str | None, ...]


def looks_like(head: bytes) -> bool:
    """Say whether the beginning of a file may be that of a workbook."""
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"xl/" in head)


def first_lines(path: Path) -> dict[str, Line]:
    """Return the first row of each sheet that holds cells; raise ``WrongWorkbook`` with a sentence."""
    with _opened(path) as book:
        found = ((each.title, next(_lines(each), None)) for each in book.worksheets)
        return {name: line for name, line in found if line is not None}


def lines(path: Path, sheet: str) -> Iterator[Line]:
    """Yield the rows of a sheet that are not blank; raise ``WrongWorkbook`` with a sentence."""
    with _opened(path) as book:
        yield from _lines(book[sheet])


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, values_only=True), 1):
        cells = tuple(_text(each) for each in row[:MOST_COLUMNS])
        while cells and cells[-1] is None:
            cells = cells[:-1]
        if cells:
            yield Line(number, cells)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook by its bytes; by its name the library would go by the ending, and originals have none."""
    table_workbook_parts.look(path)
    try:
        with path.open("rb") as file:
            import openpyxl

            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                _check_sheets(book)
                yield book
            finally:
                book.close()
    except (WrongWorkbook, MemoryError, OSError):
        raise
    except Exception as wrong:
        raise WrongWorkbook(BROKEN) from wrong


def _check_sheets(book: Any) -> None:
    """Refuse more sheets than are read, and one that stands for many: each would be read again."""
    parts = [each._worksheet_path for each in book.worksheets]
    if len(parts) > MOST_SHEETS:
        raise WrongWorkbook(f"The workbook has more than {MOST_SHEETS} sheets; it is not read. Save them as CSV.")
    if len(set(parts)) < len(parts):
        raise WrongWorkbook(BROKEN)


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
