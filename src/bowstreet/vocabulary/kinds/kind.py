"""How a kind is declared: its fields, how deep each lies, its natural key, its title and the selectors it yields."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from enum import StrEnum
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds import stating, values
from bowstreet.vocabulary.kinds.masking import Names, mask, prepared
from bowstreet.vocabulary.kinds.values import WrongValue
from bowstreet.vocabulary.kinds.wordless import without_runs
from bowstreet.vocabulary.lawfulness import ContentKind
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, handle, scan
from bowstreet.vocabulary.statements import Statement


class Depth(StrEnum):
    """How deep a field lies: shown as title, with the body, or only with the identifiers."""

    __hash__ = str.__hash__

    TITLE = "title"
    OPEN = "open"
    IDENTIFYING = "identifying"


class Shape(StrEnum):
    """What a field's value looks like."""

    __hash__ = str.__hash__

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    SELECTOR = "selector"
    MARKET = "market"
    PRODUCT = "product"
    COUNTRY = "country"


@dataclass(frozen=True)
class Field:
    """One field of a kind.

    ``many``: the field is a list of statements (``vocabulary.statements``), otherwise one plain value.
    ``selector``: the type of the selectors that the values are, for shape SELECTOR; several are joined by ``|``,
    and ``Kind.selector_of`` tells which one a value is. ``handle`` on a TEXT field: its values are names on the
    record's market. ``changing``: what a source says of it differs from day to day, so that the latest counts.
    ``past``: a day on which something happened, so that it does not lie ahead.
    """

    name: str
    label: str
    depth: Depth = Depth.OPEN
    shape: Shape = Shape.TEXT
    many: bool = False
    changing: bool = False
    past: bool = False
    required: bool = False
    selector: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


class WrongBody(ValueError):
    """A body that its kind does not allow; its message says why in a sentence, ``field`` says where."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep the field's name and the sentence."""
        super().__init__(sentence)
        self.field = field


class Yielded(NamedTuple):
    """A selector that a record yields, and the depth at which it may be found."""

    selector: Selector
    depth: Depth
    field: str


_READERS: dict[Shape, Callable[[Any], Any]] = {
    Shape.TEXT: values.text,
    Shape.LONG_TEXT: values.long_text,
    Shape.DAY: values.day,
    Shape.NUMBER: values.number,
    Shape.MARKET: values.text,
    Shape.PRODUCT: values.product,
    Shape.COUNTRY: values.text,
}
_FREE = frozenset({Shape.TEXT, Shape.LONG_TEXT})
_AS_WRITTEN = _FREE | {Shape.COUNTRY}
"""The shapes whose values may hold anything, so that they are masked."""

_NAMING = frozenset({Shape.TEXT, Shape.SELECTOR, Shape.MARKET})
_HOLDING = frozenset({SelectorType.URL, SelectorType.SIGNAL})
"""The types of selectors that may hold another: a URL its host, an account in Signal its telephone number."""

_AS_SAID = frozenset(Shape) - {Shape.PRODUCT, Shape.CHOICE, Shape.MARKET}
"""The shapes whose values are searched as they were said."""


@dataclass(frozen=True)
class Kind:
    """A kind of record. Each file of this folder makes one, named ``KIND``.

    ``titled`` and ``open_titled`` are formats over the fields; of a list of statements the first value counts.
    """

    code: str
    label: str
    plural: str
    icon: str
    content_kind: ContentKind
    fields: tuple[Field, ...]
    key_fields: tuple[str, ...]
    personal: bool
    titled: str
    open_titled: str
    by_name: Mapping[str, Field] = made(init=False, repr=False, compare=False)
    readers: Mapping[str, Callable[[Any], Any]] = made(init=False, repr=False, compare=False)
    required: tuple[Field, ...] = made(init=False, repr=False, compare=False)
    selecting: Mapping[str, Callable[[str], Selector]] = made(init=False, repr=False, compare=False)
    market_fields: tuple[str, ...] = made(init=False, repr=False, compare=False)
    product_fields: tuple[str, ...] = made(init=False, repr=False, compare=False)
    yielding: tuple[Field, ...] = made(init=False, repr=False, compare=False)
    hidden_fields: tuple[str, ...] = made(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare what checking and composing a body asks of the fields each time, so that both are quick.

        ``market_fields`` and ``product_fields``: those that name one. ``selecting``: readers of the selectors that a
        field's values are. ``yielding``: the fields that may yield selectors. ``hidden_fields``: those whose values
        open text must not repeat.
        """
        object.__setattr__(self, "by_name", {each.name: each for each in self.fields})
        object.__setattr__(self, "readers", {each.name: _reader(each) for each in self.fields})
        object.__setattr__(self, "required", tuple(each for each in self.fields if each.required))
        selecting = {e.name: _selecting(e.selector) for e in self.fields if e.selector and e.selector != "handle"}
        object.__setattr__(self, "selecting", selecting)
        for name, shape in (("market_fields", Shape.MARKET), ("product_fields", Shape.PRODUCT)):
            object.__setattr__(self, name, tuple(each.name for each in self.fields if each.shape is shape))
        object.__setattr__(self, "yielding", tuple(e for e in self.fields if e.selector or e.shape in _FREE))
        identifying = [each for each in self.fields if each.depth is Depth.IDENTIFYING]
        object.__setattr__(self, "hidden_fields", tuple(e.name for e in identifying if e.shape is not Shape.LONG_TEXT))

    def check(self, body: Mapping[str, Any], without: Collection[str] = ()) -> dict[str, Any]:
        """Return the body validated and normalised, ready for JSON; raise ``WrongBody`` otherwise.

        Empty values are left out. Of a list with the same value twice both statements stay (their sources differ).
        ``without`` names fields that may be missing though they are needed: what an owner gave away without them.
        """
        checked: dict[str, Any] = {}
        for name, value in body.items():
            kept = self._part(name, value)
            if kept not in (None, "", []):
                checked[name] = kept
        for field in self.required:
            if field.name not in checked and field.name not in without:
                raise WrongBody(field.name, f"{field.label} is needed.")
        return checked

    def faults(self, body: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """Return all that ``check`` would refuse, as (place, sentence); of a list the place is ``name.number``."""
        found = []
        for name, value in body.items():
            field = self.by_name.get(name)
            several = value if field and field.many and isinstance(value, (list, tuple)) else None
            for place, each in enumerate(several) if several is not None else ((None, value),):
                try:
                    self._part(str(name), each if several is None else [each])
                except WrongBody as wrong:
                    found.append((str(name)[:60] if place is None else f"{name}.{place}", str(wrong)))
        missing = [each for each in self.required if not _says_something(body.get(each.name))]
        return (*found, *((each.name, f"{each.label} is needed.") for each in missing))

    def key(self, body: Mapping[str, Any]) -> str:
        """Return the natural key of a body, empty when the kind has none or the body lacks it."""
        parts = []
        for name in self.key_fields:
            value = str(self._first(body, name) or "")
            if value and self.by_name[name].shape is Shape.MARKET:
                value = markets.slug(value)
            parts.append(unicodedata.normalize("NFC", value).strip())
        return ":".join(parts) if all(parts) else ""

    def title(self, body: Mapping[str, Any]) -> str:
        """Return the title for readers who may see the identifiers."""
        return self._titled(self.titled, body) or self.open_title(body)

    def open_title(self, body: Mapping[str, Any]) -> str:
        """Return the title without identifiers; what its fields say in free text is masked."""
        return self._open_title(body, self.hidden(body))

    def market(self, body: Mapping[str, Any]) -> str | None:
        """Return the slug of the market or forum that a body speaks of."""
        for name in self.market_fields:
            if body.get(name):
                return markets.slug(str(self._first(body, name)))
        return None

    def products(self, body: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the codes of the product types of a body, each once."""
        named = [name for name in self.product_fields if name in body]
        return tuple(dict.fromkeys(value for name in named for value in stating.plain(body, name)))

    def selectors(self, body: Mapping[str, Any]) -> Iterator[Yielded]:
        """Yield the selectors of a body, each once a field: those of its fields, and those found in its free text."""
        for field in self.yielding:
            if field.name in body:
                said = stating.plain(body, field.name)
                found = [each for value in said for each in self._yielded(field, value, body)]
                yield from dict.fromkeys(found) if len(found) > 1 else found

    def selector_of(self, field_name: str, value: str, body: Mapping[str, Any]) -> Selector | None:
        """Return the selector that one value of a field is; None where the field holds no selectors."""
        field = self.by_name[field_name]
        if not field.selector:
            return None
        try:
            if field.name in self.selecting:
                return self.selecting[field.name](value)
            slug = self.market(body)
            return _handle(slug, value) if slug else None
        except (NotASelector, WrongValue):
            return None

    def texts(self, body: Mapping[str, Any]) -> dict[Depth, str]:
        """Return the searchable text of each depth; the deeper one holds all but long runs, the open one is masked."""
        hidden = self.hidden(body)
        open_title = self._open_title(body, hidden)
        whole, shallow = [self._titled(self.titled, body) or open_title], [open_title]
        for field in self.fields:
            if field.name in body:
                said = stating.plain(body, field.name)
                shown = said if field.shape in _AS_SAID else [_searchable(field, value) for value in said]
                if field.shape in _FREE and not field.selector:
                    shown = list(map(without_runs, shown))
                whole += shown
                if field.depth is not Depth.IDENTIFYING:
                    shallow += [mask(each, hidden) for each in shown] if field.shape in _AS_WRITTEN else shown
        return {Depth.OPEN: "\n".join(shallow), Depth.IDENTIFYING: "\n".join(whole)}

    def opened(self, field_name: str, body: Mapping[str, Any], depth: str) -> tuple[str, ...]:
        """Return the values of a field that open to a reader's depth (``meta``, ``body`` or ``identifiers``)."""
        if field_name not in body or depth not in ("body", "identifiers"):
            return ()
        if depth == "body" and self.by_name[field_name].depth is Depth.IDENTIFYING:
            return ()
        return tuple(self.shown(field_name, each.value, body, depth) for each in self.statements(body, field_name))

    def shown(self, field_name: str, value: str, body: Mapping[str, Any], depth: str) -> str:
        """Return one value that opens, with what only the identifiers may say taken out where these do not open."""
        is_whole = depth == "identifiers" or self.by_name[field_name].shape not in _AS_WRITTEN
        return value if is_whole else mask(value, self.hidden(body))

    def hidden(self, body: Mapping[str, Any]) -> Names:
        """Return the names that text must not repeat for a reader without the identifiers."""
        return prepared(each for name in self.hidden_fields if name in body for each in stating.plain(body, name))

    def told(self, body: Mapping[str, Any]) -> Names:
        """Return the names that text must not repeat for a reader to whom nothing of the body opens."""
        named = [each for each in self.fields if each.shape in _NAMING and each.name in body]
        said = [(each, value) for each in named for value in stating.plain(body, each.name)]
        return prepared((*(value for _, value in said), *(_shown(field, value) for field, value in said)))

    def statements(self, body: Mapping[str, Any], field_name: str) -> tuple[Statement, ...]:
        """Return the values of a field as statements; a plain value is one with nothing else known."""
        value = body.get(field_name)
        if value is None:
            return ()
        if self.by_name[field_name].many and isinstance(value, list):
            said = tuple(Statement.read(each) for each in value)
            return tuple(sorted(said, key=_last, reverse=True)) if self.by_name[field_name].changing else said
        return (Statement(str(value)),)

    def _part(self, name: str, value: Any) -> Any:
        field = self.by_name.get(name)
        if field is None:
            raise WrongBody(str(name)[:60], f"A record of kind '{self.label}' has no field '{str(name)[:60]}'.")
        try:
            return stating.checked(self.readers[name], value) if field.many else self._one(field, value)
        except WrongValue as wrong:
            raise WrongBody(name, f"{field.label}: {wrong}") from None

    def _one(self, field: Field, value: Any) -> Any:
        return None if value is None or value == "" else self.readers[field.name](value)

    def _first(self, body: Mapping[str, Any], name: str) -> Any:
        value = body.get(name)
        if self.by_name[name].many and value:
            first = value if isinstance(value, (str, Mapping)) else value[0]
            return first["value"] if isinstance(first, Mapping) else first
        return value

    def _titled(self, form: str, body: Mapping[str, Any]) -> str:
        shown = {}
        for name in _named_in(form):
            value = self._first(body, name)
            if not value:
                return ""
            shown[name] = _shown(self.by_name[name], str(value))
        return form.format(**shown)

    def _open_title(self, body: Mapping[str, Any], hidden: Names) -> str:
        title = self._titled(self.open_titled, body)
        return mask(title, hidden) if title else self.label

    def _yielded(self, field: Field, value: str, body: Mapping[str, Any]) -> list[Yielded]:
        depth = Depth.IDENTIFYING if field.depth is Depth.IDENTIFYING else Depth.OPEN
        own = self.selector_of(field.name, value, body)
        if own is None:
            free = scan(value) if field.shape in _FREE else ()
            return [Yielded(each.selector, Depth.IDENTIFYING, field.name) for each in free]
        within = [each.selector for each in scan(own.value)] if own.type in _HOLDING else []
        return [Yielded(each, depth, field.name) for each in (own, *within) if each is own or each != own]


def _last(statement: Statement) -> tuple[date, date]:
    first, last = statement.first_seen or date.min, statement.last_seen or date.min
    return last, first


@lru_cache(maxsize=64)
def _selecting(codes: str) -> Callable[[Any], Selector]:
    return values.selector(tuple(SelectorType(code) for code in codes.split("|")))


@lru_cache(maxsize=64)
def _named_in(form: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(form) if name)


@lru_cache(maxsize=1024)
def _market_label(name: str) -> str:
    return markets.label(markets.slug(name))


_handle = lru_cache(maxsize=1024)(handle)


def _reader(field: Field) -> Callable[[Any], Any]:
    if field.shape is Shape.CHOICE:
        return values.choice(frozenset(code for code, _ in field.choices))
    if field.shape is Shape.SELECTOR:
        selected = _selecting(field.selector or "")
        return lambda value: selected(value).value
    if field.shape is Shape.MARKET:
        return _market
    return _READERS[field.shape]


def _says_something(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_says_something, value))
    return not is_blank(value) if isinstance(value, str) else value is not None


def _market(value: Any) -> str:
    name = values.text(value)
    try:
        markets.slug(name)
    except ValueError as wrong:
        raise WrongValue(str(wrong)) from None
    return name


def _shown(field: Field, value: str) -> str:
    return _market_label(value) if field.shape is Shape.MARKET else value


def _searchable(field: Field, value: str) -> str:
    if field.shape is Shape.PRODUCT:
        return products.label(value)
    if field.shape is Shape.CHOICE:
        return dict(field.choices).get(value, value)
    return _shown(field, value)
