"""The page on which every operation can be tried: a form each, written from the OpenAPI description."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bowstreet.interfaces.api.bodies import FILES
from bowstreet.interfaces.api.problems import TITLE
from bowstreet.interfaces.api.schema import openapi
from bowstreet.vocabulary.lawfulness import Purpose

HERE = Path(__file__).parent / "trying"
TYPES = {"docs.css": "text/css; charset=utf-8", "docs.js": "text/javascript; charset=utf-8"}

WHY = {
    401: "There is no token or session, or it has ended. All tokens that are no good are answered alike.",
    403: "No purpose was named, or one that role or token may not use; or a clause of the gate forbids it; or it is "
    "done in person alone. The sentence says which. A missing purpose is answered before anything is looked up.",
    404: "There is nothing here for you: it does not exist, or it is hidden from you. Both have the same bytes.",
    405: "The address answers other methods; the header Allow names them.",
    409: "What you asked for is in conflict with what is there, such as a name that is taken.",
    413: "A document, a file or their number is larger than the node takes.",
    415: "The body has another media type than the operation takes.",
    422: "Something cannot be taken as it is; 'errors' names each field and why: an unknown name, or a value that no"
    " closed list holds, with what it does hold. Markets and agencies are open: what nothing is seen of is not found.",
    500: "The answer could not be made. The help desk needs the number; it carries no case data.",
    503: "The ledger cannot be written, so nothing is served.",
}
"""What each problem means, by status."""


@dataclass(frozen=True)
class Field:
    """A field of a form: ``kind`` is text, number, day, choice, lines, object or files; ``where`` it is sent."""

    name: str
    where: str
    kind: str
    required: bool
    hint: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """An operation as it is tried."""

    id: str
    method: str
    path: str
    summary: str
    fields: tuple[Field, ...]
    purpose: bool
    in_person: bool
    files: bool


def page(request: HttpRequest) -> HttpResponse:
    """Answer the page. It describes the program and holds no content; whoever sends a form needs token or session."""
    shown = _environment().get_template("docs.html").render(
        groups=groups(), purposes=sorted(each.value for each in Purpose), titles=TITLE, why=WHY,
        about=openapi()["info"]["description"].split("\n\n"), csrf=get_token(request),
    )  # fmt: skip
    return HttpResponse(shown)


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Answer the style or the script of the page."""
    if name not in TYPES:
        return HttpResponse(status=404)
    return HttpResponse((HERE / name).read_bytes(), content_type=TYPES[name])


@cache
def groups() -> dict[str, tuple[Operation, ...]]:
    """Return all operations under their headings."""
    found: dict[str, list[Operation]] = {}
    for path, methods in openapi()["paths"].items():
        for method, said in methods.items():
            found.setdefault(said["tags"][0], []).append(_operation(path, method, said))
    return {name: tuple(each) for name, each in sorted(found.items())}


def _operation(path: str, method: str, said: dict[str, Any]) -> Operation:
    asked = [each for each in said["parameters"] if each["in"] != "header"]
    fields = [_field(each["name"], each["in"], each["schema"], each["required"]) for each in asked]
    content = said.get("requestBody", {"content": {}})["content"]
    for body in (each["schema"] for each in content.values()):
        wanted = body.get("required", ())
        fields += [_field(name, "body", each, name in wanted) for name, each in body["properties"].items()]
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        fields=tuple(sorted(fields, key=lambda field: not field.required)),
        purpose=any(each["name"] == "X-Purpose" for each in said["parameters"]),
        in_person=said.get("security") == [{"session": []}],
        files=FILES in content,
    )


def _field(name: str, where: str, schema: dict[str, Any], required: bool) -> Field:
    plain = _resolved(schema)
    options = tuple(str(each) for each in plain.get("enum", ()))
    return Field(name, where, "choice" if options else _kind(name, plain), required, _hint(plain, schema), options)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a schema says itself or by the one it leads to; null is left out rather than sent."""
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if choices:
        return _resolved(choices[0])
    if "$ref" in schema:
        return dict(openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if schema.get("type") == "boolean":
        return {**schema, "enum": ["false", "true"]}
    return schema


def _kind(name: str, schema: dict[str, Any]) -> str:
    if name == "files":
        return "files"
    if schema.get("format") == "date":
        return "day"
    return {"integer": "number", "array": "lines", "object": "object"}.get(schema["type"], "text")


def _hint(plain: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return what to know of a field in a few words.

    >>> _hint({"type": "integer", "minimum": 1, "maximum": 9}, {"default": 5})
    '1 to 9, 5 if left out'
    """
    said = [{"array": "one a line", "object": "a JSON object"}.get(plain.get("type", ""), "")]
    if "minimum" in plain:
        said.append(
            f"{plain['minimum']} to {plain['maximum']}" if "maximum" in plain else f"{plain['minimum']} or more"
        )
    if schema.get("default"):
        said.append(f"{schema['default']} if left out")
    return ", ".join(filter(None, said))


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, auto_reload=False)  # fmt: skip
    made.filters["words"] = lambda name: re.sub(r"[_.]", " ", name).capitalize()
    return made
