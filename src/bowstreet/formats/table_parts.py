"""Which tables a file holds, and which mapping reads each: workbooks, dumps and JSON documents hold several."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from bowstreet.formats import saying, table_encoding, table_nested, table_rows, table_sql, table_workbook
from bowstreet.formats.mapping import SINCE_1970, Column, Mapping, Type
from bowstreet.formats.table_shape import Form, Looked, Shape, WrongTable, said_encoding
from bowstreet.vocabulary import currencies
from bowstreet.vocabulary.counting import counted

SAMPLE = 20
"""Rows looked at to tell what a table is that does not name its columns."""

MOST_NAMED = 8
UNKNOWN = "No mapping knows this file."
"""How the sentence begins on a table that can be read, and is by nobody."""

_NUMBER = re.compile(r"\s*[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\s*")


@dataclass(frozen=True)
class Fit:
    """One table of a file and the mapping that reads it; ``part`` is empty where the file is the table."""

    part: str
    mapping: Mapping


@dataclass(frozen=True)
class Found:
    """What was recognised in a file, and a sentence on what in it is read by nothing."""

    fits: tuple[Fit, ...] = ()
    note: str = ""


def recognise_all(seen: Looked, mappings: Iterable[Mapping] | Map[str, Mapping]) -> Found:
    """Return each table of a file that a mapping knows; no fits where none is known or the file is no table."""
    known = list(mappings.values() if isinstance(mappings, Map) else mappings)
    try:
        form = sniff(seen)
        if form is Form.WORKBOOK:
            return _several(sheets(seen), known, "")
        if form is Form.DUMP:
            return _dump(seen, known)
        return Found(tuple(_in_text(seen, known)))
    except WrongTable:
        return Found()


def recognise(seen: Looked, mappings: Iterable[Mapping] | Map[str, Mapping]) -> Mapping | None:
    """Return the mapping that fits a file's columns best, None when none fits or the file is no table."""
    found = recognise_all(seen, mappings).fits
    return found[0].mapping if found else None


def why_not(seen: Looked) -> str:
    """Return the sentence that says why a file was not recognised."""
    try:
        form = sniff(seen)
        if form in (Form.WORKBOOK, Form.DUMP):
            held = sheets(seen) if form is Form.WORKBOOK else dump(seen).columns
            what = "a workbook" if form is Form.WORKBOOK else "a database dump"
            return f"{UNKNOWN} It is {what} with {_told(held)}."
        inside = ways(seen) if seen.begun().text.lstrip()[0] == "{" else {}
        if inside:
            return f"{UNKNOWN} It is a JSON document; rows may lie in {_told(inside)}."
        header = seen.shape().header
    except WrongTable as wrong:
        return str(wrong)
    likely = seen.once(table_encoding.survey).likely if seen.begun().encoding == "utf-8" else ""
    if likely:
        return said_encoding(likely)
    return f"{UNKNOWN} Read as a table, its first line has {_columns(header)}."


def sniff(seen: Looked) -> Form | None:
    """Tell a workbook and a dump from all other files, for which None is returned."""
    with seen.path.open("rb") as file:
        if table_workbook.looks_like(file.read(65_536)):
            return Form.WORKBOOK
    return Form.DUMP if table_sql.looks_like(seen.begun().text) else None


def shape_of(path: Path, part: str, mapping: Mapping) -> Shape:
    """Return the shape of one table of a file as a mapping reads it; raise ``WrongTable`` with a sentence."""
    seen = Looked(path)
    if mapping.rows:
        begun = seen.begun(mapping.encoding)
        columns = _nested_columns(path, begun.encoding, mapping.rows, [mapping])
        return Shape(Form.NESTED, columns, ",", begun.encoding, begun.marked, mapping.rows)
    form = sniff(seen)
    if form is Form.WORKBOOK:
        return Shape(form, _header_of(next(table_workbook.lines(path, part), None)), part=part)
    if form is Form.DUMP:
        begun = seen.begun(mapping.encoding)
        return Shape(form, _columns_of(path, begun.encoding, part), ",", begun.encoding, begun.marked, part)
    shape = seen.shape(mapping.encoding)
    return _unheaded(shape, mapping) if mapping.header else shape


def sheets(seen: Looked) -> dict[str, tuple[str, ...]]:
    """Return the sheets of a workbook with what stands in their first rows; blank sheets are left out."""
    return {name: _header_of(line) for name, line in seen.once(table_workbook.first_lines).items()}


def dump(seen: Looked) -> table_sql.Dump:
    """Return what a database dump holds."""
    return seen.once(table_sql.survey, seen.begun().encoding)


def ways(seen: Looked) -> dict[str, tuple[str, ...]]:
    """Return the ways under which a document may hold rows, each with its columns."""
    return seen.once(table_nested.found, seen.begun().encoding)


def _header_of(line: table_workbook.Line | None) -> tuple[str, ...]:
    return tuple((each or "").strip() for each in line.cells) if line else ()


def _unheaded(shape: Shape, mapping: Mapping) -> Shape:
    if shape.form is not Form.DELIMITED or len(shape.header) != len(mapping.header):
        raise WrongTable(f"The table has not the {len(mapping.header)} columns of the mapping {mapping.name}.")
    return replace(shape, header=mapping.header, headed=False)


def _in_text(seen: Looked, known: Sequence[Mapping]) -> Iterator[Fit]:
    if seen.begun().text.lstrip()[0] in "{[":
        for way in dict.fromkeys(each.rows for each in known if each.rows):
            same = [each for each in known if each.rows == way]
            if table_nested.may_hold(seen.path, seen.begun().encoding, way):
                yield from _best(way, frozenset(_nested_columns(seen.path, seen.begun().encoding, way, same)), same)
    headed = [each for each in known if not each.rows and not each.header]
    fits = [(each, header) for each, header in _with_headers(seen, headed) if header.issuperset(each.match)]
    best = min(fits, key=lambda fit: _distance(*fit), default=None)
    bare = [each for each in known if each.header and _fits_unheaded(seen, each)] if best is None else []
    if best is not None:
        yield Fit("", best[0])
    elif bare:
        yield Fit("", min(bare, key=lambda each: (-len(each.fields), each.name)))


def _with_headers(seen: Looked, known: Sequence[Mapping]) -> Iterator[tuple[Mapping, frozenset[str]]]:
    """Yield mappings with the header of the file as each reads it; none where it is a document with rows inside."""
    headers: dict[str, frozenset[str]] = {}
    for each in known:
        if each.encoding not in headers:
            try:
                headers[each.encoding] = frozenset(seen.shape(each.encoding).header)
            except WrongTable:
                headers[each.encoding] = frozenset()
        yield each, headers[each.encoding]


def _best(part: str, header: frozenset[str], known: Sequence[Mapping]) -> Iterator[Fit]:
    fitting = [each for each in known if header.issuperset(each.match)]
    if fitting:
        yield Fit(part, min(fitting, key=lambda each: _distance(each, header)))


def _distance(mapping: Mapping, header: frozenset[str]) -> tuple[int, int, str]:
    return -len(mapping.sources & header), len(mapping.sources - header), mapping.name


def _several(held: Map[str, tuple[str, ...]], known: Sequence[Mapping], note: str) -> Found:
    plain = [each for each in known if not each.rows and not each.header]
    fits = tuple(fit for name, header in held.items() for fit in _best(name, frozenset(header), plain))
    unknown = {name: header for name, header in held.items() if name not in {each.part for each in fits}}
    left = f"No mapping knows {_told(unknown)}; not read." if unknown and fits else ""
    return Found(fits, " ".join(filter(None, (left, note))))


def _dump(seen: Looked, known: Sequence[Mapping]) -> Found:
    held = dump(seen)
    passed = counted(held.others, "other statement was", "other statements were")
    others = f"{passed} passed over." if held.others else ""
    odd = counted(held.inserts, "statement that holds", "statements that hold")
    inserts = f"{odd} rows in a form that is not read: none of them was taken." if held.inserts else ""
    lost = f"{held.unread:,} bytes of it are no statement that can be read." if held.unread else ""
    filled = {name: columns for name, columns in held.columns.items() if held.rows.get(name)}
    return _several(filled, known, " ".join(filter(None, (others, inserts, lost))))


def _columns_of(path: Path, encoding: str, table: str) -> tuple[str, ...]:
    found = table_sql.Dump()
    with path.open("rb") as file:
        next((each for each in table_sql.rows(file, encoding, found) if each.table == table), None)
    return found.columns.get(table, ())


def _nested_columns(path: Path, encoding: str, way: str, known: Sequence[Mapping]) -> tuple[str, ...]:
    up = max(table_nested.steps_up(list(each.sources)) for each in known)
    with path.open("rb") as file:
        some = islice(table_nested.rows(file, encoding, way, up), SAMPLE)
        return tuple(dict.fromkeys(name for row in some if row.places for name in table_nested.columns(row.places)))


def _fits_unheaded(seen: Looked, mapping: Mapping) -> bool:
    """Say whether the first rows of a file without a header are what a mapping says they are."""
    try:
        shape = _unheaded(seen.shape(mapping.encoding), mapping)
    except WrongTable:
        return False
    some = list(islice(table_rows.rows(seen.path, shape, table_rows.Wanted.of(mapping), shape.encoding), SAMPLE))
    return bool(some) and all(
        row.cells is not None and all(map(_may_be, mapping.fields, row.cells)) for row in some
    )  # fmt: skip


def _may_be(column: Column, cell: str | None) -> bool:
    if cell is None or not cell.strip():
        return not column.required
    if column.type is Type.DAY:
        return any(_is_day(cell.strip(), each) for each in column.formats)
    if column.money and not column.part:
        return currencies.PRICE.fullmatch(cell.strip()) is not None
    return column.type in (Type.TEXT, Type.WORDING, Type.TALLY) or _NUMBER.fullmatch(_bare(column, cell)) is not None


def _bare(column: Column, cell: str) -> str:
    return cell.replace("." if column.decimal == "," else ",", "").replace(",", ".") if column.decimal else cell


def _is_day(text: str, form: str) -> bool:
    if form in SINCE_1970:
        return _NUMBER.fullmatch(text) is not None
    try:
        return datetime.strptime(text, form).year > 0  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return False


def _told(held: Map[str, tuple[str, ...]]) -> str:
    if not held:
        return "no table that holds anything"
    shown = "; ".join(f"'{name[:60]}' ({_columns(header)})" for name, header in list(held.items())[:MOST_NAMED])
    return shown + (f" and {len(held) - MOST_NAMED:,} more" if len(held) > MOST_NAMED else "")


def _columns(header: Sequence[str]) -> str:
    more = " …" if len(header) > MOST_NAMED else ""
    names = ", ".join(each[:40] or saying.NAMELESS for each in header[:MOST_NAMED])
    return f"{len(header):,} columns: {names}{more}"
