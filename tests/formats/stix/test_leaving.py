"""Records as objects of STIX: what a foreign reader sees, and what another Bowstreet restores."""

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.worlds import leaving_made

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.stix import exchanging, extension, forms, identifying, marking, writing
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, Pap, State, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.linking import LinkType

NOW = datetime(2031, 6, 1, tzinfo=UTC)
AT = datetime(2031, 2, 3, 4, 5, 6, 789_001, UTC)
Object = dict[str, Any]


def own(number: int) -> str:
    return f"019a0000-0000-7000-8000-{number:012x}"


def record(number: int, kind: str, body: Object, **terms: Any) -> Leaving:
    held = catalogue.ALL[kind]
    envelope = Envelope(Terms("saltmarket-unit", **terms), Particulars())
    checked = held.check(body)
    return Leaving(
        own(number), kind, held.title(checked), 1, AT, AT, "saltmarket-unit", "Saltmarket Unit", envelope, checked
    )


VENDOR = record(1, "vendor_account", {
    "market": "Saltmarket", "handle": "qh", "aliases": ["Quiet Harbour"], "emails": ["qh@tallow.example.org"],
    "ships_from": ["NL"], "description": ["Tea at its best."],
})  # fmt: skip
MARKET = record(2, "market", {"name": "Saltmarket"})
PERSON = record(3, "person", {"names": ["Wren Tallow", "W. Tallow"], "emails": ["wren@tallow.example.org"]})


def wrote(records: Iterable[Leaving], **more: Any) -> list[Object]:
    content = writing.write(Bundle(tuple(records), **more), now=NOW).content
    held: list[Object] = json.loads(content)["objects"]
    return held


def of(held: list[Object], type: str) -> Object:
    return next(each for each in held if each["type"] == type)


def test_every_kind_has_a_form() -> None:
    assert set(forms.FORMS) == set(catalogue.ALL)


def test_a_foreign_reader_sees_what_the_standard_can_say() -> None:
    held = wrote([replace(VENDOR, first_seen=date(2031, 1, 1), last_seen=date(2031, 2, 1))])
    actor = of(held, "threat-actor")
    assert actor["id"] == "threat-actor--019a0000-0000-4000-8000-000000000001"
    assert (actor["name"], actor["aliases"], actor["roles"]) == (
        "qh on Saltmarket",
        ["qh", "Quiet Harbour"],
        ["vendor"],
    )
    assert (actor["created"], actor["first_seen"]) == ("2031-02-03T04:05:06.789001Z", "2031-01-01T00:00:00.000Z")
    assert actor["description"].startswith("Tea at its best.\n\nMarket: Saltmarket\n")
    assert "Ships from: NL" in actor["description"]
    email = of(held, "email-addr")
    assert email["id"] == identifying.deterministic_id(email)
    links = [(each["source_ref"], each["target_ref"]) for each in held if each["type"] == "relationship"]
    assert (actor["id"], email["id"]) in links
    account = of(held, "user-account")
    assert (account["account_type"], account["account_login"]) == ("saltmarket", "qh")
    assert next(each for each in held if each["id"] == actor["created_by_ref"])["name"] == "Saltmarket Unit"


def test_all_names_of_a_person_are_told() -> None:
    person = next(each for each in wrote([PERSON]) if each["id"].endswith("000000000003"))
    assert person["name"] == "Wren Tallow"
    assert "Names: W. Tallow" in person["description"]
    assert person["contact_information"] == "wren@tallow.example.org"


@pytest.mark.parametrize(
    ("category", "types"),
    [(SubjectCategory.SUSPECT, ["criminal"]), (SubjectCategory.OTHER_PARTY, ["unknown"]), (None, ["unknown"])],
)
def test_nobody_is_called_a_criminal_who_is_no_suspect(category: SubjectCategory | None, types: list[str]) -> None:
    envelope = replace(VENDOR.envelope, particulars=Particulars(subject_category=category))
    assert of(wrote([replace(VENDOR, envelope=envelope)]), "threat-actor")["threat_actor_types"] == types


def test_markings_bind_a_foreign_reader_too() -> None:
    condition = Restriction(Action.COURT, "Ask first", "saltmarket-unit", date(2031, 1, 1), date(2032, 1, 1))
    unnamed = Restriction(Action.BODY, "Ask twice", "", date(2031, 1, 1))
    held = wrote([record(1, "market", {"name": "Saltmarket"}, tlp=Tlp.RED, pap=Pap.GREEN, h3_text="Read twice.",
                         handling=frozenset({HandlingCode.H1, HandlingCode.H3}), restrictions=(condition, unnamed),
                         classification=Classification.EU_RESTRICTED)])  # fmt: skip
    defined = {each["id"]: each for each in held if each["type"] == "marking-definition"}
    level, *others = of(held, "infrastructure")["object_marking_refs"]
    assert level == marking.TLP["red"]
    assert [defined[each]["definition"]["statement"] for each in others] == [
        "PAP:GREEN",
        "H1: not to be used in judicial proceedings without the permission of its owner.",
        "H3: Read twice.",
        "Classification: EU RESTRICTED",
        "Condition of saltmarket-unit: Ask first (for court its owner is asked until 2032-01-01)",
        "Condition of its owner: Ask twice (for body its owner is asked)",
    ]


def test_an_observable_of_two_records_has_the_strictest_of_their_markings() -> None:
    held = wrote([record(number, "person", {"names": ["A"], "emails": ["a@tallow.org"]}, tlp=tlp)
                  for number, tlp in ((1, Tlp.GREEN), (2, Tlp.RED), (3, Tlp.CLEAR))])  # fmt: skip
    emails = [each for each in held if each["type"] == "email-addr"]
    assert [each["object_marking_refs"][0] for each in emails] == [marking.TLP["red"]]
    assert sum(each["type"] == "relationship" for each in held) == 3


def test_links_have_the_words_of_the_standard_where_it_has_them() -> None:
    links = (
        LeavingLink(own(1), LinkType.SELLS_ON, own(2), first_seen=date(2031, 1, 1), last_seen=date(2031, 1, 1)),
        LeavingLink(own(3), LinkType.CONTROLS, own(1)),
        LeavingLink(own(3), LinkType.CONTROLS, own(1)),
    )
    held = [each for each in wrote([VENDOR, MARKET, PERSON], links=links) if "'link'" in str(each.get("extensions"))]
    assert [each["relationship_type"] for each in held] == ["uses", "related-to", "related-to"]
    assert [each["description"] for each in held] == ["sells on", "controls", "controls"]
    assert held[0]["start_time"] == "2031-01-01T00:00:00.000Z"
    assert "stop_time" not in held[0]
    assert len({each["id"] for each in held}) == 3


def test_a_link_seen_later_is_a_later_version_of_the_same_object() -> None:
    first = LeavingLink(own(1), LinkType.SELLS_ON, own(2), last_seen=date(2031, 3, 1))
    before, after = (
        next(each for each in wrote([VENDOR, MARKET], links=(link,)) if each.get("relationship_type") == "uses")
        for link in (first, replace(first, last_seen=date(2031, 4, 1)))
    )
    assert before["id"] == after["id"]
    assert before["modified"] < after["modified"]


def test_judgements_are_told_as_duplicates_and_notes() -> None:
    judged = tuple(
        LeavingJudgement(own(1), own(other), verdict, "Same key.", "wren-police", AT)
        for other, verdict in ((3, Verdict.SAME), (4, Verdict.SAME), (3, Verdict.DIFFERENT), (3, Verdict.UNSURE))
    )
    held = wrote([VENDOR, PERSON, replace(VENDOR, id=own(4))], judgements=judged)
    told = [each for each in held if "'verdict'" in str(each.get("extensions"))]
    assert [each.get("relationship_type") for each in told] == ["related-to", "duplicate-of", None, None]
    assert [each.get("abstract") for each in told[2:]] == [
        "Not the same",
        "Nobody can say yet whether they are the same",
    ]
    maker = next(each for each in held if each["id"] == told[0]["created_by_ref"])
    assert maker["name"] == "wren-police"


def test_versions_are_one_object_told_by_later_times() -> None:
    later = replace(MARKET, version=2, modified_at=AT)
    latest = replace(MARKET, version=3, modified_at=AT + timedelta(days=1))
    held = [each for each in wrote([MARKET, later, latest]) if each["type"] == "infrastructure"]
    assert len({each["id"] for each in held}) == len({each["created"] for each in held}) == 1
    assert [each["modified"][:26] for each in held] == [
        "2031-02-03T04:05:06.789001",
        "2031-02-03T04:05:06.789002",
        "2031-02-04T04:05:06.789001",
    ]


def test_what_was_erased_is_revoked_and_comes_back_as_erased() -> None:
    erased = replace(MARKET, body={}, title="Market", envelope=Envelope(Terms("x", state=State.ERASED), Particulars()))
    written = writing.write(Bundle((erased,)), now=NOW)
    assert of(json.loads(written.content)["objects"], "infrastructure")["revoked"] is True
    came = exchanging.read(written.content)
    assert came.bundle == Bundle((erased,))
    assert [each.drafts for each in came.pieces if each.revoked] == [()]


def test_what_stayed_behind_is_named_and_links_to_it_are_withheld() -> None:
    masked = replace(VENDOR, body={"market": "Saltmarket"}, title="Vendor account on Saltmarket",
                     masked=("handle", "emails"))  # fmt: skip
    gone = LeavingLink(own(1), LinkType.SELLS_ON, own(9))
    judged = LeavingJudgement(own(9), own(1), Verdict.SAME, "", "x", AT)
    written = writing.write(Bundle((masked,), (gone,), (judged,)), now=NOW)
    assert written.losses == (
        Loss("judgement.same", Why.WITHHELD),
        Loss("link.sells_on", Why.WITHHELD),
    )
    assert b"qh" not in written.content
    assert exchanging.read(written.content).bundle == Bundle((masked,))


@pytest.mark.parametrize("id", ["", "tea", "00000000-0000-0000-0000-000000000000", own(1).replace("-", "")])
def test_a_record_without_a_uuid_cannot_leave(id: str) -> None:
    with pytest.raises(writing.NotWritten, match="has no UUID"):
        writing.write(Bundle((replace(MARKET, id=id),)), now=NOW)


def test_a_kind_that_is_none_cannot_leave() -> None:
    with pytest.raises(writing.NotWritten, match="No kind of record is called 'persona'"):
        writing.write(Bundle((replace(MARKET, kind="persona"),)), now=NOW)


def test_the_same_written_at_the_same_moment_is_the_same() -> None:
    left = leaving_made.bundle(random.Random(7))
    assert writing.write(left, now=NOW) == writing.write(left, now=NOW)


def test_drafts_of_what_is_restored_have_its_links_and_judgements_and_nothing_beside() -> None:
    link = LeavingLink(own(1), LinkType.SELLS_ON, own(2))
    judged = LeavingJudgement(own(1), own(3), Verdict.DIFFERENT, "Two keys.", "wren-police", AT)
    came = exchanging.read(writing.write(Bundle((VENDOR, MARKET, PERSON), (link,), (judged,)), now=NOW).content)
    drafts = [each for piece in came.pieces for each in piece.drafts]
    assert [each.kind for each in drafts] == ["vendor_account", "market", "person"]
    assert [each.body for each in drafts] == [VENDOR.body, MARKET.body, PERSON.body]
    assert [(each.type, each.kind, each.key) for each in drafts[0].links] == [
        (LinkType.SELLS_ON, "market", "saltmarket")
    ]
    (made,) = [each for piece in came.pieces for each in piece.judged]
    person = "identity--019a0000-0000-4000-8000-000000000003"
    assert (made.left, made.right, made.by) == (("vendor_account", "saltmarket:qh"), ("person", person), "wren-police")
    assert [each.marks.envelope for each in came.pieces if each.drafts] == [VENDOR.envelope] * 3
    assert came.losses == ()


def spoilt(change: dict[str, Any], held: Leaving = MARKET) -> Object:
    (object,) = [each for each in wrote([held]) if extension.RECORD in each.get("extensions", {})]
    object["extensions"][extension.RECORD].update(change)
    return object


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "persona"}, "No kind of record is called 'persona'."),
        ({"record": own(9)}, "The extension speaks of another thing than its object."),
        ({"kind": "tool", "body": {"title": "x"}}, "The extension speaks of another thing than its object."),
        ({"body": {}}, "The body is none of its kind: Name is needed."),
        ({"body": {"name": ["x"]}}, "The body is none of its kind: Name: This is not a text."),
        ({"terms": 7}, "The extension has no terms."),
        ({"terms": {"owner": "x"}}, "'classification' is missing in the terms."),
        ({"version": -1}, "The extension cannot be read: Expected `int` >= 0 - at `$.version`."),
        ({"owner": "a\0b"}, "The extension holds a text with the sign 0, which no text has."),
        ({"masked": ["tea"]}, "The extension says that a field stayed behind which its kind does not have."),
    ],
)
def test_a_spoilt_extension_is_told_and_the_object_read_as_any_other(change: dict[str, Any], sentence: str) -> None:
    came = exchanging.read(json.dumps([spoilt(change)]).encode())
    assert [each.sentence for each in came.refused] == [sentence]
    assert came.refused[0].place == "objects[0].extensions"
    assert Loss("infrastructure.extensions", Why.NOT_READ) in came.losses
    (draft,) = came.pieces[0].drafts
    assert (draft.kind, draft.body["name"]) == ("market", "Saltmarket")
    assert came.bundle is None


def test_what_a_later_extension_adds_is_restored_as_far_as_it_is_known_and_told() -> None:
    object = spoilt({"tea": 1})
    object["extensions"][extension.RECORD]["terms"]["steam"] = "hot"
    came = exchanging.read(json.dumps([object]).encode())
    assert came.bundle == Bundle((MARKET,))
    assert [each.part for each in came.losses] == [
        "infrastructure.extensions.steam",
        "infrastructure.extensions.tea",
    ]


def test_a_link_that_names_others_than_its_object_is_not_believed() -> None:
    held = wrote([VENDOR, MARKET], links=(LeavingLink(own(1), LinkType.SELLS_ON, own(2)),))
    link = next(each for each in held if "link" in each.get("extensions", {}).get(extension.RECORD, {}))
    link["target_ref"] = link["source_ref"]
    came = exchanging.read(json.dumps(held).encode())
    assert came.bundle == Bundle((VENDOR, MARKET))
    assert [each.sentence for each in came.refused] == ["The extension speaks of another thing than its object."]


def test_a_marking_put_on_the_way_counts_where_it_is_stricter() -> None:
    object = spoilt({})
    object["object_marking_refs"] = [marking.TLP["red"]]
    came = exchanging.read(json.dumps([object]).encode())
    assert came.pieces[0].marks.tlp is Tlp.RED
    assert came.bundle == Bundle((MARKET,))


def test_the_envelope_counts_where_the_markings_were_taken_off_on_the_way() -> None:
    object = spoilt({}, record(2, "market", {"name": "Saltmarket"}, tlp=Tlp.RED, pap=Pap.RED))
    del object["object_marking_refs"]
    marks = exchanging.read(json.dumps([object]).encode()).pieces[0].marks
    assert (marks.tlp, marks.pap) == (Tlp.RED, Pap.RED)


def test_a_report_names_what_it_yields_and_its_agency_where_it_yields_nothing() -> None:
    silent = record(5, "document", {"title": "Tea"})
    speaking = record(6, "document", {"title": "Tea", "text": "Write to jo@tallow.org."})
    held = wrote([silent, speaking])
    one, other = (each for each in held if each["type"] == "report")
    assert one["object_refs"] == [one["created_by_ref"]]
    assert of(held, "email-addr")["id"] in other["object_refs"]


@pytest.mark.parametrize(("body", "said"), [
    ({"latitude": 52.1, "longitude": 4.5, "accuracy_metres": -2}, {"latitude": 52.1, "longitude": 4.5}),
    ({"latitude": 52.1, "longitude": 4.5, "accuracy_metres": 9}, {"latitude": 52.1, "longitude": 4.5, "precision": 9}),
    ({"latitude": 152, "longitude": 4.5}, {"region": "unknown"}),
    ({"country": "NL"}, {"country": "NL"}),
])  # fmt: skip
def test_a_location_says_where_it_is_as_far_as_the_standard_allows(body: Object, said: Object) -> None:
    held = of(wrote([record(7, "location", body)]), "location")
    places = ("latitude", "longitude", "precision", "region", "country")
    assert {name: held[name] for name in places if name in held} == said


def test_a_kind_that_the_standard_does_not_know_is_a_new_type_that_says_so() -> None:
    held = of(wrote([record(8, "parcel", {"carrier": "Tea post"})]), "bowstreet-parcel")
    assert held["extensions"][extension.KINDS] == {"extension_type": "new-sdo"}
    assert held["description"] == "Carrier: Tea post"


WALLET = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"


@pytest.mark.parametrize(("kind", "body", "type", "value"), [
    ("wallet", {"address": WALLET}, "cryptocurrency-wallet", WALLET),
    ("person", {"names": ["A"], "phones": ["+31205300300"]}, "phone-number", "+31205300300"),
    ("bank_account", {"iban": "NL91ABNA0417164300"}, "bank-account", "NL91ABNA0417164300"),
])  # fmt: skip
def test_identifiers_beside_the_standard_are_said_as_others_say_them(
    kind: str, body: Object, type: str, value: str
) -> None:
    held = wrote([record(9, kind, body)])
    told = of(held, type)
    assert told["value"] == value
    assert told["extensions"] == {extension.KINDS: {"extension_type": "new-sco"}}
    assert told["id"] in [each["target_ref"] for each in held if each["type"] == "relationship"]
    del told["extensions"]
    (draft,) = exchanging.read(json.dumps([told]).encode()).pieces[0].drafts
    assert value in str(draft.body)


def test_a_record_that_no_reader_would_take_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LONGEST_OBJECT", 500)
    with pytest.raises(writing.NotWritten, match="would have more than 500 bytes"):
        writing.write(Bundle((MARKET,)), now=NOW)
