"""The shape of a file that may be a table: its form, encoding, delimiter and header, told from its beginning.

Nothing is believed of its name. What is no table is refused with a sentence.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

from bowstreet.formats import table_encoding, table_json

_T = TypeVar("_T")
_P = ParamSpec("_P")

HEAD = 1_000_000
"""Bytes looked at to tell what a file is; a header must end within them."""

_DELIMITERS = (",", "\t", ";", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_JSON_ROWS = 20
_JSON_TEXT = 16_000_000
"""Characters looked at for the keys of JSON lines: the first may be long or broken."""


class WrongTable(ValueError):
    """A file that cannot be read as the table it should be; its message says why in a sentence."""


class NotText(WrongTable):
    """A file whose bytes are no text."""


class Form(StrEnum):
    """How the rows of a table are written."""

    DELIMITED = "delimited"
    JSON = "json"
    JSON_LINES = "json_lines"
    NESTED = "nested"
    WORKBOOK = "workbook"
    DUMP = "dump"


@dataclass(frozen=True)
class Shape:
    """What the beginning of a file says. ``header`` are the columns in order; of JSON the keys of the first objects.

    ``part`` names one of several tables in the file: a sheet, a table of a dump, a path into a document. ``headed``
    is false where no line of the file is the header.
    """

    form: Form
    header: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    marked: bool = False
    part: str = ""
    headed: bool = True


@dataclass(frozen=True)
class Beginning:
    """The beginning of a file as text, and whether that is all of it."""

    text: str
    encoding: str
    marked: bool
    whole: bool


class Looked:
    """A file while it is recognised: what was told of it once is kept here, and it is not read for that again."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing known."""
        self.path = path
        self._told: dict[tuple[object, ...], object] = {}

    def once(self, tell: Callable[Concatenate[Path, _P], _T], *asked: _P.args, **more: _P.kwargs) -> _T:
        """Return what a function tells of the file; where it refused the table, it is refused again."""
        key = (tell, *asked, *more.items())
        if key not in self._told:
            try:
                self._told[key] = tell(self.path, *asked, **more)
            except WrongTable as wrong:
                self._told[key] = wrong
        told = self._told[key]
        if isinstance(told, WrongTable):
            raise told
        return cast(_T, told)

    def begun(self, named: str = "") -> Beginning:
        """Return how the file begins; ``named`` is the encoding of one that is no UTF-8 and has no mark."""
        return self.once(begin, named)

    def shape(self, named: str = "") -> Shape:
        """Return the shape of the file; raise ``WrongTable`` with a sentence when it is no table."""
        return self.once(_shape, self.begun(named))


def _shape(path: Path, begun: Beginning) -> Shape:
    plain = begun.text.lstrip()
    if plain[0] in "{[":
        form = Form.JSON if plain[0] == "[" else Form.JSON_LINES
        return Shape(form, _keys(path, begun.encoding, form), ",", begun.encoding, begun.marked)
    delimiter, header = _header(begun.text if begun.whole else _cut(begun.text), begun.encoding)
    return Shape(Form.DELIMITED, header, delimiter, begun.encoding, begun.marked)


def begin(path: Path, named: str = "") -> Beginning:
    """Return the beginning of a file; raise ``WrongTable`` with a sentence when it is no text."""
    with path.open("rb") as file:
        head = file.read(HEAD + 4)
    if not head:
        raise WrongTable("The file is empty.")
    bom, encoding = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), (b"", _unmarked(head)))
    if named and not bom and encoding == "utf-8" and not table_encoding.is_utf_8(head):
        encoding = named
    text = head[len(bom) :].decode(encoding, "replace")
    plain = text.lstrip()
    if not plain:
        raise WrongTable("The file holds nothing but white space.")
    if _is_binary(plain[:4096]):
        raise NotText("The file is not text.")
    return Beginning(text, encoding, bool(bom), len(head) <= HEAD)


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
    return controls(text) > max(4, len(text) // 10)


def controls(text: str) -> int:
    """Return how many signs of a text are controls other than white space."""
    return sum(each < " " and not each.isspace() for each in text)


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


def said_encoding(likely: str) -> str:
    """Return the sentence for a table that is in another encoding than any in which tables are read unasked."""
    return (
        f"The table is not in UTF-8 but likely in {likely}; none of it was read. Save it as UTF-8, or name the encoding"
        f' in a mapping of your own: encoding = "{likely}".'
    )


def _keys(path: Path, encoding: str, form: Form) -> tuple[str, ...]:
    some = islice((each for each in _objects(path, encoding, form) if isinstance(each, dict)), _JSON_ROWS)
    keys = tuple(dict.fromkeys(key for each in some for key in each))
    if not keys:
        raise WrongTable("The file begins like JSON, but no row of it can be read.")
    return keys


def _objects(path: Path, encoding: str, form: Form) -> Iterator[object]:
    if form is Form.JSON:
        with path.open("rb") as file:
            yield from (each.found for each in islice(table_json.elements(file, encoding), _JSON_ROWS * 10))
        return
    looked = 0
    with path.open(encoding=encoding, errors="replace") as lines:
        while looked < _JSON_TEXT and (line := lines.readline(table_json.LONGEST)):
            looked += len(line)
            yield _object(line.removeprefix("\ufeff"))


def _object(line: str) -> object:
    try:
        return table_json.DECODER.decode(line)
    except (ValueError, RecursionError):
        return None
