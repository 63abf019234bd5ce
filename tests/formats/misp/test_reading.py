"""Events, attributes, objects and reports as pieces and drafts; what is marked, taken back, referred to, and lost."""

import json
from typing import Any

import pytest

from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Exchanged
from bowstreet.formats.misp import reading
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.handling import Pap, Scope, Tlp
from bowstreet.vocabulary.judging import Verdict

ONION = "abcdefghij234567.onion"
UUID = "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a7{:02d}"
EVENT = {"uuid": UUID.format(0), "info": "Quay sellers", "date": "2026-02-03", "Orgc": {"name": "Harbour CERT"}}


def event(*attributes: dict[str, Any], objects: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    return {"Event": {**EVENT, "Attribute": list(attributes), "Object": objects or [], **more}}


def attribute(type: str, value: Any, number: int = 1, **more: Any) -> dict[str, Any]:
    return {"uuid": UUID.format(number), "type": type, "value": value, "distribution": "5", **more}


def thing(name: str, number: int, /, **said: Any) -> dict[str, Any]:
    more = {key: said.pop(key) for key in ("ObjectReference", "deleted", "distribution") if key in said}
    several = [(relation.replace("_", "-"), each) for relation, value in said.items()
               for each in (value if isinstance(value, list) else [value])]  # fmt: skip
    held = [{"object_relation": relation, "type": "text", "value": value} for relation, value in several]
    return {"uuid": UUID.format(number), "name": name, "meta-category": "misc", "Attribute": held, **more}


def read(held: Any) -> Exchanged:
    found = reading.read(json.dumps(held).encode())
    assert found.refused == ()
    return found


def drafts(found: Exchanged) -> dict[str, Draft]:
    return {draft.kind: draft for piece in found.pieces for draft in piece.drafts}


def lost(found: Exchanged) -> dict[str, Why]:
    return {each.part: each.why for each in found.losses}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda held: held,
        lambda held: held["Event"],
        lambda held: [held],
        lambda held: {"response": [held]},
        lambda held: {"response": held},
        lambda held: [held["Event"]],
    ],
)
def test_an_event_is_read_however_it_is_wrapped(wrap: Any) -> None:
    held = wrap(event(attribute("onion-address", ONION)))
    assert reading.recognises(json.dumps(held).encode())
    found = read(held)
    assert [each.sort for each in found.pieces] == ["event", "attribute"]
    assert [each.key for each in drafts(found)["document"].links] == [ONION]


def test_each_piece_has_its_text_and_its_place() -> None:
    parts = '{"uuid":"x", "Attribute": [ {"type":"domain", "value":"a.example"} ],"date":"2026-02-03", "info": "é" }'
    for raw, text in (
        (f'{{ "Event":\t{parts} }}', '"date":"2026-02-03", "info": "é"'),
        ('{"Event": {"info": "é", "uuid": "x"}}', '{"info": "é", "uuid": "x"}'),
        ('{"Event": {"info": "é", "Object": []}}', '"info": "é"'),
    ):
        bytes_ = b"\xef\xbb\xbf" + raw.encode()
        found = reading.read(bytes_)
        assert found.pieces[0].text == text
        for each in found.pieces:
            assert bytes_[each.at :].startswith(each.text.encode())
    assert reading.read(parts.encode()).pieces[1].text == '{"type":"domain", "value":"a.example"}'


def test_attributes_alone_are_read_as_a_search_answers_them() -> None:
    one = attribute("domain", "tallow.example.org", event_id="7", Event={"info": "Quay", "id": "7"})
    found = read({"response": {"Attribute": [one]}})
    assert [each.kind for each in found.pieces[0].drafts] == ["domain"]


@pytest.mark.parametrize(
    ("type", "value", "kind", "key"),
    [
        ("domain", "Tallow[.]example.org", "domain", "tallow.example.org"),
        ("hostname", ONION, "onion_service", ONION),
        ("url", f"http://{ONION}/shop", "onion_service", ONION),
        ("link", "https://tallow.example.org/x", "domain", "tallow.example.org"),
        ("btc", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("iban", "BE31 4354 1116 1155", "bank_account", "BE31435411161155"),
        ("domain|ip", "tallow.example.org|192.0.2.7", "domain", "tallow.example.org"),
        ("github-username", "wren-t", "user_account", "github:wren-t"),
    ],
)
def test_an_attribute_that_is_a_thing_becomes_its_record(type: str, value: str, kind: str, key: str) -> None:
    found = read(event(attribute(type, value, comment="seen on its page")))
    links = drafts(found)["document"].links
    assert [(each.kind, each.key) for each in links] == [(kind, key)]
    if kind in ("domain", "onion_service", "wallet"):
        assert drafts(found)[kind].body["description"] == "seen on its page"


@pytest.mark.parametrize(
    ("type", "value", "selector"),
    [
        ("email-dst", "wren@tallow.example.org", "email"),
        ("ip-src|port", "192.0.2.7|80", "ipv4"),
        ("filename|sha256", "a.zip|" + "0f" * 32, "sha256"),
        ("jabber-id", "wren@jabber.example.org", "xmpp"),
        ("ja3-fingerprint-md5", "ab" * 16, "tls_fingerprint"),
        ("phone-number", "+31205300300", "phone"),
    ],
)
def test_what_is_no_thing_of_its_own_is_found_in_the_text_of_the_event(type: str, value: str, selector: str) -> None:
    document = drafts(read(event(attribute(type, value))))["document"]
    from bowstreet.vocabulary.kinds import catalogue

    yielded = [str(each.selector.type) for each in catalogue.ALL["document"].selectors(document.body)]
    assert selector in yielded


def test_what_has_no_home_is_counted() -> None:
    found = read(
        event(
            attribute("md5", "0" * 32, to_ids=True, category="Payload delivery"),
            attribute("md5", "1" * 32),
            attribute("url", "javascript:alert(1)", 2),
            attribute("domain", {"a": 1}, 3),
            RelatedEvent=[{}, {}],
        )
    )
    assert {(each.part, each.why, each.count) for each in found.losses} == {
        ("attribute.md5", Why.NO_KIND, 2),
        ("attribute.to_ids", Why.NO_FIELD, 1),
        ("attribute.category", Why.NO_FIELD, 1),
        ("attribute.url", Why.NOT_READ, 1),
        ("attribute.domain", Why.NOT_READ, 1),
        ("event.RelatedEvent", Why.NO_FIELD, 2),
    }


def test_objects_become_records_and_references_links() -> None:
    person = thing(
        "person", 1, first_name="Wren", last_name="Tallow", date_of_birth="1990-02-03T00:00:00", shoe_size=41
    )
    vehicle = thing("vehicle", 2, license_plate_number=["NL:AB12CD", "NL:CD34EF"], make="Invented")
    ties = [("drives", 2), ("enemy-of", 2), ("uses", 9)]
    person["ObjectReference"] = [
        {"object_uuid": UUID.format(1), "referenced_uuid": UUID.format(number), "relationship_type": name}
        for name, number in ties
    ]
    vehicle["ObjectReference"] = [{"referenced_uuid": UUID.format(1), "relationship_type": "used-by"}]
    found = read(event(objects=[person, vehicle]))
    made = drafts(found)
    assert made["person"].body["born_on"] == "1990-02-03"
    assert made["person"].known_as == UUID.format(1)
    assert [each["value"] for each in made["vehicle"].body["other_plates"]] == ["NL:CD34EF"]
    assert [(str(each.type), each.key) for each in made["person"].links] == [
        ("uses", "NL:AB12CD"),
        ("related_to", "NL:AB12CD"),
    ]
    assert lost(found) == {
        "object.person.shoe-size": Why.NO_FIELD,
        "reference.enemy-of": Why.COARSER,
        "reference.uses": Why.NO_KIND,
    }


def test_what_a_source_calls_the_same_is_a_judgement_of_the_source() -> None:
    one, other = thing("person", 1, full_name="Wren Tallow"), thing("person", 2, full_name="W. Tallow")
    one["ObjectReference"] = [{"referenced_uuid": UUID.format(2), "relationship_type": "same-as", "comment": "one key"}]
    (judged,) = (each for piece in read(event(objects=[one, other])).pieces for each in piece.judged)
    assert (judged.left, judged.right) == (("person", UUID.format(1)), ("person", UUID.format(2)))
    assert (judged.verdict, judged.by, judged.ground) == (Verdict.SAME, "Harbour CERT", "one key")


def test_an_object_of_no_kind_of_ours_still_gives_its_identifiers() -> None:
    held = thing("paste", 1, title="x")
    held["Attribute"] += [{"object_relation": "url", "type": "url", "value": f"http://{ONION}/"}]
    found = read(event(objects=[held]))
    assert drafts(found)["onion_service"].body["address"] == ONION
    assert lost(found)["object.paste"] is Why.NO_KIND


def test_what_was_deleted_is_revoked_and_yields_nothing() -> None:
    found = read(
        event(attribute("domain", "a.example.org", deleted=True), objects=[thing("person", 2, alias="W", deleted="1")])
    )
    assert [(each.sort, each.revoked, each.drafts) for each in found.pieces[1:]] == [
        ("attribute", True, ()),
        ("object", True, ()),
    ]
    assert drafts(found).keys() == {"document"}


def test_sightings_say_when_a_thing_was_seen() -> None:
    seen = [{"type": "0", "date_sighting": "1770000000"}, {"type": "0", "date_sighting": "1760000000"}, {"type": "1"}]
    found = read(event(attribute("domain", "a.example.org", Sighting=seen)))
    made = drafts(found)["domain"]
    assert (str(made.first_seen), str(made.last_seen)) == ("2025-10-09", "2026-02-02")
    assert lost(found) == {"sighting.1": Why.NO_FIELD}


def test_reports_are_documents_of_the_event() -> None:
    report = {"uuid": UUID.format(5), "name": "How they sell", "content": f"# Seen\n{ONION}", "distribution": "5"}
    found = read(event(EventReport=[report]))
    (made,) = found.pieces[1].drafts
    assert made.body["text"] == f"# Seen\n{ONION}"
    assert [(str(each.type), each.key) for each in made.links] == [("part_of", EVENT["uuid"])]


def tagged(*names: str) -> list[dict[str, str]]:
    return [{"name": each} for each in names]


def test_tags_are_marks_and_words_of_the_event() -> None:
    names = (
        "TLP:Amber",
        "PAP:RED",
        'admiralty-scale:source-reliability="b"',
        'dark-web:topic="mixer"',
        "workflow:todo",
    )
    found = read(event(Tag=tagged(*names)))
    marks = found.pieces[0].marks
    assert (marks.tlp, marks.pap, marks.grade) == (Tlp.AMBER, Pap.RED, None)
    assert marks.foreign_grading == 'admiralty-scale:source-reliability="b"'
    assert marks.tags == names
    summary = drafts(found)["document"].body["summary"]
    assert 'Tag: Mixer of cryptocurrency (dark-web:topic="mixer")' in summary
    assert "Made by: Harbour CERT" in summary
    assert lost(found) == {"tag.workflow": Why.NO_FIELD}


@pytest.mark.parametrize("name", ["tlp:unclear", "tlp:purple", "TLP:"])
def test_a_level_that_nobody_knows_is_the_strictest(name: str) -> None:
    assert read(event(Tag=tagged("tlp:clear", name))).pieces[0].marks.tlp in (Tlp.RED, Tlp.CLEAR)
    if name != "TLP:":
        assert read(event(Tag=tagged("tlp:clear", name))).pieces[0].marks.tlp is Tlp.RED


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ({"distribution": "0"}, Scope.OWNER),
        ({"distribution": 1}, Scope.OWNER),
        ({"distribution": "2"}, Scope.LEA),
        ({"distribution": "3"}, Scope.COMMUNITY),
        ({"distribution": "4"}, Scope.OWNER),
        ({"distribution": "4", "sharing_group_id": "0"}, Scope.OWNER),
        ({"distribution": "4", "SharingGroup": {"name": "Task force"}}, Scope.OWNER),
        ({"sharing_group_id": "7"}, Scope.OWNER),
        ({"distribution": "5"}, Scope.OWNER),
        ({"distribution": "9"}, Scope.OWNER),
        ({"distribution": [3]}, Scope.OWNER),
        ({}, None),
    ],
)
def test_a_distribution_never_opens_further_than_it_says(said: dict[str, Any], scope: Scope | None) -> None:
    assert read(event(**said)).pieces[0].marks.scope is scope


def test_the_organisations_of_a_sharing_group_are_told_and_open_nothing() -> None:
    members = [{"Organisation": {"name": each}} for each in ("Harbour CERT", "Tide Registry")]
    found = read(event(distribution="4", SharingGroup={"name": "Task force", "SharingGroupOrg": members}))
    assert "Sharing group: Task force: Harbour CERT, Tide Registry" in drafts(found)["document"].body["summary"]
    assert (found.pieces[0].marks.scope, lost(found)) == (Scope.OWNER, {"sharing-group": Why.COARSER})


def test_of_a_part_and_its_event_the_stricter_counts() -> None:
    strict = attribute("email", "wren@tallow.example.org", Tag=tagged("tlp:red"), distribution="0")
    wide = attribute("domain", "a.example.org", 2, Tag=tagged("tlp:clear"), distribution="3")
    found = read(event(strict, wide, Tag=tagged("tlp:green"), distribution="2"))
    whole, first, second = (each.marks for each in found.pieces)
    assert (first.tlp, first.scope) == (Tlp.RED, Scope.OWNER)
    assert (second.tlp, second.scope) == (Tlp.GREEN, Scope.LEA)
    assert "wren@" not in json.dumps(found.pieces[0].drafts[0].body)
    assert "wren@" in found.pieces[1].drafts[0].body["text"]
    assert whole.tlp is Tlp.GREEN


def test_long_texts_go_on_in_a_second_document() -> None:
    found = read(event(*[attribute("text", f"{number} " + "x" * 9_000, number) for number in range(1, 25)]))
    texts = [draft.body["text"] for draft in found.pieces[0].drafts]
    assert len(texts) == 3
    assert sum(each.count("x" * 9_000) for each in texts) == 24
