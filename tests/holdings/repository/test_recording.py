"""Recording: who may, what is refused and with what words, and what the versions keep."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.worlds.repository import BASIS, KEY, NOW, OWN, World, found, ids

from bowstreet.holdings.repository import merging, recording, saving, showing
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort


def test_the_same_key_is_one_record_with_more_statements(world: World) -> None:
    one = world.vendor(world.north, "baker", aliases=["bb"])
    again = recording.record(
        reader=world.analyst, now=NOW + timedelta(days=2), kind="vendor_account", envelope=OWN,
        body={"market": "lantern market", "handle": "baker", "aliases": ["bb", "b.b."], "pgp": [KEY]},
    )  # fmt: skip
    assert (again.id, again.version, again.created) == (one, 2, False)
    view = showing.show(reader=world.north, now=NOW, id=one)
    assert [each.shown for each in view.values if each.field == "aliases"] == ["bb", "b.b."]
    assert [each.number for each in view.versions] == [2, 1]
    then = showing.show(reader=world.north, now=NOW, id=one, as_of=NOW.date())
    assert [each.shown for each in then.values if each.field == "aliases"] == ["bb"]
    assert then.version == 1
    with pytest.raises(Hidden):
        showing.show(reader=world.north, now=NOW, id=one, as_of=NOW.date() - timedelta(days=1))


def test_saying_the_same_again_makes_no_version(world: World) -> None:
    one = world.vendor(world.north, "baker", aliases=["bb"])
    assert world.vendor(world.north, "baker", aliases=["bb"]) == one
    assert showing.show(reader=world.north, now=NOW, id=one).version == 1


def test_other_terms_make_another_record(world: World) -> None:
    one = world.vendor(world.north, "baker")
    other = world.vendor(world.north, "baker", {**OWN, "tlp": "RED"})
    assert one != other and set(ids(found(world.north, "baker"))) == {one, other}


def test_another_agencys_record_of_the_same_thing_is_its_own(world: World) -> None:
    assert world.vendor(world.north, "baker") != world.vendor(world.south, "baker")


@pytest.mark.parametrize(
    ("category", "flag"),
    [("victim", ProtectedFlag.VICTIM), ("witness", ProtectedFlag.WITNESS),
     ("informant_information_provider", ProtectedFlag.INFORMANT)],
)  # fmt: skip
def test_marks_follow_from_the_category(world: World, category: str, flag: ProtectedFlag) -> None:
    one = world.vendor(world.north, "baker", {**BASIS, "subject_category": category, "category_ground": "told us"})
    assert flag in showing.show(reader=world.north, now=NOW, id=one).docket.terms.flags


def test_an_undetermined_record_is_hidden_to_others_of_the_agency(world: World) -> None:
    one = world.vendor(world.north, "baker", {**BASIS, "subject_category": "undetermined"})
    terms = showing.show(reader=world.north, now=NOW, id=one).docket.terms
    assert terms.state is State.UNDETERMINED
    with pytest.raises(Hidden):
        showing.show(reader=replace(world.north, role=Role.INVESTIGATOR), now=NOW, id=one)


@pytest.mark.parametrize(
    ("kind", "body", "envelope"),
    [
        ("nothing", {}, OWN),
        ("vendor_account", {}, OWN),
        ("vendor_account", {"market": "M", "handle": "h", "wrong": 1}, OWN),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "purposes": []}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "subject_category": None}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "scope": "NAMED"}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "scope": "WIDE"}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "owner": "south"}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "purposes": "prosecution"}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "grade": 7}),
        ("vendor_account", {"market": "M", "handle": "h"}, {**OWN, "review_on": ["x"]}),
    ],
)
def test_what_may_not_be_recorded_is_refused_with_a_sentence(
    world: World, kind: str, body: dict[str, object], envelope: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        recording.record(reader=world.north, now=NOW, kind=kind, body=body, envelope=envelope)
    assert refused.value.sentence.endswith(".")
    assert found(world.north).total == 0


def test_a_prosecutor_records_cases_and_documents_alone(world: World) -> None:
    prosecutor = replace(world.north, role=Role.PROSECUTOR, purpose=Purpose.PROSECUTION)
    made = recording.record(reader=prosecutor, now=NOW, kind="document", body={"title": "Letter"}, envelope=OWN)
    assert made.created
    with pytest.raises(Refusal) as refused:
        recording.record(reader=prosecutor, now=NOW, kind="market", body={"name": "M"}, envelope=OWN)
    assert refused.value.sort is Sort.FORBIDDEN
    for role in (Role.PARTNER, Role.AUDITOR):
        with pytest.raises(Refusal):
            recording.record(
                reader=replace(world.north, role=role), now=NOW, kind="market", body={"name": "M"}, envelope=OWN
            )


def test_amending_keeps_what_is_held(world: World) -> None:
    one = world.vendor(world.north, "baker", aliases=["bb"], registered_on="2020-01-04")
    recording.amend(reader=world.analyst, now=NOW, id=one, body={"aliases": ["cc"], "registered_on": "2020-01-05"})
    view = showing.show(reader=world.north, now=NOW, id=one)
    assert [each.shown for each in view.values if each.field in ("aliases", "registered_on")] == [
        "bb", "cc", "2020-01-05",
    ]  # fmt: skip
    with pytest.raises(Hidden):
        recording.amend(reader=world.south, now=NOW, id=one, body={"rating": "1"})


def test_of_what_changes_by_day_the_latest_stands_first_and_a_plain_value_of_old_is_kept(world: World) -> None:
    said = [{"value": f"{number}", "first_seen": f"2026-02-0{number}", "last_seen": f"2026-02-0{number}"}
            for number in (2, 5, 3, 4, 1)]  # fmt: skip
    one = world.vendor(world.north, "baker", deals=said)
    values = [each for each in showing.show(reader=world.north, now=NOW, id=one).values if each.field == "deals"]
    assert [(each.shown, each.earlier) for each in values] == [
        ("5", False), ("4", False), ("3", False), ("2", True), ("1", True),
    ]  # fmt: skip
    assert str(values[0].last_seen) == "2026-02-05"
    before = {"market": "M", "handle": "h", "rating": "4.9"}
    kind = catalogue.kind("vendor_account")
    merged = kind.check(merging.merge(kind, before, kind.check({**before, "rating": ["4.8"]})))
    assert [each["value"] for each in merged["rating"]] == ["4.9", "4.8"]
    assert [each.value for each in kind.statements(before, "rating")] == ["4.9"]
    assert [each["value"] for each in merging.without(kind, merged, before, merged)["rating"]] == ["4.9"]
    assert [each["value"] for each in merging.without(kind, before, before, before)["rating"]] == ["4.9"]


def test_what_can_only_have_happened_is_not_recorded_of_a_day_ahead(world: World) -> None:
    said = [{"value": "bb", "first_seen": "2026-03-04", "last_seen": "2026-03-04"}]
    with pytest.raises(Invalid, match="2026-03-04 lies ahead"):
        world.vendor(world.north, "baker", aliases=said)
    one = world.vendor(world.north, "baker")
    for act in (
        lambda: recording.amend(reader=world.north, now=NOW, id=one, body={"aliases": said}),
        lambda: saving.edit(
            reader=world.north, now=NOW, id=one, begun=1,
            body={"market": "Lantern Market", "handle": "baker", "aliases": said},
        ),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            act()
    assert showing.show(reader=world.north, now=NOW, id=one).version == 1
    later = NOW + timedelta(days=2)
    assert recording.amend(reader=world.north, now=later, id=one, body={"aliases": said}).version == 2
    planned = {"title": "Knock on doors", "due_on": "2027-01-01"}
    assert recording.record(reader=world.north, now=NOW, kind="lead", body=planned, envelope=OWN).created
