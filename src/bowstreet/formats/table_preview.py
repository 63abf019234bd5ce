"""A look at the first rows of a table before its mapping is saved: as they stand, and as it would read them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bowstreet.formats import table_known, table_parts, table_rows, table_staging
from bowstreet.formats.mapping import Mapping
from bowstreet.formats.table_engine import engine
from bowstreet.formats.table_shape import Form, Looked, WrongTable

ROWS = 10


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


def first_rows(path: Path, part: str, mapping: Mapping, out: Path) -> tuple[Seen, ...]:
    """Return the first rows of a table as a mapping reads them; raise ``WrongTable`` with a sentence."""
    source = table_known.Source(path, "preview", part)
    known = table_known.know(source, mapping)
    codec = "cp1252" if known.survey.encoding == "windows-1252" else known.shape.encoding
    wanted = table_rows.Wanted.of(mapping)
    rows = list(islice(table_rows.rows(path, known.shape, wanted, codec), ROWS))
    if not rows:
        return ()
    with engine([path], out, "256MB") as connection:
        typed = table_staging.typed(connection, rows, mapping)
    return tuple(
        Seen(row.line, tuple(row.cells or [None] * len(mapping.fields)), tuple(values), _why(why), _wrong(notes))
        for row, (values, why, notes) in zip(rows, typed, strict=True)
    )


def _why(said: str | None) -> str:
    column, _, rest = (said or "").partition("\x1f")
    reason = rest.partition("\x1f")[0]
    return f"{column}: {reason}" if column else reason


def _wrong(notes: str | None) -> tuple[str, ...]:
    return tuple(each.partition("\x1f")[0] for each in (notes or "").split("\x1e") if each)


def plainly(columns: Sequence[str], part: str, is_document: bool) -> str:
    """Return a mapping under which every column of a table is kept as text, for a first look at it."""
    named = "\n".join(f'{_key(each)} = {{ field = "c{place}" }}' for place, each in enumerate(columns))
    way = f"rows = {_key(part)}\n" if is_document else ""
    head = 'name = "first_look"\ntitle = "A first look"\nsort = "rows"'
    return f"{head}\n{way}match = [{_key(columns[0])}]\n[columns]\n{named}\n"


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
