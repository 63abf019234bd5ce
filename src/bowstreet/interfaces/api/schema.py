"""The OpenAPI 3.1 description, written from the table of doors."""

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.interfaces.doors.table import DOORS

_REF = "#/components/schemas/{model}"
_REFUSALS = {
    "401": "No token or session in force",
    "403": "A purpose is missing or refused, or a clause of the gate forbids it",
    "404": "Nothing here for this reader",
    "413": "Too much",
    "422": "Cannot be taken as it is",
    "503": "The ledger cannot be written, so nothing is served",
}


@cache
def openapi() -> dict[str, Any]:
    """Return the whole description as a JSON-able dictionary."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Problem": _problem()}
    for door in DOORS:
        if door.api is not None:
            paths.setdefault(door.api, {})[door.method.lower()] = _operation(door, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bowstreet",
            "version": "1",
            "description": "Every call names its purpose in X-Purpose, and every look-up is an entry in the ledger.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
        },
    }


def _operation(door: Door, schemas: dict[str, Any]) -> dict[str, Any]:
    in_path = set(re.findall(r"{(\w+)}", door.api or ""))
    fields = _schema_of(door.form, schemas)
    required = set(fields.get("required", ()))
    described: dict[str, Any] = {
        "operationId": door.name.replace(".", "_"),
        "summary": door.summary,
        "parameters": [
            *(_parameter(name, "path", fields, True) for name in sorted(in_path)),
            *_headers(door),
        ],
        "responses": {**_answer(door, schemas), **_refusals()},
    }
    rest = [name for name in fields.get("properties", {}) if name not in in_path]
    if door.method == "GET":
        described["parameters"] += [_parameter(name, "query", fields, name in required) for name in rest]
    elif rest:
        described["requestBody"] = _body(door, fields, rest, required)
    return described


def _schema_of(form: type[Form], schemas: dict[str, Any]) -> dict[str, Any]:
    _, together = models_json_schema([(form, "validation")], ref_template=_REF)
    definitions = together["$defs"]
    own = definitions.pop(form.__name__)
    schemas.update(definitions)
    return dict(own)


def _parameter(name: str, where: str, fields: dict[str, Any], required: bool) -> dict[str, Any]:
    return {"name": name, "in": where, "required": required, "schema": fields["properties"][name]}


def _headers(door: Door) -> list[dict[str, Any]]:
    if not door.purpose:
        return []
    return [
        {"name": "X-Purpose", "in": "header", "required": False, "schema": {"type": "string"}},
        {"name": "X-Case", "in": "header", "required": False, "schema": {"type": "string"}},
    ]


def _body(door: Door, fields: dict[str, Any], rest: list[str], required: set[str]) -> dict[str, Any]:
    properties = {name: fields["properties"][name] for name in rest}
    media = "application/json"
    if "files" in properties:
        media = "multipart/form-data"
        properties["files"] = {"type": "array", "items": {"type": "string", "format": "binary"}}
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    if required & set(rest):
        schema["required"] = sorted(required & set(rest))
    return {"required": bool(required & set(rest)), "content": {media: {"schema": schema}}}


def _answer(door: Door, schemas: dict[str, Any]) -> dict[str, Any]:
    status = "201" if door.method == "POST" and door.name != "ledger.verify" else "200"
    if door.media != "application/json":
        return {status: {"description": door.summary, "content": {door.media: {"schema": {"type": "string"}}}}}
    answer: Any = door.answer
    schema = TypeAdapter(answer).json_schema(mode="serialization", ref_template=_REF)
    schemas.update(schema.pop("$defs", {}))
    return {status: {"description": door.summary, "content": {"application/json": {"schema": schema}}}}


def _refusals() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": sentence, "content": content} for status, sentence in _REFUSALS.items()}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "title": "Problem",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": {"type": "object"}},
        },
    }
