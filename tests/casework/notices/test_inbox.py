"""The inbox: what each officer is told, in which order, gone with what it points to, and what of it was read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.casework.deconfliction.test_personas import check, enter
from tests.casework.deconfliction.test_planned import coordinator
from tests.casework.deconfliction.test_targets import PAIR, SILENT, both, followed
from tests.casework.operations import test_joint as operations
from tests.casework.operations import test_leads as leads
from tests.casework.sharing import test_requests as requests
from tests.worlds.repository import KEY, NOW, World

from bowstreet.casework.deconfliction import acting, tickets
from bowstreet.casework.deconfliction.planned import planning
from bowstreet.casework.notices import inbox
from bowstreet.casework.notices.answers import NoticeList
from bowstreet.casework.notices.models import Seen
from bowstreet.casework.operations import leading
from bowstreet.holdings.repository import hitting, saving
from bowstreet.interfaces.doors import notices, telling
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden


def read(reader: Reader, now: Any = NOW, **more: Any) -> NoticeList:
    return notices.listed(reader=reader, now=now, **{"which": "all", "sort": "", "after": 0, "limit": 50, **more})


def told(reader: Reader, now: Any = NOW) -> list[str]:
    return sorted(each.sort for each in read(reader, now).notices)


def test_a_ticket_is_told_to_both_and_gone_without_a_trace_when_its_record_closes(world: World) -> None:
    before = read(world.south)
    made = both(world)
    (mine,) = read(world.north).notices
    assert (mine.sort, mine.reference, mine.at, mine.address) == (
        "ticket", made.ref, made.told_at, f"/deconfliction/{made.ref}",
    )  # fmt: skip
    assert told(world.south) == ["ticket"]
    inbox.mark(reader=world.south, now=NOW, told=telling.told(world.south, NOW))
    (held,) = made.records
    saving.re_mark(reader=world.north, now=NOW, id=held.id, begun=1, envelope={"index": "none"})
    assert read(world.south) == before, "nor is there a count, nor one of what was read"


def test_supervisors_of_both_sides_are_called_by_an_escalation_and_of_their_own_by_a_clock_that_ended(
    world: World,
) -> None:
    ref, later = both(world).ref, NOW + timedelta(hours=49)
    acting.answer(reader=world.north, now=NOW, ref=ref, answer="talk")
    assert told(world.north, later) == [] and told(world.south, later) == ["ticket", "ticket_answered", "ticket_late"]
    before = read(world.south, later)
    acting.escalate(reader=world.analyst, now=later, ref=ref)
    (called,) = [each for each in read(world.south, later).notices if each.sort == "ticket_escalated"]
    assert (called.reference, called.at, len(before.notices)) == (ref, later, 3)
    assert told(world.north, later) == ["ticket_escalated"], "also where their own side has answered"
    card = tickets.ticket(reader=world.south, now=later, ref=ref)
    assert (card.they_escalated_by, card.they_escalated_at, card.escalated_at) == ("Sam Quill", later, None)
    analyst = replace(world.south, role=Role.ANALYST)
    assert told(analyst, later) == ["ticket", "ticket_answered"] and told(world.analyst, later) == []


def test_a_silent_side_that_escalates_calls_nobody_elsewhere(world: World) -> None:
    world.vendor(world.north, "quayside", pgp=[KEY])
    world.vendor(world.south, "lampwright", SILENT, pgp=[KEY])
    followed()
    acting.escalate(reader=world.south, now=NOW, ref=hitting.reference(PAIR, "north", "south"))
    assert told(world.south) == ["ticket", "ticket_escalated"] and told(world.north) == []
    shown = world.vendor(world.south, "reeve", {**SILENT, "index": "hit"}, pgp=[KEY])
    followed()
    assert "ticket_escalated" in told(world.north), "until it is told of that side"
    saving.re_mark(reader=world.south, now=NOW, id=shown, begun=1, envelope={"index": "owner_silent"})
    assert told(world.north) == []


def test_each_side_is_told_of_requests_leads_tasks_and_plans_and_nobody_of_what_is_its_own(world: World) -> None:
    record = world.vendor(world.north, "baker", requests.CLOSED)
    asked = requests.ask(world, record)
    assert told(world.north) == ["request"] and told(world.south) == []
    requests.approve(world, asked)
    assert told(world.north) == [] and told(world.south) == ["request_answered"]
    lead = leads.lead(world.north)
    leads.handed(world.north, lead)
    assert told(world.south) == ["lead", "request_answered"] and told(world.north) == []
    leads.answered(world.south, lead)
    leads.said(world.south, lead, "identified")
    assert told(world.north) == ["lead_answered", "lead_stage"]
    assert told(world.north, leads.LATER) == ["lead_answered", "lead_stage", "lead_stale"]
    operation = operations.begun(world.north)
    assert told(world.south) == ["invitation", "request_answered"]
    analyst = replace(world.south, role=Role.ANALYST)
    assert told(analyst) == ["request_answered"], "who cannot answer an invitation is not told of one"
    operations.taking_part.answer(reader=world.south, now=NOW, id=operation, answer="accept")
    leading.give_task(reader=world.north, now=NOW, id=operation, agency="south", title="Watch the quay")
    assert told(world.south) == ["request_answered", "task"]
    window = {"since": "2026-03-04 09:00", "until": "2026-03-04 12:00"}
    for reader in (world.north, world.south):
        planning.plan(reader=reader, now=NOW, title="Buy", kind="market", place="Lantern Market", **window)
    assert "conflict" in told(world.north) and "conflict" in told(world.south)
    assert told(coordinator(world)) == ["conflict"]


def test_a_persona_that_was_met_is_told_to_its_handler_and_coordinators_alone(world: World) -> None:
    enter(world.analyst)
    check(world.south)
    assert told(world.analyst) == ["persona_met"] and told(coordinator(world)) == ["persona_met"]
    assert told(world.north) == [], "their supervisor is no handler"
    assert "quay" not in repr(read(world.analyst)) and "pgp" not in repr(read(world.analyst))


def test_those_of_one_sort_are_shown_alone_and_all_sorts_are_counted(world: World) -> None:
    leads.handed(world.north, leads.lead(world.north, "L-1"))
    both(world)
    every = read(world.south)
    one = read(world.south, sort="lead")
    assert [each.sort for each in one.notices] == ["lead"] and len(every.notices) > 1
    assert (one.sorts, one.total, one.unread, one.sort) == (every.sorts, every.total, every.unread, "lead")
    assert read(world.south, sort="persona_met").notices == ()


def test_unread_ones_come_first_then_the_newest_and_one_is_marked_where_it_is_there(world: World) -> None:
    later = NOW + timedelta(hours=1)
    for number, now in enumerate((NOW, later)):
        lead = leads.lead(world.north, f"L-{number}")
        leads.handed(world.north, lead, now=now)
    new, old = read(world.south, later).notices
    assert (new.at, old.at) == (later, NOW)
    assert notices.read(reader=world.south, now=later, id=new.id).read
    found = read(world.south, later)
    assert [(each.id, each.read) for each in found.notices] == [(old.id, False), (new.id, True)]
    assert (found.unread, found.total) == (1, 2)
    assert [each.id for each in read(world.south, later, which="unread").notices] == [old.id]
    page = read(world.south, later, limit=1)
    assert page.more and not read(world.south, later, limit=1, after=1).more
    with pytest.raises(Hidden):
        notices.read(reader=world.north, now=later, id=old.id)
    colleague = replace(world.south, officer="another")
    assert read(colleague, later).unread == 2, "each officer reads for oneself"
    assert notices.read_all(reader=world.south, now=later).unread == 0


def test_a_notice_stands_for_ninety_days_and_what_was_read_is_forgotten_with_it(world: World) -> None:
    leads.handed(world.north, leads.lead(world.north))
    notices.read_all(reader=world.south, now=NOW)
    last, over = NOW + inbox.KEPT, NOW + inbox.KEPT + timedelta(seconds=1)
    assert [each.read for each in read(world.south, last).notices if each.sort == "lead"] == [True]
    assert not inbox.keep_up(last) and Seen.objects.count() == 1
    assert "lead" not in told(world.south, over)
    assert not inbox.keep_up(over) and Seen.objects.count() == 0


_OVERSEES = {"role": Role.AUDITOR, "purpose": Purpose.DATA_PROTECTION_CONTROL}


@pytest.mark.parametrize("less", [_OVERSEES, {"mfa": False}, {"suspended": True}])
def test_who_is_no_officer_of_the_law_at_work_is_told_nothing(world: World, less: dict[str, Any]) -> None:
    with pytest.raises(Hidden):
        read(replace(world.north, **less))
