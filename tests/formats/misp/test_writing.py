"""What a foreign MISP is told: events by handling, tags, distribution, identifiers, relations; what is withheld."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest
from tests.worlds import leaving, misp

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink, Part
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.misp import feeds, reading, writing
from bowstreet.vocabulary.envelope import Envelope, Restriction
from bowstreet.vocabulary.evaluation import UNGRADED, Grade
from bowstreet.vocabulary.handling import Action, HandlingCode, Scope, State, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import ProtectedFlag, SpecialCategory
from bowstreet.vocabulary.linking import LinkType

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 29, 13, tzinfo=UTC)
H = HandlingCode


def events(*records: Leaving, links: tuple[LeavingLink, ...] = ()) -> list[dict[str, Any]]:
    held = json.loads(writing.write(Bundle(records, links), now=NOW).content)
    return [each["Event"] for each in held.get("response", [held])]


def under(envelope: Envelope, **terms: Any) -> Envelope:
    return replace(envelope, terms=replace(envelope.terms, **terms))


def values(held: dict[str, Any], relation: str) -> list[str]:
    return [each["value"] for each in held["Attribute"] if each["object_relation"] == relation]


@pytest.mark.parametrize(
    ("scope", "tlp", "codes"), itertools.product(Scope, Tlp, [{H.H0}, {H.H1}, {H.H2}, {H.H1, H.H3}])
)
def test_a_distribution_is_never_wider_than_scope_and_level_and_handling(scope: Scope, tlp: Tlp, codes: set[H]) -> None:
    named = {Scope.NAMED: {"recipients": frozenset({"east"})}, Scope.GROUP: {"group": "reef"}}.get(scope, {})
    envelope = under(misp.OPEN, scope=scope, tlp=tlp, handling=frozenset(codes), h3_text="ask first", **named)
    [event] = events(misp.record("domain", 1, envelope))
    widest = 0
    if codes <= {H.H0, H.H1} and scope in (Scope.LEA, Scope.COMMUNITY) and tlp in (Tlp.CLEAR, Tlp.GREEN):
        widest = 3 if (scope, tlp) == (Scope.COMMUNITY, Tlp.CLEAR) else 1
    assert event["distribution"] == str(widest)
    assert event["sharing_group_id"] == "0"
    assert all(each["distribution"] == "5" for held in event["Object"] for each in (held, *held["Attribute"]))


@pytest.mark.parametrize(
    "closing",
    [
        {"restrictions": (Restriction(Action.DISSEMINATE, "ask us", "north", date(2026, 1, 1)),)},
        {"flags": frozenset({ProtectedFlag.MINOR})},
        {"special": frozenset({SpecialCategory.HEALTH})},
        {"state": State.RESTRICTED},
    ],
)
def test_what_is_protected_or_restricted_stays_with_who_gets_it(closing: dict[str, Any]) -> None:
    [event] = events(misp.record("domain", 1, under(misp.OPEN, **closing)))
    assert event["distribution"] == "0"


def test_tags_say_level_actions_grade_and_handling() -> None:
    [event] = events(misp.record("domain", 1))
    assert [each["name"] for each in event["Tag"]] == [
        "tlp:amber+strict",
        "PAP:AMBER",
        'admiralty-scale:source-reliability="b"',
        'admiralty-scale:information-credibility="3"',
        'bowstreet:grade="B2"',
        'bowstreet:handling="H2"',
    ]


@pytest.mark.parametrize("grade", ["A1", "B2", "C3", "X4"])
def test_a_grade_in_another_scheme_is_a_loss_unless_it_says_the_same(grade: str) -> None:
    graded = replace(misp.OPEN, particulars=replace(misp.OPEN.particulars, grade=Grade.read(grade)))
    written = writing.write(Bundle((misp.record("domain", 1, graded),)), now=NOW)
    lost = {each.part: each.why for each in written.losses}
    assert lost.get("envelope.grade") == (None if Grade.read(grade) == UNGRADED else Why.COARSER)


def test_versions_stand_with_what_is_handled_as_they_are() -> None:
    first, second = misp.record("market", 1), misp.record("market", 1, misp.OPEN, version=2)
    closed, open_ = events(first, second, misp.record("market", 2, misp.OPEN))
    assert [values(each, "version") for each in closed["Object"]] == [["1"]]
    assert [values(each, "version") for each in open_["Object"]] == [["2"], ["1"]]
    assert values(closed["Object"][0], "onion-address") == [], "what a past version said is for us alone"
    assert values(open_["Object"][0], "onion-address") == [misp.ONION]


def test_conditions_are_told_and_products_are_tags() -> None:
    envelope = under(misp.CLOSED, handling=frozenset({H.H3}), h3_text="not after the trial",
                     restrictions=(Restriction(Action.COURT, "ask us", "north", date(2026, 1, 1)),))  # fmt: skip
    [event] = events(misp.record("vendor_account", 1, envelope))
    account, carrier = event["Object"]
    assert values(carrier, "condition") == ["not after the trial", "court: ask us"]
    assert [each["name"] for each in carrier["Attribute"][0]["Tag"]] == [
        'drugs:lipids-and-lipid-like-molecules="steroids-and-steroid-derivatives"',
        'dark-web:topic="drugs-narcotics"',
    ]
    assert (values(account, "username"), values(account, "account-type")) == (["quietharbour"], ["Saltmarket"])


def test_identifiers_that_no_object_says_stand_in_the_carrier() -> None:
    [event] = events(misp.record("person", 1))
    person, carrier = event["Object"]
    assert values(person, "e-mail") == ["wren@tallow.example.org"]
    assert values(carrier, "email") == []
    assert values(carrier, "identifier") == ["telegram: quiet_wren"]
    assert [each["relationship_type"] for each in carrier["ObjectReference"]] == ["describes"]
    assert (carrier["ObjectReference"][0]["referenced_uuid"], person["uuid"]) == (person["uuid"],) * 2


def test_of_very_many_identifiers_a_foreign_misp_is_told_some_and_we_all() -> None:
    emails = [f"wren{number}@tallow.example.org" for number in range(1_100)]
    body = {"names": ["Wren"], "emails": [{"value": each} for each in emails]}
    held = replace(misp.record("person", 1), body=misp.catalogue.ALL["person"].check(body))
    written = writing.write(Bundle((held,)), now=NOW)
    assert ("person.identifiers", Why.COARSER, 100) in {(each.part, each.why, each.count) for each in written.losses}
    assert reading.read(written.content).bundle == Bundle((held,))


def test_links_are_references_in_one_event_and_a_loss_between_two() -> None:
    person, account = misp.record("person", 1), misp.record("bank_account", 2)
    far = misp.record("domain", 3, misp.OPEN)
    links = (LeavingLink(person.id, LinkType.HOLDS, account.id), LeavingLink(person.id, LinkType.USES, far.id))
    judged = (LeavingJudgement(person.id, account.id, Verdict.SAME, "x", "north", NOW),)
    written = writing.write(Bundle((person, account, far), links, judged), now=NOW)
    said = json.loads(written.content)["response"][0]["Event"]["Object"][0]
    assert [(each["relationship_type"], each["referenced_uuid"]) for each in said["ObjectReference"]] == [
        ("owns", "018f0000-0000-4000-8000-000000000002"),
        ("same-as", "018f0000-0000-4000-8000-000000000002"),
    ]
    assert ("link.uses", Why.COARSER) in {(each.part, each.why) for each in written.losses}


def test_what_stays_behind_is_counted_as_withheld() -> None:
    held = replace(misp.record("person", 1), masked=("emails", "phones"))
    lost = {each.part: each.why for each in writing.write(Bundle((held,)), now=NOW).losses}
    assert (lost["person.emails"], lost["person.phones"]) == (Why.WITHHELD, Why.WITHHELD)


def test_the_same_records_are_the_same_bytes_at_any_time_but_for_the_stamp_of_the_event() -> None:
    held = [json.loads(writing.write(misp.bundle(), now=at).content)["response"] for at in (NOW, NOW, LATER)]
    stamps = [{each["Event"].pop("timestamp") for each in several} for several in held]
    assert held[0] == held[1] == held[2]
    assert stamps == [{str(int(at.timestamp()))} for at in (NOW, NOW, LATER)]
    assert feeds.write(misp.bundle(), now=NOW).content == feeds.write(misp.bundle(), now=NOW).content


def edited(server: dict[str, dict[str, Any]], *told: dict[str, Any]) -> None:
    """Take events in as a MISP does: one that is not newer is ignored, and nothing goes that is not named."""
    for each in told:
        there = server.setdefault(each["uuid"], {**each, "timestamp": "0", "Object": []})
        if int(each["timestamp"]) > int(there["timestamp"]):
            several = {held["uuid"]: held for held in (*there["Object"], *each["Object"])}
            server[each["uuid"]] = {**each, "Object": list(several.values())}


def test_a_later_export_of_other_records_is_newer_and_both_stand_then() -> None:
    server: dict[str, dict[str, Any]] = {}
    old = replace(misp.record("market", 2), modified_at=datetime(2020, 1, 1, tzinfo=UTC))
    for at, record in ((NOW, misp.record("market", 1)), (LATER, old)):
        edited(server, json.loads(writing.write(Bundle((record,)), now=at).content)["Event"])
    [event] = server.values()
    assert len(event["Object"]) == 2


def test_each_part_has_an_event_of_its_own_and_the_first_is_that_of_the_whole() -> None:
    told = [
        json.loads(writing.write(Part((misp.record("market", number),), number=part), now=NOW).content)["Event"]
        for number, part in enumerate((1, 1, 2, 3, 3))
    ]
    one, whole, two, three, again = (each["uuid"] for each in told)
    assert (one, three) == (whole, again) and len({one, two, three}) == 3
    server: dict[str, dict[str, Any]] = {}
    edited(server, told[0], told[2], told[3])
    assert sum(len(each["Object"]) for each in server.values()) == 3


def test_what_came_back_is_drafts_with_links_and_judgements_too() -> None:
    found = reading.read(writing.write(misp.bundle(), now=NOW).content)
    drafts = {draft.kind: draft for piece in found.pieces for draft in piece.drafts}
    assert drafts.keys() == misp.BODIES.keys(), "an event of ours is no document"
    assert sum(len(piece.drafts) for piece in found.pieces) == len(misp.BODIES)
    assert [(str(each.type), each.kind) for each in drafts["person"].links] == [
        ("uses", "bank_account"), ("controls", "device"),
    ]  # fmt: skip
    (judged,) = (each for piece in found.pieces for each in piece.judged)
    assert (judged.left[0], judged.right[0], judged.by) == ("vendor_account", "person", "north")
    (marks,) = (piece.marks for piece in found.pieces if any(each.kind == "person" for each in piece.drafts))
    assert (marks.envelope, marks.scope, marks.foreign_grading) == (misp.CLOSED, None, "")
    assert drafts["case"].cites != (), "the newest version alone is a draft"


def test_what_was_added_to_an_event_of_ours_elsewhere_is_theirs() -> None:
    [event] = events(misp.record("domain", 1))
    event["Attribute"].append({"type": "btc", "value": misp.BODIES["wallet"]["address"]})
    found = reading.read(json.dumps({"Event": event}).encode())
    kinds = sorted(draft.kind for piece in found.pieces for draft in piece.drafts)
    assert kinds == ["document", "domain", "wallet"]


def test_a_feed_comes_back_as_one_source_and_knows_what_is_missing() -> None:
    import io
    import zipfile

    packed = zipfile.ZipFile(io.BytesIO(feeds.write(misp.bundle(), now=NOW).content))
    files = {name: packed.read(name) for name in packed.namelist()}
    assert feeds.is_feed(list(files))
    found = feeds.read(files)
    assert (found.bundle, found.refused) == (misp.bundle(), ())
    gone = next(name for name in files if name[0] not in "mh")
    assert len(feeds.read({name: held for name, held in files.items() if name != gone}).refused) >= 1


def test_an_object_that_would_not_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Bundle((leaving.record(),))
    whole = json.loads(writing.write(held, now=leaving.NOW).content)["Event"]["Object"]
    longest = max(len(orjson.dumps(each)) for each in whole)
    monkeypatch.setattr(reading, "LONGEST_PART", longest)
    written = writing.write(held, now=leaving.NOW).content
    assert reading.read(written).bundle == held
    monkeypatch.setattr(reading, "LONGEST_PART", longest - 1)
    assert reading.read(written).refused
    with pytest.raises(writing.NotWritten, match="would have more than"):
        writing.write(held, now=leaving.NOW)


def test_several_long_parts_of_one_record_come_back_each_whole() -> None:
    one, other = misp.record("case", 1), misp.record("case", 2)
    grounds = ["\U0001f33f" * 12_000 + str(number) for number in range(2)]
    judged = tuple(LeavingJudgement(one.id, other.id, Verdict.SAME, each, "north", misp.AT) for each in grounds)
    found = reading.read(writing.write(Bundle((one, other), (), judged), now=misp.AT).content)
    assert found.bundle is not None and [each.ground for each in found.bundle.judgements] == grounds
