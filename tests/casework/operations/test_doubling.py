"""The double-effort report: what hits told already, counted; nothing of what is not there for the reader."""

from dataclasses import replace
from typing import Any

import pytest
from tests.worlds.repository import BASIS, KEY, NOW, OWN, World

from bowstreet.casework.deconfliction import acting, arriving, tallying
from bowstreet.casework.operations import doubling, focusing
from bowstreet.casework.operations.answers import DoubledAgency, DoubleEffort
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import recording
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role


def report(reader: Reader) -> DoubleEffort:
    while arriving.keep_up(NOW):
        pass
    return doubling.report(reader=reader, now=NOW)


def only(reader: Reader) -> DoubledAgency:
    (found,) = report(reader).agencies
    return found


def test_agencies_that_hold_the_same_sellers_come_up_by_themselves_counted_by_type(world: World) -> None:
    for handle, pgp in (("quayside", [KEY]), ("lampwright", []), ("ours alone", [])):
        world.vendor(world.north, handle, pgp=pgp)
    for handle, pgp in (("Quayside", []), ("LAMPWRIGHT", []), ("theirs alone", [KEY])):
        world.vendor(world.south, handle, pgp=pgp)
    mine, theirs = only(world.north), only(world.south)
    assert (mine.agency, mine.contact, mine.total, mine.open) == ("south", "desk@south.example", 3, 3)
    assert [(each.type, each.n) for each in mine.types] == [("handle", 2), ("pgp_fingerprint", 1)]
    assert sorted(mine.references) == sorted(theirs.references) and len(set(mine.references)) == 3
    assert not {"quayside", "lampwright", KEY.casefold()} & set(repr(report(world.north)).casefold().split("'"))


@pytest.mark.parametrize("index", ["none", "owner_silent"])
def test_who_tells_nobody_is_in_nobodys_report(world: World, index: str) -> None:
    world.vendor(world.north, "quayside")
    world.vendor(world.south, "quayside", {**OWN, "index": index})
    assert report(world.north).agencies == ()
    assert [each.total for each in report(world.south).agencies] == ([1] if index == "owner_silent" else [])


def test_a_record_that_is_restricted_leaves_the_report_at_once(world: World) -> None:
    world.vendor(world.north, "quayside")
    theirs = world.vendor(world.south, "quayside")
    assert only(world.north).total == 1
    from bowstreet.holdings.repository import saving

    saving.re_mark(reader=world.south, now=NOW, id=theirs, begun=1, envelope={"state": "restricted"})
    assert report(world.north).agencies == ()


def test_what_was_asked_for_and_is_not_held_is_no_common_target(world: World) -> None:
    from bowstreet.casework.deconfliction import asking

    world.vendor(world.south, "lampwright", pgp=[KEY])
    asker = replace(world.north, case="C-7", reason="before a test purchase")
    asking.check(reader=asker, now=NOW, text=KEY)
    following.pass_on(now=NOW, react=arriving.react)
    assert report(world.north).agencies == ()
    world.vendor(world.north, "quayside", pgp=[KEY])
    assert only(world.north).total == 1


def test_answered_tickets_are_counted_and_no_longer_open(world: World) -> None:
    world.vendor(world.north, "quayside")
    world.vendor(world.south, "quayside")
    (ref,) = only(world.north).references
    acting.answer(reader=world.north, now=NOW, ref=ref, answer="talk")
    assert (only(world.north).total, only(world.north).open, only(world.south).open) == (1, 0, 1)


def test_foci_and_operations_stand_beside_the_counts(world: World) -> None:
    world.vendor(world.north, "quayside")
    world.vendor(world.south, "quayside")
    for reader in (world.north, world.south):
        said: dict[str, Any] = {"title": f"Work of {reader.agency}", "markets": ["Lantern Market"], "envelope": BASIS}
        focusing.declare(reader=reader, now=NOW, **said)
    found = only(world.north)
    assert found.work is not None and found.work.told_alone and found.total == 1


def test_a_coordinator_sees_which_two_others_should_meet_by_what_opens(world: World) -> None:
    marks = {**BASIS, "scope": "LEA", "tlp": "GREEN"}
    for reader, market in ((world.north, "Lantern Market"), (world.south, "LANTERN MARKET")):
        body = {"title": f"Operation {reader.agency}", "reference": "1", "markets": [market]}
        recording.record(reader=reader, now=NOW, kind="operation", body=body, envelope=marks)
    centre = replace(world.north, agency="centre", officer="centre", role=Role.COORDINATOR,
                     purpose=Purpose.OPERATIONAL_ANALYSIS)  # fmt: skip
    (pair,) = report(centre).others
    assert (pair.one, pair.other) == ("north", "south")
    assert [each.title for each in (*pair.ones, *pair.others)] == ["Operation north", "Operation south"]
    assert report(replace(centre, role=Role.ANALYST)).others == ()


def test_no_more_tickets_are_counted_than_are_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for handle in ("quayside", "lampwright", "tidewaiter"):
        world.vendor(world.north, handle)
        world.vendor(world.south, handle)
    monkeypatch.setattr(tallying, "MOST", 2)
    assert (only(world.north).total, report(world.north).capped) == (2, True)
    monkeypatch.setattr(tallying, "MOST", 3)
    assert (only(world.north).total, report(world.north).capped) == (3, False)
