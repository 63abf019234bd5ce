"""The schemas of OASIS made into checks: small functions over plain values, as a validator of JSON Schema would judge.

It knows of JSON Schema 2020-12 what those schemas say and refuses to compile what it does not know. All schemas that
speak of the same value are drawn together first: the properties of an object are then gone through once, whatever
number of schemas has a say in them. A check tells the first fault it meets.
"""

from collections.abc import Callable, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any

from bowstreet.formats.stix import checks, expressions
from bowstreet.formats.stix.checks import Schema, Search
from bowstreet.formats.stix.faults import Check, Fault, shown

MOST_NAMES, LONGEST_NAME = 500, 100
"""Names of properties whose checks are kept, and their signs; further ones are worked out each time."""

_SILENT = frozenset(
    ("$id", "$schema", "title", "description", "definitions", "$ref", "allOf", "then", "type", "pattern")
)
_OBJECT = frozenset(
    ("properties", "patternProperties", "additionalProperties", "required", "minProperties", "propertyNames")
)
_LIST = frozenset(("items", "minItems"))
_OF_A_SCHEMA: dict[str, Callable[[Check], Check]] = {
    "not": checks.negated,
    "items": checks.items,
    "contains": checks.contains,
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
        kinds = list(dict.fromkeys(each["type"] for each, _ in plain if "type" in each))
        found = list(self._first(kinds, plain))
        for each, where in plain:
            for keyword, said in each.items():
                if keyword not in _SILENT and keyword not in _OBJECT and (keyword not in _LIST or kinds != ["array"]):
                    found.append(self._one(keyword, said, each, where))
        return checks.all_of(found)

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

    def _first(self, kinds: list[str], plain: list[tuple[Schema, str]]) -> Iterator[Check]:
        """Yield the checks of kind and form, and of what a list or an object holds; together where they can be."""
        patterns = list(dict.fromkeys(each["pattern"] for each, _ in plain if "pattern" in each))
        searches = [expressions.search(each) for each in patterns]
        is_object = any(_OBJECT & each.keys() for each, _ in plain)
        if kinds == ["string"] and searches:
            yield checks.text(searches)
        elif searches:
            yield checks.form(searches)
        if kinds == ["array"]:
            items = [self.compiled(each["items"], where) for each, where in plain if "items" in each]
            least = max(each.get("minItems", 0) for each, _ in plain)
            yield checks.several(checks.all_of(items) if items else None, least)
        elif not (kinds == ["string"] and searches) and not (kinds == ["object"] and is_object):
            yield from (checks.kind(each) for each in kinds)
        if is_object:
            yield self._object(plain, kinds == ["object"])

    def _one(self, keyword: str, said: Any, schema: Schema, base: str) -> Check:
        """Return the check of one keyword that is not about an object's properties."""
        if keyword == "anyOf" and (kinds := checks.simple_kinds(said)):
            return checks.of_kinds(kinds)
        if keyword in ("anyOf", "oneOf"):
            if all(each.keys() == {"required"} for each in said) and keyword == "anyOf":
                return checks.any_required([tuple(each["required"]) for each in said])
            parts = [self.compiled(each, base) for each in said]
            return (
                checks.any_of(parts)
                if keyword == "anyOf"
                else checks.one_of(parts, [self._own_type(each, base) for each in said])
            )
        if keyword in ("not", "items", "contains"):
            return {"not": checks.negated, "items": checks.items, "contains": checks.contains}[keyword](
                self.compiled(said, base)
            )
        if keyword == "if":
            return checks.conditional(self.compiled(said, base), self.compiled(schema["then"], base))
        return checks.SIMPLE[keyword](said)

    def _own_type(self, schema: Schema, base: str) -> str | None:
        """Return the type that an object must have to fit a schema, where it is one."""
        for each, _ in self._drawn_together(schema, base):
            allowed = each.get("properties", {}).get("type", {}).get("enum", ())
            if len(allowed) == 1 and "type" in self._required(schema, base):
                return str(allowed[0])
        return None

    def _required(self, schema: Schema, base: str) -> list[str]:
        return [name for each, _ in self._drawn_together(schema, base) for name in each.get("required", ())]

    def _object(self, plain: list[tuple[Schema, str]], alone: bool) -> Check:
        groups = [self._group(each, where) for each, where in plain if _OBJECT & each.keys()]
        required = dict.fromkeys(name for each, _ in plain for name in each.get("required", ()))
        least = max(each.get("minProperties", 0) for each, _ in plain)
        return _properties(groups, tuple(required), least, alone)

    def _group(self, schema: Schema, base: str) -> "_Group":
        said = schema.get("additionalProperties", True)
        additional = self.compiled(said, base) if isinstance(said, dict) else None if said else checks.refused
        names = schema.get("propertyNames")
        return _Group(
            {name: self.compiled(each, base) for name, each in schema.get("properties", {}).items()},
            [
                (expressions.search(form), self.compiled(each, base))
                for form, each in schema.get("patternProperties", {}).items()
            ],
            additional,
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
        if self._names is not None and self._names(name):
            yield checks.always(Fault(f"The name '{shown(name)}' may not stand here."))
            return
        found = [check for search, check in self._formed if search(name)]
        if name in self._named:
            found.append(self._named[name])
        if found:
            yield from found
        elif self._additional is not None:
            yield self._additional


def _worked_out(name: str, groups: list[_Group], known: dict[str, Check | None]) -> Check | None:
    """Return the check of a property by its name, and keep it for the next of that name."""
    found = _needed(list(dict.fromkeys(each for group in groups for each in group.checks(name))))
    check = checks.all_of(found) if found else None
    if len(known) < MOST_NAMES and len(name) <= LONGEST_NAME:
        known[name] = check
    return check


def _properties(groups: list[_Group], required: tuple[str, ...], least: int, alone: bool) -> Check:
    """Return the check of an object's properties; ``alone`` says that nothing but an object may stand here."""
    known: dict[str, Check | None] = {}
    no_object = Fault("This is not an object.") if alone else None
    empty = Fault("It is empty.")
    missing = tuple((name, Fault(f"'{name}' is missing.")) for name in required)

    def properties(value: Any) -> Fault | None:
        if type(value) is not dict:
            return no_object
        for name, fault in missing:
            if name not in value:
                return fault
        for name, held in value.items():
            try:
                check = known[name]
            except KeyError:
                check = _worked_out(name, groups, known)
            if check is not None and (wrong := check(held)):
                return Fault(wrong.why, (name, *wrong.place))
        return empty if least and len(value) < least else None

    checks.EVERY[properties] = _every(properties, groups, missing, least)
    if alone:
        checks.ONLY[properties] = dict
    return properties


def _every(
    first: Check, groups: list[_Group], missing: tuple[tuple[str, Fault], ...], least: int
) -> Callable[[Any], Iterator[Fault]]:
    """Return what tells all faults of an object's properties, of which a check tells the first."""

    def every(value: Any) -> Iterator[Fault]:
        if type(value) is not dict or (least and len(value) < least):
            yield from (fault for fault in (first(value),) if fault)
            return
        yield from (fault for name, fault in missing if name not in value)
        for name, held in value.items():
            check = _worked_out(name, groups, {})
            if check is not None:
                yield from (Fault(wrong.why, (name, *wrong.place)) for wrong in checks.every(check, held))

    return every


def _needed(found: list[Check]) -> list[Check]:
    """Return the checks of a value without those that another of them makes idle."""
    for check in found:
        allowed = checks.ALLOWED.get(check)
        if allowed and not any(other(text) for text in allowed for other in found):
            return [check]
    only = {checks.ONLY[check] for check in found if check in checks.ONLY}
    found = [check for check in found if not only & checks.OF_KINDS.get(check, frozenset())]
    forms = [check for check in found if check in checks.SEARCHES]
    if str in only and len(forms) > 1:
        searches = dict.fromkeys(search for check in forms for search in checks.SEARCHES[check])
        return [checks.text(list(searches)), *(check for check in found if check not in forms)]
    return found
