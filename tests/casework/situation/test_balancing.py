"""Give and get: what is counted of which side, and nothing of what is not there for the reader."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.worlds.repository import BASIS, NOW, SHARED, SUSPECT, World

from bowstreet.casework.deconfliction import acting, arriving, tickets
from bowstreet.casework.operations import leading, taking_part
from bowstreet.casework.operations.leads import passing
from bowstreet.casework.sharing.requests import asking
from bowstreet.casework.situation import balancing
from bowstreet.casework.situation.answers import PairBalance
from bowstreet.holdings.repository import recording, saving
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

LATE = NOW + timedelta(hours=49)
SORTS = dict[str, tuple[int, int]]


def counted(reader: Reader, **said: Any) -> SORTS:
    """Return what a side gave and got of the one other, by sort."""
    while arriving.keep_up(NOW):
        pass
    found = balancing.balance(reader=reader, **{"now": NOW, **said})
    assert [each.agency for each in found.rows] in ([], [({"north", "south"} - {reader.agency}).pop()])
    return {each.sort: (each.gave, each.got) for row in found.rows for each in row.sorts}


def mirrored(sorts: SORTS) -> SORTS:
    return {sort: (got, gave) for sort, (gave, got) in sorts.items()}


def row(reader: Reader, **said: Any) -> PairBalance:
    (found,) = balancing.balance(reader=reader, **{"now": NOW, **said}).rows
    return found


def lead(reader: Reader, **envelope: Any) -> str:
    body = {"title": "Seller in Delft", "reference": "L-1", "country": "NL"}
    marks = {**BASIS, **SUSPECT, "scope": "NAMED", "tlp": "AMBER+STRICT", "recipients": ["south"], **envelope}
    return recording.record(reader=reader, now=NOW, kind="lead", body=body, envelope=marks).id


def test_each_sort_is_given_by_one_side_and_got_by_the_other(world: World) -> None:
    for owner in (world.north, world.south):
        world.vendor(owner, "quayside")
    assert counted(world.north) == {"hit": (1, 1)}
    (ticket,) = tickets.tickets(reader=world.south, now=NOW).tickets
    acting.answer(reader=world.south, now=NOW, ref=ticket.ref, answer="talk")
    id = lead(world.north)
    passing.hand_over(
        reader=world.north, now=NOW, id=id, to="south", instrument="EIO", authority="The court of Delft",
        asked="identified", due_on=date(2026, 3, 10), reference="EIO-7",
    )  # fmt: skip
    passing.answer(reader=world.south, now=NOW, id=id, answer="accepted")
    passing.tell(reader=world.south, now=NOW, id=id, stage="identified")
    operation = leading.begin(reader=world.north, now=NOW, title="Snuffer", markets=["M"], partners=["south"]).id
    taking_part.answer(reader=world.south, now=NOW, id=operation, answer="accept")
    for agency in ("south", "north"):
        leading.give_task(reader=world.north, now=NOW, id=operation, agency=agency, title="Copy it")
    for side in (world.south, world.north):
        board = leading.joint.board(reader=side, now=NOW, id=operation)
        (task,) = (each.id for each in board.tasks if each.mine)
        taking_part.finish_task(reader=side, now=NOW, id=operation, task=task)
    record = world.vendor(world.north, "baker", {**SHARED, "handling": ["H2"]})
    asked = asking.ask(
        reader=world.south, now=NOW, id=record, actions=("identifiers",), until=NOW.date() + timedelta(days=9),
        why="A seller of ours",
    )  # fmt: skip
    asking.answer(reader=world.north, now=NOW, id=asked.id, answer="approved", actions=asked.actions)
    expected = {"hit": (1, 1), "answer": (0, 1), "content": (1, 0), "lead": (1, 0), "news": (0, 1), "task": (0, 1)}
    assert counted(world.north) == expected
    assert counted(world.south) == mirrored(expected)
    assert counted(world.north, since=NOW.date() + timedelta(days=1)) == {}


def test_a_record_that_closes_takes_its_counts_with_it(world: World) -> None:
    record = world.vendor(world.north, "baker", {**SHARED, "handling": ["H2"]})
    said: dict[str, Any] = {"actions": ("identifiers",), "until": NOW.date() + timedelta(days=9), "why": "A seller"}
    asked = asking.ask(reader=world.south, now=NOW, id=record, **said)
    asking.answer(reader=world.north, now=NOW, id=asked.id, answer="approved", actions=asked.actions)
    assert counted(world.south) == {"content": (0, 1)}
    saving.re_mark(reader=world.north, now=NOW, id=record, begun=2, envelope={"scope": "OWNER", "recipients": []})
    assert (counted(world.south), counted(world.north)) == ({}, {"content": (1, 0)})


def test_who_answers_in_time_is_told_with_its_interval(world: World) -> None:
    for handle in ("quayside", "lampwright"):
        for owner in (world.north, world.south):
            world.vendor(owner, handle)
    counted(world.north)
    ref = tickets.tickets(reader=world.south, now=NOW).tickets[0].ref
    acting.answer(reader=world.south, now=NOW, ref=ref, answer="none", said="Nothing of ours.")
    assert (row(world.north).ours, row(world.north).theirs.tries) == (None, 1)  # type: ignore[union-attr]
    ours, theirs = row(world.north, now=LATE).ours, row(world.north, now=LATE).theirs
    assert ours and theirs
    assert ((ours.worked, ours.tries), (theirs.worked, theirs.tries)) == ((0, 2), (1, 2))
    assert theirs.low < theirs.share < theirs.high


def test_two_others_are_shown_to_a_coordinator_for_all_alone(world: World) -> None:
    operation = leading.begin(reader=world.north, now=NOW, title="Snuffer", markets=["M"], partners=["south"]).id
    taking_part.answer(reader=world.south, now=NOW, id=operation, answer="accept")
    task = leading.give_task(reader=world.north, now=NOW, id=operation, agency="south", title="Copy it").tasks[0].id
    taking_part.finish_task(reader=world.south, now=NOW, id=operation, task=task)
    (own,) = balancing.balance(reader=world.north, now=NOW).rows
    assert (own.agency, own.gave, own.got) == ("south", 0, 1)
    assert balancing.balance(reader=world.north, now=NOW).others == ()


@pytest.mark.parametrize("change", [{"role": Role.ANALYST}, {"mfa": False}, {"suspended": True}])
def test_it_is_for_who_speaks_for_the_agency(world: World, change: dict[str, Any]) -> None:
    reader = replace(world.north, purpose=Purpose.OPERATIONAL_ANALYSIS)
    assert balancing.balance(reader=reader, now=NOW).rows == ()
    with pytest.raises(Hidden):
        balancing.balance(reader=replace(reader, **change), now=NOW)
