"""What callers send that cannot be taken: a sentence each, the right status, and never a failure of ours."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.worlds.callers import Caller, Callers, said

BAD_DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"{kind}", "not JSON"),
    "not UTF-8": ('{"kind": "é"}'.encode("latin-1"), "not JSON in UTF-8"),
    "UTF-16": ('{"kind": "x"}'.encode("utf-16"), "not JSON in UTF-8"),
    "a list": (b"[]", "one JSON object"),
    "a text": (b'"kind"', "one JSON object"),
    "null": (b"null", "one JSON object"),
    "not a number": (b'{"kind": NaN}', "not JSON"),
    "half a sign": (b'{"kind": "\\ud800"}', "not JSON"),
    "nested deeply": (b'{"body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not JSON"),
    "nested": (
        b'{"kind": "vendor_account", "body": ' + b'{"a":' * 900 + b"1" + b"}" * 901,
        "body is nested too deeply.",
    ),
    "nested more": (
        b'{"kind": "vendor_account", "body": ' + b'{"a":' * 1010 + b"1" + b"}" * 1011,
        "nested too deeply.",
    ),
    "a name twice": (b'{"kind": "x", "kind": "y", "body": {}}', "the same name twice"),
    "a name twice inside": (b'{"kind": "x", "body": {"a": 1, "a": 2}}', "the same name twice"),
    "digits without end": (b'{"kind": "x", "body": {"a": ' + b"9" * 5000 + b"}}", "not JSON"),
    "no fields": (b"{}", "kind is needed. body is needed."),
    "unknown fields": (b'{"kind": "x", "body": {}, "owner": "south"}', "owner is not asked for here."),
    "wrong types": (b'{"kind": 7, "body": []}', "kind must be text. body must be an object with names and values."),
    "NUL": (b'{"kind": "x\\u0000", "body": {}}', "kind holds signs that are no text."),
    "NUL inside": (
        b'{"kind": "vendor_account", "body": {"handle": ["a\\u0000"]}}',
        "body holds signs that are no text.",
    ),
    "an unknown kind": (b'{"kind": "secret", "body": {}}', ""),
}


@pytest.fixture
def caller(north: Caller) -> Caller:
    """A caller whom no answer may fail."""
    return north


def test_documents_that_cannot_be_taken(caller: Caller) -> None:
    for name, (body, sentence) in BAD_DOCUMENTS.items():
        answer = caller.post("/records", body)
        assert answer.status_code == 422, (name, answer.content)
        problem = said(answer)
        assert answer["Content-Type"] == "application/problem+json"
        assert sentence in problem["detail"] and problem["detail"].endswith("."), (name, problem)
        assert problem["status"] == 422 and problem["type"] == "/api/v1/docs#problem-422"


def test_wrong_fields_are_named_one_by_one(caller: Caller) -> None:
    problem = said(caller.get("/find", {"limit": "many", "since": "yesterday", "colour": "red", "order": "worst"}))
    assert {each["field"]: each["detail"] for each in problem["errors"]} == {
        "limit": "must be a whole number",
        "since": "must be a day, as 2026-03-02",
        "colour": "is not asked for here",
        "order": "must be 'best' or 'newest'",
    }


@pytest.mark.parametrize(("field", "value", "there_is"), [
    ("kind", "bogus", "vendor_account"), ("product", "bogus", "drugs"), ("grade", "Z9", "A1 to A4"),
    ("grade", "B", "X1 to X4"),
])  # fmt: skip
def test_what_no_closed_list_holds_is_refused_with_what_it_does(
    caller: Caller, field: str, value: str, there_is: str
) -> None:
    answer = caller.get("/find", {field: [value]})
    [problem] = said(answer)["errors"]
    assert (answer.status_code, problem["field"]) == (422, field)
    assert f"'{value}'; there are " in problem["detail"] and there_is in problem["detail"], problem
    assert caller.get("/find", {field: [{"grade": "b2"}.get(field, there_is)]}).status_code == 200


def test_what_an_open_list_does_not_hold_is_not_found_and_an_event_that_is_none_is_refused(caller: Caller) -> None:
    for query in ({"agency": "xx"}, {"market": "nope"}):
        answer = caller.get("/find", query)
        assert (answer.status_code, said(answer)["hits"]) == (200, [])
    answer = caller.get("/ledger", {"event": "bogus"})
    assert answer.status_code == 422 and "; there are " in said(answer)["detail"]


@pytest.mark.parametrize(("path", "query"), [
    ("/find", {"limit": "0"}), ("/find", {"limit": "9" * 400}), ("/find", {"limit": ["1", "2"]}),
    ("/find", {"since": "0000-00-00"}), ("/find", {"cursor": "\u0000"}), ("/find", {"cursor": "x" * 501}),
    ("/find", {"cursor": "é%"}), ("/find", {"q": "x" * 2001}), ("/find", {"q": "a\u0000b"}),
    ("/intake", {"cursor": "0001-01-01T00:00:00+23:59 x"}), ("/intake", {"cursor": "9999-12-31T23:59:59-23:59 x"}),
    ("/ledger", {"cursor": "x"}), ("/ledger", {"since": "2026-13-01"}), ("/ledger/0", {}), ("/ledger/one", {}),
    ("/observations", {}), ("/observations/x/y/-1", {}),
])  # fmt: skip
def test_queries_that_cannot_be_taken(caller: Caller, path: str, query: dict[str, Any]) -> None:
    answer = caller.get(path, query)
    assert answer.status_code == 422, answer.content
    assert said(answer)["detail"].endswith(".")


@pytest.mark.parametrize(("path", "query"), [
    ("/ledger/" + "9" * 18, {}), ("/ledger/" + "9" * 19, {}), ("/observations/x/y/" + "9" * 18, {}),
    ("/observations/%00/y/1", {}), ("/records/%F0%28%8C%28", {}), ("/records/" + "x" * 3000, {}), ("/mappings/%0a", {}),
])  # fmt: skip
def test_addresses_to_which_nothing_belongs(caller: Caller, path: str, query: dict[str, Any]) -> None:
    assert caller.get(path, query).status_code in {404, 422}


@pytest.mark.parametrize(
    "q", ['"', "AND OR NOT", "*", "a*", "^", "NEAR(a b)", "{a b}:c", "\u202e", "%", "_", "kind:", "-"]
)
def test_whatever_is_typed_into_the_search_is_only_searched_for(caller: Caller, q: str) -> None:
    assert caller.get("/find", {"q": q}).status_code == 200


def test_methods_media_and_queries_that_do_not_belong(caller: Caller) -> None:
    for method in ("put", "patch", "delete", "trace"):
        answer = getattr(caller.client, method)("/api/v1/find", headers=caller.headers)
        assert answer.status_code == 405 and answer["Allow"] == "GET, HEAD, OPTIONS", method
        assert said(answer)["detail"] == "This address answers GET."
    options = caller.client.options("/api/v1/standing", headers=caller.headers)
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS, POST", b"")
    head = caller.client.head("/api/v1/find", headers=caller.headers)
    assert head.status_code == 200 and head.content == b"" and head["ETag"]
    assert caller.post("/records", "kind=x", media="application/x-www-form-urlencoded").status_code == 415
    assert caller.post("/intake", {}).status_code == 415
    assert "belongs into the body" in said(caller.post("/records?kind=x", {}))["detail"]


@pytest.mark.parametrize(("door", "megabytes"), [("/records", 3), ("/records", 10), ("/check", 13)])
def test_a_document_of_more_than_its_door_takes_is_too_much(caller: Caller, door: str, megabytes: int) -> None:
    answer = caller.post(door, b'{"kind": "' + b"x" * megabytes * 1_000_000 + b'"}')
    assert answer.status_code == 413 and "more than the node reads" in said(answer)["detail"]


def test_a_check_takes_ten_megabytes(caller: Caller) -> None:
    answer = caller.post("/check", {"text": "quay\n", "unknown": "x" * 10_000_000})
    assert answer.status_code == 422 and "unknown" in str(said(answer))


def test_a_query_of_two_thousand_fields_is_too_much(caller: Caller) -> None:
    assert caller.get("/find?" + "&".join(f"f{number}=1" for number in range(2000))).status_code == 413


def incoming() -> list[Path]:
    folder = Path(settings.INCOMING)
    return list(folder.iterdir()) if folder.is_dir() else []


def table(name: str = "sellers.csv", content: bytes = b"seller,seen\nquay,2025-04-01\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_files_are_handed_in_and_nothing_of_them_stays_behind(caller: Caller) -> None:
    made = caller.hand_in({"files": [table(), table("../../etc/passwd")], "title": "Two", "envelope": '{"tlp": "RED"}'})
    assert made.status_code == 201, made.content
    seen = said(caller.get(f"/intake/{said(made)['id']}"))
    assert [each["path"] for each in seen["sources"]] == ["sellers.csv", "passwd"]
    assert seen["docket"]["terms"]["tlp"] == "RED"
    assert incoming() == []


@pytest.mark.parametrize(("fields", "sentence"), [
    ({}, "files must have 1 or more"),
    ({"files": "no file"}, "files must have 1 or more"),
    ({"files": table(), "mapping": "none"}, "no mapping called none"),
    ({"files": table(), "envelope": "{"}, "envelope is not JSON"),
    ({"files": table(), "envelope": '{"tlp": "PURPLE"}'}, ""),
    ({"files": table(), "envelope": '{"tlp": "RED", "tlp": "CLEAR"}'}, "the same name twice"),
    ({"files": table(), "other": table()}, "other is not asked for here"),
    ({"files": table(), "title": "x" * 201}, "title must have 200 signs or fewer"),
])  # fmt: skip
def test_files_that_cannot_be_taken_leave_nothing_behind(caller: Caller, fields: dict[str, Any], sentence: str) -> None:
    answer = caller.hand_in(fields)
    assert answer.status_code == 422 and sentence in said(answer)["detail"], answer.content
    assert incoming() == []


def test_files_beyond_the_limits_leave_nothing_behind(caller: Caller, settings: Any) -> None:
    settings.UPLOAD_LIMIT, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1000, 100
    assert caller.hand_in({"files": [table(), table(content=b"x" * 2000)]}).status_code == 413
    assert caller.hand_in({"files": [table() for _ in range(101)]}).status_code == 413
    assert incoming() == []


def test_a_form_that_ends_early_or_never_begins_is_refused(world: Callers, caller: Caller) -> None:
    media = "multipart/form-data; boundary=x"
    cut = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nhalf'
    for body, kind in ((cut, media), (b"", media), (b"--y--", media), (cut, "multipart/form-data")):
        for each in (caller, world.in_session(world.two.north)):
            answer = each.post("/intake", body, media=kind)
            assert answer.status_code in {201, 403, 415, 422}, (answer.status_code, answer.content)
    assert incoming() == []


def test_nobody_reads_files_of_the_node_by_naming_them(caller: Caller) -> None:
    body = {"files": [{"name": "x", "path": "/etc/hostname", "size": 1}]}
    assert caller.post("/intake", body).status_code == 415
