"""Links by hand: both ends must allow it, the marks are the strictest of both, and the other owner is told."""

from dataclasses import replace

import pytest
from tests.worlds.repository import GIVEN, NOW, OWN, World

from bowstreet.holdings.ledger import reading
from bowstreet.holdings.repository import connecting, judging, saving, showing
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.refusals import Hidden, Invalid


def test_a_link_shows_at_both_ends_with_its_evidence(world: World) -> None:
    left, right = world.vendor(world.north, "one"), world.vendor(world.north, "two")
    made = connecting.link(
        reader=world.north,
        now=NOW,
        id=left,
        other=right,
        type=LinkType.USES,
        grade="b2",
        evidence=("statement of a buyer",),
    )
    there = showing.show(reader=world.north, now=NOW, id=left).links[0]
    back = showing.show(reader=world.north, now=NOW, id=right).links[0]
    assert (there.id, there.other, there.outward, there.grade) == (made.id, right, True, "B2")
    assert (back.other, back.outward, back.evidence) == (left, False, ("statement of a buyer",))


def test_the_marks_of_a_link_are_the_strictest_of_its_ends(world: World) -> None:
    shown, kept = world.vendor(world.north, "one", GIVEN), world.vendor(world.north, "two", OWN)
    connecting.link(reader=world.north, now=NOW, id=shown, other=kept, type=LinkType.USES)
    assert showing.show(reader=world.south, now=NOW, id=shown).links == ()
    assert len(showing.show(reader=world.north, now=NOW, id=shown).links) == 1


def test_the_same_link_twice_is_refused_and_a_hidden_end_does_not_exist(world: World) -> None:
    left, right = world.vendor(world.north, "one"), world.vendor(world.north, "two")
    theirs = world.vendor(world.south, "three", OWN)
    connecting.link(reader=world.north, now=NOW, id=left, other=right, type=LinkType.USES)
    with pytest.raises(connecting.LinkedAlready):
        connecting.link(reader=world.north, now=NOW, id=left, other=right, type=LinkType.USES)
    for other in (theirs, "0190-nothing"):
        with pytest.raises(Hidden):
            connecting.link(reader=world.north, now=NOW, id=left, other=other, type=LinkType.USES)
    with pytest.raises(Invalid):
        connecting.link(reader=world.north, now=NOW, id=left, other=left, type=LinkType.USES)


def test_what_may_be_seen_but_not_linked_is_said_so_and_nothing_is_kept(world: World) -> None:
    left, theirs = (
        world.vendor(world.south, "mine"),
        world.vendor(world.north, "theirs", {**GIVEN, "handling": ["H3"], "h3_text": "ask us first"}),
    )
    with pytest.raises(connecting.NotToBeLinked):
        connecting.link(reader=world.south, now=NOW, id=left, other=theirs, type=LinkType.USES)
    assert showing.show(reader=world.south, now=NOW, id=left).links == ()


def test_the_owner_of_the_other_end_has_an_entry_too(world: World) -> None:
    theirs, mine = world.vendor(world.north, "theirs", GIVEN), world.vendor(world.south, "mine")
    connecting.link(reader=world.south, now=NOW, id=mine, other=theirs, type=LinkType.RELATED_TO)
    page = reading.page(reader=world.north, now=NOW, officer=world.south.officer, limit=200)
    assert "record.link" in {entry.action for entry in page.entries}


def test_a_link_or_judgement_of_the_own_agency_that_is_hidden_is_as_if_it_were_not(world: World) -> None:
    hidden = {**OWN, "purposes": ["operational_analysis", "prosecution"]}
    left, right = world.vendor(world.north, "one", hidden), world.vendor(world.north, "two")
    reader = replace(world.north, purpose=Purpose.CROSS_CHECKING)
    connecting.link(reader=world.north, now=NOW, id=left, other=right, type=LinkType.USES)
    before = judging.judge(reader=world.north, now=NOW, id=left, other=right, verdict=Verdict.SAME, note="one key")
    saving.change_marks(
        reader=world.north, now=NOW, id=left, changes={"purposes": ["operational_analysis", "cross_checking"]}
    )
    assert showing.show(reader=reader, now=NOW, id=left).links == ()
    made = connecting.link(reader=reader, now=NOW, id=left, other=right, type=LinkType.USES)
    assert [each.id for each in showing.show(reader=reader, now=NOW, id=left).links] == [made.id]
    with pytest.raises(connecting.LinkedAlready):
        connecting.link(reader=reader, now=NOW, id=left, other=right, type=LinkType.USES)
    assert len(showing.show(reader=world.north, now=NOW, id=left).links) == 2
    again = judging.judge(reader=reader, now=NOW, id=left, other=right, verdict=Verdict.SAME, note="one key")
    assert (again.supersedes, again.id != before.id) == (None, True)
    with pytest.raises(judging.JudgedSo):
        judging.judge(reader=reader, now=NOW, id=left, other=right, verdict=Verdict.SAME, note="one key")
