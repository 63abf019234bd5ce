"""Rows of the sheets of a workbook (XLSX): values only, a row at a time, the archive looked at before it is opened.

A formula is the value that was last computed of it; where none was kept, the cell is empty. Entities, macros and links
to elsewhere are never followed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from bowstreet.formats import table_workbook_parts
from bowstreet.formats.table_workbook_parts import BROKEN, WrongWorkbook

MOST_SHEETS = 400
"""A sheet a day for a year, and some."""

MOST_TEXTS = 100_000_000
"""Texts that may be read for all sheets together: each is opened by itself, and with it the texts of all."""

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
        found = ((name, next(_lines(book, part), None)) for name, part in book.sheets.items())
        return {name: line for name, line in found if line is not None}


def lines(path: Path, sheet: str) -> Iterator[Line]:
    """Yield the rows of a sheet that are not blank; raise ``WrongWorkbook`` with a sentence."""
    with _opened(path) as book:
        yield from _lines(book, book.sheets[sheet])


class _Book(NamedTuple):
    """A workbook that is open: its sheets by name, each with the part that holds it, and what reads a part."""

    sheets: dict[str, str]
    parsed: Callable[[str], Iterator[tuple[int, list[dict[str, Any]]]]]


def _lines(book: _Book, part: str) -> Iterator[Line]:
    """Yield the rows of a part that hold anything; one that stands before an earlier one is none of the sheet."""
    last = 0
    for number, row in book.parsed(part):
        if number > MOST_ROWS:
            return
        if number > last:
            last = number
            cells = _cells(row)
            if cells:
                yield Line(number, cells)


def _cells(row: list[dict[str, Any]]) -> tuple[str | None, ...]:
    """Return the values of a row as texts, to the last cell that is not empty."""
    width = min(row[-1]["column"], MOST_COLUMNS) if row else 0
    cells: list[str | None] = [None] * width
    for each in row:
        if each["column"] <= width:
            cells[each["column"] - 1] = _text(each["value"])
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


@contextmanager
def _opened(path: Path) -> Iterator[_Book]:
    """Open a workbook by its bytes; by its name the library would go by the ending, and originals have none."""
    table_workbook_parts.look(path)
    try:
        with path.open("rb") as file, _read(file) as book:
            yield book
    except (WrongWorkbook, MemoryError, OSError):
        raise
    except Exception as wrong:
        raise WrongWorkbook(BROKEN) from wrong


@contextmanager
def _read(file: BinaryIO) -> Iterator[_Book]:
    """Read what stands around the sheets; the library's own way would go through every sheet for its dimensions."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.worksheet._reader import WorkSheetParser

    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    with reader.archive as archive:
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(archive, reader.wb)

        def parsed(part: str) -> Iterator[tuple[int, list[dict[str, Any]]]]:
            book = reader.wb
            with archive.open(part) as source:
                yield from WorkSheetParser(
                    source, reader.shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
                    timedelta_formats=book._timedelta_formats,
                ).parse()  # fmt: skip

        yield _Book(_sheets(reader), parsed)


def _sheets(reader: Any) -> dict[str, str]:
    """Return the sheets that hold rows; refuse more than are read, and one that stands for many."""
    found = [
        (sheet.name, rel.target)
        for sheet, rel in reader.parser.find_sheets()
        if rel.target in reader.valid_files and "chartsheet" not in rel.Type
    ]
    if len(found) > MOST_SHEETS:
        raise WrongWorkbook(f"The workbook has more than {MOST_SHEETS} sheets; it is not read. Save them as CSV.")
    if len(found) * len(reader.shared_strings) > MOST_TEXTS:
        raise WrongWorkbook("The workbook has too many texts for so many sheets; it is not read. Save them as CSV.")
    if len({part for _, part in found}) < len(found):
        raise WrongWorkbook(BROKEN)
    sheets: dict[str, str] = {}
    for name, part in found:
        sheets.setdefault(name, part)
    return sheets


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
