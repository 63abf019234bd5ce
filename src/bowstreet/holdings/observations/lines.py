"""The line of an original from which a row was read, as it stands there."""

import csv
from collections.abc import Iterator
from pathlib import Path

from bowstreet.holdings.files import originals

LONGEST = 10_000
"""Characters shown of a row's text."""

_OF_A_PAGE = 40
_STEP = 1_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def raw(sha256: str, line: int) -> str:
    """Return the text of the row that begins on a line, over several lines where a quoted cell goes on.

    Of a page, whose rows have no end that its text shows, some lines; as text, never as what they would be shown as.
    Nothing of a workbook, which has no lines.
    """
    path = originals.path_of(sha256)
    text = "" if is_packed(path) else "".join(_from(path, line))
    if _is_page(path):
        return "".join(text.splitlines(keepends=True)[:_OF_A_PAGE]).rstrip("\r\n")[:LONGEST]
    return text[: _end_of_row(text)].rstrip("\r\n")[:LONGEST]


def is_packed(path: Path) -> bool:
    """Say whether an original is a workbook, which has rows and no lines."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_STEP).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<")


def _from(path: Path, line: int) -> Iterator[str]:
    """Yield the lines from one on, until enough characters have come."""
    encoding, ends = _written(path)
    size = 0
    with path.open(encoding=encoding, errors="replace", newline=ends) as file:
        number = 1
        while part := file.readline(_STEP):
            if number >= line:
                yield part
                size += len(part)
                if size > LONGEST:
                    return
            number += part.endswith(ends)


def _written(path: Path) -> tuple[str, str]:
    """Return encoding and end of line, told from the beginning of the file as its reader tells them."""
    with path.open("rb") as file:
        head = file.read(_STEP)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    return encoding, "\r" if b"\r" in head and b"\n" not in head else "\n"


def _end_of_row(text: str) -> int:
    """Return where the first row of a text ends; a quote that is never closed ends it with its line."""
    parts = text.splitlines(keepends=True) if "\r" in text and "\n" not in text else _split(text)
    longest = max((_lines_of_row(parts, delimiter) for delimiter in ",\t;|"), default=1)
    return sum(len(each) for each in parts[:longest])


def _lines_of_row(parts: list[str], delimiter: str) -> int:
    """Return over how many lines the first row goes; with a delimiter that is not the file's, over one."""
    rows = csv.reader(iter(parts), delimiter=delimiter, strict=True)
    try:
        next(rows, None)
    except csv.Error:
        return 1
    return rows.line_num


def _split(text: str) -> list[str]:
    return [each + "\n" for each in text.split("\n")]
