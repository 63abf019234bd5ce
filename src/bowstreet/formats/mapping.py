"""A saved mapping: how the columns of a table become typed fields, and which records come out of its rows.

Read from TOML and judged strictly: what it does not know, it refuses with a sentence. It names columns only.
"""

import re
import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import SubjectCategory


class WrongMapping(ValueError):
    """A mapping that cannot be used; its message says why in a sentence."""


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

    ``least`` and ``most`` bound a number, both ends within; what lies outside is not read.
    """

    column: str
    field: str
    type: Type = Type.TEXT
    required: bool = False
    formats: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class RecordRule:
    """One kind of record that rows yield.

    ``fields`` pairs a field of the kind with a field of the mapping; ``keys`` hold OpenPGP text and ``contacts`` free
    text in which contacts are looked for.
    """

    kind: str
    fields: tuple[tuple[str, str], ...]
    keys: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    category: SubjectCategory | None = None
    ground: str = ""


@dataclass(frozen=True)
class Mapping:
    """How one sort of table is read. ``market`` is fixed, or ``market_field`` names the field that says it."""

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

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of column and field."""
        return tuple((each.column, each.field) for each in self.fields)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the codes of the kinds of record that come out, each once."""
        found = [rule.kind for rule in self.records]
        if any(rule.keys for rule in self.records):
            found.append("pgp_key")
        if any(rule.contacts for rule in self.records):
            found.append("wallet")
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
    | {"columns", "records"}
)
_COLUMN = frozenset({"field", "type", "required", "formats", "least", "most"})
_FARTHEST = 10**18
_COUNTED = (Type.INTEGER, Type.NUMBER, Type.PRICE)
_RECORD = frozenset({"kind", "fields", "keys", "contacts", "category", "ground"})
_READABLE_KINDS = frozenset({"vendor_account", "user_account", "market", "forum"})
_MOST_COLUMNS = 200
ENCODINGS = (
    *(f"windows-{number}" for number in range(1250, 1259)),
    *("koi8-r", "koi8-u", "cp866", "iso-8859-2", "iso-8859-5", "iso-8859-9", "iso-8859-15", "mac-cyrillic"),
    *("gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"),
)
"""What a mapping may name; UTF-8 and UTF-16 are recognised and need no name."""

_DAY_FORMATS = ("%Y-%m-%d",)
_DIRECTIVE = re.compile(r"%(.|$)")
_DIRECTIVES = frozenset("aAbBdefgHIjmMnpSuUVwWyYzZ%-")


def parse(text: str) -> Mapping:
    """Return the mapping that a TOML text says; raise ``WrongMapping`` with a sentence."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise WrongMapping(f"The mapping is not TOML: {wrong}.") from None
    _known(raw, _TOP, "A mapping")
    fields = _columns(raw.get("columns"))
    names = frozenset(each.field for each in fields)
    made = Mapping(
        name=_matching(raw, "name", _NAME),
        title=_text(raw, "title"),
        sort=_matching(raw, "sort", _FIELD),
        market=_text(raw, "market") if "market" in raw else None,
        market_field=_one_of(raw, "market_field", names),
        match=_texts(raw, "match"),
        fields=fields,
        nulls=_texts(raw, "nulls", default=("", "-")),
        row_key=_texts(raw, "row_key", default=tuple(each.field for each in fields)),
        first_day=_one_of(raw, "first_day", names),
        last_day=_one_of(raw, "last_day", names) or _one_of(raw, "first_day", names),
        records=tuple(_record(each, names) for each in _list(raw, "records")),
        encoding=_encoding(raw),
    )
    _agrees(made)
    return made


def _encoding(raw: Map[str, Any]) -> str:
    said = _text(raw, "encoding").lower() if "encoding" in raw else ""
    if said and said not in ENCODINGS:
        raise WrongMapping(f"'{said[:60]}' is no encoding that tables are read in; use {', '.join(ENCODINGS)}.")
    return said


def _agrees(made: Mapping) -> None:
    by_name = {each.field: each for each in made.fields}
    columns = {each.column for each in made.fields}
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
    for name in (each.field for each in made):
        if sum(each.field == name for each in made) > 1:
            raise WrongMapping(f"Two columns become the field '{name}'.")
    return made


def _column(name: str, raw: Any) -> Column:
    if isinstance(raw, str):
        raw = {"field": raw}
    if not isinstance(raw, dict):
        raise WrongMapping(f"The column '{name}' needs a field.")
    _known(raw, _COLUMN, f"The column '{name}'")
    try:
        type = Type(raw.get("type", "text"))
    except ValueError:
        raise WrongMapping(f"The column '{name}' has a type that does not exist; use {', '.join(Type)}.") from None
    required = raw.get("required", False)
    if not isinstance(required, bool):
        raise WrongMapping(f"For the column '{name}', 'required' is true or false.")
    if "formats" in raw and type is not Type.DAY:
        raise WrongMapping(f"Only a day has 'formats'; the column '{name}' is none.")
    formats = _texts(raw, "formats", default=_DAY_FORMATS if type is Type.DAY else ())
    for each in formats:
        wrong = [found for found in _DIRECTIVE.findall(each) if found not in _DIRECTIVES]
        if wrong or "%" not in each:
            raise WrongMapping(f"'{each}' is no form in which a day is written.")
    return Column(name, _matching(raw, "field", _FIELD), type, required, formats, *_range(name, type, raw))


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


def _record(raw: Any, names: frozenset[str]) -> RecordRule:
    if not isinstance(raw, dict):
        raise WrongMapping("Each of 'records' is a table.")
    _known(raw, _RECORD, "A record of a mapping")
    kind = raw.get("kind")
    if kind not in _READABLE_KINDS:
        raise WrongMapping(f"A mapping yields records of the kinds {', '.join(sorted(_READABLE_KINDS))}.")
    fields = raw.get("fields", {})
    if not isinstance(fields, dict):
        raise WrongMapping("'fields' of a record pairs its fields with those of the mapping.")
    for ours, theirs in fields.items():
        if ours not in catalogue.kind(kind).by_name or ours in ("market", "name"):
            raise WrongMapping(f"A record of kind {kind} takes no field '{ours}' from a table.")
        if theirs not in names:
            raise WrongMapping(f"'{ours}' of a {kind} comes from the field '{theirs}', which no column becomes.")
    if "handle" in catalogue.kind(kind).by_name and "handle" not in fields:
        raise WrongMapping(f"A record of kind {kind} needs its handle.")
    return RecordRule(
        kind,
        tuple(fields.items()),
        tuple(_within(each, names) for each in _texts(raw, "keys", default=())),
        tuple(_within(each, names) for each in _texts(raw, "contacts", default=())),
        _category(raw.get("category")),
        _text(raw, "ground") if "ground" in raw else "",
    )


def _category(code: Any) -> SubjectCategory | None:
    if code is None:
        return None
    try:
        found = SubjectCategory(code)
    except ValueError:
        raise WrongMapping(f"'{code}' is no category of data subject.") from None
    if found is SubjectCategory.UNDETERMINED:
        raise WrongMapping("'undetermined' is never a default.")
    return found


def _known(raw: Map[str, Any], allowed: frozenset[str], what: str) -> None:
    unknown = sorted(set(raw) - allowed)
    if unknown:
        raise WrongMapping(f"{what} does not have {', '.join(unknown)}.")


def _within(name: str, names: frozenset[str]) -> str:
    if name not in names:
        raise WrongMapping(f"There is no field '{name}': no column becomes it.")
    return name


def _one_of(raw: Map[str, Any], key: str, names: frozenset[str]) -> str | None:
    return _within(_text(raw, key), names) if key in raw else None


def _text(raw: Map[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 500 or "\x00" in value:
        raise WrongMapping(f"A mapping needs '{key}' as a text.")
    return value


def _matching(raw: Map[str, Any], key: str, shape: re.Pattern[str]) -> str:
    value = _text(raw, key)
    if not shape.fullmatch(value):
        raise WrongMapping(f"'{value[:60]}' is no {key}: use small letters, digits and _.")
    return value


def _list(raw: Map[str, Any], key: str) -> list[Any]:
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise WrongMapping(f"'{key}' is a list.")
    return value


def _texts(raw: Map[str, Any], key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    if key not in raw:
        return default
    value = _list(raw, key)
    if not all(isinstance(each, str) for each in value):
        raise WrongMapping(f"'{key}' is a list of texts.")
    return tuple(value)
