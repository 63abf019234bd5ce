"""How what came over a wire becomes the fields of a form, and why a field cannot be taken, in words for officers."""

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from pydantic import ValidationError

from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.refusals import Malformed

_SAID: Mapping[str, str] = types.MappingProxyType(
    {
        "missing": "is needed",
        "extra_forbidden": "is not asked for here",
        "string_type": "must be text",
        "string_too_short": "must have {min_length} signs or more",
        "string_too_long": "must have {max_length} signs or fewer",
        "string_pattern_mismatch": "does not have the form that is asked for, {pattern}",
        "int_type": "must be a whole number",
        "int_parsing": "must be a whole number",
        "int_parsing_size": "must be a whole number of fewer digits",
        "int_from_float": "must be a whole number",
        "greater_than_equal": "must be {ge} or more",
        "less_than_equal": "must be {le} or less",
        "date_type": "must be a day, as 2026-03-02",
        "date_parsing": "must be a day, as 2026-03-02",
        "date_from_datetime_parsing": "must be a day, as 2026-03-02",
        "date_from_datetime_inexact": "must be a day, as 2026-03-02",
        "bool_type": "must be true or false",
        "bool_parsing": "must be true or false",
        "dict_type": "must be an object with names and values",
        "tuple_type": "must be a list",
        "too_short": "must have {min_length} or more",
        "literal_error": "must be {expected}",
        "enum": "must be {expected}",
        "is_instance_of": "must be a file",
    }
)


DEEPEST = 32
"""How many objects and lists may stand in one another."""


class WrongField(Malformed):
    """A form with fields that cannot be taken; ``errors`` holds (field, sentence) pairs."""

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        """Say which fields are wrong, each with why."""
        super().__init__(" ".join(f"{field} {why}." for field, why in errors))
        self.errors = tuple(errors)


def is_many(form: type[Form], field: str) -> bool:
    """Say whether a field of a form holds several values."""
    annotation = form.model_fields[field].annotation
    inner = [annotation, *typing.get_args(annotation)] if isinstance(annotation, types.UnionType) else [annotation]
    return any(typing.get_origin(each) in (tuple, list) for each in inner)


def gather(form: type[Form], sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the fields named in a query or an HTML form; empty values of single fields count as not sent."""
    fields: dict[str, Any] = {}
    for name, values in sent.items():
        if name in form.model_fields and is_many(form, name):
            fields[name] = tuple(value for value in values if value != "")
        elif name in form.model_fields and len(values) == 1 and values[0] == "" and name != "q":
            continue
        else:
            fields[name] = values[-1] if len(values) == 1 else tuple(values)
    return fields


def read(door: Door, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a door's arguments out of raw fields; raise ``WrongField`` with a sentence for each wrong one."""
    return _read(door, fields, lambda: door.form.model_validate(dict(fields), strict=False))


def read_typed(door: Door, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a door's arguments out of what stood in a JSON document, where a number is not written as text."""
    return _read(door, fields, lambda: door.form.model_validate_json(orjson.dumps(dict(fields)), strict=True))


def _read(door: Door, fields: Mapping[str, Any], validate: Callable[[], Form]) -> dict[str, Any]:
    unreadable = [(name, fault) for name, value in fields.items() if (fault := fault_of(value))]
    if unreadable:
        raise WrongField(unreadable)
    try:
        form = validate()
    except ValidationError as wrong:
        raise WrongField([(".".join(map(str, each["loc"])), _why(each)) for each in wrong.errors()]) from None
    return {name: getattr(form, name) for name in type(form).model_fields}


def _why(error: Mapping[str, Any]) -> str:
    """Return why a field cannot be taken, to stand behind its name.

    >>> _why({"type": "less_than_equal", "msg": "Input should be less than or equal to 365", "ctx": {"le": 365}})
    'must be 365 or less'
    """
    said = _SAID.get(error["type"])
    if said:
        return said.format(**error.get("ctx", {}))
    return f"cannot be taken: {error['msg'].removeprefix('Value error, ').rstrip('.')}"


def fault_of(value: Any) -> str:
    """Return why a value cannot be kept, empty when it can: text without NUL and half signs, not nested without end.

    >>> fault_of({"handle": ["quay\\0"]})
    'holds signs that are no text'
    """
    waiting = [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        if depth > DEEPEST:
            return "is nested too deeply"
        if isinstance(each, str) and ("\0" in each or any("\ud800" <= sign <= "\udfff" for sign in each)):
            return "holds signs that are no text"
        inner = (
            [*each, *each.values()] if isinstance(each, Mapping) else each if isinstance(each, (list, tuple)) else ()
        )
        waiting += [(one, depth + 1) for one in inner]
    return ""
