"""What another gave stays the giver's: no officer marks it wider, links it past H3 or passes it on, by any way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.worlds.repository import NOW, OWN, SHARED, World

from bowstreet.holdings.agencies import founding
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import (
    changes,
    connecting,
    editing,
    foreseeing,
    leaving,
    models,
    proposing,
    recording,
    saving,
    showing,
)
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Release, Role

BY = "Harbour Watch"
SENTENCE = (
    "Harbour Watch gave this record, and it is marked only more strictly than it was given: {} would open more. A wider"
    " envelope comes with a newer version from Harbour Watch."
)
WIDER: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("scope", {"scope": "LEA"}),
    ("scope, recipients", {"scope": "NAMED", "recipients": ["south"]}),
    ("tlp", {"tlp": "GREEN"}),
    ("pap", {"pap": "CLEAR"}),
    ("index", {"index": "hit"}),
    ("handling", {"handling": ["H0"]}),
    ("purposes", {"purposes": ["prosecution", "training"]}),
)
GIVEN = {**OWN, "index": "none", "handling": ["H2"]}


def marks(world: World, id: str) -> Terms:
    return showing.show(reader=world.north, now=NOW, id=id).docket.terms


def ways(world: World, id: str) -> tuple[Callable[[Mapping[str, Any]], Any], ...]:
    one: dict[str, Any] = {"reader": world.north, "now": NOW, "id": id}
    return (
        lambda said: saving.change_marks(**one, changes=said),
        lambda said: saving.re_mark(**one, begun=1, envelope=said),
    )


@pytest.mark.parametrize(("named", "said"), WIDER)
def test_no_way_marks_it_wider_than_it_was_given_and_the_sentence_names_the_giver(
    world: World, named: str, said: Mapping[str, Any]
) -> None:
    made = world.given(world.north, "quay", BY, GIVEN)
    before = marks(world, made)
    for two_persons in (False, True):
        if two_persons:
            founding.set_standing(reader=world.north, standing={"second_person": ["all"]}, now=NOW)
        for way in ways(world, made):
            with pytest.raises((recording.enveloping.WrongMarks, editing.WrongForm)) as refused:
                way(said)
            assert refused.value.sentence == SENTENCE.format(named)
    assert marks(world, made) == before
    assert models.Proposed.objects.count() == 0
    assert models.Version.objects.count() == 1


def test_it_is_marked_more_strictly_and_back_to_what_it_was_given_and_no_further(world: World) -> None:
    made = world.given(world.north, "quay", BY, GIVEN)
    given = marks(world, made)
    for said in ({"tlp": "RED"}, {"tlp": "AMBER+STRICT"}, {"handling": ["H1", "H2"]}):
        saving.change_marks(reader=world.north, now=NOW, id=made, changes=said)
    assert marks(world, made).given_by == BY
    editing.undo(reader=world.north, now=NOW, id=made, version=4)
    assert marks(world, made) == given
    with pytest.raises(recording.enveloping.WrongMarks):
        saving.change_marks(reader=world.north, now=NOW, id=made, changes={"tlp": "AMBER"})


def test_a_change_that_waits_is_tried_again_when_a_second_officer_approves_it(world: World) -> None:
    made = world.given(world.north, "quay", BY, GIVEN)
    founding.set_standing(reader=world.north, standing={"second_person": ["all"]}, now=NOW)
    narrow = saving.change_marks(reader=world.north, now=NOW, id=made, changes={"tlp": "RED"})
    held = models.Proposed.objects.get(uid=narrow.id)
    held.content = held.content.replace("RED", "CLEAR")
    held.save()
    assert changes.change(reader=world.analyst, now=NOW, id=narrow.id).marks
    second = replace(world.analyst, role=Role.SUPERVISOR)
    with pytest.raises(recording.enveloping.WrongMarks) as refused:
        proposing.approve(reader=second, now=NOW, id=narrow.id)
    assert refused.value.sentence == SENTENCE.format("tlp")


def test_nobody_sets_or_drops_who_gave_it_by_hand(world: World) -> None:
    made = world.given(world.north, "quay", BY, GIVEN)
    for way in ways(world, made):
        with pytest.raises((recording.enveloping.WrongMarks, editing.WrongForm), match="given_by"):
            way({"given_by": ""})
    for envelope in ({**OWN, "given_by": "south"}, {**OWN, "given_by": ""}):
        with pytest.raises(recording.enveloping.WrongMarks, match="given_by"):
            world.vendor(world.north, "reeve", envelope)


def test_ones_own_of_the_same_name_stays_beside_it_and_free(world: World) -> None:
    given, own = world.given(world.north, "quay", BY, GIVEN), world.vendor(world.north, "quay", GIVEN)
    assert given != own
    assert marks(world, own).given_by == ""
    saving.change_marks(reader=world.north, now=NOW, id=own, changes={"scope": "LEA"})


def test_what_leaves_is_counted_by_who_gave_it_and_its_leave_lets_it_go(world: World) -> None:
    given = world.given(world.north, "quay", BY, GIVEN)
    loud = world.given(world.north, "reeve", "south", {**SHARED, "handling": ["H2"]})
    world.given(world.north, "wick", "south", {**OWN, "handling": ["H0"], "tlp": "AMBER"})
    free = world.given(world.north, "lamp", BY, SHARED)
    own = world.vendor(world.north, "candle", OWN)
    made = leaving.leaves(reader=world.north, now=NOW, choice=Chosen(q=""))
    assert {each.id for each in made.records} == {free, own}
    assert (dict(made.givers), dict(made.asking), made.above) == ({BY: 1, "south": 2}, {}, 0)
    assert {each.envelope.terms.given_by for each in made.records} == {"", BY}
    with_leave = replace(world.north, releases=(leave(world, given, Action.DISSEMINATE, world.north),))
    gone = leaving.leaves(reader=with_leave, now=NOW, choice=Chosen(q=""))
    assert {each.id for each in gone.records} == {given, free, own}
    seen = leaving.leaves(reader=replace(world.south, role=Role.INVESTIGATOR), now=NOW, choice=Chosen((loud, free)))
    assert {each.id for each in seen.records} == {free}, "and whoever else sees it asks the giver as well"
    assert (dict(seen.givers), dict(seen.asking)) == ({"south": 1}, {})


def leave(world: World, id: str, action: Action, reader: Reader) -> Release:
    assert reader.purpose
    return Release(marks(world, id).digest(), action, reader.purpose, NOW.date(), agency=reader.agency)


def test_h3_is_cleared_with_the_giver_before_it_is_linked_and_a_link_keeps_the_giver(world: World) -> None:
    held = world.given(world.north, "quay", BY, {**OWN, "handling": ["H3"], "h3_text": "Call us first."})
    other, own = world.given(world.north, "reeve", BY, GIVEN), world.vendor(world.north, "candle", OWN)
    with pytest.raises(connecting.NotToBeLinked, match="or who gave it"):
        connecting.link(reader=world.north, now=NOW, id=held, other=own, type=LinkType.RELATED_TO)
    connecting.link(reader=world.north, now=NOW, id=other, other=own, type=LinkType.RELATED_TO)
    link = models.Link.objects.get()
    assert recording.terms.terms_of([link.terms_id])[link.terms_id].given_by == BY


def test_court_waits_for_the_giver_also_for_a_prosecutor_who_views_it(world: World) -> None:
    purpose = Purpose.PROSECUTION
    given = world.given(world.north, "quay", BY, {**OWN, "handling": ["H1"], "tlp": "GREEN"})
    own = world.vendor(world.north, "candle", {**OWN, "handling": ["H1"], "tlp": "GREEN"})
    terms_id = {each.uid: each.terms_id for each in models.Record.objects.all()}
    for role in (Role.PROSECUTOR, Role.SUPERVISOR):
        asker = replace(world.north, role=role, purpose=purpose)
        court = gate.permitted(asker, Action.COURT, NOW)
        assert terms_id[own] in court
        assert terms_id[given] not in court
        cleared = replace(asker, releases=(leave(world, given, Action.COURT, asker),))
        assert terms_id[given] in gate.permitted(cleared, Action.COURT, NOW)


def test_why_and_who_will_see_say_who_gave_it(world: World) -> None:
    made = world.given(world.north, "quay", BY, GIVEN)
    why = showing.show(reader=world.north, now=NOW, id=made).why
    assert [each.sentence for each in why if not each.allowed] == [
        f"Not to be passed on without the leave of {BY}: ask who gave it.",
        f"Not to be used in court without the leave of {BY}: ask who gave it.",
    ]
    told = foreseeing.who_will_see(reader=world.north, now=NOW, kind="vendor_account", id=made)
    assert any(each.startswith(f"Given by {BY}:") for each in told.effects)
    assert {each.step for each in told.reached} == {"nothing"}
