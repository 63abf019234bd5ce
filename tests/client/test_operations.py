"""The client is whole: every operation that a token opens has a method, which sends what the description wants."""

import inspect
import json
import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, quote

import httpx
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.client.described import answer_of, opened_by_token

from bowstreet.client.calling import Saying, connected
from bowstreet.client.downloading import Download
from bowstreet.client.operations.every import Operations
from bowstreet.interfaces.api.schema import openapi

FILE = ("a name.csv", b"handle\nquay\n")
OPERATIONS = opened_by_token()
SIGNS = 'ab1-/?&% "ä\u4e2d'
TEXT = st.text(SIGNS, min_size=1, max_size=8)


def taken(said: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any], bool]]:
    """Return where each field of an operation goes, its schema, and whether it is needed."""
    found = {each["name"]: (each["in"], each["schema"], each["required"]) for each in said["parameters"]
             if each["in"] != "header"}  # fmt: skip
    for media, content in said.get("requestBody", {"content": {}})["content"].items():
        schema = content["schema"]
        found |= {
            name: (media, each, name in schema.get("required", ())) for name, each in schema["properties"].items()
        }
    return found


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return the values that a schema allows, as they stand in JSON; null, which is the same as left out, is none."""
    if "$ref" in schema:
        return values_of(openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return st.one_of([values_of(each) for each in schema["anyOf"] if each != {"type": "null"}])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    made = MAKERS.get(schema["type"])
    return made(schema) if made else text_of(schema)


def text_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if schema.get("format") == "date":
        return st.dates().map(str)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True).filter(len)
    return st.text(SIGNS, min_size=1, max_size=min(8, schema.get("maxLength", 8)))


MAKERS = {
    "array": lambda schema: st.lists(values_of(schema["items"]), min_size=schema.get("minItems", 0), max_size=3),
    "object": lambda schema: st.dictionaries(TEXT, TEXT, min_size=schema.get("minProperties", 0), max_size=2),
    "integer": lambda schema: st.integers(schema.get("minimum", 0), schema.get("maximum", 99)),
    "number": lambda schema: st.floats(schema.get("minimum", -9), schema.get("maximum", 99), allow_nan=False),
    "boolean": lambda schema: st.booleans(),
}


def asked_with(name: str, given: dict[str, Any]) -> httpx.Request:
    """Return what an operation sends."""
    heard: list[httpx.Request] = []

    def hear(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(404, json={"detail": "There is nothing here for you.", "status": 404})

    connection = connected("https://node.example", "bow_token", Saying("prosecution", "case 7", "a reason for all"),
                           timeout=5, tries=1, trust=None, transport=httpx.MockTransport(hear))  # fmt: skip
    with pytest.raises(Exception, match="There is nothing here for you"):
        made = getattr(Operations(connection), name)(**given)
        if isinstance(made, Download):
            made.read()
    [request] = heard
    return request


def as_python(value: Any, schema: dict[str, Any]) -> Any:
    """Return a value as a program has it: days as days."""
    formats = {schema.get("format"), *(each.get("format") for each in schema.get("anyOf", ()))}
    return date.fromisoformat(value) if "date" in formats and isinstance(value, str) else value


def in_query(value: Any) -> list[str]:
    each = value if isinstance(value, list) else [value]
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in each]


def test_every_operation_that_a_token_opens_has_its_method_and_no_other() -> None:
    methods = {name for name, _ in inspect.getmembers(Operations, inspect.isfunction) if not name.startswith("_")}
    assert methods == set(OPERATIONS)
    assert len(methods) > 75
    for name, (_, _, said) in OPERATIONS.items():
        signature = inspect.signature(getattr(Operations, name)).parameters
        fields = taken(said)
        assert set(signature) - {"self"} == set(fields), name
        needed = {each for each, one in signature.items() if one.default is one.empty} - {"self"}
        assert needed == {field for field, (_, _, is_needed) in fields.items() if is_needed}, name


@pytest.mark.parametrize("name", sorted(OPERATIONS))
@settings(max_examples=4, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_operation_sends_what_its_description_wants(name: str, data: st.DataObject) -> None:
    method, path, said = OPERATIONS[name]
    fields = taken(said)
    values = {
        field: data.draw(values_of(schema), label=field)
        for field, (_, schema, _) in fields.items() if field != "files"
    }  # fmt: skip
    given_ = {field: as_python(value, fields[field][1]) for field, value in values.items()}
    request = asked_with(name, given_ | ({"files": [FILE]} if "files" in fields else {}))
    place = re.sub(r"{(\w+)}", lambda found: quote(str(values[found[1]]), safe=""), path)
    assert (request.method, request.url.raw_path.partition(b"?")[0].decode()) == (method, f"/api/v1{place}")
    assert request.headers["X-Purpose"] == "prosecution" and request.headers["X-Case"] == "case 7"
    sent = {field: value for field, value in values.items() if fields[field][0] != "path"}
    if method == "GET":
        told = {field: in_query(value) for field, value in sent.items() if value != []}
        assert parse_qs(request.url.query.decode(), keep_blank_values=True) == told
    elif "files" in fields:
        assert all(f'name="{field}"'.encode() in request.content for field in [*sent, "files"])
        assert b'filename="a name.csv"' in request.content and FILE[1] in request.content
    else:
        body = json.loads(request.content)
        assert body == sent
        [content] = said["requestBody"]["content"].values()
        jsonschema_rs.validator_for({**content["schema"], "components": openapi()["components"]}).validate(body)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_what_is_not_given_is_not_sent_but_for_the_reason_that_is_given_for_all(name: str) -> None:
    method, _, said = OPERATIONS[name]
    fields = taken(said)
    given_ = {field: "x" for field, (_, _, needed) in fields.items() if needed and field != "files"}
    request = asked_with(name, given_ | ({"files": [FILE]} if "files" in fields else {}))
    wanted = {field: "x" for field in given_ if fields[field][0] != "path"}
    if "reason" in fields:
        wanted.setdefault("reason", "a reason for all")
    if method == "GET":
        assert {field: each for field, [each] in parse_qs(request.url.query.decode()).items()} == wanted
    elif "files" not in fields:
        listed = {field for field, (_, schema, _) in fields.items() if schema.get("type") == "array"}
        assert json.loads(request.content) == {
            field: ["x"] if field in listed else each for field, each in wanted.items()
        }


def test_an_answer_is_of_the_kind_that_is_described() -> None:
    for name, (_, _, said) in OPERATIONS.items():
        [content] = [each["content"] for status, each in said["responses"].items() if status[0] == "2"]
        [(media, answer)] = content.items()
        reference = answer.get("schema", {}).get("$ref", "").rpartition("/")[2]
        kind = answer_of(name)
        if reference:
            assert kind.__name__ == reference, name
        else:
            assert kind in (str, Download) or media == "application/json", name
