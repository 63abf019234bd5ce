"""Objects of MISP as drafts: what their template says of one of our kinds, relation by relation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.misp import templates, values
from bowstreet.formats.misp.templates import Template
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT, WrongValue
from bowstreet.vocabulary.statements import Statement

MOST_ATTRIBUTES = 10_000
"""Attributes that are looked at in one object."""


@dataclass
class _Growing:
    """A body that grows value by value, and what found no home in it."""

    kind: Kind
    source: str
    body: dict[str, Any] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def put(self, name: str, value: str) -> bool:
        """Put a value into a field, into the field for second ones where it is full; say whether there was room."""
        field = self.kind.by_name[name]
        if not (kept := _kept(self.kind, field, value)):
            return False
        if field.many:
            said = self.body.setdefault(name, [])
            if all(each["value"] != str(kept) for each in said):
                said.append(Statement(str(kept), self.source).plain())
            return True
        if field.shape is Shape.LONG_TEXT and name in self.body:
            kept = f"{self.body[name]}\n{kept}"
            if len(kept) > LONGEST_LONG_TEXT:
                return False
        elif name in self.body and self.body[name] != kept:
            second = templates.SECOND.get((self.kind.code, name))
            return self.put(second, value) if second else False
        self.body[name] = kept
        return True


def drafted(held: Mapping[str, Any], number: int, known_as: str) -> tuple[Draft | None, list[Loss]]:
    """Return the draft that an object is, None where no kind of ours is its template's, and what of it was lost.

    ``number`` is that of its piece.
    """
    name = values.text(held.get("name"))
    said = attributes_of(held)
    template = templates.READ.get(templates.INDIVIDUAL if name == "identity" and _is_one(said) else name)
    if template is None:
        return None, []
    growing = _Growing(catalogue.ALL[template.kind], f"piece:{number}")
    for fixed, value in template.fixed.items():
        growing.put(fixed, value)
    first, last = _fill(growing, template, name, said)
    if any(each.name not in growing.body for each in growing.kind.required) or not growing.body.keys() - template.fixed:
        return None, []
    losses = [*growing.losses, *_left(held, name)]
    return Draft(
        growing.kind.code,
        growing.kind.check(growing.body),
        first_seen=first or values.day(held.get("first_seen")),
        last_seen=last or values.day(held.get("last_seen")),
        cites=(growing.source,),
        known_as="" if growing.kind.key(growing.body) else known_as,
    ), losses


def attributes_of(held: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the attributes of an object that were not deleted."""
    found = values.listed(held.get("Attribute"))[:MOST_ATTRIBUTES]
    return [each for each in found if not values.is_true(each.get("deleted"))]


def _fill(growing: _Growing, template: Template, name: str, said: list[Mapping[str, Any]]) -> tuple[Any, Any]:
    """Put every attribute into its field; return the first and the last day on which the thing was seen."""
    first, last = [], []
    for relation, value in _said(said, template.kind):
        if relation in templates.FIRST_SEEN:
            first.append(values.day(value))
        elif relation in templates.LAST_SEEN:
            last.append(values.day(value))
        elif relation not in template.relations:
            if relation not in templates.IMPLIED.get(name, ()):
                growing.losses.append(Loss(f"object.{name}.{relation}"[:120], Why.NO_FIELD))
        elif not any(growing.put(each, value) for each in template.relations[relation]):
            growing.losses.append(Loss(f"object.{name}.{relation}"[:120], Why.NOT_READ))
    return values.earliest(first), values.latest(last)


def _said(said: list[Mapping[str, Any]], kind: str) -> Iterator[tuple[str, str]]:
    """Yield relations and values, the parts of a person's name as one."""
    parts: dict[str, str] = {}
    for each in said:
        relation = values.one_line(each.get("object_relation"), 60)
        value = values.text(each.get("value"))
        if kind == "person" and relation in templates.NAMES:
            parts.setdefault(relation, value)
        elif value:
            yield relation, value
    if parts:
        yield "full-name", " ".join(parts[each] for each in templates.NAMES if parts.get(each))


def _is_one(said: list[Mapping[str, Any]]) -> bool:
    """Say whether an identity is that of an individual."""
    return any(each.get("object_relation") == "identity_class" and each.get("value") == "individual" for each in said)


def _left(held: Mapping[str, Any], name: str) -> Iterator[Loss]:
    if values.text(held.get("comment")):
        yield Loss("object.comment", Why.NO_FIELD)
    for each in values.listed(held.get("Attribute")):
        if values.text(each.get("data")):
            yield Loss(f"object.{name}.data"[:120], Why.NO_FIELD)


def _kept(kind: Kind, field: Field, value: str) -> Any:
    """Return a value as its field keeps it, None where it is not what the field holds."""
    if field.shape is Shape.DAY:
        day = values.day(value)
        return day.isoformat() if day else None
    plain = value
    if field.shape is Shape.LONG_TEXT:
        plain = values.lines(value, LONGEST_LONG_TEXT)
    elif field.shape is not Shape.NUMBER:
        plain = values.one_line(value, LONGEST_TEXT)
        if plain.endswith("…") and len(value) > LONGEST_TEXT:
            return None
    if field.shape is Shape.CHOICE:
        plain = plain.lower()
    try:
        return kind.readers[field.name](plain) or None
    except WrongValue:
        return None
