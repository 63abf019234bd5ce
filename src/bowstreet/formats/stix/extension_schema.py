"""The JSON schema of our extension, made from the classes by which it is read, and of the body of every kind."""

from dataclasses import fields
from typing import Any, Final

import msgspec

from bowstreet.formats.stix import extension
from bowstreet.vocabulary.envelope import GIVEN_BY, Particulars, Restriction, Terms
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import Basis

Schema = dict[str, Any]
_READ: Final = (extension.Recorded, extension.Linked, extension.Judged)
_GRADE: Final[Schema] = {
    "type": "string",
    "pattern": "^[ABCX][1-4]$",
    "description": "A source and an accuracy, as in B2.",
}
_ALWAYS: Final = frozenset(("extension_type",))
_DAY: Final[Schema] = {"type": "string", "format": "date"}


def schema() -> Schema:
    """Return the schema of what stands under the id of our extension: a record, a link or a judgement."""
    _, parts = msgspec.json.schema_components(_READ, ref_template="#/$defs/{name}")
    parts = {name: _tightened(part) for name, part in parts.items() if name != "Grade"}
    for half in (Terms, Particulars, Restriction):
        may_miss = {GIVEN_BY} | {
            each.name for each in fields(half) if each.default is None or isinstance(each.default, frozenset | tuple)
        }
        parts[half.__name__]["required"] = [each.name for each in fields(half) if each.name not in may_miss]
    parts["Recorded"]["allOf"] = [_of_kind(kind) for kind in catalogue.ALL.values()]
    parts["Recorded"]["properties"]["kind"] = {"enum": list(catalogue.ALL)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bowstreet record",
        "description": f"What a record, a link or a judgement says under {extension.RECORD}, {extension.VERSION}.",
        "oneOf": [{"$ref": f"#/$defs/{each.__name__}"} for each in _READ],
        "$defs": {**parts, "Grade": _GRADE, "Statement": _statement(), **dict(map(_body, catalogue.ALL.values()))},
    }


def _tightened(part: Any) -> Any:
    """Return a schema without defaults and null: what is empty is left out, and lists are never empty."""
    if isinstance(part, list):
        return [_tightened(each) for each in part]
    if not isinstance(part, dict):
        return part
    if {"type": "null"} in part.get("anyOf", ()):
        (only,) = (each for each in part["anyOf"] if each != {"type": "null"})
        return _tightened(only)
    made = {name: _tightened(each) for name, each in part.items() if name not in ("default", "title", "properties")}
    if "properties" in part:
        made["properties"] = {name: _tightened(each) for name, each in part["properties"].items()}
        made["required"] = [name for name in part["properties"] if name in _ALWAYS or name in part.get("required", ())]
    return {**made, "minItems": 1} if made.get("type") == "array" else made


def _statement() -> Schema:
    said = {
        "value": {"type": "string"},
        "source": {"type": "string"},
        "grade": {"$ref": "#/$defs/Grade"},
        "basis": {"enum": [each.value for each in Basis]},
        "first_seen": _DAY,
        "last_seen": _DAY,
    }
    about = "One value of one field as one source gave it."
    return {"type": "object", "description": about, "properties": said, "required": ["value"]}


def _of_kind(kind: Kind) -> Schema:
    return {
        "if": {"properties": {"kind": {"const": kind.code}}},
        "then": {"properties": {"body": {"$ref": f"#/$defs/body_{kind.code}"}}},
    }


def _body(kind: Kind) -> tuple[str, Schema]:
    """Return the schema of the body of a kind. What is needed may be missing, because it may have stayed behind."""
    said = {each.name: _field(each) for each in kind.fields}
    about = {"type": "object", "description": kind.label}
    return f"body_{kind.code}", {**about, "properties": said, "additionalProperties": False}


def _field(field: Field) -> Schema:
    if field.many:
        return {"description": field.label, "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Statement"}}
    if field.choices:
        return {"description": field.label, "enum": [code for code, _ in field.choices]}
    if field.shape is Shape.NUMBER:
        return {"description": field.label, "type": "number"}
    return {"description": field.label, **(_DAY if field.shape is Shape.DAY else {"type": "string"})}
