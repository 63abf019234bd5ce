"""The OpenAPI 3.1 description, written from the table of doors."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bowstreet.interfaces.api.bodies import FILES, JSON, REASON, takes_files
from bowstreet.interfaces.api.operations import status_of
from bowstreet.interfaces.api.problems import TITLE
from bowstreet.interfaces.doors import table
from bowstreet.interfaces.doors.door import CARRIED, Door
from bowstreet.interfaces.doors.passing import LONGEST_CASE, LONGEST_REASON
from bowstreet.vocabulary.lawfulness import Purpose

_REF = "#/components/schemas/{model}"
_ABOUT = """Every call carries a token (or comes in a session of the pages), and names its purpose in X-Purpose.

Every look-up is an entry in the ledger of the caller's agency before its answer is served. A refusal is a problem
document (RFC 9457). Lists go on with the cursor of the page before, in its field next; a list without one is whole.
A thing that is hidden from the caller is answered as a thing that does not exist."""
_REFUSALS = {
    "401": "No token or session in force",
    "403": "A purpose is missing or refused, a clause of the gate forbids it, or it is done in person alone",
    "404": "Nothing here for this caller",
    "413": "More than the node takes",
    "422": "Cannot be taken as it is; the field errors names what and why",
    "503": "The ledger cannot be written, so nothing is served",
}
_OF_ACTS = {
    "409": "In conflict with what is there",
    "415": "A body of another media type than the operation takes",
}
_SAYING = {
    "type": "string",
    "maxLength": LONGEST_REASON,
    "description": "Why, in a sentence; kept in the ledger, sealed to your agency",
}


@cache
def openapi() -> dict[str, Any]:
    """Return the whole description as a JSON-able dictionary."""
    doors = [door for door in table.every() if door.api is not None]
    schemas, shared = _schemas(doors)
    paths: dict[str, Any] = {}
    for door in doors:
        described = _operation(door, schemas[door.name, "validation"], schemas.get((door.name, "serialization"), {}))
        paths.setdefault(str(door.api), {})[door.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Bowstreet", "version": "1", "description": _ABOUT},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _problem(), **_reached(paths, shared)},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Made on the page Tokens"},
                "session": {"type": "apiKey", "in": "cookie", "name": "bowstreet-session"},
            },
        },
    }


def _schemas(doors: Iterable[Door]) -> tuple[dict[tuple[str, str], dict[str, Any]], dict[str, Any]]:
    """Return the schema of each door's form and answer by (name, mode), and the schemas that they share.

    A form stands where it is asked for, never among what is shared.
    """
    forms = [(door.name, "validation", TypeAdapter(door.form)) for door in doors]
    answers = [
        (door.name, "serialization", TypeAdapter(door.answer))
        for door in doors
        if door.answer is not None and door.media == JSON
    ]
    made, whole = TypeAdapter.json_schemas([*forms, *answers], ref_template=_REF)  # type: ignore[list-item]
    shared: dict[str, Any] = whole.get("$defs", {})
    own = {(str(name), str(mode)): dict(each) for (name, mode), each in made.items()}
    names = {own[name, "validation"].get("$ref", "").rpartition("/")[2] for name, _, _ in forms}
    placed = {key: shared[each["$ref"].rpartition("/")[2]] if key[1] == "validation" and "$ref" in each else each
              for key, each in own.items()}  # fmt: skip
    return placed, {name: each for name, each in shared.items() if name not in names}


def _reached(paths: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Return those of the shared schemas to which the operations lead."""
    found: set[str] = set()
    waiting: list[Any] = [paths]
    while waiting:
        named = set(re.findall(r"#/components/schemas/([\w.-]+)", str(waiting.pop()))) & set(shared) - found
        found |= named
        waiting += [shared[name] for name in named]
    return {name: shared[name] for name in sorted(found)}


def _operation(door: Door, form: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    in_path = re.findall(r"{(\w+)}", door.api or "")
    rest = [name for name in form.get("properties", {}) if name not in in_path]
    described: dict[str, Any] = {
        "operationId": door.name.replace(".", "_"),
        "summary": door.summary,
        "tags": [door.name.split(".")[0]],
        "parameters": [*(_parameter(name, "path", form) for name in in_path), *_headers(door)],
        "responses": {str(status_of(door)): _success(door, answer), **_refusals(door)},
    }
    if door.in_person:
        described["security"] = [{"session": []}]
    if door.method == "GET":
        described["parameters"] += [_parameter(name, "query", form) for name in rest]
        if door.purpose:
            described["parameters"].append({"name": REASON, "in": "query", "required": False, "schema": _SAYING})
    else:
        described["requestBody"] = _body(door, form, rest)
    return described


def _parameter(name: str, where: str, form: dict[str, Any]) -> dict[str, Any]:
    required = where == "path" or name in form.get("required", ())
    schema = _without_null(form["properties"][name])
    if where == "path" and schema.get("type") == "string":
        schema["minLength"] = 1
    return {"name": name, "in": where, "required": required, "schema": schema}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter, which is left out rather than sent as null."""
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) != 1:
        return dict(schema)
    rest = {name: each for name, each in schema.items() if name not in ("anyOf", "default")}
    return {**rest, **choices[0]}


def _headers(door: Door) -> list[dict[str, Any]]:
    purposes = sorted(purpose.value for purpose in Purpose)
    case = {"type": "string", "maxLength": LONGEST_CASE}
    return [
        {
            "name": "X-Purpose",
            "in": "header",
            "required": False,
            "description": "What it is for; wanted unless the session has a purpose",
            "schema": {"type": "string", "enum": purposes},
        },
        {"name": "X-Case", "in": "header", "required": False, "description": "Which case it is for", "schema": case},
    ] * door.purpose


def _body(door: Door, form: dict[str, Any], rest: list[str]) -> dict[str, Any]:
    properties = {name: form["properties"][name] for name in rest}
    if door.purpose and REASON not in properties:
        properties[REASON] = _SAYING
    if takes_files(door):
        file = {"type": "string", "contentMediaType": "application/octet-stream"}
        properties["files"] = {"type": "array", "minItems": 1, "items": file}
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    required = sorted(set(form.get("required", ())) & set(rest))
    if required:
        schema["required"] = required
    return {"required": bool(required), "content": {FILES if takes_files(door) else JSON: {"schema": schema}}}


def _success(door: Door, answer: dict[str, Any]) -> dict[str, Any]:
    if door.media in CARRIED:
        return {"description": door.summary, "content": {door.media: {}}}
    schema = answer if door.media == JSON else {"type": "string"}
    return {"description": door.summary, "content": {door.media: {"schema": schema}}}


def _refusals(door: Door) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told = _REFUSALS if door.method == "GET" else {**_REFUSALS, **_OF_ACTS}
    found: dict[str, Any] = {
        status: {"description": sentence, "content": content} for status, sentence in sorted(told.items())
    }
    if door.method == "GET":
        found["304"] = {"description": "The caller holds these bytes (If-None-Match)"}
    return found


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    wrong = {"type": "object", "required": ["field", "detail"], "properties": {"field": text, "detail": text}}
    return {
        "type": "object",
        "title": "Problem",
        "description": "A refusal (RFC 9457)",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string", "enum": sorted(TITLE.values())},
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": wrong},
        },
    }
