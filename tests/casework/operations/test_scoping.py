"""What an operation works on, and the legal instruments between those who work in it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from tests.worlds.repository import NOW, World

from bowstreet.casework.operations import instruments, joint, leading, scoping, taking_part, targets
from bowstreet.casework.operations.boards import InstrumentRow
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

LINES = "email:Quay(at)Example[.]org\n\nhandle:Lantern Market:Reeve\nemail:quay@example.org"


@pytest.fixture
def operation(world: World) -> str:
    id = leading.begin(reader=world.north, now=NOW, title="Operation Snuffer", partners=["south"]).id
    taking_part.answer(reader=world.south, now=NOW, id=id, answer="accept")
    return id


def issued(world: World, id: str, due_on: date | None = None) -> InstrumentRow:
    (made,) = scoping.issue(
        reader=world.north, now=NOW, id=id, code="EIO", to="south", title="The disk", reference="E-1", due_on=due_on
    ).instruments
    return made


def step(reader: Reader, id: str, made: InstrumentRow, state: str, on: date | None = None) -> InstrumentRow:
    (row,) = scoping.step(reader=reader, now=NOW, id=id, instrument=made.id, state=state, on=on).instruments
    return row


def test_identifiers_stand_once_in_normal_form_for_all_who_work_in_it(world: World, operation: str) -> None:
    made = scoping.target(reader=world.south, now=NOW, id=operation, identifiers=LINES).targets
    assert [(each.type, each.mine) for each in made] == [("email", True), ("handle", True)]
    again = scoping.target(reader=world.north, now=NOW, id=operation, identifiers="mail:QUAY@example.org").targets
    assert [(each.id, each.agency, each.mine) for each in again] == [(each.id, "south", False) for each in made]
    with connection.cursor() as cursor:
        cursor.execute("SELECT matter FROM operations_target")
        assert not [row for row in cursor.fetchall() if b"quay" in bytes(row[0])], "they lie locked"


def test_whom_the_identifiers_of_the_record_do_not_open_reads_none_in_scope(world: World, operation: str) -> None:
    scoping.target(reader=world.north, now=NOW, id=operation, identifiers=LINES)
    thinking = replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS)
    seen = joint.board(reader=thinking, now=NOW, id=operation)
    assert seen.targets == ()
    assert "target" not in seen.may
    with pytest.raises(Hidden):
        scoping.target(reader=thinking, now=NOW, id=operation, identifiers="reeve@example.org")


def test_a_line_that_is_none_is_refused_and_a_partner_takes_out_its_own_alone(world: World, operation: str) -> None:
    with pytest.raises(targets.WrongTargets, match="Line 2"):
        scoping.target(reader=world.north, now=NOW, id=operation, identifiers="email:a@example.org\nno identifier")
    (ours,) = scoping.target(reader=world.north, now=NOW, id=operation, identifiers="email:a@example.org").targets
    with pytest.raises(Hidden):
        scoping.untarget(reader=world.south, now=NOW, id=operation, target=ours.id)
    made = scoping.target(reader=world.south, now=NOW, id=operation, identifiers="email:b@example.org").targets
    (theirs,) = [each for each in made if each.mine]
    assert len(scoping.untarget(reader=world.north, now=NOW, id=operation, target=theirs.id).targets) == 1


def test_who_is_only_invited_reads_neither_scope_nor_instruments(world: World) -> None:
    id = leading.begin(reader=world.north, now=NOW, title="Operation Wick", partners=["south"]).id
    scoping.target(reader=world.north, now=NOW, id=id, identifiers=LINES)
    seen = joint.board(reader=world.south, now=NOW, id=id)
    assert (seen.targets, seen.instruments) == ((), ())
    with pytest.raises(scoping.WrongInstrument):
        issued(world, id)


def test_each_side_of_an_instrument_says_its_own_states(world: World, operation: str) -> None:
    made = issued(world, operation, NOW.date())
    assert (made.ahead, made.late, made.reference) == (("sent", "withdrawn"), False, "E-1")
    with pytest.raises(scoping.WrongInstrument) as refused:
        step(world.south, operation, made, "sent")
    assert refused.value.field == "state"
    assert step(world.north, operation, made, "sent").ahead == ("withdrawn",)
    with pytest.raises(scoping.WrongInstrument):
        step(world.north, operation, made, "granted")
    done = step(world.south, operation, made, "executed")
    assert ([each.state for each in done.steps], done.ahead) == (["prepared", "sent", "executed"], ())
    assert done.steps[-1].state in instruments.SETTLED


def test_a_step_lies_neither_ahead_nor_before_the_last_and_a_day_that_is_over_is_late(
    world: World, operation: str
) -> None:
    made = issued(world, operation, date(2026, 3, 1))
    assert made.late
    for day in (date(2026, 3, 3), date(2026, 3, 1)):
        with pytest.raises(scoping.WrongInstrument) as refused:
            step(world.north, operation, made, "sent", day)
        assert refused.value.field == "on"
    assert not step(world.north, operation, made, "withdrawn").late


def test_a_prosecutor_notes_instruments_and_nothing_else(world: World, operation: str) -> None:
    prosecutor = replace(world.north, role=Role.PROSECUTOR, purpose=Purpose.PROSECUTION)
    assert joint.board(reader=prosecutor, now=NOW, id=operation).may == ("instrument",)
