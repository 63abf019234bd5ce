"""The shape of a file that may be a table: its form, encoding, delimiter and header, told from its beginning.

Nothing is believed of its name. What is no table is refused with a sentence.
"""

import csv
import json
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from bowstreet.formats.mapping import Mapping

HEAD = 1_000_000
"""Bytes looked at to tell what a file is; a header must end within them."""

_DELIMITERS = (",", "\t", ";", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_JSON_ROWS = 20


class WrongTable(ValueError):
    """A file that cannot be read as the table it should be; its message says why in a sentence."""


class Form(StrEnum):
    """How the rows of a table are written."""

    DELIMITED = "delimited"
    JSON = "json"
    JSON_LINES = "json_lines"


@dataclass(frozen=True)
class Shape:
    """What the beginning of a file says. ``header`` are the columns in order; of JSON the keys of the first objects."""

    form: Form
    header: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    marked: bool = False


def look(path: Path) -> Shape:
    """Return the shape of a file; raise ``WrongTable`` with a sentence when it is no table."""
    with path.open("rb") as file:
        head = file.read(HEAD + 4)
    if not head:
        raise WrongTable("The file is empty.")
    bom, encoding = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), (b"", _unmarked(head)))
    text = head[len(bom) :].decode(encoding, "replace")
    plain = text.lstrip()
    if not plain:
        raise WrongTable("The file holds nothing but white space.")
    if _is_binary(plain[:4096]):
        raise WrongTable("The file is not text.")
    whole = len(head) <= HEAD
    if plain[0] in "{[":
        form = Form.JSON if plain[0] == "[" else Form.JSON_LINES
        return Shape(form, _keys(plain, form), ",", encoding, bool(bom))
    delimiter, header = _header(text if whole else _cut(text), encoding)
    return Shape(Form.DELIMITED, header, delimiter, encoding, bool(bom))


def recognise(path: Path, mappings: Iterable[Mapping] | Map[str, Mapping]) -> Mapping | None:
    """Return the mapping that fits a file's columns best, None when none fits or the file is no table."""
    try:
        header = frozenset(look(path).header)
    except WrongTable:
        return None
    known = mappings.values() if isinstance(mappings, Map) else mappings
    fitting = [each for each in known if header.issuperset(each.match)]
    return min(fitting, key=lambda each: _distance(each, header), default=None)


def why_not(path: Path) -> str:
    """Return the sentence that says why a file was not recognised."""
    try:
        header = look(path).header
    except WrongTable as wrong:
        return str(wrong)
    shown = ", ".join(each[:40] for each in header[:8]) + (" …" if len(header) > 8 else "")
    return f"No mapping knows a table with these {len(header):,} columns: {shown}."


def _distance(mapping: Mapping, header: frozenset[str]) -> tuple[int, int, str]:
    columns = {each.column for each in mapping.fields}
    return -len(columns & header), len(columns - header), mapping.name


def _unmarked(head: bytes) -> str:
    """Tell UTF-16 without a mark by its zero bytes: every second one, in text that is mostly Latin."""
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return "utf-8"


def _is_binary(text: str) -> bool:
    odd = sum(1 for each in text if each < " " and each not in "\t\n\r\f" and each != "\x00")
    return odd + text.count("\x00") > max(4, len(text) // 10)


def _cut(text: str) -> str:
    end = max(text.rfind("\n"), text.rfind("\r"))
    if end < 0:
        raise WrongTable(f"The first line is longer than {HEAD:,} characters.")
    return text[: end + 1]


def _header(text: str, encoding: str) -> tuple[str, tuple[str, ...]]:
    found = [(delimiter, _first_row(text, delimiter)) for delimiter in _DELIMITERS]
    delimiter, header = max(found, key=lambda each: len(each[1]))
    if not header:
        raise WrongTable("The first line cannot be read as a header.")
    return delimiter, tuple(each.strip() for each in header)


def _first_row(text: str, delimiter: str) -> list[str]:
    csv.field_size_limit(HEAD * 8)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", 200)[:200]
    try:
        rows = csv.reader((each + "\n" for each in lines), delimiter=delimiter, strict=True)
        return next((row for row in rows if row), [])
    except csv.Error:
        return []


def _keys(text: str, form: Form) -> tuple[str, ...]:
    objects = islice(_objects(text, form), _JSON_ROWS)
    keys = tuple(dict.fromkeys(key for each in objects if isinstance(each, dict) for key in each))
    if not keys:
        raise WrongTable("The file begins like JSON, but no row of it can be read.")
    return keys


def _objects(text: str, form: Form) -> Iterable[object]:
    decoder, place = json.JSONDecoder(), 1 if form is Form.JSON else 0
    for _ in range(_JSON_ROWS):
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        try:
            found, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield found
