"""A look at the first rows of a table before its mapping is saved: as they stand, and as it would read them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bowstreet.formats import table_days, table_known, table_numbers, table_parts, table_rows, table_staging
from bowstreet.formats.mapping import Column, Mapping, parse
from bowstreet.formats.table_engine import engine
from bowstreet.formats.table_shape import Form, Looked, WrongTable

ROWS = 10
LOOKED = 500
_LONGEST = 1_000
"""Characters of a cell that a look keeps."""


class Raw(NamedTuple):
    """One row as it stands: the line it begins on, its cells or none and why, and what was left out of it."""

    line: int
    cells: tuple[str | None, ...] | None
    why: str
    note: str


@dataclass(frozen=True)
class First:
    """The first rows of a table, and how each column is written if it holds numbers, whole ones, days or prices.

    The latter is told of more rows than are shown: of the first ``LOOKED``.
    """

    rows: tuple[Raw, ...]
    numbers: tuple[str, ...]
    wholes: tuple[str, ...]
    days: tuple[str, ...]
    prices: tuple[table_numbers.Prices, ...]


@dataclass(frozen=True)
class Seen:
    """One row: the line it begins on, its cells and values in the order of the mapping's columns, and why it is none.

    ``wrong`` holds the columns whose cells cannot be read as their type.
    """

    line: int
    cells: tuple[str | None, ...]
    values: tuple[str | None, ...]
    why: str
    wrong: tuple[str, ...]


def held(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the tables of a file with their columns; raise ``WrongTable`` where it holds none."""
    seen = Looked(path)
    form = table_parts.sniff(seen)
    if form is Form.WORKBOOK:
        return table_parts.sheets(seen)
    if form is Form.DUMP:
        dump = table_parts.dump(seen)
        return {name: columns for name, columns in dump.columns.items() if dump.rows.get(name)}
    first = seen.begun().text.lstrip()[0]
    inside = table_parts.ways(seen) if first in "{[" else {}
    try:
        plain = {"": seen.shape().header} if first != "{" or not inside else {}
    except WrongTable:
        if not inside:
            raise
        plain = {}
    return plain | {way: columns for way, columns in inside.items() if way != "*" or not plain}


def first_rows(path: Path, part: str, columns: Sequence[str]) -> First:
    """Return the first rows of a table as they stand; raise ``WrongTable`` with a sentence."""
    twice = next((each for each in columns if columns.count(each) > 1), None)
    if twice is not None:
        raise WrongTable(f"The table has {columns.count(twice)} columns called '{twice[:60]}'; give each its own name.")
    plain = _plainly(columns, part)
    known = table_known.know(table_known.Source(path, "preview", part), plain)
    codec = "cp1252" if known.survey.encoding == "windows-1252" else known.shape.encoding
    found = islice(table_rows.rows(path, known.shape, table_rows.Wanted.of(plain), codec), LOOKED)
    rows = [Raw(row.line, _cut(row.cells), row.why, row.note)
            for row in found]  # fmt: skip
    said = list(zip(*(row.cells for row in rows if row.cells), strict=True)) or [()] * len(columns)
    return First(
        tuple(rows[:ROWS]),
        tuple(table_numbers.told(filter(None, cells)) for cells in said),
        tuple(table_numbers.told(filter(None, cells), whole=True) for cells in said),
        tuple(table_days.told(filter(None, cells)) for cells in said),
        tuple(table_numbers.prices(filter(None, cells)) for cells in said),
    )


def _cut(cells: Sequence[str | None] | None) -> tuple[str | None, ...] | None:
    return None if cells is None else tuple(each and each[:_LONGEST] for each in cells)


def typed(rows: Sequence[Raw], columns: Sequence[str], mapping: Mapping, out: Path) -> tuple[Seen, ...]:
    """Return what a mapping makes of first rows; ``columns`` are those of the cells."""
    wanted = table_rows.Wanted.of(mapping)
    picked = [_picked(row, columns, wanted) for row in rows]
    if not picked:
        return ()
    with engine([], out, "256MB") as connection:
        made = table_staging.typed(connection, picked, mapping)
    own = len(mapping.own)
    return tuple(
        Seen(
            row.line,
            tuple((row.cells or [None] * own)[:own]),
            _with_currency(mapping, values),
            _why(why),
            _wrong(notes),
        )
        for row, (values, why, notes) in zip(picked, made, strict=True)
    )


def _with_currency(mapping: Mapping, values: Sequence[str | None]) -> tuple[str | None, ...]:
    """Return the values of a table's own columns, with a price its currency."""
    said = {each.field: value for each, value in zip(mapping.fields, values, strict=True)}
    return tuple(_priced(each, said) for each in mapping.own)


def _priced(column: Column, said: dict[str, str | None]) -> str | None:
    value = said[column.field]
    if value is None or column.money is None:
        return value
    return f"{Decimal(value).normalize():f} {said.get(column.money.currency_field) or column.money.currency}".strip()


def warm() -> None:
    """Work out one row, so that whatever is loaded at the first use is loaded."""
    with TemporaryDirectory() as out:
        typed([Raw(1, ("x",), "", "")], ["x"], _plainly(["x"], ""), Path(out))


def _picked(row: Raw, columns: Sequence[str], wanted: table_rows.Wanted) -> table_rows.Row:
    """Return a row with the cells that a mapping wants; a broken cell that it needs costs the row."""
    if row.cells is None:
        return table_rows.Row(row.line, None, row.why)
    noted = [each for each in row.note.split("\x1e") if each]
    for each in noted:
        name, why, shown = each.split("\x1f")
        if name in wanted.needed:
            return table_rows.Row(row.line, None, why, shown, "", name)
    cells = dict(zip(columns, row.cells, strict=True))
    kept = "\x1e".join(each for each in noted if each.partition("\x1f")[0] in wanted.columns)
    return table_rows.Row(row.line, wanted.picked(cells.get), note=kept)


def _why(said: str | None) -> str:
    column, _, rest = (said or "").partition("\x1f")
    reason = rest.partition("\x1f")[0]
    return f"{column}: {reason}" if column else reason


def _wrong(notes: str | None) -> tuple[str, ...]:
    return tuple(each.partition("\x1f")[0] for each in (notes or "").split("\x1e") if each)


def _plainly(columns: Sequence[str], part: str) -> Mapping:
    """Return the mapping under which every column of a table is kept as text."""
    named = "\n".join(f'{_key(each)} = {{ field = "c{place}" }}' for place, each in enumerate(columns))
    way = f"rows = {_key(part)}\n" if "*" in part.split(".") else ""
    head = 'name = "first_look"\ntitle = "A first look"\nsort = "rows"'
    return parse(f"{head}\n{way}match = [{_key(columns[0])}]\n[columns]\n{named}\n")


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
