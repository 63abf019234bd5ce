"""The endpoints of TAXII 2.1: resources, filters, errors, and what is handed in and taken out."""

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from tests.worlds import callers
from tests.worlds.repository import GIVEN, OWN
from tests.worlds.taxii import ROOT, TAXII, Node, Program, told

from bowstreet.casework.intake import accepting, reading
from bowstreet.casework.sharing import handing
from bowstreet.formats.stix.record_objects import stix_id
from bowstreet.holdings.agencies import tokens
from bowstreet.interfaces.doors import clock
from bowstreet.interfaces.taxii import bodies, resources

MADE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
NOTE = {
    "type": "note", "spec_version": "2.1", "id": "note--0f0f0f0f-1111-4222-8333-444444444444",
    "created": "2026-03-02T09:00:00.000Z", "modified": "2026-03-02T09:00:00.000Z", "content": "Seen at the quay.",
    "object_refs": ["identity--0f0f0f0f-1111-4222-8333-555555555555"],
}  # fmt: skip
SELLER = {
    "type": "threat-actor", "spec_version": "2.1", "id": "threat-actor--0f0f0f0f-1111-4222-8333-666666666666",
    "created": "2026-03-02T09:00:00.000Z", "modified": "2026-03-02T09:00:00.000Z", "name": "reeve",
}  # fmt: skip


@pytest.fixture
def one(node: Node) -> str:
    """A seller that stands in the collection, by its id in STIX; another one is hidden."""
    record = node.records.vendor(node.records.north, "quaymerchant", GIVEN)
    node.records.vendor(node.records.north, "hushed", OWN)
    node.keep_up()
    return stix_id(record, "vendor_account")


def status(node: Node, method: str, path: str, body: Any = None, who: str = "south", **headers: str) -> int:
    return int(getattr(node, who).ask(method, path, body, **headers).status_code)


def test_a_program_finds_its_way_from_the_discovery_to_the_objects(node: Node, one: str) -> None:
    discovery = told(node.south.get("/taxii2/"))
    assert discovery["default"] in discovery["api_roots"] == [ROOT]
    root = told(node.south.get(ROOT))
    assert root["versions"] == [TAXII] and root["max_content_length"] == handing.LARGEST and root["title"]
    [collection] = told(node.south.get("collections/"))["collections"]
    assert (collection["title"], collection["can_read"], collection["can_write"]) == ("Sellers for south", True, False)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", collection["id"])
    assert told(node.south.get(f"collections/{collection['id']}/")) == collection
    assert told(node.north.get(f"collections/{collection['id']}/"))["can_write"] is True
    answer = node.south.get(f"collections/{collection['id']}/objects/")
    assert answer["Content-Type"] == TAXII
    objects = told(answer)["objects"]
    assert one in {each["id"] for each in objects} and b"hushed" not in answer.content
    manifest = told(node.south.get(f"collections/{collection['id']}/manifest/"))["objects"]
    assert [each["id"] for each in manifest] == [each["id"] for each in objects]
    assert {each["media_type"] for each in manifest} == {"application/stix+json;version=2.1"}
    assert (answer["X-TAXII-Date-Added-First"], answer["X-TAXII-Date-Added-Last"]) == (
        manifest[0]["date_added"], manifest[-1]["date_added"],
    )  # fmt: skip
    assert all(MOMENT.fullmatch(each["date_added"]) for each in manifest)


def test_a_collection_is_paged_by_next_and_by_the_last_moment(node: Node, one: str) -> None:
    place = f"{node.place}objects/"
    whole = [each["id"] for each in told(node.south.get(place))["objects"]]
    for going_on in ("next", "added_after"):
        found: list[str] = []
        query = "?limit=2"
        while True:
            answer = node.south.get(place + query)
            page = told(answer)
            found += [each["id"] for each in page["objects"]]
            assert len(page["objects"]) <= 2
            if not page.get("more"):
                break
            after = page["next"] if going_on == "next" else answer["X-TAXII-Date-Added-Last"]
            query = f"?limit=2&{going_on}={quote(after)}"
        assert found == whole
    rest = node.south.get(f"{place}?added_after={answer['X-TAXII-Date-Added-Last']}")
    assert told(rest) == {} and rest["X-TAXII-Date-Added-Last"] == answer["X-TAXII-Date-Added-Last"]


def test_an_object_and_its_versions_are_asked_for_by_id(node: Node, one: str) -> None:
    place = f"{node.place}objects/{one}/"
    answer = node.south.get(place)
    assert [each["id"] for each in told(answer)["objects"]] == [one] and answer["X-TAXII-Date-Added-First"]
    versions = told(node.south.get(f"{place}versions/"))["versions"]
    assert versions == [told(answer)["objects"][0]["modified"]]
    assert told(node.south.get(f"{place}?match[version]={versions[0]}")) == told(answer)
    assert told(node.south.get(f"{place}?match[version]=2020-01-01T00:00:00.000Z")) == {}
    assert told(node.south.get(f"{node.place}objects/?match[id]={one}&match[type]=threat-actor,tool")) == told(answer)
    assert told(node.south.get(f"{node.place}objects/?match[spec_version]=2.0")) == {}
    assert told(node.south.get(f"{node.place}objects/?match[colour]=red&match[id]={one}")) == told(answer)
    assert status(node, "GET", f"{node.place}objects/threat-actor--0f0f0f0f-1111-4222-8333-444444444444/") == 404


@pytest.mark.parametrize("query", [
    "limit=0", "limit=x", "limit=-3", "limit=2&limit=3", "added_after=yesterday", "added_after=2026-03-02T09:00:00Z,x",
    "added_after=2026-13-02T09:00:00Z", "next=abc", "match[version]=all,last", "match[version]=last,last",
    "match[version]=soon", "colour=red", "match[id]=a&match[id]=b", "version=last", "id=x",
])  # fmt: skip
def test_a_filter_that_cannot_be_read_is_a_400(node: Node, query: str) -> None:
    answer = node.south.get(f"{node.place}objects/?{query}")
    assert answer.status_code == 400
    error = told(answer)
    assert error["http_status"] == "400" and error["title"] and error["description"].endswith(".")
    assert answer["Content-Type"] == TAXII


def test_what_is_not_there_and_what_is_hidden_are_the_same_bytes(node: Node, one: str) -> None:
    alone = tokens.make(reader=node.two.analyst.reader(), now=callers.NOW, label="x")
    nobodys = "0f0f0f0f-1111-4222-8333-444444444444"
    hidden = [
        node.south.get(f"collections/{nobodys}/"), node.south.get(f"collections/{nobodys}/objects/"),
        node.south.get("collections/nothing/manifest/"), node.south.get(f"status/{nobodys}/"),
        node.south.get("nowhere/"), node.south.get("/taxii2/x"), Program(alone.secret).get(f"status/{nobodys}/"),
        node.south.ask("POST", f"collections/{nobodys}/objects/", {"objects": [NOTE]}),
        node.south.ask("DELETE", f"collections/{nobodys}/objects/{one}/"),
    ]  # fmt: skip
    assert {each.status_code for each in hidden} == {404}
    assert len({each.content for each in hidden}) == 1


def test_without_a_good_token_the_answer_asks_for_one(node: Node) -> None:
    ended = tokens.make(reader=node.two.south.reader(), now=callers.NOW, label="short", days=1)
    answers = [
        Program("bow_nobody").get("collections/"), node.south.get("collections/", Authorization="Basic !!!"),
        node.south.get("collections/", Authorization="Bearer bow_x"), Program("").get("/taxii2/"),
        node.south.get("collections/", Authorization="Digest x"), Program("").get("nowhere/"),
    ]  # fmt: skip
    with clock.held(lambda: callers.NOW + timedelta(days=2)):
        answers.append(Program(ended.secret).get("collections/"))
    assert {each.status_code for each in answers} == {401}
    assert all("Basic" in each["WWW-Authenticate"] and told(each)["http_status"] == "401" for each in answers)
    assert len({each.content for each in answers}) == 1
    assert status(node, "GET", "collections/", Authorization=f"Bearer {node.south.secret}") == 200


def test_a_purpose_comes_from_agreement_and_token(node: Node, one: str) -> None:
    made = tokens.make(reader=node.two.south.reader(), now=callers.NOW, label="x", purposes=["prosecution"])
    program = Program(made.secret)
    assert program.get("collections/").status_code == 200
    assert program.get(f"{node.place}objects/").status_code == 403
    assert status(node, "GET", f"{node.place}objects/", X_Purpose="prosecution") == 403
    assert status(node, "GET", f"{node.place}objects/", X_Purpose="operational_analysis") == 200
    assert status(node, "GET", f"{node.place}objects/", X_Purpose="nonsense") == 403


@pytest.mark.parametrize(("accept", "wanted"), [
    (TAXII, 200), ("application/taxii+json", 200), ("*/*", 200), ("text/html,application/taxii+json;version=2.1", 200),
    ("application/taxii+json;version=2.1,application/stix+json;version=2.1", 200), ("text/html", 406),
    ("application/taxii+json;version=2.0", 406), ("application/taxii+json;version=2.1;q=0", 406),
])  # fmt: skip
def test_answers_are_given_as_taxii_alone(node: Node, accept: str, wanted: int) -> None:
    assert status(node, "GET", "collections/", Accept=accept) == wanted


def test_another_method_is_a_405_that_says_which_ones(node: Node) -> None:
    answer = node.south.ask("PUT", f"{node.place}objects/")
    assert answer.status_code == 405 and answer["Allow"] == "GET, HEAD, POST"
    assert node.south.ask("HEAD", "collections/").status_code == 200


def test_what_the_giver_hands_in_waits_for_an_officer_and_then_stands_in_the_collection(node: Node) -> None:
    answer = node.north.ask("POST", f"{node.place}objects/", {"objects": [SELLER, NOTE]})
    assert answer.status_code == 202
    sent = told(answer)
    assert (sent["status"], sent["total_count"], sent["pending_count"]) == ("pending", 2, 2)
    assert sent["pendings"][0] == {"id": SELLER["id"], "version": SELLER["modified"]}
    id = f"{sent['id'][:14]}7{sent['id'][15:]}"
    reading.read(id)
    waiting = told(node.north.get(f"status/{sent['id']}/"))
    assert waiting["status"] == "pending" and "officer" in waiting["pendings"][0]["message"]
    assert status(node, "GET", f"status/{sent['id']}/") == 404
    accepting.accept(reader=node.records.north, now=callers.NOW, id=id, envelope={**GIVEN})
    reading.read(id)
    done = told(node.north.get(f"status/{sent['id']}/"))
    assert (done["status"], done["pending_count"]) == ("complete", 0)
    assert done["success_count"] + done["failure_count"] == done["total_count"] == 2
    assert done["success_count"] > 0
    node.keep_up()
    assert b"reeve" in node.south.get(f"{node.place}objects/").content


WRONG = {**NOTE, "id": "note--0f0f0f0f-1111-4222-8333-777777777777", "content": {"twice": 1}}
DOUBLED = json.dumps(WRONG).replace('{"twice": 1}', '{"twice": 1, "twice": 2}')


def sent(node: Node, *objects: str) -> tuple[str, dict[str, Any]]:
    """Hand objects in that stand as they are written; return their intake and the status."""
    body = f'{{"objects": [{", ".join(objects)}]}}'.encode()
    answer = node.north.ask("POST", f"{node.place}objects/", body)
    assert answer.status_code == 202
    status = told(answer)
    return f"{status['id'][:14]}7{status['id'][15:]}", status


def test_a_status_tells_of_each_object_what_became_of_it(node: Node) -> None:
    bare = {"type": "ipv4-addr", "spec_version": "2.1", "id": "ipv4-addr--0f0f0f0f-1111-5222-8333-444444444444",
            "value": "198.51.100.7"}  # fmt: skip
    intake, first = sent(node, json.dumps(NOTE), DOUBLED, '{"type": "note"}', json.dumps(bare))
    assert [first[f"{fate}_count"] for fate in ("total", "pending", "failure", "success")] == [4, 3, 1, 0]
    [broken] = first["failures"]
    assert broken["id"] == "objects[2]" and "no id" in broken["message"] and MADE.fullmatch(broken["version"])
    assert [each["id"] for each in first["pendings"]] == [NOTE["id"], WRONG["id"], bare["id"]]
    assert MADE.fullmatch(first["pendings"][2]["version"])
    reading.read(intake)
    accepting.accept(reader=node.records.north, now=callers.NOW, id=intake, envelope={**GIVEN})
    reading.read(intake)
    done = told(node.north.get(f"status/{first['id']}/"))
    assert [(each["id"], each["version"]) for each in done["successes"]] == [
        (NOTE["id"], NOTE["modified"]), (bare["id"], first["pendings"][2]["version"]),
    ]  # fmt: skip
    assert [(each["id"], bool(each["message"])) for each in done["failures"]] == [
        (WRONG["id"], True), ("objects[2]", True),
    ]  # fmt: skip
    assert "twice" in done["failures"][0]["message"] and "pendings" not in done
    counts = {fate: done[f"{fate}_count"] for fate in ("success", "failure", "pending")}
    assert counts == {"success": 2, "failure": 2, "pending": 0} and sum(counts.values()) == done["total_count"]


def test_of_two_versions_the_one_that_is_not_taken_in_has_failed_alone(node: Node) -> None:
    first = {**SELLER, "modified": "2026-03-02T09:00:00.000Z"}
    later = {**SELLER, "modified": "2026-03-02T10:00:00Z", "last_seen": "2999-03-03T09:00:00Z"}
    intake, sending = sent(node, json.dumps(first), json.dumps(later))
    reading.read(intake)
    accepting.accept(reader=node.records.north, now=callers.NOW, id=intake, envelope={**GIVEN})
    reading.read(intake)
    done = told(node.north.get(f"status/{sending['id']}/"))
    assert [each["version"] for each in done["successes"]] == ["2026-03-02T09:00:00.000Z"]
    [failure] = done["failures"]
    assert (failure["id"], failure["version"]) == (SELLER["id"], "2026-03-02T10:00:00.000Z")
    assert "2999" in failure["message"] or "ahead" in failure["message"] or "later" in failure["message"]


def test_more_objects_than_are_told_of_are_counted_alone(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "MOST_TOLD", 1)
    other = json.dumps({**NOTE, "id": "note--0f0f0f0f-1111-4222-8333-888888888888"})
    _, first = sent(node, json.dumps(NOTE), other, '{"type": "note"}')
    assert (first["pending_count"], "pendings" in first, len(first["failures"])) == (2, False, 1)


FAR = json.dumps({"objects": [{**NOTE, "modified": "0001-01-01T00:00:00+14:00"}]}).encode()


@pytest.mark.parametrize(("body", "media", "wanted"), [
    (b"{", TAXII, 422), (b" ", TAXII, 422), (b'{"objects": []}', TAXII, 422), (b'{"objects": 7}', TAXII, 422),
    (b'{"objects": [7]}', TAXII, 422), (b"[" * 1_000_000, TAXII, 422), (b"\xff\xfe", TAXII, 422),
    (b'{"objects": [{"type": "note"}]}', TAXII, 422), (FAR, TAXII, 422), (b"{}", "application/json", 415),
    (b"{}", "application/stix+json;version=2.1", 415), (b"{}", "application/taxii+json;version=2.0", 415),
])  # fmt: skip
def test_a_body_that_cannot_be_taken_is_refused_with_a_sentence_and_leaves_nothing(
    node: Node, body: bytes, media: str, wanted: int, tmp_path: Any
) -> None:
    answer = node.north.ask("POST", f"{node.place}objects/", body, **{"Content-Type": media})
    assert answer.status_code == wanted
    assert told(answer)["http_status"] == str(wanted) and told(answer)["description"].endswith(".")
    assert not list((tmp_path / "incoming").glob("*"))


def test_a_body_over_the_limit_is_refused(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LARGEST", 100)
    assert status(node, "POST", f"{node.place}objects/", {"objects": [NOTE]}, "north") == 413


def test_a_receiver_hands_nothing_in_and_takes_nothing_out(node: Node, one: str) -> None:
    assert status(node, "POST", f"{node.place}objects/", {"objects": [NOTE]}) == 403
    assert status(node, "DELETE", f"{node.place}objects/{one}/") == 403


def test_the_giver_takes_an_object_out(node: Node, one: str) -> None:
    place = f"{node.place}objects/{one}/"
    assert status(node, "DELETE", f"{place}?match[version]=2020-01-01T00:00:00.000Z", who="north") == 404
    assert status(node, "DELETE", place, who="north") == 200
    assert status(node, "GET", place) == status(node, "DELETE", place, who="north") == 404
    node.keep_up()
    assert one not in str(told(node.south.get(f"{node.place}manifest/")))


def test_what_others_are_read_by_is_not_taken_out_before_them(node: Node, one: str) -> None:
    objects = told(node.north.get(f"{node.place}objects/"))["objects"]
    sorts = {each["type"]: each["id"] for each in objects}
    [seller] = [each for each in objects if each["id"] == one]
    marking = next(each for each in seller["object_marking_refs"] if any(each == held["id"] for held in objects))
    for id in (marking, seller["created_by_ref"], sorts["extension-definition"]):
        answer = node.north.ask("DELETE", f"{node.place}objects/{id}/")
        assert answer.status_code == 409, id
        assert id in told(answer)["description"] and told(answer)["description"].endswith(".")
        assert status(node, "GET", f"{node.place}objects/{id}/") == 200
    for each in objects:
        if marking in each.get("object_marking_refs", ()):
            assert status(node, "DELETE", f"{node.place}objects/{each['id']}/", who="north") == 200
    assert status(node, "DELETE", f"{node.place}objects/{marking}/", who="north") == 200
    assert status(node, "GET", f"{node.place}objects/{marking}/") == 404
    assert status(node, "DELETE", f"{node.place}objects/{seller['created_by_ref']}/", who="north") == 409


def test_a_filter_is_named_as_it_was_sent(node: Node) -> None:
    answer = told(node.south.get(f"{node.place}objects/?match[version]=soon"))
    assert answer["description"].startswith("match[version] ")
