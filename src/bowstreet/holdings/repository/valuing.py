"""The values of a record as a page shows them: each with its grade, basis and source, masked where they do not open."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from bowstreet.holdings.repository import sharing
from bowstreet.holdings.repository.answers import Chip, Value
from bowstreet.vocabulary import markets, opening, products
from bowstreet.vocabulary.envelope import Particulars
from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.statements import Statement

Pairs = Set[tuple[str, str]]
Imports = Callable[[Pairs], Mapping[tuple[str, str], str]]
"""Of (field, value) pairs the import that said them first, ``FOREIGN`` where it is not the reader's to know which."""

FOREIGN = ""

Spreads = Callable[[Sequence[tuple[str, str]]], Mapping[tuple[str, str], sharing.Spread]]
"""Of (type, value) pairs how far each selector is spread."""

LATEST = 3
"""Values of a field that changes from day to day that a page shows at once."""

_OBSERVATION = re.compile(r"observation:([^/\s]+)/([^/\s]+)/(\d+)")


def values(
    kind: Kind, body: Mapping[str, Any], depth: str, spread: Spreads, told: Particulars, imports: Imports
) -> tuple[tuple[Value, ...], tuple[str, ...]]:  # fmt: skip
    """Return the values that open, and the labels of the fields that stay closed though they hold something.

    A plain value has the grade and the basis of its record (``told``); a statement has its own. ``imports`` is asked
    for the (field, value) pairs that name no source, ``spread`` for how common the selectors among them are.
    """
    shown: list[tuple[Field, Statement]] = []
    closed = []
    for field in kind.fields:
        if field.name in body and depth != "identifiers" and field.depth is Depth.IDENTIFYING:
            closed.append(field.label)
        elif field.name in body:
            said = kind.statements(body, field.name)
            shown += (
                (field, each if field.many else replace(each, grade=told.grade, basis=told.basis)) for each in said
            )
    found = {
        (field.name, each.value): kind.selector_of(field.name, each.value, body) for field, each in shown
    }  # fmt: skip
    pairs = {(one.type.value, one.value) for one in found.values() if one is not None}
    known = spread(sorted(pairs)) if pairs else {}
    brought = imports({(field.name, each.value) for field, each in shown if not each.source})
    made, names = [], kind.hidden(body)
    for field, each in shown:
        one = found[(field.name, each.value)]
        chip = (
            sharing.chip(one.type.value, one.value, known.get((one.type.value, one.value), sharing.NOWHERE))
            if one
            else None
        )
        text = kind.shown(field.name, each.value, body, depth)
        sourced = replace(each, source=opening.said(each.source, opening.OF_DEPTH[depth], names))
        value, act = _value(field, sourced, text, chip), brought.get((field.name, each.value))
        made.append(value if act is None else replace(value, source=_of_import(act), import_id=act or None))
    return tuple(_aged(kind, made)), tuple(closed)


def _aged(kind: Kind, made: Sequence[Value]) -> Iterator[Value]:
    """Yield the values; of a field that changes, those after the latest few marked as earlier."""
    met: Counter[str] = Counter()
    for each in made:
        met[each.field] += 1
        yield replace(each, earlier=True) if kind.by_name[each.field].changing and met[each.field] > LATEST else each


def _of_import(act: str) -> str:
    """Return the source of a value that names none itself, but came in with others."""
    return "An intake of the owner" if act == FOREIGN else f"Intake {act[-8:]}"


def none_of(pairs: Pairs) -> Mapping[tuple[str, str], str]:
    """Name no import."""
    return {}


def all_labels(kind: Kind) -> tuple[str, ...]:
    """Return the labels of all fields of a kind: what stays closed with the docket alone, whatever is in it."""
    return tuple(field.label for field in kind.fields)


def source_of(source: str) -> tuple[str, str | None]:
    """Return a source as people read it, and where it can be opened.

    >>> source_of("observation:crawl/0a/17")
    ('Row 17 of import 0a, dataset crawl', '/observations/crawl/0a/17')
    """
    found = _OBSERVATION.fullmatch(source)
    if found is None:
        return source, None
    dataset, import_id, row = found.groups()
    return f"Row {row} of import {import_id[-8:]}, dataset {dataset[-8:]}", f"/observations/{dataset}/{import_id}/{row}"


def _value(field: Field, statement: Statement, text: str, chip: Chip | None) -> Value:
    source, source_href = source_of(statement.source)
    return Value(
        field=field.name,
        label=field.label,
        shown=chip.shown if chip and field.shape is Shape.SELECTOR else worded(field, text),
        chip=chip,
        href=None,
        grade=str(statement.grade),
        basis=statement.basis.value,
        source=source,
        source_href=source_href,
        first_seen=statement.first_seen,
        last_seen=statement.last_seen,
    )


def worded(field: Field, text: str) -> str:
    """Return a value in words where its field holds codes."""
    if field.shape is Shape.MARKET:
        return markets.label(markets.slug(text))
    if field.shape is Shape.PRODUCT:
        return products.label(text) if text in products.ALL else text
    if field.shape is Shape.CHOICE:
        return dict(field.choices).get(text, text)
    return text
