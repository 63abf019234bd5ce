"""The description is OpenAPI 3.1, every operation answers as it says, and whatever its schema allows never fails."""

import copy
import os
import re
from datetime import timedelta
from functools import cache
from typing import Any

import jsonschema_rs
import orjson
import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.interfaces.api import conformance_sharing, conformance_writing
from tests.interfaces.api.walking import Walk, check
from tests.worlds import agencies, exchange
from tests.worlds.authenticator import Key
from tests.worlds.callers import NOW, Caller, Callers, said

from bowstreet.casework.intake import reading
from bowstreet.holdings.repository import guises
from bowstreet.interfaces.api.schema import openapi
from bowstreet.interfaces.doors import clock, table

EXAMPLES = int(os.environ.get("BOWSTREET_EXAMPLES", "8"))
"""So many requests of each sort are drawn for an operation; `make soak` draws more."""

MAPPING = (
    'name = "ferry_list"\ntitle = "Ferry list"\nsort = "sellers"\nmarket = "Ferry"\nmatch = ["who"]\n'
    'row_key = ["handle"]\n[columns]\nwho = { field = "handle", required = true }\n[[records]]\nkind = "market"\n'
)
VENDOR = {"market": "Lantern Market", "handle": "reedsinger"}
SUSPECT = {"subject_category": "suspect", "category_ground": "offered for sale", "legal_basis": "an invented act"}


def test_the_description_is_openapi_and_a_broken_one_is_noticed() -> None:
    schemathesis.openapi.from_dict(openapi()).validate()
    broken = copy.deepcopy(openapi())
    broken["paths"]["/find"]["get"]["parameters"][0]["in"] = "nowhere"
    with pytest.raises(Exception, match="nowhere"):
        schemathesis.openapi.from_dict(broken).validate()


def _records(walk: Walk) -> None:
    made = walk.post("/records", {"kind": "vendor_account", "body": VENDOR, "envelope": SUSPECT, "reason": "a call"})
    other = walk.get("/find", {"q": "quietharbour"})["hits"][0]["id"]
    walk.post("/records/{id}/statements", {"body": {"aliases": ["reed"]}}, id=made["id"])
    walk.post("/records/{id}/envelope", {"changes": {"tlp": "RED"}}, id=made["id"])
    walk.post("/records/{id}/links", {"type": "mentions", "other": other}, id=made["id"])
    walk.get("/records/{id}", {"as_of": "2026-03-02"}, id=made["id"])
    walk.get("/records/{id}/history", id=made["id"])
    second = {"kind": "vendor_account", "body": {**VENDOR, "handle": "quiet_harbour"}, "envelope": SUSPECT}
    twin = walk.post("/records", second)["id"]
    while guises.keep_up():
        pass
    assert walk.get("/near", {"q": "quiet_harb0ur"})["hits"]
    walk.get("/records/{id}/judgements", {"other": twin}, id=made["id"])
    walk.post("/records/{id}/judgements", {"other": twin, "verdict": "same", "note": "one hand"}, id=made["id"])
    walk.get("/entities/{id}", {"as_of": "2026-03-02"}, id=made["id"])
    walk.get("/entities/{id}", id=made["id"])
    walk.get("/records/{id}/view-as", {"officer": "n.analyst"}, id=made["id"])
    walk.get("/home")


def _intake(walk: Walk) -> None:
    walk.post("/mappings", {"name": "ferry_list", "text": MAPPING})
    walk.get("/mappings")
    walk.get("/mappings/{name}", name="ferry_list")
    made = walk.hand_in(SimpleUploadedFile("ferry.csv", b"who\nquay\nreed\n\xff\xfe\n"))
    reading.read(made["id"])
    seen = walk.get("/intake/{id}", id=made["id"])
    assert seen["sources"][0]["reader"] and seen["sources"][0]["dataset"], seen
    walk.get("/intake", {"limit": "1"})
    pack = SimpleUploadedFile("pack.yaml", exchange.pack(3))
    looked = walk.hand_in(pack, more={"look": "true"})
    reading.read(looked["id"])
    other = walk.hand_in(SimpleUploadedFile("other.yaml", exchange.pack(2)), more={"look": "true"})
    reading.read(other["id"])
    assert walk.post("/intake/{id}/decline", {}, id=other["id"])["state"] == "declined"
    assert walk.post("/intake/{id}/accept", {}, id=looked["id"])["state"] != "looked"
    claims = SimpleUploadedFile("claims.json", exchange.duplicates())
    held = walk.hand_in(claims, more={"envelope": orjson.dumps(SUSPECT).decode()})
    reading.read(held["id"])
    seen = walk.get("/intake/{id}", id=held["id"])
    [claim] = seen["claims"]
    assert walk.post("/intake/{id}/claims/{claim}", {}, id=held["id"], claim=claim["id"])["claims"] == []
    assert walk.get("/intake/{id}/undo", id=made["id"])["records"]
    assert walk.post("/intake/{id}/undo", id=made["id"])["state"] == "taking_back"


def _people(walk: Walk, world: Callers) -> None:
    officer = {"officer": world.two.analyst.id}
    made = walk.post("/tokens", {"label": "x", "purposes": ["prosecution"], "days": 3})
    walk.post("/tokens/{id}/revoke", id=made["card"]["id"])
    walk.get("/tokens")
    room = walk.get("/passkeys")
    key = {"name": "ring", "ticket": room["ticket"], "credential": Key().make(room["options"])}
    walk.post("/passkeys/{id}/remove", id=walk.post("/passkeys", key)["id"])
    walk.get("/officers")
    walk.post("/officers", {"name": "Noor Kade", "login": "n.kade", "role": "investigator"})
    walk.post("/officers/{officer}/unlock", **officer)
    walk.post("/officers/{officer}/role", {"role": "investigator"}, **officer)
    walk.post("/officers/{officer}/enrol-anew", **officer)
    walk.post("/officers/{officer}/end", **officer)
    walk.post("/standing", {"standing": {"legal_basis": "section 1"}})
    walk.get("/standing")
    walk.post("/groups", {"slug": "jit-tide", "name": "Tide", "since": "2026-01-01", "hidden": True})
    walk.post("/groups/{group}/members", {"agency": "south", "since": "2026-01-01"}, group="jit-tide")
    walk.post("/groups/{group}/members/{agency}/end", {"until": "2026-12-31"}, group="jit-tide", agency="south")
    assert [each["agency"] for each in walk.get("/groups")[0]["members"]] == ["north", "south"]


def _ledger(walk: Walk) -> None:
    assert walk.post("/ledger/verify")["unbroken"] is True
    walk.get("/ledger", {"limit": "2"})


def _library(walk: Walk) -> None:
    walk.get("/library", {"q": "hansa"})
    assert walk.get("/library/{sort}/{id}", sort="market", id="hansa")["sources"]


SERVED_BY_OTHERS = {
    ("GET", "/observations"), ("GET", "/observations/{dataset}/{import_id}/{row}"),
    ("GET", "/intake/{id}/rejects/{sha256}.csv"), ("GET", "/ledger/{number}"), ("POST", "/agreements/{id}/sign"),
}  # fmt: skip
"""What wants a reader process, a broken file or a sealed entry; other stories call these."""


def test_every_operation_answers_as_it_is_described(world: Callers) -> None:
    walk = Walk(world.in_session(world.two.north))
    _records(walk)
    _intake(walk)
    conformance_writing.walk_all(walk, walk.beside(world.in_session(world.two.analyst)))
    conformance_sharing.walk_all(walk, walk.beside(world.in_session(world.two.south)))
    _people(walk, world)
    _library(walk)
    _ledger(walk)
    missing = {(each.method, str(each.api)) for each in table.every() if each.api} - walk.done
    assert missing == SERVED_BY_OTHERS


@pytest.mark.parametrize("change", [{"rank": 1}, {"hits": "none"}, {"next": 7}])
def test_a_field_too_many_or_of_another_type_is_noticed(north: Caller, change: dict[str, Any]) -> None:
    answer = north.get("/find")
    check("GET", "/find", answer)
    answer.content = orjson.dumps({**said(answer), **change})
    with pytest.raises(jsonschema_rs.ValidationError):
        check("GET", "/find", answer)


def test_every_schema_that_is_named_is_there_under_a_plain_name() -> None:
    schemas = openapi()["components"]["schemas"]
    named = {ref.rpartition("/")[2] for ref in re.findall(r"#/components/schemas/[^'\"]+", str(openapi()))}
    assert named == set(schemas) and all(name.isalnum() for name in schemas)


def test_a_list_goes_on_with_its_cursor_and_ends(north: Caller) -> None:
    shown: list[str] = []
    page = said(north.get("/find", {"limit": "2"}))
    while True:
        shown += [each["id"] for each in page["hits"]]
        if page["next"] is None:
            break
        page = said(north.get("/find", {"limit": "2", "cursor": page["next"]}))
    whole = [each["id"] for each in said(north.get("/find"))["hits"]]
    assert len(whole) == 3 and shown == whole
    cursor = said(north.get("/find", {"limit": "2"}))["next"]
    assert north.get("/find", {"limit": "2", "q": "other", "cursor": cursor}).status_code == 422


def test_whoever_holds_the_bytes_is_told_so_and_a_change_shows(world: Callers, north: Caller) -> None:
    first = north.get("/find")
    assert first["ETag"].startswith('"') and "X-Purpose" in first["Vary"]
    held = north.get("/find", If_None_Match=first["ETag"])
    assert (held.status_code, held.content, held["ETag"]) == (304, b"", first["ETag"])
    assert north.get("/find", If_None_Match='"other"').status_code == 200
    world.records.vendor(world.records.north, "newcomer")
    assert north.get("/find", If_None_Match=first["ETag"]).status_code == 200


def test_a_lock_out_is_lifted_and_an_ended_officer_stays_out(world: Callers) -> None:
    lead, analyst = world.in_session(world.two.north), world.by_token(world.two.analyst)
    assert analyst.get("/find").status_code == 200
    assert lead.post(f"/officers/{world.two.analyst.id}/end").status_code == 200
    assert analyst.get("/find").status_code == 401
    assert world.in_session(world.two.south).post(f"/officers/{world.two.analyst.id}/end").status_code == 404
    assert "officer.end" in agencies.actions(world.two.north)


@cache
def _described() -> Any:
    """Return the operations of the description, read once for all of them."""
    described = schemathesis.openapi.from_dict(openapi())
    described.app = WSGIHandler()
    return described


@pytest.mark.parametrize("path", sorted(openapi()["paths"]))
def test_whatever_the_schema_allows_is_answered_as_described(world: Callers, path: str) -> None:
    described = _described()
    callers = {True: world.in_session(world.two.north), False: world.by_token(world.two.north)}
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    for method in openapi()["paths"][path]:
        operation = described[path][method.upper()]
        for mode in ("positive", "negative"):
            _tried(operation, mode, callers[method == "post"], checks)


def _tried(operation: Any, mode: str, caller: Caller, checks: list[Any]) -> None:
    mode_of = schemathesis.GenerationMode.POSITIVE if mode == "positive" else schemathesis.GenerationMode.NEGATIVE
    cookies = {name: each.value for name, each in caller.client.cookies.items()}

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode_of))
    def one(case: Any) -> None:
        case.call_and_validate(headers=caller.headers, cookies=cookies, checks=checks)

    with clock.held(lambda: NOW + timedelta(minutes=1)):
        one()
