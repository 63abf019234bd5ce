"""The schemas of OASIS made into checks: small functions over plain values, as a validator of JSON Schema would judge.

It knows of JSON Schema 2020-12 what those schemas say and refuses to compile what it does not know. All schemas that
speak of the same value are drawn together first: the properties of an object are then gone through once, whatever
number of schemas has a say in them. A check tells the first fault it meets.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any

from bowstreet.formats.stix import expressions
from bowstreet.formats.stix.faults import Check, Fault, shown

Schema = dict[str, Any]
Search = Callable[[str], object]
MOST_NAMES = 20_000
"""Names of properties whose checks are kept; further ones are worked out each time."""

_SILENT = frozenset("$id $schema title description definitions $ref allOf then".split())
_OBJECT = frozenset("properties patternProperties additionalProperties required minProperties propertyNames".split())
_KINDS = {
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "boolean": (bool,),
    "null": (type(None),),
}
_A = {
    "null": "null",
    "string": "a text",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


class Compiler:
    """Compiles schemas by their names, such as ``sdos/indicator``; each once."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        """Begin with the schemas that refer to each other."""
        self._schemas = schemas
        self._made: dict[str, Check] = {}

    def named(self, name: str) -> Check:
        """Return the check of a schema."""
        if name not in self._made:
            self._made[name] = self.compiled(self._schemas[name], name)
        return self._made[name]

    def compiled(self, schema: Schema, base: str) -> Check:
        """Return the check of a part of a schema; ``base`` is the name of the schema it stands in."""
        plain = list(self._drawn_together(schema, base))
        checks = list(self._first(plain))
        if any(_OBJECT & each.keys() for each, _ in plain):
            checks.append(self._object(plain))
        for each, where in plain:
            for keyword, said in each.items():
                if keyword not in _SILENT and keyword not in _OBJECT and keyword not in ("type", "pattern"):
                    checks.append(self._one(keyword, said, each, where))
        return all_of(checks)

    def _drawn_together(self, schema: Schema, base: str) -> Iterator[tuple[Schema, str]]:
        yield schema, base
        if "$ref" in schema:
            yield from self._drawn_together(*self._referred(schema["$ref"], base))
        for each in schema.get("allOf", ()):
            yield from self._drawn_together(each, base)

    def _referred(self, reference: str, base: str) -> tuple[Schema, str]:
        where, _, inside = reference.partition("#")
        name = normpath(join(dirname(base), where)).removesuffix(".json") if where else base
        schema = self._schemas[name]
        for step in inside.strip("/").split("/") if inside else ():
            schema = schema[step]
        return schema, name

    def _first(self, plain: list[tuple[Schema, str]]) -> Iterator[Check]:
        """Yield the checks of kind and form, together where a text is asked for."""
        kinds = list(dict.fromkeys(each["type"] for each, _ in plain if "type" in each))
        patterns = list(dict.fromkeys(each["pattern"] for each, _ in plain if "pattern" in each))
        searches = [expressions.search(each) for each in patterns]
        if kinds == ["string"] and searches:
            yield _text(searches)
            return
        yield from (_kind(each) for each in kinds)
        if searches:
            yield _form(searches)

    def _one(self, keyword: str, said: Any, schema: Schema, base: str) -> Check:
        """Return the check of one keyword that is not about an object's properties."""
        if keyword in ("anyOf", "oneOf"):
            parts = [self.compiled(each, base) for each in said]
            return _any_of(parts) if keyword == "anyOf" else _one_of(parts)
        if keyword in ("not", "items", "contains"):
            return {"not": _not, "items": _items, "contains": _contains}[keyword](self.compiled(said, base))
        if keyword == "if":
            return _if(self.compiled(said, base), self.compiled(schema["then"], base))
        return _SIMPLE[keyword](said)

    def _object(self, plain: list[tuple[Schema, str]]) -> Check:
        groups = [self._group(each, where) for each, where in plain if _OBJECT & each.keys()]
        required = dict.fromkeys(name for each, _ in plain for name in each.get("required", ()))
        least = max(each.get("minProperties", 0) for each, _ in plain)
        return _properties(groups, tuple(required), least)

    def _group(self, schema: Schema, base: str) -> "_Group":
        additional = schema.get("additionalProperties", True)
        names = schema.get("propertyNames")
        return _Group(
            {name: self.compiled(said, base) for name, said in schema.get("properties", {}).items()},
            [
                (expressions.search(form), self.compiled(said, base))
                for form, said in schema.get("patternProperties", {}).items()
            ],
            self.compiled(additional, base) if isinstance(additional, dict) else (None if additional else _refused),
            self.compiled(names, base) if names else None,
        )


class _Group:
    """What one schema says of the properties of an object."""

    def __init__(
        self,
        named: dict[str, Check],
        formed: list[tuple[Search, Check]],
        additional: Check | None,
        names: Check | None,
    ) -> None:
        self._named, self._formed, self._additional, self._names = named, formed, additional, names

    def checks(self, name: str) -> Iterator[Check]:
        """Yield what has to be looked at in the value of one property."""
        if self._names is not None and (fault := self._names(name)):
            yield _always(Fault(f"The name '{shown(name)}' may not stand here."))
            return
        found = [check for search, check in self._formed if search(name)]
        if name in self._named:
            found.append(self._named[name])
        if found:
            yield from found
        elif self._additional is not None:
            yield self._additional


def _properties(groups: list[_Group], required: tuple[str, ...], least: int) -> Check:
    known: dict[str, Check | None] = {}

    def looked_up(name: str) -> Check | None:
        checks = list(dict.fromkeys(each for group in groups for each in group.checks(name)))
        check = all_of(checks) if checks else None
        if len(known) < MOST_NAMES:
            known[name] = check
        return check

    def properties(value: Any) -> Fault | None:
        if type(value) is not dict:
            return None
        for name in required:
            if name not in value:
                return Fault(f"'{name}' is missing.")
        for name, held in value.items():
            check = known[name] if name in known else looked_up(name)
            if check is not None and (fault := check(held)):
                return fault.under(name)
        return Fault("It is empty.") if len(value) < least else None

    return properties


def all_of(checks: list[Check]) -> Check:
    """Return one check that asks several in turn."""
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2:
        one, other = checks
        return lambda value: one(value) or other(value)
    several = tuple(checks)

    def together(value: Any) -> Fault | None:
        for check in several:
            if fault := check(value):
                return fault
        return None

    return together


def _refused(_: Any) -> Fault | None:
    return Fault("A property of this name may not stand here.")


def _always(fault: Fault) -> Check:
    return lambda _: fault


def _kind(name: str) -> Check:
    fault = Fault(f"This is not {_A[name]}.")
    if name in _KINDS:
        (wanted,) = _KINDS[name]
        return lambda value: None if type(value) is wanted else fault
    if name == "integer":
        return lambda value: None if _is_whole(value) else fault
    return lambda value: None if type(value) in (int, float) else fault


def _is_whole(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())


def _text(searches: list[Search]) -> Check:
    no_text, ill_formed = Fault("This is not a text."), Fault("This text does not have the form it must have.")
    if len(searches) == 1:
        (only,) = searches

        def one(value: Any) -> Fault | None:
            if type(value) is not str:
                return no_text
            return None if only(value) else ill_formed

        return one

    def text(value: Any) -> Fault | None:
        if type(value) is not str:
            return no_text
        return None if all(search(value) for search in searches) else ill_formed

    return text


def _form(searches: list[Search]) -> Check:
    fault = Fault("This text does not have the form it must have.")
    return lambda value: (
        None if type(value) is not str or all(search(value) for search in searches) else fault
    )  # fmt: skip


def _any_of(parts: list[Check]) -> Check:
    def any_of(value: Any) -> Fault | None:
        first = None
        for part in parts:
            fault = part(value)
            if fault is None:
                return None
            first = first or fault
        return first

    return any_of


def _one_of(parts: list[Check]) -> Check:
    """Check that exactly one part fits; where none does, the fault of the part that got furthest is told."""

    def one_of(value: Any) -> Fault | None:
        fits, deepest = 0, None
        for part in parts:
            fault = part(value)
            if fault is None:
                fits += 1
            elif deepest is None or len(fault.place) > len(deepest.place):
                deepest = fault
        if fits == 1:
            return None
        return deepest if fits == 0 else Fault("This says two things of which only one may be said.")

    return one_of


def _not(part: Check) -> Check:
    fault = Fault("This may not be so here.")
    return lambda value: fault if part(value) is None else None


def _if(condition: Check, then: Check) -> Check:
    return lambda value: then(value) if condition(value) is None else None


def _items(part: Check) -> Check:
    def items(value: Any) -> Fault | None:
        if type(value) is list:
            for number, each in enumerate(value):
                if fault := part(each):
                    return fault.under(number)
        return None

    return items


def _contains(part: Check) -> Check:
    fault = Fault("The list lacks what must stand in it.")
    return lambda value: (
        None if type(value) is not list or any(part(each) is None for each in value) else fault
    )  # fmt: skip


def _enum(allowed: list[Any]) -> Check:
    fault = Fault(f"Only {', '.join(shown(each) for each in allowed)[:200]} may stand here.")
    known = [(type(each), each) for each in allowed]
    if all(kind is str for kind, _ in known):
        texts = frozenset(allowed)
        return lambda value: None if type(value) is str and value in texts else fault
    return lambda value: None if (type(value), value) in known else fault


def _least_items(least: int) -> Check:
    fault = Fault("The list is empty." if least == 1 else f"The list has fewer than {least} members.")
    return lambda value: fault if type(value) is list and len(value) < least else None


def _length(least: int | None, most: int | None) -> Check:
    fault = Fault(f"The text is shorter than {least} or longer than {most} signs.")
    return lambda value: (
        fault if type(value) is str and not (least or 0) <= len(value) <= (most or len(value)) else None
    )  # fmt: skip


def _least(bound: float) -> Check:
    fault = Fault(f"The number is less than {bound}.")
    return lambda value: fault if type(value) in (int, float) and value < bound else None


def _most(bound: float) -> Check:
    fault = Fault(f"The number is more than {bound}.")
    return lambda value: fault if type(value) in (int, float) and value > bound else None


def _format(name: str) -> Check:
    fits, what = expressions.FORMATS[name]
    fault = Fault(f"This is not {what}.")
    return lambda value: None if type(value) is not str or fits(value) else fault


_SIMPLE: dict[str, Callable[[Any], Check]] = {
    "enum": _enum,
    "const": lambda said: _enum([said]),
    "minItems": _least_items,
    "minLength": lambda said: _length(said, None),
    "maxLength": lambda said: _length(None, said),
    "minimum": _least,
    "maximum": _most,
    "format": _format,
}
