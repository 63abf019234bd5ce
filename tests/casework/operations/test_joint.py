"""Joint operations: who is in them and sees what, phases, tasks, decisions, and the close with its lesson."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.worlds import agencies
from tests.worlds.repository import NOW, World, found

from bowstreet.casework.operations import joint, leading, taking_part
from bowstreet.casework.operations.boards import OperationBoard
from bowstreet.holdings.repository import saving, showing
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden


def begun(reader: Reader, partners: tuple[str, ...] = ("south",), **said: Any) -> str:
    return leading.begin(
        reader=reader, now=NOW, title="Operation Snuffer", reference="S-1", partners=partners, **said
    ).id


def board(reader: Reader, id: str) -> OperationBoard:
    return joint.board(reader=reader, now=NOW, id=id)


def accepted(world: World) -> str:
    id = begun(world.north)
    taking_part.answer(reader=world.south, now=NOW, id=id, answer="accept", said="Call the desk.")
    return id


def test_who_is_invited_sees_what_it_is_about_and_no_work_until_it_accepts(world: World) -> None:
    id = begun(world.north, markets=["Lantern Market"])
    leading.give_task(reader=world.north, now=NOW, id=id, agency="north", title="Ours alone")
    taking_part.decide(reader=world.north, now=NOW, id=id, text="We wait.")
    seen = board(world.south, id)
    assert (seen.title, seen.part, seen.lead, seen.may) == ("Operation Snuffer", "invited", "north", ("answer",))
    assert (seen.tasks, seen.decisions, [each.agency for each in seen.partners]) == ((), (), ["south"])
    with pytest.raises(Hidden):
        taking_part.decide(reader=world.south, now=NOW, id=id, text="Not ours yet.")
    listed = taking_part.answer(reader=world.south, now=NOW, id=id, answer="accept", said="Call the desk.")
    assert [(each.id, each.part) for each in listed.rows] == [(id, "accepted")]
    assert [each.title for each in board(world.south, id).tasks] == ["Ours alone"]
    assert [each.text for each in board(world.south, id).decisions] == ["We wait."]
    (partner,) = board(world.north, id).partners
    assert (partner.state, partner.said, partner.answered_by) == ("accepted", "Call the desk.", "Robin Vale")


def test_who_declines_sees_the_board_no_more(world: World) -> None:
    id = begun(world.north)
    assert taking_part.answer(reader=world.south, now=NOW, id=id, answer="decline").rows == ()
    with pytest.raises(Hidden):
        board(world.south, id)
    assert board(world.north, id).partners[0].state == "declined"


def test_an_operation_is_there_for_nobody_who_was_not_invited_though_its_record_opens(world: World) -> None:
    agencies.found("east")
    east = agencies.first("east", "e.lead").reader(purpose=Purpose.OPERATIONAL_ANALYSIS)
    id = begun(world.north)
    with pytest.raises(Hidden):
        board(east, id)
    saving.re_mark(reader=world.north, now=NOW, id=id, begun=1, envelope={"scope": "LEA", "tlp": "GREEN"})
    assert [hit.id for hit in found(east).hits] == [id], "its record opens"
    with pytest.raises(Hidden):
        board(east, id)
    assert joint.operations(reader=east, now=NOW).rows == ()


def test_a_board_says_no_more_of_its_record_than_opens(world: World) -> None:
    id = begun(world.north, summary="They sell from reeve@example.org at night.")
    assert board(world.south, id).summary == "They sell from reeve@example.org at night."
    narrow = board(replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS), id)
    assert "reeve" not in narrow.summary and narrow.summary.endswith("at night.")


def test_who_is_marked_out_of_the_record_is_out_of_the_board_at_once(world: World) -> None:
    id = accepted(world)
    saving.re_mark(reader=world.north, now=NOW, id=id, begun=1, envelope={"scope": "OWNER", "recipients": []})
    with pytest.raises(Hidden):
        board(world.south, id)
    assert joint.operations(reader=world.south, now=NOW).rows == ()


def test_a_supervisor_invites_later_and_the_record_opens_with_that(world: World) -> None:
    id = begun(world.north, ())
    with pytest.raises(Hidden):
        board(world.south, id)
    with pytest.raises(Hidden):
        leading.invite(reader=world.analyst, now=NOW, id=id, agency="south")
    leading.invite(reader=world.north, now=NOW, id=id, agency="south")
    assert board(world.south, id).part == "invited"
    assert showing.show(reader=world.south, now=NOW, id=id).kind == "operation"
    for agency, refusal in (("south", leading.InvitedAlready), ("north", leading.InvitedAlready),
                            ("nobody", leading.NotAPartner)):  # fmt: skip
        with pytest.raises(refusal):
            leading.invite(reader=world.north, now=NOW, id=id, agency=agency)


def test_tasks_have_an_agency_and_a_deadline_and_are_done_by_that_agency(world: World) -> None:
    id = accepted(world)
    with pytest.raises(leading.NotAPartner):
        leading.give_task(reader=world.north, now=NOW, id=id, agency="east", title="x")
    with pytest.raises(Hidden):
        leading.give_task(reader=world.south, now=NOW, id=id, agency="south", title="Not theirs to give")
    made = leading.give_task(reader=world.north, now=NOW, id=id, agency="south", title="Copy the server",
                             due_on=date(2026, 3, 1))  # fmt: skip
    (task,) = made.tasks
    (row,) = joint.operations(reader=world.south, now=NOW).rows
    assert (task.late, task.mine, row.open_tasks, row.late_tasks) == (True, False, 1, 1)
    with pytest.raises(Hidden):
        taking_part.finish_task(reader=world.north, now=NOW, id=id, task=task.id)
    (done,) = taking_part.finish_task(reader=world.south, now=NOW, id=id, task=task.id).tasks
    assert (done.done_by, done.done_at, done.late, done.mine) == ("Robin Vale", NOW, False, True)


def test_the_lead_sets_the_phase_and_an_action_has_its_day(world: World) -> None:
    id = accepted(world)
    with pytest.raises(leading.NoDay):
        leading.set_stage(reader=world.north, now=NOW, id=id, stage="action")
    seen = leading.set_stage(reader=world.north, now=NOW, id=id, stage="action", action_on=date(2026, 3, 9))
    assert (seen.stage, seen.action_on) == ("action", date(2026, 3, 9))
    with pytest.raises(Hidden):
        leading.set_stage(reader=world.south, now=NOW, id=id, stage="running")
    assert board(world.south, id).action_on == date(2026, 3, 9)


def test_closing_leaves_outcome_and_a_lesson_that_another_country_finds(world: World) -> None:
    id = accepted(world)
    told = {"outcome": "Two arrests.", "lesson": "Copy before you knock", "happened": "The disk was wiped.",
            "advice": "Copy the server first."}  # fmt: skip
    with pytest.raises(Hidden):
        leading.close(reader=world.south, now=NOW, id=id, **told)
    seen = leading.close(reader=world.north, now=NOW, id=id, **told)
    assert (seen.stage, seen.outcome, seen.may) == ("concluded", "Two arrests.", ())
    agencies.found("east")
    east = agencies.first("east", "e.lead").reader(purpose=Purpose.OPERATIONAL_ANALYSIS)
    (hit,) = found(east, "wiped server").hits
    assert hit.kind == "lesson"
    assert "Snuffer" not in repr(showing.show(reader=east, now=NOW, id=hit.id)), "of the operation nothing shows"
    with pytest.raises(leading.Over):
        taking_part.decide(reader=world.south, now=NOW, id=id, text="Too late.")
    with pytest.raises(leading.Over):
        leading.close(reader=world.north, now=NOW, id=id, **told)


def test_only_who_leads_officers_answers_for_an_agency(world: World) -> None:
    id = begun(world.north)
    analyst = replace(world.south, role=Role.ANALYST)
    assert board(analyst, id).may == ()
    with pytest.raises(Hidden):
        taking_part.answer(reader=analyst, now=NOW, id=id, answer="accept")


def test_a_purpose_that_opens_no_content_of_others_opens_no_board(world: World) -> None:
    id = accepted(world)
    with pytest.raises(Hidden):
        board(replace(world.south, purpose=Purpose.CROSS_CHECKING), id)
