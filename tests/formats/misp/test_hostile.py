"""Sources of MISP that are broken or mean harm: one sentence and the place, the rest usable, memory bounded."""

import copy
import json
import tracemalloc

import pytest
from tests.worlds import misp

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.misp import carrying, feeds, reading, writing

GOOD = b'{"uuid": "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a701", "type": "domain", "value": "a.example.org"}'
DEEP = 1_000_000


def source(*attributes: bytes, before: bytes = b"") -> bytes:
    return b'{"Event": {"info": "Quay", ' + before + b'"Attribute": [' + b",".join(attributes) + b"]}}"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (b'{"type": "domain", "type": "url", "value": "b.example.org"}', "'type' stands twice"),
        (b'{"type": "domain", "value": ' + b"[" * 300 + b"]" * 300 + b"}", "stand in each other"),
        (b'{"type": "text", "value": 1' + b"0" * 400 + b"}", "larger than any"),
        (b'{"type": "text", "value": "\xff"}', "not UTF-8"),
        (b'{"type": "text", "value": tru}', "not JSON"),
        (b"[]", "not an object"),
        (b"5", "not an object"),
        (b'"text"', "not an object"),
        (b"null", "not an object"),
    ],
)
def test_one_broken_attribute_costs_itself_alone(broken: bytes, words: str) -> None:
    raw = source(GOOD, broken, GOOD.replace(b"a.ex", b"b.ex"))
    found = reading.read(raw)
    (refused,) = found.refused
    assert words in refused.sentence
    assert refused.place.startswith("Event.Attribute[1]")
    assert raw[refused.at :].startswith(broken)
    assert [len(each.drafts) for each in found.pieces] == [1, 1, 1]


@pytest.mark.parametrize("torn", [b'{"type": "text", "value": "x}', b'{"type": "text"', b"{x}", b'{"a": [1, {"b": 2}'])
def test_an_attribute_without_an_end_leaves_the_others_readable(torn: bytes) -> None:
    found = reading.read(source(GOOD, torn, GOOD.replace(b"a.ex", b"b.ex")))
    assert found.refused
    assert [each.sort for each in found.pieces][:2] == ["event", "attribute"]
    assert found.pieces[1].drafts


@pytest.mark.parametrize("opening", [b"[", b'{"Event":'])
def test_a_million_brackets_are_refused_in_a_sentence(opening: bytes) -> None:
    found = reading.read(opening * DEEP)
    assert found.refused
    assert all(len(each.sentence) < 300 for each in found.refused)


def test_a_million_brackets_in_an_attribute_leave_the_one_before_it() -> None:
    found = reading.read(source(GOOD, b'{"type": "text", "value": ' + b"[" * DEEP))
    assert [len(each.sentence) < 300 for each in found.refused]
    assert found.pieces[1].drafts


def test_a_name_that_stands_twice_in_an_event_refuses_the_event_and_no_other() -> None:
    twice = b'{"Event": {"info": "x", "Attribute": [], "Attribute": [' + GOOD + b"]}}"
    found = reading.read(b"[" + twice + b"," + source(GOOD) + b"]")
    assert [each.sentence for each in found.refused] == ["[0].Event: The name 'Attribute' stands twice."]
    assert [each.sort for each in found.pieces] == ["event", "attribute"]


@pytest.mark.parametrize("head", [b'"info": "Harbour", ', b'"uuid": "x", "uuid": "y", ', b'"date": 1, "date": 2, '])
def test_a_name_that_stands_twice_in_the_head_of_an_event_leaves_its_attributes(head: bytes) -> None:
    found = reading.read(b"[" + source(GOOD, before=head) + b"," + source(GOOD.replace(b"a.ex", b"b.ex")) + b"]")
    (refused,) = found.refused
    assert (refused.place, "stands twice" in refused.sentence) == ("[0].Event", True)
    assert [each.sort for each in found.pieces] == ["attribute", "event", "attribute"]
    assert found.pieces[0].drafts and found.pieces[0].marks == reading.CLOSED
    assert found.pieces[2].marks != reading.CLOSED, "the next event is not closed by it"


def test_what_stands_in_an_event_that_cannot_be_read_opens_to_nobody() -> None:
    found = reading.read(source(GOOD, before=b'"date": 1' + b"0" * 400 + b", "))
    assert len(found.refused) == 1
    assert found.pieces[0].marks == reading.CLOSED
    assert found.pieces[0].drafts


@pytest.mark.parametrize("raw", [b"", b"   ", b"5", b'"Event"', b"{}", b"[]", b"[[[[[[]]]]]]", b"\x00\x01", b"<xml/>"])
def test_what_is_no_event_at_all_is_said_so(raw: bytes) -> None:
    found = reading.read(raw)
    assert found.pieces == ()
    assert len(found.refused) == (0 if raw == b"[]" else 1)


def test_a_very_long_text_is_refused_and_memory_stays_bounded() -> None:
    raw = source(GOOD, b'{"type": "text", "value": "' + b"x" * 100_000_000 + b'"}', GOOD.replace(b"a.ex", b"b.ex"))
    tracemalloc.start()
    found = reading.read(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [each.sentence for each in found.refused] == [
        "Event.Attribute[1]: The attribute has more than 8,000,000 bytes."
    ]
    assert [len(each.drafts) for each in found.pieces] == [1, 1, 1]
    assert peak < 20_000_000


def test_references_in_a_circle_are_links_and_nothing_more() -> None:
    names = [f"0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a7{number:02d}" for number in range(3)]
    objects = [
        {
            "uuid": own,
            "name": "person",
            "meta-category": "misc",
            "Attribute": [{"object_relation": "full-name", "type": "full-name", "value": own}],
            "ObjectReference": [
                {"referenced_uuid": names[(number + 1) % 3], "relationship_type": "uses"},
                {"referenced_uuid": own, "relationship_type": "uses"},
            ],
        }
        for number, own in enumerate(names)
    ]
    found = reading.read(json.dumps({"Event": {"info": "Quay", "Object": objects}}).encode())
    drafts = [each for piece in found.pieces[1:] for each in piece.drafts]
    assert [[link.key for link in each.links] for each in drafts] == [[names[1]], [names[2]], [names[0]]]
    assert [(each.part, each.count) for each in found.losses] == [("reference.uses", 3)]


@pytest.mark.parametrize("value", [None, True, 5, 1.5, [], {}, [{}], {"a": []}, "x" * 200])
@pytest.mark.parametrize("name", ["uuid", "info", "date", "Tag", "Galaxy", "Orgc", "SharingGroup", "distribution",
                                  "Attribute", "Object", "EventReport", "timestamp", "analysis"])  # fmt: skip
def test_wrong_types_are_never_more_than_a_loss_or_a_sentence(name: str, value: object) -> None:
    held = {"info": "Quay", "Orgc": {"name": "x"}, "Attribute": [], name: value}
    assert reading.read(json.dumps({"Event": held}).encode()).format == "misp"
    inner = {"type": "domain", "value": "a.example.org", "name": "person", "Sighting": value, "Tag": value,
             "comment": value, "deleted": value, "ObjectReference": value, "Attribute": value, name: value}  # fmt: skip
    lists = {"Attribute": [inner], "Object": [inner], "EventReport": [inner]}
    assert reading.read(json.dumps({"Event": {"info": "Quay", **lists}}).encode()).format == "misp"


@pytest.mark.parametrize("relation", [carrying.RECORD, carrying.BODY, carrying.ENVELOPE])
@pytest.mark.parametrize("value", ["", "[]", "{", '{"id": 5}', "1/2 <{>", "9/9999999999 <x>", "[" * 100_000, "x/y <z>"])
def test_a_carrier_that_does_not_hold_a_record_is_refused(relation: str, value: str) -> None:
    parts = {carrying.RECORD: "{}", carrying.BODY: "{}", carrying.ENVELOPE: "{}", relation: value}
    held = {
        "uuid": "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a701",
        "name": carrying.NAME,
        "template_uuid": carrying.TEMPLATE,
        "Attribute": [{"object_relation": name, "type": "text", "value": said} for name, said in parts.items()],
    }
    found = reading.read(json.dumps({"Event": {"info": "Quay", "Object": [held]}}).encode())
    assert len(found.refused) == 1
    assert found.refused[0].place == "Event.Object[0]"
    assert found.bundle is None


def test_a_version_that_stands_twice_and_not_the_same_is_refused_once() -> None:
    held = json.loads(writing.write(Bundle((misp.record("domain", 1),)), now=misp.AT).content)
    again = copy.deepcopy(held)
    frame = next(
        each for each in again["Event"]["Object"][1]["Attribute"] if each["object_relation"] == carrying.RECORD
    )
    frame["value"] = frame["value"].replace("Police of the North", "Somebody")
    found = reading.read(json.dumps([held, held, again]).encode())
    assert [each.sentence for each in found.refused] == [
        "[2].Event.Object[1]: Version 1 of the record stands twice, and not the same."
    ]
    assert found.bundle == Bundle((misp.record("domain", 1),))


def test_names_of_files_in_a_feed_lead_nowhere() -> None:
    event = "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a701"
    held = source(GOOD)
    found = feeds.read(
        {
            f"../../etc/{event}.json": held,
            "/etc/passwd": b"root",
            "..\\..\\x.json": held,
            "manifest.json": json.dumps({event: {}, "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a799": {}}).encode(),
            "hashes.csv": b"",
        }
    )
    assert len(found.pieces) == 2
    assert [each.sentence for each in found.refused] == [
        "/etc/passwd: This is no file of a feed of MISP.",
        "..\\..\\x.json: This is no file of a feed of MISP.",
        "manifest.json: The event 0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a799 is named here, and no file holds it.",
    ]


SPOILT = (
    ("record", ("created_at",), "2026-01-01T00:00:00"), ("record", ("modified_at",), "0001-01-01T00:00:00+14:00"),
    ("record", ("version",), 1.5), ("record", ("owner",), 5), ("record", ("masked",), [5]),
    ("envelope", ("terms", "owner"), 5), ("envelope", ("terms", "h3_text"), 5), ("envelope", ("terms",), []),
    ("envelope", ("terms", "recipients"), [5]), ("envelope", ("terms", "seal"), "wax"),
    ("envelope", ("particulars", "provenance"), []),
    ("envelope", ("particulars", "legal_hold"), {}), ("envelope", ("particulars", "automation"), [5]),
    ("link", ("evidence",), [5]), ("link", ("grade",), []), ("judgement", ("at",), "2026-01-01T00:00:00"),
)  # fmt: skip


@pytest.mark.parametrize(("part", "steps", "value"), SPOILT)
def test_a_carrier_whose_parts_are_not_what_they_should_be_costs_itself_alone(
    part: str, steps: tuple[str, ...], value: object
) -> None:
    """A wrong sort of value was found where it was first used, in the middle of an intake, which ended there."""
    held = json.loads(writing.write(misp.bundle(), now=misp.AT).content)
    carriers = [each for event in held["response"] for each in filter(carrying.is_carrier, event["Event"]["Object"])]
    spoilt = next(each for carrier in carriers for each in carrier["Attribute"] if each["object_relation"] == part)
    said = json.loads(spoilt["value"])
    place = said
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    spoilt["value"] = json.dumps(said)
    found = reading.read(json.dumps(held).encode())
    assert found.bundle is not None and len(found.bundle.records) == len(misp.bundle().records) - 1
    assert any("cannot be read as one of Bowstreet" in each.sentence for each in found.refused)
    assert all(each.sentence.endswith(".") and not each.sentence.endswith("..") for each in found.refused)
