"""The small checks of which a schema is made, one for each keyword: each tells the first fault of a value.

Beside them it is kept what is known of a check, so that one which another makes idle can be left out.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bowstreet.formats.stix import expressions
from bowstreet.formats.stix.faults import Check, Fault, shown

Search = Callable[[str], object]
Schema = dict[str, Any]

_KINDS = {
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "boolean": (bool,),
    "null": (type(None),),
}
_KINDS_OF: dict[str, tuple[type, ...]] = {**_KINDS, "integer": (int,), "number": (int, float)}
_A = {
    "null": "null",
    "string": "a text",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}

_NOTHING_FITS = Fault("This is none of what may stand here.")
_TWO_FIT = Fault("This says two things of which only one may be said.")
EVERY: dict[Check, Callable[[Any], Iterator[Fault]]] = {}
"""Of checks that tell the first of several faults, what tells all of them."""

ALLOWED: dict[Check, frozenset[str]] = {}
"""Of checks that allow some texts alone, those texts."""

OF_KINDS: dict[Check, frozenset[type]] = {}
"""Of checks that ask nothing but the kind of a value, those kinds."""

ONLY: dict[Check, type] = {}
"""Of checks that refuse all but one kind, that kind; of those of lists, such as refuse an empty one, too."""


SEARCHES: dict[Check, list[Search]] = {}
"""Of checks that ask nothing of a text but its form, the expressions that they look for."""


def every(check: Check, value: Any) -> Iterator[Fault]:
    """Yield all the faults that a check finds in a value."""
    if check in EVERY:
        yield from EVERY[check](value)
    elif fault := check(value):
        yield fault


def all_of(checks: list[Check]) -> Check:
    """Return one check that asks several in turn."""
    if len(checks) == 1:
        return checks[0]
    made = _both(*checks) if len(checks) == 2 else _all(tuple(checks))
    EVERY[made] = lambda value: (fault for check in checks for fault in every(check, value))
    return made


def _both(one: Check, other: Check) -> Check:
    return lambda value: one(value) or other(value)


def _all(several: tuple[Check, ...]) -> Check:

    def together(value: Any) -> Fault | None:
        for check in several:
            if fault := check(value):
                return fault
        return None

    return together


def refused(_: Any) -> Fault | None:
    """Refuse whatever value there is."""
    return Fault("A property of this name may not stand here.")


def always(fault: Fault) -> Check:
    """Return a check that tells a fault of every value."""
    return lambda _: fault


def kind(name: str) -> Check:
    """Return a check of the kind of a value, by its name in JSON Schema."""
    fault = Fault(f"This is not {_A[name]}.")
    if name in _KINDS:
        (wanted,) = _KINDS[name]

        def fault_of(value: Any) -> Fault | None:
            return None if type(value) is wanted else fault

        if name == "string":
            ONLY[fault_of] = str
        return fault_of
    if name == "integer":
        return lambda value: None if _is_whole(value) else fault
    return lambda value: None if type(value) in (int, float) else fault


def _is_whole(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())


def text(searches: list[Search]) -> Check:
    """Return a check that a value is a text in which some expressions are found."""
    no_text, ill_formed = Fault("This is not a text."), Fault("This text does not have the form it must have.")
    first, *others = searches

    def fault_of(value: Any) -> Fault | None:
        if type(value) is not str:
            return no_text
        if not first(value):
            return ill_formed
        for search in others:
            if not search(value):
                return ill_formed
        return None

    ONLY[fault_of] = str
    SEARCHES[fault_of] = searches
    return fault_of


def form(searches: list[Search]) -> Check:
    """Return a check that some expressions are found in a value, where it is a text."""
    first, *others = searches
    fault = Fault("This text does not have the form it must have.")

    def fault_of(value: Any) -> Fault | None:
        if type(value) is not str:
            return None
        return None if first(value) and all(search(value) for search in others) else fault

    SEARCHES[fault_of] = searches
    return fault_of


def simple_kinds(said: list[Schema]) -> frozenset[type]:
    """Return the kinds that some schemas allow together, where they say nothing else but that a list is not empty."""
    kinds = [_KINDS_OF.get(str(each.get("type")), ()) for each in said]
    plain = all(each.keys() == {"type"} or each == {"type": "array", "minItems": 1} for each in said)
    whole = "integer" in (each.get("type") for each in said) and {"type": "number"} not in said
    return frozenset(one for each in kinds for one in each) if plain and all(kinds) and not whole else frozenset()


def of_kinds(kinds: frozenset[type]) -> Check:
    """Return a check that a value is of one of some kinds, and no empty list."""
    fault = Fault("Nothing of this kind may stand here, and no empty list.")

    def fault_of(value: Any) -> Fault | None:
        return None if type(value) in kinds and value != [] else fault

    OF_KINDS[fault_of] = kinds
    return fault_of


def any_of(parts: list[Check]) -> Check:
    """Return a check that one of several fits."""

    def fault_of(value: Any) -> Fault | None:
        first = None
        for part in parts:
            fault = part(value)
            if fault is None:
                return None
            first = first or fault
        return first

    return fault_of


def one_of(parts: list[Check], types: list[str | None]) -> Check:
    """Check that exactly one part fits; where none does, the fault of the part that got furthest is told.

    A part that is only for objects of a type is not asked about an object of another.
    """
    by_type = {kind: [part for part, own in zip(parts, types, strict=True) if own in (None, kind)] for kind in types}

    def fault_of(value: Any) -> Fault | None:
        kind = value.get("type") if type(value) is dict else None
        asked = by_type.get(kind, by_type.get(None, parts)) if type(kind) is str else parts
        fits, deepest = 0, None
        for part in asked:
            fault = part(value)
            if fault is None:
                fits += 1
            elif deepest is None or len(fault.place) > len(deepest.place):
                deepest = fault
        if fits == 1:
            return None
        return deepest or _NOTHING_FITS if fits == 0 else _TWO_FIT

    return fault_of


def any_required(names: list[tuple[str, ...]]) -> Check:
    """Return a check that of some names all stand in an object, of one choice at least."""
    choices = ", ".join(" and ".join(each) for each in names)
    fault = Fault(f"One of these is missing: {choices}.")
    alone = tuple(each[0] for each in names if len(each) == 1)
    together = tuple(each for each in names if len(each) != 1)

    def fault_of(value: Any) -> Fault | None:
        if type(value) is not dict:
            return None
        for name in alone:
            if name in value:
                return None
        return None if together and any(value.keys() >= set(each) for each in together) else fault

    return fault_of


def negated(part: Check) -> Check:
    """Return a check that another does not fit."""
    fault = Fault("This may not be so here.")
    return lambda value: fault if part(value) is None else None


def conditional(condition: Check, then: Check) -> Check:
    """Return a check that is asked where another fits."""

    def fault_of(value: Any) -> Fault | None:
        return then(value) if condition(value) is None else None

    EVERY[fault_of] = lambda value: every(then, value) if condition(value) is None else iter(())
    return fault_of


def items(part: Check) -> Check:
    """Return a check of every member of a list."""

    def fault_of(value: Any) -> Fault | None:
        if type(value) is list:
            for number, each in enumerate(value):
                if fault := part(each):
                    return fault.under(number)
        return None

    EVERY[fault_of] = lambda value: _members(part, value) if type(value) is list else iter(())
    return fault_of


def _members(part: Check, value: list[Any]) -> Iterator[Fault]:
    return (fault.under(number) for number, each in enumerate(value) for fault in every(part, each))


def several(part: Check | None, least: int) -> Check:
    """Return a check that a value is a list of some members at least, all of which fit."""
    no_list = Fault("This is not a list.")
    too_few = Fault("The list is empty." if least == 1 else f"The list has fewer than {least} members.")

    def fault_of(value: Any) -> Fault | None:
        if type(value) is not list:
            return no_list
        if least and len(value) < least:
            return too_few
        if part is not None:
            for number, each in enumerate(value):
                if fault := part(each):
                    return fault.under(number)
        return None

    def faults(value: Any) -> Iterator[Fault]:
        if part is None or type(value) is not list or len(value) < least:
            return (fault for fault in (fault_of(value),) if fault)
        return _members(part, value)

    EVERY[fault_of] = faults
    if least:
        ONLY[fault_of] = list
    return fault_of


def contains(part: Check) -> Check:
    """Return a check that a member of a list fits."""
    fault = Fault("The list lacks what must stand in it.")
    return lambda value: (
        None if type(value) is not list or any(part(each) is None for each in value) else fault
    )  # fmt: skip


def _enum(allowed: list[Any]) -> Check:
    fault = Fault(f"Only {', '.join(shown(each) for each in allowed)[:200]} may stand here.")
    known = [(type(each), each) for each in allowed]
    if all(kind is str for kind, _ in known):
        texts = frozenset(allowed)

        def enum(value: Any) -> Fault | None:
            return None if type(value) is str and value in texts else fault

        ALLOWED[enum] = texts
        return enum
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


SIMPLE: dict[str, Callable[[Any], Check]] = {
    "enum": _enum,
    "const": lambda said: _enum([said]),
    "minItems": _least_items,
    "minLength": lambda said: _length(said, None),
    "maxLength": lambda said: _length(None, said),
    "minimum": _least,
    "maximum": _most,
    "format": _format,
}
