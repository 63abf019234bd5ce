"""Things worth governing, drawn once out of the rows of an import: markets, accounts, keys, wallets.

Each cites a few of its rows and counts them all. What cannot be read is told to ``on_note`` and never made up.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from bowstreet.formats import table_identifiers
from bowstreet.formats.mapping import Mapping, RecordRule
from bowstreet.formats.pgp.reading import Key, UnreadableKey, read_keys
from bowstreet.formats.table_contacts import FIELD_OF, without_keys
from bowstreet.formats.table_engine import engine
from bowstreet.formats.table_quoting import quoted
from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.kinds import alone, catalogue
from bowstreet.vocabulary.kinds.kind import Shape, WrongBody
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.selector_types import COINS
from bowstreet.vocabulary.selectors import Selector, SelectorType, scan

CITES = 3
"""Rows that a draft or a statement cites."""

MOST_VALUES = 30
"""Values of one field kept of one account, those with the most rows first; of one that changes, the latest."""


@dataclass(frozen=True)
class Note:
    """What in a row could not be made a record of."""

    cite: str
    field: str
    sentence: str


@dataclass(frozen=True)
class Seen:
    """How often, when and where something was seen."""

    rows: int
    first: date | None
    last: date | None
    cites: tuple[str, ...]

    def __or__(self, other: "Seen") -> "Seen":
        """Return both together."""
        days = [each for each in (self.first, other.first) if each]
        last = [each for each in (self.last, other.last) if each]
        cites = tuple(dict.fromkeys((*self.cites, *other.cites)))[:CITES]
        return Seen(self.rows + other.rows, min(days, default=None), max(last, default=None), cites)


@dataclass
class _Thing:
    """A record that grows while rows are gone through: statements by field and value, plain values, and links."""

    kind: str
    seen: Seen
    plain: dict[str, Any] = field(default_factory=dict)
    many: dict[str, dict[str, Seen]] = field(default_factory=dict)
    links: dict[tuple[LinkType, str, str], Seen] = field(default_factory=dict)
    category: SubjectCategory | None = None
    ground: str = ""


class _Import:
    """The things drawn out of one import, each once by its kind and natural key."""

    def __init__(self, mapping: Mapping, dataset: str, on_note: Callable[[Note], None]) -> None:
        self.mapping, self.dataset, self.on_note = mapping, dataset, on_note
        self.things: dict[tuple[str, str], _Thing] = {}
        self.keys: dict[str, tuple[Key, ...]] = {}

    def thing(self, kind: str, plain: dict[str, Any], seen: Seen) -> tuple[str, _Thing] | None:
        """Return the natural key and the thing of a body, made or added to; None with a note where it is none."""
        try:
            checked = catalogue.kind(kind).check(plain)
        except WrongBody as wrong:
            self.on_note(Note(seen.cites[0] if seen.cites else "", wrong.field, str(wrong)))
            return None
        key = catalogue.kind(kind).key(checked)
        found = self.things.get((kind, key))
        if found is None:
            found = self.things[kind, key] = _Thing(kind, seen, checked)
        else:
            found.seen |= seen
            found.plain |= checked
        return key, found

    def read(self, text: str, seen: Seen, field_name: str) -> tuple[Key, ...]:
        """Return the keys of a text; each distinct text is read once, and an unreadable one noted."""
        if "PGP PUBLIC KEY" not in text:
            return ()
        if text not in self.keys:
            try:
                self.keys[text] = read_keys(text)
            except UnreadableKey as wrong:
                self.keys[text] = ()
                self.on_note(Note(seen.cites[0], field_name, str(wrong)))
        return self.keys[text]


def drafts(
    parquets: Sequence[Path],
    mapping: Mapping,
    dataset: str,
    import_id: str | None = None,
    on_note: Callable[[Note], None] | None = None,
) -> Iterator[Draft]:
    """Yield the drafts of the rows in some Parquet files of ``tables.read``, of one import or of all.

    The order is that of kind and natural key, so that the same rows give the same drafts.
    """
    if not parquets or not mapping.records:
        return
    import_ = _Import(mapping, dataset, on_note or (lambda _: None))
    with engine(parquets, parquets[0].parent, "512MB") as connection:
        files = ", ".join(quoted(str(each.resolve())) for each in parquets)
        where = f" WHERE _import = {quoted(import_id)}" if import_id else ""
        connection.execute(f"CREATE TEMP VIEW rows AS SELECT * FROM read_parquet([{files}]){where}")  # noqa: S608
        for rule in mapping.records:
            if "handle" in dict(rule.fields):
                _accounts(connection, import_, rule)
            else:
                _places(connection, import_, rule)
    for (kind, key), thing in sorted(import_.things.items(), key=lambda each: (_ORDER.get(each[0][0], 1), *each[0])):
        yield from _draft(import_, kind, key, thing)


_ORDER = {"market": 0, "forum": 0, "pgp_key": 2, "wallet": 3, "bank_account": 3, "vendor_account": 4, "user_account": 4}
"""What is linked to comes before what links to it."""

_ALONE = COINS | {SelectorType.IBAN}
"""What is recorded apart from the account that it was found with."""


def _groups(
    connection: duckdb.DuckDBPyConnection, import_: _Import, fields: Sequence[str], values: Sequence[str] = ()
) -> Iterator[tuple[list[Any], Seen]]:
    """Yield the distinct values of some fields (and the latest of others) with how they were seen."""
    mapping = import_.mapping
    first, last = mapping.first_day or "CAST(NULL AS DATE)", mapping.last_day or "CAST(NULL AS DATE)"
    latest = [f"arg_max({each}, ({last}, _import, _row)) FILTER ({each} IS NOT NULL)" for each in values]
    grouped = ", ".join(str(place + 1) for place in range(len(fields)))
    present = " AND ".join(f"{each} IS NOT NULL" for each in fields)
    columns = ", ".join([*fields, *latest])
    found = connection.execute(
        f"SELECT {columns}, count(*), min({first}), max({last}), min({{'i': _import, 'r': _row}}, {CITES})"  # noqa: S608
        f" FROM rows WHERE {present} GROUP BY {grouped} ORDER BY count(*) DESC, {grouped}"
    )
    while some := found.fetchmany(5_000):
        for *row, count, begins, ends, cites in some:
            told = tuple(f"observation:{import_.dataset}/{each['i']}/{each['r']}" for each in cites)
            yield row, Seen(count, begins, ends, told)


def _places(connection: duckdb.DuckDBPyConnection, import_: _Import, rule: RecordRule) -> None:
    kind, fields = catalogue.kind(rule.kind), list(rule.fields)
    found = _groups(connection, import_, [import_.mapping.market_field or "market"], [name for _, name in fields])
    for (name, *values), seen in _oldest_first(found):
        whole = {"name": rule.meant("name", name)}
        said = {ours: rule.meant(ours, _written(each)) for (ours, _), each in zip(fields, values, strict=True) if each}
        told = {ours: [_statement(str(each), seen)] if kind.by_name[ours].many else each for ours, each in said.items()}
        import_.thing(rule.kind, {**whole, **_fitting(rule.kind, whole, told)}, seen)


def _accounts(connection: duckdb.DuckDBPyConnection, import_: _Import, rule: RecordRule) -> None:
    kind = catalogue.kind(rule.kind)
    market = import_.mapping.market_field or "market"
    theirs = dict(rule.fields)
    who = [market, theirs["handle"]]
    plain = {ours: name for ours, name in rule.fields if ours != "handle" and not kind.by_name[ours].many}
    accounts: dict[tuple[str, str], tuple[str, _Thing]] = {}
    for (place, handle, *values), seen in _oldest_first(_groups(connection, import_, who, list(plain.values()))):
        whole = {"market": place, "handle": _handle(import_, rule, handle)}
        told = {ours: _written(value) for ours, value in zip(plain, values, strict=True) if value is not None}
        made = import_.thing(rule.kind, {**whole, **_fitting(kind.code, whole, told)}, seen)
        if made is not None:
            accounts[place, handle] = made
            made[1].category = rule.category
            made[1].ground = rule.ground.replace("{market}", markets.label(markets.slug(place)))
            _linked_to_market(import_, made[1], place, seen)
    for ours in (each for each in theirs if kind.by_name[each].many):
        field, groups = kind.by_name[ours], _groups(connection, import_, [*who, theirs[ours]])
        for (place, handle, value), seen in _latest_first(groups) if field.changing else groups:
            if (place, handle) in accounts:
                for each in _values(field.shape, str(_written(value))):
                    _state(accounts[place, handle][1], ours, each, seen)
    _identifiers(connection, import_, rule, who, accounts)
    for name in dict.fromkeys((*rule.keys, *rule.contacts)):
        for (place, handle, text), seen in _groups(connection, import_, [*who, name]):
            if (place, handle) in accounts:
                _searched(import_, rule, accounts[place, handle][1], (name, str(text)), seen)


def _identifiers(
    connection: duckdb.DuckDBPyConnection, import_: _Import, rule: RecordRule, who: Sequence[str],
    accounts: dict[tuple[str, str], tuple[str, _Thing]],
) -> None:  # fmt: skip
    """Add what columns of identifiers say; a cell that holds something else too is noted."""
    for name, types in rule.selectors:
        for (place, handle, text), seen in _groups(connection, import_, [*who, name]):
            if (place, handle) in accounts:
                found, why = table_identifiers.read_all(types, str(text))
                _identified(import_, rule, accounts[place, handle][1], found, seen)
                if why:
                    import_.on_note(Note(seen.cites[0], _column_of(import_.mapping, name), why))


def _handle(import_: _Import, rule: RecordRule, said: Any) -> str:
    """Return a handle as written; a number that a collector gave says whose number it is, and meets no real name."""
    return f"No. {said} of {import_.mapping.name}" if rule.pseudonym else str(said)


def _oldest_first(groups: Iterator[tuple[list[Any], Seen]]) -> list[tuple[list[Any], Seen]]:
    """Return groups so that of one account written in two ways the latest values are the last said."""
    return sorted(groups, key=lambda each: (each[1].last or date.min, each[1].cites))


def _latest_first(groups: Iterator[tuple[list[Any], Seen]]) -> Iterator[tuple[list[Any], Seen]]:
    """Yield groups so that of what changes by day the latest are kept."""
    return iter(_oldest_first(groups)[::-1])


def _linked_to_market(import_: _Import, thing: _Thing, place: str, seen: Seen) -> None:
    slug = markets.slug(place)
    for kind in ("market", "forum"):
        if (kind, slug) in import_.things:
            type = LinkType.SELLS_ON if thing.kind == "vendor_account" else LinkType.WRITES_ON
            _link(thing, type, kind, slug, seen)


def _searched(import_: _Import, rule: RecordRule, thing: _Thing, found: tuple[str, str], seen: Seen) -> None:
    """Add the keys and contacts of one text to an account."""
    name, text = found
    if name in rule.keys:
        for key in import_.read(text, seen, name):
            made = import_.thing("pgp_key", _key_body(key, seen), seen)
            if made is not None:
                made[1].category = made[1].category or rule.category
                made[1].ground = made[1].ground or thing.ground
                _state(thing, "pgp", key.fingerprint, seen)
                _link(thing, LinkType.USES, "pgp_key", made[0], seen)
    if name in rule.contacts:
        _identified(import_, rule, thing, [each.selector for each in scan(without_keys(text))], seen)


def _identified(import_: _Import, rule: RecordRule, thing: _Thing, found: Sequence[Selector], seen: Seen) -> None:
    """State identifiers of an account; a wallet and a bank account become records of their own, too."""
    for each in found:
        ours = FIELD_OF.get(each.type)
        if ours is not None:
            _state(thing, ours, each.value, seen)
        if each.type in _ALONE:
            kind = str(alone.kind_of(each))
            made = import_.thing(kind, dict(alone.body_of(each)), seen)
            if made is not None:
                made[1].category, made[1].ground = rule.category, thing.ground
                _link(thing, LinkType.MENTIONS, kind, made[0], seen)


def _column_of(mapping: Mapping, name: str) -> str:
    return next(each.column for each in mapping.fields if each.field == name)


def _key_body(key: Key, seen: Seen) -> dict[str, Any]:
    def told(values: Sequence[str]) -> list[dict[str, Any]]:
        return [_statement(each, seen) for each in values[:MOST_VALUES]]

    whole = {"fingerprint": key.fingerprint}
    said = {
        "key_id": key.key_id,
        "subkeys": told([fingerprint for fingerprint, _ in key.subkeys if len(fingerprint) == 40]),
        "subkey_ids": told([key_id for _, key_id in key.subkeys]),
        "user_ids": told([each for each in key.user_ids if each.strip()]),
        "created_on": key.created.date(),
        "algorithm": key.algorithm,
        "bits": key.bits,
        "version": key.version,
        "repaired": "yes" if key.repaired else "no",
    }
    return {**whole, **_fitting("pgp_key", whole, said)}


def _state(thing: _Thing, name: str, value: str | None, seen: Seen) -> None:
    if value:
        held = thing.many.setdefault(name, {})
        if value in held:
            held[value] |= seen
        elif len(held) < MOST_VALUES:
            held[value] = seen


def _link(thing: _Thing, type: LinkType, kind: str, key: str, seen: Seen) -> None:
    held = thing.links.get((type, kind, key))
    thing.links[type, kind, key] = held | seen if held else seen


def _draft(import_: _Import, kind: str, key: str, thing: _Thing) -> Iterator[Draft]:
    told = {name: [_statement(value, seen) for value, seen in values.items()] for name, values in thing.many.items()}
    body = {**thing.plain, **_fitting(kind, thing.plain, told)}
    links = tuple(
        DraftLink(*target, first_seen=seen.first, last_seen=seen.last, cites=seen.cites)
        for target, seen in sorted(thing.links.items())
    )
    seen = thing.seen
    yield Draft(kind, body, seen.first, seen.last, seen.cites, seen.rows, links, thing.category, thing.ground)


def _fitting(kind: str, whole: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Return the values that their fields allow, in the form in which they are kept; statements are judged singly.

    ``whole`` holds what the kind needs, so that each value is judged in a body that is complete.
    """
    shape, kept = catalogue.kind(kind), {}
    needed = {each.name: whole.get(each.name) for each in shape.required}
    for name, value in told.items():
        good = []
        for each in value if isinstance(value, list) else [value]:
            try:
                checked = shape.check({**needed, name: each})[name]
            except (WrongBody, KeyError):
                continue
            good += checked if isinstance(checked, list) else [checked]
        if good:
            kept[name] = good if isinstance(value, list) else good[0]
    return kept


def _statement(value: str, seen: Seen) -> dict[str, Any]:
    return {
        "value": value,
        "source": seen.cites[0] if seen.cites else "",
        "first_seen": seen.first.isoformat() if seen.first else None,
        "last_seen": seen.last.isoformat() if seen.last else None,
    }


def _values(shape: Shape, text: str) -> Iterator[str]:
    """Yield the values of a cell: of a list parted by semicolons each one, of a long text the whole."""
    if shape is Shape.LONG_TEXT:
        yield text.strip()
        return
    for part in text.split(";"):
        if shape is Shape.PRODUCT:
            with suppress(ValueError):
                yield products.read(part)
        else:
            yield " ".join(part.split())


def _written(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value if isinstance(value, date) else str(value)
