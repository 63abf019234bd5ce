"""Edits, drafts, changes for a second officer, the trash: what is kept, what is refused, and who sees it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.worlds.repository import KEY, NOW, OWN, SHARED, World, found, ids

from bowstreet.holdings.agencies import founding
from bowstreet.holdings.governance import onlookers, rules
from bowstreet.holdings.repository import (
    changes,
    drafting,
    editing,
    enveloping,
    foreseeing,
    forming,
    proposing,
    recording,
    saving,
    showing,
    telling,
    withdrawing,
)
from bowstreet.holdings.repository.changes import Mark
from bowstreet.holdings.repository.outdating import Outdated
from bowstreet.vocabulary import effects
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import ProtectedFlag
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid

CLEAR = {**SHARED, "tlp": "CLEAR"}
BODY = {"fingerprint": KEY, "user_ids": [{"value": "bb"}, {"value": "cc"}], "algorithm": "4"}


def new(world: World, **more: Any) -> saving.Saved:
    return saving.new(reader=world.north, now=NOW, kind="pgp_key", body=BODY, envelope=OWN, **more)


def shown(reader: Reader, id: str, field: str) -> list[str]:
    return [each.shown for each in showing.show(reader=reader, now=NOW, id=id).values if each.field == field]


def edit(reader: Reader, id: str, begun: int, body: Mapping[str, Any], **more: Any) -> saving.Saved:
    return saving.edit(reader=reader, now=NOW, id=id, begun=begun, body=body, **more)


def test_an_edit_corrects_withdraws_and_adds_and_the_history_keeps_what_was(world: World) -> None:
    made = new(world)
    said = {**BODY, "user_ids": [{"value": "bb", "withdrawn": "1"}, {"value": "dd"}], "algorithm": "5"}
    assert edit(world.analyst, made.id, 1, said).version == 2
    assert shown(world.north, made.id, "user_ids") == ["dd"] and shown(world.north, made.id, "algorithm") == ["5"]
    step = telling.history(reader=world.north, now=NOW, id=made.id).versions[0]
    assert {(each.sort, each.before, each.after) for each in step.changes if each.field == "user_ids"} == {
        ("added", "", "dd"), ("removed", "bb", ""), ("removed", "cc", ""),
    }  # fmt: skip
    assert ids(found(world.north, "dd")) == [made.id] and ids(found(world.north, "bb")) == []


def test_an_edit_of_a_version_that_stands_no_more_is_refused_and_kept(world: World) -> None:
    made = new(world)
    edit(world.analyst, made.id, 1, {**BODY, "algorithm": "5", "description": "100"})
    with pytest.raises(editing.ChangedMeanwhile) as refused:
        edit(world.north, made.id, 1, {**BODY, "algorithm": "6", "user_ids": [{"value": "ee"}]}, page="p1", seq=3)
    assert refused.value.version == 2
    form = forming.sheet(reader=world.north, now=NOW, id=made.id, draft="p1")
    told = {each.field: each for each in form.differences}
    assert told["algorithm"].sort == "clash" and (told["algorithm"].mine, told["algorithm"].theirs) == (("6",), ("5",))
    assert form.body["algorithm"] == "6" and form.body["description"] == "100" and form.begun == 2
    assert [each["value"] for each in form.body["user_ids"]] == ["ee"]
    assert [each.number for each in form.since] == [2]


def test_every_fault_is_told_at_once_with_its_place_and_nothing_is_recorded(world: World) -> None:
    said = {"handle": "baker", "phones": [{"value": "+31 6 44"}, {"value": "", "source": "note"}], "registered_on": "x"}
    with pytest.raises(editing.WrongForm) as refused:
        saving.new(
            reader=world.north, now=NOW, kind="vendor_account", body=said, page="p1", seq=1,
            envelope={"review_on": "2031-01-01", "scope": "GROUP"},
        )  # fmt: skip
    assert {place for place, _ in refused.value.errors} == {
        "body.market", "body.phones.0", "body.phones.1", "body.registered_on", "envelope.group", "envelope.review_on",
        "envelope.subject_category",
    }  # fmt: skip
    assert found(world.north).total == 0
    form = forming.blank(reader=world.north, now=NOW, kind="vendor_account", draft="p1", check=True)
    assert form.errors == refused.value.errors and form.body == said


def test_a_form_sent_twice_is_saved_once(world: World) -> None:
    one, again = new(world, page="p1", seq=2), new(world, page="p1", seq=2)
    assert one == again and found(world.north).total == 1
    saved = edit(world.north, one.id, 1, {**BODY, "algorithm": "5"}, page="p2", seq=1)
    assert edit(world.north, one.id, 1, {**BODY, "algorithm": "5"}, page="p2", seq=1) == saved
    assert showing.show(reader=world.north, now=NOW, id=one.id).version == 2


def test_a_new_record_of_what_is_held_overwrites_nothing_unseen(world: World) -> None:
    one = new(world)
    with pytest.raises(saving.HeldAlready) as refused:
        saving.new(reader=world.analyst, now=NOW, kind="pgp_key", body={**BODY, "algorithm": "9"}, envelope=OWN,
                   page="p1", seq=1)  # fmt: skip
    assert refused.value.record == one.id and shown(world.north, one.id, "algorithm") == ["4"]
    form = forming.sheet(reader=world.analyst, now=NOW, id=one.id, draft="p1")
    assert form.body["algorithm"] == "9"


def test_a_draft_is_its_officers_alone_and_a_late_keeping_changes_nothing(world: World) -> None:
    made = new(world)
    kept = {"reader": world.north, "now": NOW, "kind": "pgp_key", "id": made.id, "begun": 1, "page": "p1"}
    drafting.keep(**kept, seq=2, body={**BODY, "algorithm": "second"})
    drafting.keep(**kept, seq=1, body={**BODY, "algorithm": "first"})
    assert forming.sheet(reader=world.north, now=NOW, id=made.id, draft="p1").body["algorithm"] == "second"
    assert drafting.mine(reader=world.analyst, now=NOW).drafts == ()
    for act in (lambda: forming.sheet(reader=world.analyst, now=NOW, id=made.id, draft="p1"),
                lambda: drafting.discard(reader=world.analyst, now=NOW, page="p1")):  # fmt: skip
        with pytest.raises(Hidden):
            act()
    edit(world.north, made.id, 1, {**BODY, "algorithm": "third"}, page="p1", seq=3)
    drafting.keep(**kept, seq=2, body={**BODY, "algorithm": "second"})
    assert drafting.mine(reader=world.north, now=NOW).drafts == ()


def test_a_draft_of_a_record_that_opens_no_more_is_not_told_until_it_opens_again(world: World) -> None:
    made = new(world)
    drafting.keep(reader=world.analyst, now=NOW, kind="pgp_key", id=made.id, begun=1, page="p1", seq=1,
                  body=BODY)  # fmt: skip
    saving.change_marks(reader=world.north, now=NOW, id=made.id, changes={"state": "restricted"})
    assert drafting.mine(reader=world.analyst, now=NOW).drafts == ()
    saving.change_marks(reader=world.north, now=NOW, id=made.id, changes={"state": "active"})
    assert [each.page for each in drafting.mine(reader=world.analyst, now=NOW).drafts] == ["p1"]


def test_a_draft_handed_over_is_the_colleagues_alone(world: World) -> None:
    drafting.keep(reader=world.north, now=NOW, kind="pgp_key", page="p1", seq=1, body=BODY)
    for wrong in ("s.lead", "n.dpo", "nobody"):
        with pytest.raises(drafting.NotAColleague):
            drafting.hand_over(reader=world.north, now=NOW, page="p1", officer=wrong)
    drafting.hand_over(reader=world.north, now=NOW, page="p1", officer="n.analyst")
    assert drafting.mine(reader=world.north, now=NOW).drafts == ()
    (row,) = drafting.mine(reader=world.analyst, now=NOW).drafts
    assert row.came_from == "Robin Vale" and row.title == f"PGP key {KEY}"


def test_undo_makes_a_version_equal_to_the_one_before_and_only_of_the_last(world: World) -> None:
    made = new(world)
    edit(world.north, made.id, 1, {**BODY, "algorithm": "5"})
    with pytest.raises(editing.NothingToUndo):
        editing.undo(reader=world.north, now=NOW, id=made.id, version=1)
    assert editing.undo(reader=world.analyst, now=NOW, id=made.id, version=2).version == 3
    assert shown(world.north, made.id, "algorithm") == ["4"]
    saving.change_marks(reader=world.north, now=NOW, id=made.id, changes={"tlp": "RED"})
    with pytest.raises(Hidden):
        editing.undo(reader=world.analyst, now=NOW, id=made.id, version=4)
    editing.undo(reader=world.north, now=NOW, id=made.id, version=4)
    assert showing.show(reader=world.north, now=NOW, id=made.id).docket.terms.tlp.value == "AMBER+STRICT"


def test_what_is_taken_back_is_nowhere_but_in_its_owners_trash(world: World) -> None:
    made = saving.new(reader=world.north, now=NOW, kind="pgp_key", body=BODY, envelope=CLEAR)
    assert ids(found(world.south, KEY)) == [made.id]
    with pytest.raises(Invalid):
        saving.withdraw(reader=world.north, now=NOW, id=made.id, reason=" ")
    saving.withdraw(reader=world.north, now=NOW, id=made.id, reason="mixed up")
    for reader in (world.north, world.analyst, world.south):
        assert ids(found(reader, KEY)) == [] and found(reader).total == 0
        with pytest.raises(Hidden):
            showing.show(reader=reader, now=NOW, id=made.id)
    assert [each.id for each in withdrawing.trash(reader=world.analyst, now=NOW).records] == [made.id]
    assert withdrawing.trash(reader=world.south, now=NOW).records == ()
    with pytest.raises(Hidden):
        saving.restore(reader=world.south, now=NOW, id=made.id)
    another = saving.new(reader=world.north, now=NOW, kind="pgp_key", body=BODY, envelope=CLEAR)
    assert saving.restore(reader=world.analyst, now=NOW, id=made.id).version == 3
    assert set(ids(found(world.south))) == {made.id, another.id}
    assert shown(world.south, made.id, "user_ids") == ["bb", "cc"]


def two_persons(world: World) -> None:
    founding.set_standing(reader=world.north, standing={"second_person": ["pgp_key", "vendor_account"]}, now=NOW)


def test_a_change_is_approved_by_somebody_else_of_the_agency_alone(world: World) -> None:
    made = new(world)
    two_persons(world)
    for alone in (
        lambda: recording.amend(reader=world.analyst, now=NOW, id=made.id, body={"user_ids": ["dd"]}),
        lambda: world.vendor(world.analyst, "other"),
    ):
        with pytest.raises(recording.SecondPersonWanted):
            alone()
    saved = edit(world.analyst, made.id, 1, {**BODY, "algorithm": "5"}, page="p1", seq=1)
    assert saved.waits and shown(world.north, made.id, "algorithm") == ["4"]
    view = changes.change(reader=world.north, now=NOW, id=saved.id)
    assert [(each.field, each.before, each.mine) for each in view.differences] == [("algorithm", ("4",), ("5",))]
    assert view.may_decide and not changes.change(reader=world.analyst, now=NOW, id=saved.id).may_decide
    for act in (proposing.approve, lambda **said: proposing.decline(**said, reason="no")):
        with pytest.raises(proposing.OwnChange):
            act(reader=world.analyst, now=NOW, id=saved.id)
        with pytest.raises(Hidden):
            act(reader=world.south, now=NOW, id=saved.id)
    proposing.approve(reader=world.north, now=NOW, id=saved.id)
    assert shown(world.north, made.id, "algorithm") == ["5"]
    assert showing.show(reader=world.north, now=NOW, id=made.id).versions[0].by == "Sam Quill"
    with pytest.raises(proposing.Decided):
        proposing.decline(reader=world.north, now=NOW, id=saved.id, reason="no")


def test_each_sort_of_change_is_made_by_its_approval(world: World) -> None:
    two_persons(world)
    waits = new(world)
    assert waits.waits and found(world.north).total == 0
    made = proposing.approve(reader=world.analyst, now=NOW, id=waits.id).record
    marks = saving.re_mark(reader=world.north, now=NOW, id=made, begun=1, envelope={"tlp": "RED"})
    view = changes.change(reader=world.analyst, now=NOW, id=marks.id)
    assert (view.may_decide, view.may_decline, view.stale) == (False, True, False) and "a supervisor" in view.not_yours
    with pytest.raises(proposing.NotYours):
        proposing.approve(reader=world.analyst, now=NOW, id=marks.id)
    assert proposing.take_back(reader=world.north, now=NOW, id=marks.id).state == "back"
    with pytest.raises(enveloping.WrongMarks):
        saving.change_marks(reader=world.north, now=NOW, id=made, changes={"tlp": "PURPLE"})
    graded = saving.change_marks(reader=world.north, now=NOW, id=made, changes={"grade": "B2"})
    assert graded.waits and showing.show(reader=world.north, now=NOW, id=made).version == 1
    assert changes.change(reader=world.analyst, now=NOW, id=graded.id).marks == (Mark("grade", ("X4",), ("B2",)),)
    with pytest.raises(Hidden):
        saving.change_marks(reader=world.analyst, now=NOW, id=made, changes={"grade": "B2"})
    proposing.take_back(reader=world.north, now=NOW, id=graded.id)
    away = saving.withdraw(reader=world.analyst, now=NOW, id=made, reason="mixed up")
    assert changes.change(reader=world.north, now=NOW, id=away.id).why == "mixed up"
    proposing.approve(reader=world.north, now=NOW, id=away.id)
    assert found(world.north).total == 0


def test_a_stale_change_is_not_approved_and_a_declined_one_goes_on(world: World) -> None:
    made = new(world)
    two_persons(world)
    one = edit(world.analyst, made.id, 1, {**BODY, "algorithm": "5"})
    other = edit(world.north, made.id, 1, {**BODY, "description": "9"})
    proposing.approve(reader=world.analyst, now=NOW, id=other.id)
    with pytest.raises(Outdated, match="version 2 stands"):
        proposing.approve(reader=world.north, now=NOW, id=one.id)
    proposing.decline(reader=world.north, now=NOW, id=one.id, reason="compare first")
    assert changes.change(reader=world.analyst, now=NOW, id=one.id).reason == "compare first"
    form = forming.sheet(reader=world.analyst, now=NOW, id=made.id, change=one.id)
    assert (form.body["algorithm"], form.body["description"], form.begun) == ("5", "9", 2)


def test_who_will_see_it_says_what_the_gate_decides(world: World) -> None:
    told = foreseeing.who_will_see(reader=world.north, now=NOW, kind="vendor_account", envelope=SHARED)
    (south,) = told.others
    assert south.agency and south.agency.slug == "south"
    steps = {role: sight.step for sight in south.sights for role in sight.roles}
    terms = world.envelope(world.north, **SHARED).terms
    for role, step in steps.items():
        asker = replace(world.south, role=role)
        sees = [
            action for action in (Action.DISCOVER, Action.META, Action.BODY, Action.IDENTIFIERS)
            for purpose in onlookers.PURPOSES_OF_ROLE[role]
            if rules.decide(asker, terms, action, purpose, NOW).result is rules.Result.PERMIT
        ]  # fmt: skip
        assert (step in ("nothing", "hit")) == (not sees)
        assert not sees or step == max(sees, key=list(Action).index).value
    closed = foreseeing.who_will_see(reader=world.north, now=NOW, kind="vendor_account", envelope=OWN)
    assert {each.step for each in closed.reached} == {"hit"}


def test_who_may_edit_a_record_asks_who_sees_it_as_it_stands(world: World) -> None:
    made = world.vendor(world.analyst, "amber", SHARED)
    asked = {"reader": world.analyst, "now": NOW, "kind": "vendor_account", "id": made}
    (south,) = foreseeing.who_will_see(**asked).others
    assert south.agency and south.agency.slug == "south"
    with pytest.raises(Hidden):
        foreseeing.who_will_see(**asked, envelope={"scope": "OWNER"})
    with pytest.raises(Hidden):
        foreseeing.who_will_see(**{**asked, "reader": world.south})
    assert foreseeing.who_will_see(**{**asked, "reader": world.north}, envelope={"scope": "OWNER"}).others


def test_a_group_of_others_is_not_told_by_whom_it_would_reach(world: World) -> None:
    later = NOW.date() - timedelta(days=1)
    from bowstreet.holdings.agencies import groups

    groups.make_group(reader=world.south, slug="others", name="Others", since=later, until=None, now=NOW)
    said = {**OWN, "scope": "GROUP", "group": "others", "tlp": "AMBER"}
    told = foreseeing.who_will_see(reader=world.north, now=NOW, kind="vendor_account", envelope=said)
    assert [each.step for each in told.reached] == ["hit"]
    groups.add_member(reader=world.south, group="others", agency="north", since=later, until=None, now=NOW)
    told = foreseeing.who_will_see(reader=world.north, now=NOW, kind="vendor_account", envelope=said)
    assert [each.step for each in told.reached] == ["identifiers"]


@pytest.mark.parametrize("flag", list(ProtectedFlag))
def test_what_is_said_of_a_mark_is_what_the_gate_does(world: World, flag: ProtectedFlag) -> None:
    said = foreseeing.who_will_see(
        reader=world.north, now=NOW, kind="vendor_account", envelope={**SHARED, "tlp": "CLEAR", "flags": [flag.value]}
    )
    assert effects.OF_FLAG[flag] in said.effects
    (others,) = said.reached
    assert others.step == ("discover" if flag is ProtectedFlag.MINOR else "meta")
    own = {role: sight.step for sight in said.own.sights for role in sight.roles}
    assert own[Role.ANALYST] == ("meta" if flag is ProtectedFlag.PRIVILEGED_LAWYER else "identifiers")


def test_every_act_is_entered_once(world: World) -> None:
    made = new(world, page="p1", seq=1)
    drafting.keep(reader=world.north, now=NOW, kind="pgp_key", page="p2", seq=1, body=BODY)
    drafting.keep(reader=world.north, now=NOW, kind="pgp_key", page="p2", seq=2, body=BODY)
    edit(world.north, made.id, 1, {**BODY, "algorithm": "5"})
    editing.undo(reader=world.north, now=NOW, id=made.id, version=2)
    saving.withdraw(reader=world.north, now=NOW, id=made.id, reason="mixed up")
    saving.restore(reader=world.north, now=NOW, id=made.id)
    told = [each for each in _acts(world) if each.startswith(("record.", "draft."))]
    assert told == ["record.new", "draft.begin", "record.edit", "record.undo", "record.withdraw", "record.restore"]


def _acts(world: World) -> list[str]:
    import json

    from bowstreet.holdings.ledger.models import Act

    held = Act.objects.filter(agency="north", officer=world.north.officer).order_by("number")
    return [json.loads(each.body)["action"] for each in held]
