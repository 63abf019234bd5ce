"""A saved mapping: how the columns of a table become typed fields, and which records come out of its rows.

Read from TOML and judged strictly: what it does not know, it refuses with a sentence. It names columns only.
"""

import re
import tomllib
import zoneinfo
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from bowstreet.formats import mapping_prices, mapping_records, saying
from bowstreet.formats.mapping_prices import Money
from bowstreet.formats.mapping_records import RecordRule as RecordRule
from bowstreet.formats.saying import WrongMapping as WrongMapping
from bowstreet.vocabulary.selector_types import COINS, SelectorType


class Type(StrEnum):
    """What a column's text is read as.

    ``wording`` is text that says a span of time, ``tally`` one that says about how many (7, 6~10, 70+), both kept as
    they stand.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    PRICE = "price"
    DAY = "day"
    WORDING = "wording"
    TALLY = "tally"


@dataclass(frozen=True)
class Column:
    """One column of the table and the field that it becomes. ``formats`` are those of ``strptime``, tried in order.

    ``parts`` are several columns whose texts are read as one, a space between; ``zone`` is where the clock stood by
    which a moment in seconds was written. ``decimal`` is the sign before the fraction of a number whose thousands may
    be parted; without one only numbers without parts are read. ``least`` and ``most`` bound a number, both ends within;
    what lies outside is not read, and no day after ``latest``. ``money`` says where the currency of a price goes; a
    field that takes it, or the price as it is written, is a column of its own, ``part`` ``currency`` or ``written``.
    """

    column: str
    field: str
    type: Type = Type.TEXT
    required: bool = False
    formats: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    zone: str = "UTC"
    least: float | None = None
    most: float | None = None
    decimal: str = ""
    latest: date | None = None
    money: Money | None = None
    part: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the columns of the table that it is made of."""
        return self.parts or (self.column,)


@dataclass(frozen=True)
class Mapping:
    """How one sort of table is read. ``market`` is fixed, or ``market_field`` names the field that says it.

    ``rows`` leads to the rows of a JSON document, ``header`` names the columns of a table that has no header.
    ``left_out`` are columns of the table that are known and of which nothing is kept, by intent.
    """

    name: str
    title: str
    sort: str
    market: str | None
    market_field: str | None
    match: tuple[str, ...]
    fields: tuple[Column, ...]
    nulls: tuple[str, ...]
    row_key: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    records: tuple[RecordRule, ...]
    encoding: str = ""
    """In which its tables are that are not in UTF-8; empty where none is named."""

    rows: str = ""
    header: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """Return the columns of the table that are read or left out by intent."""
        return self.sources.union(self.left_out)

    @property
    def sources(self) -> frozenset[str]:
        """Return the columns of the table that are read."""
        return frozenset(name for each in self.fields for name in each.sources)

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of column and field."""
        return tuple((each.column, each.field) for each in self.fields)

    def seen_until(self, latest: date) -> "Mapping":
        """Return the mapping that reads no day on which something was seen after one; other days may lie ahead."""
        seen = {self.first_day, self.last_day, *_SEEN}
        fields = (
            replace(each, latest=latest) if each.type is Type.DAY and each.field in seen else each
            for each in self.fields
        )
        return replace(self, fields=tuple(fields))

    @property
    def own(self) -> tuple[Column, ...]:
        """Return the columns as the table has them, without the fields that a price fills beside its own."""
        return tuple(each for each in self.fields if not each.part)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the codes of the kinds of record that come out, each once."""
        found = [rule.kind for rule in self.records]
        if any(rule.keys for rule in self.records):
            found.append("pgp_key")
        if any(rule.contacts for rule in self.records):
            found.append("wallet")
        types = {each for rule in self.records for _, several in rule.selectors for each in several}
        found += ["wallet"] if types & COINS else []
        found += ["bank_account"] if SelectorType.IBAN in types else []
        return tuple(dict.fromkeys(found))


_NAME = re.compile(r"[a-z][a-z0-9_]{2,59}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TOP = frozenset(
    {
        "name",
        "title",
        "sort",
        "market",
        "market_field",
        "match",
        "nulls",
        "row_key",
        "first_day",
        "last_day",
        "encoding",
    }
    | {"columns", "records", "rows", "header", "left_out"}
)
_COLUMN = mapping_prices.KEYS | {
    *("field", "type", "required", "formats", "parts", "zone", "least", "most", "decimal"),
}
_SEEN = ("seen_on", "first_seen", "last_seen")
"""Fields whose days are those of observations in each mapping, beside those that it names as first and last."""

_FARTHEST = 10**18
_COUNTED = (Type.INTEGER, Type.NUMBER, Type.PRICE)
_MOST_COLUMNS = 200
ENCODINGS = (
    *(f"windows-{number}" for number in range(1250, 1259)),
    *(
        "koi8-r",
        "koi8-u",
        "cp866",
        "iso-8859-1",
        "iso-8859-2",
        "iso-8859-5",
        "iso-8859-9",
        "iso-8859-15",
        "mac-cyrillic",
    ),
    *("gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"),
)
"""What a mapping may name; UTF-8 and UTF-16 are recognised and need no name."""

SINCE_1970 = frozenset({"seconds", "milliseconds"})
"""Forms of a moment that is a number, beside those of ``strptime``."""

_DAY_FORMATS = ("%Y-%m-%d",)
_DIRECTIVE = re.compile(r"%(.|$)")
_DIRECTIVES = frozenset("aAbBdefgHIjmMnpSuUVwWyYzZ%-")


def parse(text: str) -> Mapping:
    """Return the mapping that a TOML text says; raise ``WrongMapping`` with a sentence."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise WrongMapping(f"The mapping is not TOML: {wrong}.") from None
    saying.known(raw, _TOP, "A mapping")
    fields = _columns(raw.get("columns"))
    names = frozenset(each.field for each in fields)
    made = Mapping(
        name=saying.matching(raw, "name", _NAME),
        title=saying.text(raw, "title"),
        sort=saying.matching(raw, "sort", _FIELD),
        market=saying.text(raw, "market") if "market" in raw else None,
        market_field=saying.one_of(raw, "market_field", names),
        match=saying.texts(raw, "match", default=saying.texts(raw, "header")),
        fields=fields,
        nulls=saying.texts(raw, "nulls", default=("", "-")),
        left_out=saying.texts(raw, "left_out"),
        row_key=saying.texts(raw, "row_key", default=tuple(each.field for each in fields if not each.part)),
        first_day=saying.one_of(raw, "first_day", names),
        last_day=saying.one_of(raw, "last_day", names) or saying.one_of(raw, "first_day", names),
        records=tuple(mapping_records.read(each, names) for each in saying.several(raw, "records")),
        encoding=_encoding(raw),
        rows=_rows(raw),
        header=saying.texts(raw, "header"),
    )
    _agrees(made)
    return made


def _encoding(raw: Map[str, Any]) -> str:
    said = saying.text(raw, "encoding").lower() if "encoding" in raw else ""
    if said and said not in ENCODINGS:
        raise WrongMapping(f"'{said[:60]}' is no encoding that tables are read in; use {', '.join(ENCODINGS)}.")
    return said


def _rows(raw: Map[str, Any]) -> str:
    said = saying.text(raw, "rows") if "rows" in raw else ""
    if said and ("header" in raw or not all(said.split("."))):
        raise WrongMapping("'rows' leads to the rows of a JSON document, as in 'vendors.*'; it goes without 'header'.")
    return said


def _agrees(made: Mapping) -> None:
    by_name = {each.field: each for each in made.fields}
    columns = {*(each.column for each in made.fields), *made.sources}
    absent = made.sources.difference(made.header) if made.header else ()
    if absent or len(set(made.header)) < len(made.header):
        raise WrongMapping("'header' names every column of the table, each once, those under 'columns' among them.")
    if not made.match:
        raise WrongMapping("A mapping needs in 'match' at least one column by which its table is recognised.")
    for name in made.match:
        if name not in columns:
            raise WrongMapping(f"'match' names the column '{name}', which is not under 'columns'.")
    for name in made.row_key:
        if name not in by_name:
            raise WrongMapping(f"'row_key' names the field '{name}', which no column becomes.")
    if not made.row_key:
        raise WrongMapping("A mapping needs in 'row_key' at least one field.")
    _agrees_on_market(made)
    for day in filter(None, (made.first_day, made.last_day)):
        if by_name[day].type is not Type.DAY:
            raise WrongMapping(f"'{day}' is no day, so nothing can be seen first or last by it.")


def _agrees_on_market(made: Mapping) -> None:
    names = {each.field for each in made.fields}
    if made.market and made.market_field:
        raise WrongMapping("A mapping has either 'market' or 'market_field', not both.")
    if made.market and not re.search(r"[^\W_]", made.market):
        raise WrongMapping("A market needs a name with at least one letter or digit.")
    if "market" in names and made.market_field != "market":
        raise WrongMapping("The field 'market' is kept for the market; name it in 'market_field'.")
    if made.records and not (made.market or made.market_field):
        raise WrongMapping("A mapping that yields records needs 'market' or 'market_field'.")


def _columns(raw: Any) -> tuple[Column, ...]:
    if not isinstance(raw, dict) or not raw:
        raise WrongMapping("A mapping needs a table 'columns'.")
    if len(raw) > _MOST_COLUMNS:
        raise WrongMapping(f"A mapping has at most {_MOST_COLUMNS} columns.")
    made = tuple(_column(name, each) for name, each in raw.items())
    made += tuple(part for each in made for part in _parts_of_price(each))
    for name in (each.field for each in made):
        if sum(each.field == name for each in made) > 1:
            raise WrongMapping(f"Two columns become the field '{name}'.")
    return made


def _parts_of_price(column: Column) -> Iterator[Column]:
    """Yield the fields that a price fills beside its own."""
    if column.money is not None and column.money.currency_field:
        own = replace(column, required=False, type=Type.TEXT)
        yield replace(own, field=column.money.currency_field, part="currency")
        yield replace(own, field=column.money.written_field, part="written", least=None, most=None, decimal="")


def _column(name: str, raw: Any) -> Column:
    if isinstance(raw, str):
        raw = {"field": raw}
    if not isinstance(raw, dict):
        raise WrongMapping(f"The column '{name}' needs a field.")
    saying.known(raw, _COLUMN, f"The column '{name}'")
    try:
        type = Type(raw.get("type", "text"))
    except ValueError:
        raise WrongMapping(f"The column '{name}' has a type that does not exist; use {', '.join(Type)}.") from None
    required = saying.flag(raw, "required")
    if "formats" in raw and type is not Type.DAY:
        raise WrongMapping(f"Only a day has 'formats'; the column '{name}' is none.")
    formats = saying.texts(raw, "formats", default=_DAY_FORMATS if type is Type.DAY else ())
    for each in formats:
        wrong = [found for found in _DIRECTIVE.findall(each) if found not in _DIRECTIVES]
        if each not in SINCE_1970 and (wrong or "%" not in each):
            raise WrongMapping(f"'{each}' is no form in which a day is written.")
    parts, zone = saying.texts(raw, "parts"), _zone(raw, formats)
    return Column(
        name, saying.matching(raw, "field", _FIELD), type, required, formats, parts, zone, *_range(name, type, raw),
        _decimal(name, type, raw), None, mapping_prices.read(name, type is Type.PRICE, raw, _FIELD),
    )  # fmt: skip


def _decimal(name: str, type: Type, raw: Map[str, Any]) -> str:
    said = raw.get("decimal", "")
    if said != "" and (type not in _COUNTED or said not in (".", ",")):
        raise WrongMapping(f"For the column '{name}', 'decimal' is '.' or ',', and only a number has it.")
    return str(said)


def _zone(raw: Map[str, Any], formats: tuple[str, ...]) -> str:
    if "zone" not in raw:
        return "UTC"
    said = saying.text(raw, "zone")
    if said not in _zones():
        raise WrongMapping(f"'{said[:60]}' is no time zone; write it as in Europe/Amsterdam.")
    if not SINCE_1970.intersection(formats):
        raise WrongMapping("Only a moment in seconds since 1970 has a 'zone'.")
    return said


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _range(name: str, type: Type, raw: Map[str, Any]) -> tuple[float | None, float | None]:
    bounds = raw.get("least"), raw.get("most")
    said = [each for each in bounds if each is not None]
    if said and type not in _COUNTED:
        raise WrongMapping(f"Only a number has 'least' and 'most'; the column '{name}' is none.")
    if not all(
        isinstance(each, int | float) and not isinstance(each, bool) and abs(each) <= _FARTHEST for each in said
    ):
        raise WrongMapping(f"For the column '{name}', 'least' and 'most' are numbers.")
    if said != sorted(said):
        raise WrongMapping(f"For the column '{name}', 'least' is more than 'most'.")
    return bounds
