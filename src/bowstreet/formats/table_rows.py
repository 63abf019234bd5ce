"""The careful reader of rows: slow, and it loses nothing.

Every row comes out with the number of the line it begins on, or as a reject that says why. Rows are bounded in
length, so memory is too. A quote that is never closed costs the line it stands on, not the rest of the file.
"""

import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from bowstreet.formats import table_encoding, table_json, table_nested, table_sql, table_workbook
from bowstreet.formats.mapping import Mapping
from bowstreet.formats.table_json import EXCERPT, LONGEST
from bowstreet.formats.table_shape import Form, Shape

_EITHER = re.compile(rb"\r\n?|\n")
_RESCANNED = 200_000_000
_RESCANNED_BY_CHARACTER = 8
"""Characters read again after quotes that are never closed: so many at first, and so many for each that was passed.

It bounds the time that a hostile file takes, and a file with many open quotes still has its good rows read.
"""

_UNCLOSED = "A quote is opened and not closed."
_MISPLACED = "A quote stands where none may stand."
_TOO_LONG = f"The row is longer than {LONGEST:,} characters."


class Row(NamedTuple):
    """One row: the wanted cells (None: absent), or none of them and why. ``note`` speaks of cells left out.

    ``unread`` counts the bytes that were not read from here to the end of the file; ``left`` names the columns that
    hold something and that no field is made of.
    """

    line: int
    cells: Sequence[str | None] | None
    why: str = ""
    excerpt: str = ""
    note: str = ""
    column: str = ""
    unread: int = 0
    left: tuple[str, ...] = ()


class Line(NamedTuple):
    """One physical line; ``text`` is its beginning alone when it is too long."""

    number: int
    text: str
    too_long: bool


@dataclass(frozen=True)
class Wanted:
    """Which cells are wanted: by column, in order; ``needed`` are those without which a row is none.

    ``sources`` says of each of them the columns of the table that it is made of.
    """

    columns: tuple[str, ...]
    needed: frozenset[str]
    sources: tuple[tuple[str, ...], ...]
    known: frozenset[str]

    @classmethod
    def of(cls, mapping: Mapping) -> "Wanted":
        """Return what a mapping wants."""
        fields = mapping.fields
        needed = frozenset(each.column for each in fields if each.required)
        return cls(tuple(each.column for each in fields), needed, tuple(each.sources for each in fields), mapping.known)

    def picked(self, cell: Callable[[str], str | None]) -> list[str | None]:
        """Return the cells of a row of which each column's text is told by its name."""
        return [joined([cell(name) for name in names]) for names in self.sources]

    def left(self, cells: Iterable[tuple[str, Any]]) -> tuple[str, ...]:
        """Return the names of the cells of a row that hold something and that no column is made of."""
        return tuple(name for name, value in cells if name not in self.known and _holds(value))


def _holds(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})


class _Unclosed(Exception):
    """A quoted cell went on beyond what one row may hold."""


def rows(path: Path, shape: Shape, wanted: Wanted, encoding: str) -> Iterator[Row]:
    """Yield every row of a table but its header."""
    with path.open("rb") as file:
        if shape.form is Form.JSON:
            yield from _array(file, wanted, encoding)
        elif shape.form is Form.JSON_LINES:
            yield from _objects(_lines(file, encoding), wanted)
        elif shape.form is Form.NESTED:
            yield from _nested(file, shape, wanted, encoding)
        elif shape.form is Form.DUMP:
            yield from _dumped(file, shape, wanted, encoding)
        elif shape.form is Form.WORKBOOK:
            yield from _sheet(path, shape, wanted)
        else:
            yield from _delimited(_lines(file, encoding), shape, wanted)


def _lines(file: BinaryIO, encoding: str) -> Iterator[Line]:
    def begun() -> BinaryIO:
        file.seek(0)
        return table_encoding.recoded(file, encoding) if two_bytes else file

    two_bytes = encoding.startswith("utf-16")
    codec = "utf-8" if two_bytes else encoding
    ends = _line_end(begun())
    for number, (raw, too_long) in enumerate(_raw_lines(begun(), ends), 1):
        text = raw.decode(codec, "surrogateescape")
        yield Line(number, text.removeprefix("\ufeff") if number == 1 else text, too_long)


def _line_end(file: BinaryIO) -> bytes:
    """Return what ends a line: where the first ends with a carriage return alone, that or a line feed ends all."""
    head = file.read(1_000_000)
    first = re.search(rb"\r\n?|\n", head)
    return b"\r" if first is not None and first[0] == b"\r" else b"\n"


def _raw_lines(file: BinaryIO, ends: bytes) -> Iterator[tuple[bytes, bool]]:
    if ends == b"\n":
        while raw := file.readline(LONGEST):
            yield raw, _passed_over(file, raw)
        return
    rest = b""
    while block := file.read(1_000_000):
        whole = _EITHER.split(rest + block)
        rest = whole.pop()
        if block.endswith(b"\r") and (after := file.read(1)):
            rest = after if after != b"\n" else b""
        for each in whole:
            yield each + b"\n", len(each) > LONGEST
        if len(rest) > LONGEST:
            rest = rest[: LONGEST + 1]
    if rest:
        yield rest, len(rest) > LONGEST


def _passed_over(file: BinaryIO, raw: bytes) -> bool:
    """Go on to the next line where one is too long, and say whether it was."""
    if len(raw) < LONGEST or raw.endswith(b"\n"):
        return False
    while rest := file.readline(LONGEST):
        if rest.endswith(b"\n"):
            break
    return True


def _delimited(lines: Iterator[Line], shape: Shape, wanted: Wanted) -> Iterator[Row]:
    pick, width, header_seen = _picker(shape, wanted), len(shape.header), not shape.headed
    apart = _apart(shape, wanted)
    for number, cells, why, excerpt in _split(lines, shape.delimiter):
        if not header_seen:
            header_seen = True
        elif why:
            yield Row(number, None, why, excerpt)
        elif len(cells) != width and (len(cells) != width + 1 or cells[-1]):
            yield _too_wide(number, cells, width)
        else:
            yield _checked(number, pick(cells), wanted, wanted.left((name, cells[place]) for place, name in apart))


def _apart(shape: Shape, wanted: Wanted) -> list[tuple[int, str]]:
    """Return place and name of the columns that no field is made of."""
    return [(place, name) for place, name in enumerate(shape.header) if name not in wanted.known]


def _picker(shape: Shape, wanted: Wanted) -> Callable[[Sequence[str | None]], list[str | None]]:
    """Return what picks the wanted cells out of those of a row."""
    places = {name: place for place, name in reversed(list(enumerate(shape.header)))}
    single = [places.get(names[0], -1) for names in wanted.sources]
    if all(len(names) == 1 for names in wanted.sources):
        return lambda cells: [cells[place] if place >= 0 else None for place in single]
    return lambda cells: wanted.picked(lambda name: cells[places[name]] if name in places else None)


def joined(cells: Sequence[str | None]) -> str | None:
    """Return cells as one text, None where one is absent.

    >>> joined(["7", "2031"]), joined(["7", None])
    ('7 2031', None)
    """
    present = [each for each in cells if each is not None]
    return " ".join(present) if len(present) == len(cells) else None


def _too_wide(number: int, cells: Sequence[str | None], width: int) -> Row:
    why = f"The row has {len(cells):,} columns where the header has {width:,}."
    return Row(number, None, why, ",".join(each or "" for each in cells[:20])[:EXCERPT])


def _sheet(path: Path, shape: Shape, wanted: Wanted) -> Iterator[Row]:
    pick, width, apart = _picker(shape, wanted), len(shape.header), _apart(shape, wanted)
    for place, line in enumerate(table_workbook.lines(path, shape.part)):
        if len(line.cells) > width:
            yield _too_wide(line.number, line.cells, width)
        elif place:
            cells = (*line.cells, *[None] * (width - len(line.cells)))
            left = wanted.left((name, cells[at]) for at, name in apart)
            yield _checked(line.number, pick(cells), wanted, left)


def _dumped(file: BinaryIO, shape: Shape, wanted: Wanted, encoding: str) -> Iterator[Row]:
    for each in table_sql.rows(file, encoding, table_sql.Dump()):
        if each.table != shape.part:
            continue
        if each.cells is None:
            yield Row(each.line, None, each.why, _shown(each.excerpt), unread=each.unread)
        else:
            found = dict(zip(each.columns, each.cells, strict=True))
            yield _checked(each.line, wanted.picked(found.get), wanted, wanted.left(found.items()))


def _nested(file: BinaryIO, shape: Shape, wanted: Wanted, encoding: str) -> Iterator[Row]:
    up = table_nested.steps_up([name for names in wanted.sources for name in names])
    up_to = frozenset(name.partition(".")[0] for name in wanted.known)
    for each in table_nested.rows(file, encoding, shape.part, up):
        if each.why:
            yield Row(each.line, None, each.why, _shown(each.excerpt), unread=each.unread)
        else:
            own = each.places[-1].value
            left = wanted.left(_outside(own, up_to)) if isinstance(own, dict) else ()
            yield _checked(each.line, wanted.picked(partial(_cell_of, each.places)), wanted, left)


def _outside(own: dict[str, Any], known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Yield what stands in a row under names of which no wanted column, nor a part of one, is made."""
    return ((name, value) for name, value in own.items() if name not in known)


def _cell_of(places: Sequence[table_nested.Place], name: str) -> str | None:
    return _cell(table_nested.cell(places, name))


def _split(lines: Iterator[Line], delimiter: str) -> Iterator[tuple[int, list[str], str, str]]:
    """Yield (line, cells, why, excerpt) of each row; blank lines are none."""
    csv.field_size_limit(LONGEST * 2)
    again: deque[Line] = deque()
    passed = rescanned = 0
    while True:
        taken: list[Line] = []
        limit = max(0, min(LONGEST, _RESCANNED + _RESCANNED_BY_CHARACTER * passed - rescanned))
        try:
            for cells in csv.reader(_fed(again, lines, taken, limit), delimiter=delimiter, strict=True):
                if cells:
                    yield taken[0].number, cells, "", ""
                passed += len(taken[0].text) if len(taken) == 1 else sum(len(each.text) for each in taken)
                taken.clear()
            return
        except (csv.Error, _Unclosed) as wrong:
            first = taken[0]
            again.extendleft(reversed(taken[1:]))
            passed += len(first.text)
            rescanned += sum(len(each.text) for each in taken[1:])
            yield first.number, [], _reason(taken, wrong), first.text[:EXCERPT].rstrip("\r\n")


def _fed(again: deque[Line], lines: Iterator[Line], taken: list[Line], limit: int) -> Iterator[str]:
    size = 0
    while True:
        line = again.popleft() if again else next(lines, None)
        if line is None:
            return
        size = size + len(line.text) if taken else 0
        taken.append(line)
        if line.too_long or size > limit:
            raise _Unclosed
        yield line.text


def _reason(taken: list[Line], wrong: Exception) -> str:
    if taken[0].too_long:
        return _TOO_LONG
    said = str(wrong)
    if isinstance(wrong, _Unclosed) or "unexpected end" in said or len(taken) > 1:
        return _UNCLOSED
    return "A carriage return stands inside the row." if "new-line" in said else _MISPLACED


def _objects(lines: Iterator[Line], wanted: Wanted) -> Iterator[Row]:
    for line in lines:
        text = line.text.strip()
        if line.too_long:
            yield Row(line.number, None, _TOO_LONG, text[:EXCERPT])
        elif text:
            try:
                found = table_json.DECODER.decode(text)
            except (ValueError, RecursionError):
                yield Row(line.number, None, "The line is not JSON.", text[:EXCERPT])
            else:
                yield _of_object(line.number, found, text, wanted)


def _of_object(number: int, found: Any, text: str, wanted: Wanted) -> Row:
    if not isinstance(found, dict):
        return Row(number, None, "The row is no JSON object.", text[:EXCERPT])
    if isinstance(found, table_json.Doubled):
        return Row(number, None, "The row has a name twice: one of its values would be lost.", text[:EXCERPT])
    return _checked(number, wanted.picked(lambda name: _cell(found.get(name))), wanted, wanted.left(found.items()))


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _array(file: BinaryIO, wanted: Wanted, encoding: str) -> Iterator[Row]:
    for each in table_json.elements(file, encoding):
        if each.why:
            yield Row(each.line, None, each.why, each.text[:EXCERPT], unread=each.unread)
        else:
            yield _of_object(each.line, each.found, each.text, wanted)


def _checked(number: int, cells: list[str | None], wanted: Wanted, left: tuple[str, ...]) -> Row:
    """Return the row; a cell with broken characters is left out with a note, or costs the row where it is needed."""
    said = "".join(filter(None, cells))
    if said.isascii() and "\x00" not in said:
        return Row(number, cells, left=left)
    note = ""
    for place, cell in enumerate(cells):
        if cell is not None and not cell.isascii() and _is_torn(cell):
            why = "The cell holds bytes that are not text in the file's encoding."
        elif cell is not None and "\x00" in cell:
            why = "The cell holds a NUL byte."
        else:
            continue
        name, shown = wanted.columns[place], _shown(cell or "")
        if name in wanted.needed:
            return Row(number, None, why, shown, "", name)
        cells[place] = None
        said = "\x1f".join((name, why, shown))
        note += ("\x1e" if note else "") + said if said not in note.split("\x1e") else ""
    return Row(number, cells, "", "", note, left=left)


def _is_torn(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return True
    return False


def _shown(cell: str) -> str:
    plain = cell.encode("utf-8", "surrogateescape" if all(not "\ud800" <= c < "\udc80" for c in cell) else "replace")
    return plain.decode("utf-8", "replace").replace("\x00", "\u2400").replace("\x1e", " ")[:EXCERPT]
