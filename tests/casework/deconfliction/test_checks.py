"""The check on request: hit or no hit, one or many, entered and counted before it is answered."""

import pytest
from tests.worlds.repository import KEY, NOW, OWN, World

from bowstreet.casework.deconfliction import asking
from bowstreet.holdings.ledger import following, looking
from bowstreet.holdings.repository import checking
from bowstreet.holdings.repository.checking import Checked, CheckPage, Holder
from bowstreet.vocabulary.readers import Reader

WALLET = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"


def asked(reader: Reader, text: str, **more: int) -> CheckPage:
    return asking.check(reader=reader, now=NOW, text=text, **more)


def only(page: CheckPage) -> Checked:
    (result,) = page.results
    return result


def test_a_hit_says_who_holds_it_whom_to_ask_and_by_which_reference_and_no_more(world: World) -> None:
    made = world.vendor(world.south, "lampwright", {**OWN, "tlp": "RED"}, pgp=[KEY])
    result = only(asked(world.north, KEY))
    (hit,) = result.hits
    assert (result.answer, result.known, result.records) == ("hit", False, ())
    assert (hit.agency, hit.contact) == ("south", "desk@south.example")
    assert made not in repr(result) and "lampwright" not in repr(result)
    assert only(asked(world.north, f"{KEY}\n")).hits == (hit,), "the reference stays the same"


def test_a_silent_hit_is_word_for_word_no_hit(world: World) -> None:
    before = asked(world.north, KEY)
    world.vendor(world.south, "lampwright", {**OWN, "index": "owner_silent"}, pgp=[KEY])
    assert asked(world.north, KEY) == before and only(before).answer == "unknown"


def test_one_can_be_known_and_a_hit(world: World) -> None:
    mine = world.vendor(world.north, "quayside", pgp=[KEY])
    world.vendor(world.south, "lampwright", pgp=[KEY])
    result = only(asked(world.north, KEY))
    assert (result.answer, result.known) == ("hit", True)
    assert result.records == (Holder(mine, "quayside on Lantern Market", "Vendor account", "north"),)


def test_owners_find_in_their_ledger_who_asked_of_silent_ones_too(world: World) -> None:
    world.vendor(world.south, "lampwright", {**OWN, "index": "owner_silent"}, pgp=[KEY])
    following.pass_on(now=NOW)
    last = following.after("acts", 0, 10_000)[-1].place
    asked(world.north, f"{KEY}\n{WALLET}")
    following.pass_on(now=NOW)
    (entry,) = following.after("acts", last)
    assert (entry.agency, entry.fields["actor_agency"], entry.fields["action"]) == ("south", "north", "check")
    assert (entry.fields["records"], entry.fields["count"]) == ([], 1)
    assert not {"session", "case", "reason", "query"} & entry.fields.keys()


def test_a_hundred_thousand_are_many_look_ups_and_one_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST", 2)
    world.vendor(world.south, "lampwright", pgp=[KEY])
    before = len(following.after("lookups", 0, 10_000))
    page = asked(world.north, "\n".join([f"quay{number}.example.org" for number in range(4)] + [KEY]), limit=5)
    assert [each.answer for each in page.results] == ["unknown"] * 4 + ["hit"]
    entered = following.after("lookups", 0, 10_000)[before:]
    assert [each.fields["count"] for each in entered] == [2, 2, 1]


def test_more_than_a_day_allows_is_refused_before_anything_is_said(world: World) -> None:
    numbers = "\n".join(f"phone:+3120{number:07}" for number in range(501))
    with pytest.raises(looking.QuotaSpent) as refused:
        asked(world.north, numbers)
    assert "500 identifiers of the type phone" in refused.value.sentence
    assert len(asked(world.north, numbers, limit=500).results) == 500
    with pytest.raises(looking.QuotaSpent):
        asked(world.analyst, "phone:+31209999999")
    assert only(asked(world.south, "phone:+31209999999")).answer == "unknown"
