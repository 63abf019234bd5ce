"""Tickets on targets: opened on arrival and on request, seen by whom they tell, gone with what they are on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.worlds.repository import KEY, NOW, OWN, World

from bowstreet.casework.deconfliction import acting, arriving, asking, forgetting, models, tallying, tickets
from bowstreet.casework.deconfliction.answers import TicketCard, TicketList
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import hitting, importing, recording, rows, saving
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

SILENT = {**OWN, "index": "owner_silent"}
NONE = {**OWN, "index": "none"}
PAIR = ("pgp_fingerprint", KEY)


def followed(now: Any = NOW) -> None:
    """Let the followers do all that waits."""
    while arriving.keep_up(now):
        pass
    following.pass_on(now=now, react=arriving.react)
    while forgetting.keep_up(now):
        pass


def inbox(reader: Reader, which: str = "open", **more: Any) -> TicketList:
    return tickets.tickets(reader=reader, now=NOW, which=which, **more)


def only(reader: Reader, which: str = "open") -> TicketCard:
    (found,) = inbox(reader, which).tickets
    return tickets.ticket(reader=reader, now=NOW, ref=found.ref)


def both(world: World) -> TicketCard:
    """Let both agencies hold one key, and return the ticket as north reads it."""
    world.vendor(world.north, "quayside", pgp=[KEY])
    world.vendor(world.south, "lampwright", pgp=[KEY])
    followed()
    return only(world.north)


def test_two_records_meet_on_arrival_and_both_are_told_no_more_than_that(world: World) -> None:
    mine = both(world)
    theirs = only(world.south)
    assert mine.ref == theirs.ref == hitting.reference(PAIR, "north", "south")
    assert (mine.agency, mine.contact, mine.how, mine.type) == ("south", "desk@south.example", "holds", PAIR[0])
    assert [one.title for one in mine.records] == ["quayside on Lantern Market"]
    assert "lampwright" not in repr(mine) and "quayside" not in repr(theirs)
    assert mine.shown.replace(" ", "") == KEY and mine.they_know and not mine.late
    assert mine.due_at - mine.told_at == timedelta(hours=48)


def test_a_check_tells_the_owner_who_asked_and_why_and_gives_both_the_reference(world: World) -> None:
    world.vendor(world.south, "lampwright", pgp=[KEY])
    followed()
    asker = replace(world.analyst, case="C-7", reason="before a test purchase")
    (result,) = asking.check(reader=asker, now=NOW, text=KEY).results
    followed()
    theirs, mine = only(world.south), only(world.analyst)
    assert theirs.ref == mine.ref == result.hits[0].reference
    (ask,) = theirs.asks
    assert (ask.agency, ask.officer, ask.why) == ("north", "Sam Quill", "C-7\nbefore a test purchase")
    assert (theirs.how, mine.how) == ("asks", "asked")
    assert only(world.north).asks == mine.asks, "a supervisor reads what colleagues asked"
    colleague = replace(world.north, officer="another", role=Role.INVESTIGATOR)
    assert inbox(colleague).tickets == (), "a colleague does not"


def test_a_silent_owner_alone_is_told_whichever_came_first(world: World) -> None:
    for first, second in ((world.north, world.south), (world.south, world.north)):
        key = KEY if first is world.north else KEY[::-1]
        world.vendor(first, f"one {first.agency}", SILENT if first is world.south else OWN, pgp=[key])
        world.vendor(second, f"two {second.agency}", SILENT if second is world.south else OWN, pgp=[key])
    before = inbox(world.north)
    followed()
    assert inbox(world.north) == before and before.tickets == ()
    assert [(each.how, each.they_know) for each in inbox(world.south).tickets] == [("holds", False)] * 2


def test_a_silent_owner_is_told_of_a_check_and_the_asker_has_no_ticket(world: World) -> None:
    world.vendor(world.south, "lampwright", SILENT, pgp=[KEY])
    asking.check(reader=replace(world.north, reason="asked"), now=NOW, text=KEY)
    followed()
    assert inbox(world.north).tickets == ()
    assert only(world.south).asks[0].agency == "north"


def test_what_has_no_index_takes_no_part_on_either_side(world: World) -> None:
    world.vendor(world.north, "quayside", NONE, pgp=[KEY])
    world.vendor(world.south, "lampwright", pgp=[KEY])
    followed()
    assert not models.Ticket.objects.exists()
    assert inbox(world.north).tickets == inbox(world.south).tickets == ()


def test_what_is_closed_at_home_leaves_no_trace_there(world: World) -> None:
    world.vendor(world.north, "quayside", {**OWN, "classification": "EU_RESTRICTED"}, pgp=[KEY])
    world.vendor(world.south, "lampwright", pgp=[KEY])
    followed()
    assert models.Side.objects.filter(agency="north").exists()
    empty = inbox(world.north)
    assert (empty.tickets, empty.open) == ((), 0)
    with pytest.raises(Hidden):
        tickets.ticket(reader=world.north, now=NOW, ref=hitting.reference(PAIR, "north", "south"))


def test_what_is_closed_at_home_starts_no_clock_there(world: World) -> None:
    other_key, day = KEY[::-1], timedelta(days=1)
    world.vendor(world.north, "quayside", {**OWN, "classification": "EU_RESTRICTED"}, pgp=[KEY])
    world.vendor(world.south, "lampwright", pgp=[KEY])
    followed(NOW)
    world.vendor(world.north, "reeve", pgp=[other_key])
    world.vendor(world.south, "tidewaiter", pgp=[other_key])
    followed(NOW + day)
    world.vendor(world.north, "chandler", pgp=[KEY])
    followed(NOW + 2 * day)
    world.vendor(world.north, "cooper", {**OWN, "tlp": "GREEN"}, pgp=[KEY])
    followed(NOW + 3 * day)
    told = {each.ref: each.told_at - NOW for each in inbox(world.north).tickets}
    refs = [hitting.reference(("pgp_fingerprint", each), "north", "south") for each in (KEY, other_key)]
    assert told == {refs[0]: 2 * day, refs[1]: day}
    counted, _ = tallying.tally(world.north, NOW)
    assert counted["south"].references == refs, "told last, named first"


def test_what_was_asked_when_nothing_stood_openly_is_no_ask_of_what_came_after(world: World) -> None:
    world.vendor(world.north, "quayside", {**OWN, "classification": "EU_RESTRICTED"}, pgp=[KEY])
    asking.check(reader=replace(world.south, reason="before an arrest"), now=NOW, text=KEY)
    followed()
    mine = world.vendor(world.north, "chandler", pgp=[KEY])
    followed(NOW + timedelta(days=1))
    assert inbox(world.north).tickets == inbox(world.north, record=mine).tickets == ()
    world.vendor(world.south, "lampwright", pgp=[KEY])
    followed(NOW + timedelta(days=2))
    assert only(world.north).asks == () and only(world.north).how == "holds"
    asking.check(reader=replace(world.south, reason="after it"), now=NOW + timedelta(days=3), text=KEY)
    followed(NOW + timedelta(days=3))
    told = only(world.north)
    assert [each.why for each in told.asks] == ["after it"] and told.told_at == NOW + timedelta(days=2)


def test_a_new_marking_starts_no_clock_anew(world: World) -> None:
    mine = both(world).records[0].id
    with transaction.atomic():
        recording.mark_anew(world.north, NOW, rows.by_uids([mine])[mine], {"tlp": "GREEN"})
    followed(NOW + timedelta(days=1))
    assert only(world.north).told_at == NOW


@pytest.mark.parametrize("change", [{"index": "none"}, {"classification": "EU_RESTRICTED"}, {"state": "restricted"},
                                    {"index": "owner_silent"}])  # fmt: skip
def test_a_marking_of_the_other_bites_at_the_next_look(world: World, change: dict[str, str]) -> None:
    both(world)
    made = models.Ticket.objects.get()
    theirs = world.vendor(world.south, "lampwright", pgp=[KEY])
    with transaction.atomic():
        recording.mark_anew(world.south, NOW, rows.by_uids([theirs])[theirs], change)
    assert inbox(world.north).tickets == ()
    assert models.Ticket.objects.get() == made


def test_a_ticket_is_gone_with_the_record_and_forgotten_when_nobody_holds_it(world: World) -> None:
    one = world.vendor(world.north, "quayside", pgp=[KEY])
    other = world.vendor(world.south, "lampwright", pgp=[KEY])
    followed()
    saving.withdraw(reader=world.south, now=NOW, id=other, reason="written by mistake")
    assert inbox(world.north).tickets == inbox(world.south).tickets == ()
    followed()
    assert models.Ticket.objects.exists(), "north still holds it"
    saving.withdraw(reader=world.north, now=NOW, id=one, reason="written by mistake")
    followed()
    assert not models.Ticket.objects.exists() and not models.Side.objects.exists()


def test_an_import_is_matched_when_it_is_admitted(world: World) -> None:
    world.vendor(world.south, "lampwright", pgp=[KEY])
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    importing.add(import_, [Draft("vendor_account", {"market": "Lantern Market", "handle": "quayside", "pgp": [KEY]})])
    followed()
    assert not models.Ticket.objects.exists()
    importing.finish(import_, now=NOW, count=1)
    followed()
    assert only(world.north).how == "holds" and not models.Awaited.objects.exists()


def test_what_many_agencies_hold_opens_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hitting, "COMMON", 0)
    world.vendor(world.north, "quayside", pgp=[KEY])
    world.vendor(world.south, "lampwright", pgp=[KEY])
    asking.check(reader=replace(world.north, reason="asked"), now=NOW, text=KEY)
    followed()
    assert not models.Ticket.objects.exists()


def test_half_a_million_records_of_a_value_are_one_ticket(world: World) -> None:
    for number in range(30):
        world.vendor(world.south, f"seller {number}", pgp=[KEY])
    both(world)
    assert models.Ticket.objects.count() == 1 and models.Side.objects.count() == 2


def test_take_answer_and_what_the_other_side_reads_of_it(world: World) -> None:
    ref = both(world).ref
    taken = acting.take(reader=world.analyst, now=NOW, ref=ref)
    assert (taken.mine, taken.taken_by) == (True, "Sam Quill")
    with pytest.raises(acting.Taken):
        acting.take(reader=replace(world.north, officer="another", role=Role.INVESTIGATOR), now=NOW, ref=ref)
    with pytest.raises(acting.NothingSaid):
        acting.answer(reader=world.analyst, now=NOW, ref=ref, answer="none")
    mine = acting.answer(reader=world.analyst, now=NOW, ref=ref, answer="share", said="We act on the 19th; call us.")
    assert mine.answer.answer == "share" and not mine.agreed
    theirs = only(world.south)
    assert (theirs.theirs.answer, theirs.theirs.said) == ("share", "We act on the 19th; call us.")
    assert theirs.taken_by == "" and not theirs.mine, "who took it over there is theirs"
    assert acting.answer(reader=world.south, now=NOW, ref=ref, answer="share").agreed
    assert inbox(world.north).tickets == () and len(inbox(world.north, "settled").tickets) == 1
    last = following.after("acts", 0, 10_000)[-1]
    assert (last.fields["action"], last.fields["recipients"]) == ("ticket.answer:share", ["north"])


def test_an_answer_of_the_silent_reaches_nobody(world: World) -> None:
    world.vendor(world.north, "quayside", pgp=[KEY])
    world.vendor(world.south, "lampwright", SILENT, pgp=[KEY])
    followed()
    before = following.after("acts", 0, 10_000)[-1].place
    acting.answer(reader=world.south, now=NOW, ref=only(world.south).ref, answer="talk", said="We are on it.")
    assert inbox(world.north).tickets == ()
    assert [each.agency for each in following.after("acts", before)] == ["south"]


def test_clock_escalation_merge_and_several_at_once(world: World) -> None:
    other_key = KEY[::-1]
    world.vendor(world.north, "quayside", pgp=[KEY, other_key])
    world.vendor(world.south, "lampwright", pgp=[KEY, other_key])
    followed()
    one, two = (each.ref for each in inbox(world.north).tickets)
    later = NOW + timedelta(hours=49)
    assert tickets.ticket(reader=world.north, now=later, ref=one).late
    called = acting.escalate(reader=world.north, now=later, ref=one)
    assert (called.escalated_by, called.escalated_at) == ("Robin Vale", later)
    with pytest.raises(acting.NotToBeMerged):
        acting.merge(reader=world.north, now=NOW, ref=one, into=one)
    assert acting.merge(reader=world.north, now=NOW, ref=two, into=one).merged_into == one
    assert [each.ref for each in inbox(world.north).tickets] == [one]
    assert len(inbox(world.south).tickets) == 2, "a merge is of one side"
    left = acting.bulk(reader=world.south, now=NOW, refs=[one, two], act="none", said="Another seller of that name.")
    assert left.tickets == () and left.settled == 2
    with pytest.raises(Hidden):
        acting.bulk(reader=world.north, now=NOW, refs=[one, "AAAA-BBBB-CCCC"], act="take")
    assert not tickets.ticket(reader=world.north, now=NOW, ref=one).mine, "all of them or none"


def test_tickets_of_an_own_record_alone_and_in_pages(world: World) -> None:
    both(world)
    mine = world.vendor(world.north, "tidewaiter", pgp=[KEY[::-1]])
    world.vendor(world.south, "reeve", pgp=[KEY[::-1]])
    followed()
    assert len(inbox(world.north).tickets) == 2
    assert [each.ref for each in inbox(world.north, record=mine).tickets] == [
        hitting.reference(("pgp_fingerprint", KEY[::-1]), "north", "south")
    ]
    first = inbox(world.north, limit=1)
    assert first.next and first.open == 2
    rest = inbox(world.north, limit=1, cursor=first.next)
    assert rest.next is None and {first.tickets[0].ref, rest.tickets[0].ref} == {
        each.ref for each in inbox(world.north).tickets
    }


def test_the_value_is_locked_where_it_lies(world: World) -> None:
    both(world)
    held = models.Ticket.objects.get()
    assert KEY.encode() not in bytes(held.matter) and gate.answering()
