"""Who works on what: as far as it opens, hits of the rest, and whom to meet."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.worlds.repository import BASIS, NOW, World

from bowstreet.casework.operations import focusing
from bowstreet.casework.operations.answers import Counterpart, Disclosure, FocusPage
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import recording, showing
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role

MARKET = "Lantern Market"


def works(reader: Reader, disclosure: Disclosure, title: str = "Sellers of oil", **said: Any) -> str:
    """Declare a focus and return its id."""
    about = {"markets": [MARKET], **said}
    return focusing.declare(
        reader=reader, now=NOW, title=title, disclosure=disclosure, envelope=BASIS, **about
    ).id  # fmt: skip


def page(reader: Reader, **asked: Any) -> FocusPage:
    return focusing.foci(reader=reader, now=NOW, **asked)


def only(reader: Reader) -> Counterpart:
    (met,) = page(reader).meet
    return met


def test_of_a_focus_disclosed_to_contact_only_the_own_theme_and_whom_to_ask_is_told(world: World) -> None:
    works(world.south, "contact", "Quiet work on lampwright", products=["ecstasy"], methods=["Quiet talks"])
    assert page(world.north).meet == () and page(world.north).rows == (), "who works on nothing is told nothing"
    mine = works(world.north, "contact", products=["drugs"])
    seen = page(world.north)
    assert [each.id for each in seen.rows] == [mine]
    (met,) = seen.meet
    assert (met.agency, met.contact, met.told_alone, met.theirs) == ("south", "desk@south.example", True, ())
    assert [(each.sort, each.code) for each in met.themes] == [("market", "lantern-market"), ("product", "drugs")]
    assert not {"lampwright", "ecstasy", "quiet talks"} & set(repr(seen).casefold().replace("'", " ").split())
    assert met.themes[0].reference == only(world.south).themes[0].reference
    assert {each.code for each in only(world.south).themes} == {"lantern-market", "ecstasy"}


@pytest.mark.parametrize(("ours", "theirs"), [("own", "contact"), ("contact", "own"), ("own", "own")])
def test_who_tells_nobody_is_told_of_nobody(world: World, ours: Disclosure, theirs: Disclosure) -> None:
    works(world.north, ours)
    works(world.south, theirs)
    assert page(world.north).meet == page(world.south).meet == ()
    assert [each.agency for each in page(world.north).rows] == ["north"]


def test_what_is_open_to_police_or_to_named_agencies_is_named_and_listed(world: World) -> None:
    theirs = works(world.south, "police", "Oil from Skane")
    given = works(world.south, "named", "For north alone", to=["north"])
    mine = works(world.north, "own")
    seen = page(world.north)
    assert {each.id: each.disclosure for each in seen.rows} == {theirs: None, given: None, mine: "own"}
    (met,) = seen.meet
    assert {each.title for each in met.theirs} == {"Oil from Skane", "For north alone"} and not met.told_alone
    assert page(world.south).meet == (), "they do not see ours"


def test_under_a_purpose_that_opens_no_body_a_disclosed_focus_is_a_hit(world: World) -> None:
    works(world.south, "police", "Oil from Skane")
    works(world.north, "contact")
    checking = replace(world.north, purpose=Purpose.CROSS_CHECKING)
    (row,) = [each for each in page(checking).rows if each.agency == "south"]
    assert (row.title, row.themes) == ("Focus of Agency south", ())
    assert page(checking, market=MARKET).rows != () and "Skane" not in repr(page(checking, market=MARKET))
    assert only(checking).told_alone and only(checking).theirs == ()


def test_another_market_is_no_meeting_and_an_ended_focus_neither(world: World) -> None:
    works(world.north, "police", products=["drugs"])
    works(world.south, "police", "Elsewhere", markets=["Saltmarket"], products=["drugs"])
    works(world.south, "police", "Over", ends_on=date(2026, 3, 1))
    assert page(world.north).meet == ()
    works(world.south, "police", "Anywhere", markets=[], products=["drugs"])
    assert [each.code for each in only(world.north).themes] == ["drugs"]
    assert [(each.title, each.current) for each in page(world.north).rows][-1] == ("Over", False)


def test_the_list_is_narrowed_by_market_product_method_and_agency(world: World) -> None:
    works(world.south, "police", "One", methods=["Test purchases"])
    works(world.south, "police", "Two", markets=["Saltmarket"], products=["ecstasy"])
    titles = [
        [each.title for each in page(world.north, **asked).rows]
        for asked in ({"market": "LANTERN market"}, {"product": "ecstasy"}, {"method": " test  PURCHASES"},
                      {"agency": "north"}, {"market": "???"}, {"limit": 1, "after": 1})
    ]  # fmt: skip
    assert titles == [["One"], ["Two"], ["One"], [], [], ["One"]]


def test_operations_are_met_as_foci_are(world: World) -> None:
    works(world.north, "contact")
    body = {"title": "Operation Snuffer", "reference": "S-1", "markets": [MARKET], "stage": "running"}
    marks = {**BASIS, "scope": "LEA", "tlp": "GREEN"}
    made = recording.record(reader=world.south, now=NOW, kind="operation", body=body, envelope=marks)
    assert [each.title for each in only(world.north).theirs] == ["Operation Snuffer"]
    recording.amend(reader=world.south, now=NOW, id=made.id, body={"stage": "concluded"})
    assert page(world.north).meet == ()


def test_whom_a_hit_tells_of_finds_it_in_the_ledger(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    works(world.south, "contact")
    works(world.north, "contact")
    entered: list[dict[str, Any]] = []
    monkeypatch.setattr(following, "append", lambda owner, fields, at: entered.append({"owner": owner, **fields}))
    page(world.north)
    following.pass_on(now=NOW)
    (entry,) = entered
    assert (entry["owner"], entry["action"], entry["records"]) == ("south", "focus.list", [])


def test_a_focus_says_what_it_is_about_and_to_whom_it_is_named(world: World) -> None:
    with pytest.raises(focusing.AboutNothing):
        works(world.north, "contact", markets=[])
    with pytest.raises(focusing.NobodyNamed):
        works(world.north, "named")
    made = works(world.north, "contact", begins_on=date(2026, 3, 1), countries=["NL"])
    said = showing.show(reader=world.north, now=NOW, id=made)
    assert said.kind == "focus" and "Lantern Market" in repr(said)


def test_a_prosecutor_reads_and_does_not_declare(world: World) -> None:
    works(world.south, "police")
    prosecutor = replace(world.north, role=Role.PROSECUTOR, purpose=Purpose.PROSECUTION)
    assert page(prosecutor).total == 1
    with pytest.raises(recording.MayNotRecord):
        works(prosecutor, "own")
