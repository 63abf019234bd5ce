"""Personas: met like any holding of their agency, told to the handler and the coordinators, to nobody at home."""

from dataclasses import replace
from typing import Any

import pytest
from tests.casework.deconfliction.test_planned import coordinator
from tests.casework.deconfliction.test_targets import NONE, PAIR, SILENT, followed, inbox, only
from tests.worlds.repository import KEY, NOW, World

from bowstreet.casework.deconfliction import asking, models
from bowstreet.casework.deconfliction.personas import entering, showing
from bowstreet.casework.deconfliction.personas.answers import PersonaList
from bowstreet.holdings.ledger import following, looking
from bowstreet.holdings.repository import hitting, importing, saving
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

WHY = "before a test purchase"


def enter(reader: Reader, identifiers: str = f"pgp:{KEY}") -> PersonaList:
    return entering.enter(reader=reader, now=NOW, label="The quay", identifiers=identifiers)


def alerts(reader: Reader) -> list[tuple[str, str]]:
    """Return who met the reader's personas, and how."""
    seen = showing.personas(reader=reader, now=NOW)
    return [(one.agency, one.how) for each in seen.personas for one in each.alerts]


def check(reader: Reader, text: str = KEY) -> Any:
    (result,) = asking.check(reader=replace(reader, reason=WHY), now=NOW, text=text).results
    followed()
    return result


def acts(agency: str, after: int = 0) -> list[dict[str, Any]]:
    return [each.fields for each in following.after("acts", after, 10_000) if each.agency == agency]


def test_who_asks_reads_a_hit_of_the_agency_and_the_handler_is_told_who_and_why(world: World) -> None:
    enter(world.south)
    before = following.after("acts", 0, 10_000)[-1].place
    result = check(world.analyst)
    (hit,) = result.hits
    ref = hitting.reference(PAIR, "north", "south")
    assert (result.answer, hit.agency, hit.contact, hit.reference) == ("hit", "south", "desk@south.example", ref)
    ticket = only(world.analyst)
    assert (ticket.ref, ticket.agency, ticket.how, ticket.they_know) == (ref, "south", "asked", True)
    ((told,),) = [each.alerts for each in showing.personas(reader=world.south, now=NOW).personas]
    assert (told.agency, told.how, told.officer, told.why, told.reference) == ("north", "asked", "Sam Quill", WHY, ref)
    assert acts("south", before) == [], "the ledger of the agency, which supervisors read, says nothing of it"


def test_nobody_else_at_home_is_told_by_list_ticket_check_or_alert(world: World) -> None:
    enter(world.analyst)
    colleague = replace(world.analyst, officer="another", role=Role.INVESTIGATOR)
    world.vendor(world.south, "lampwright", pgp=[KEY])
    check(world.south)
    elsewhere = replace(world.analyst, agency="south")
    for reader in (world.north, colleague, replace(colleague, role=Role.COORDINATOR), elsewhere):
        seen = showing.personas(reader=reader, now=NOW)
        assert (seen.personas, seen.alerts, seen.brings) == ((), (), False)
        assert showing.alerts_of_late(reader, NOW) == 0
    for reader in (world.north, colleague):
        assert inbox(reader).tickets == ()
        with pytest.raises(Hidden):
            entering.end(reader=reader, now=NOW, id=str(models.Persona.objects.get().uid))
    assert sorted(alerts(world.analyst)) == [("south", "asked"), ("south", "holds")]


def test_a_colleague_who_checks_reads_unknown_and_the_handler_is_told(world: World) -> None:
    enter(world.analyst)
    result = check(world.north)
    assert (result.answer, result.hits) == ("unknown", ()) and inbox(world.north).tickets == ()
    assert alerts(world.analyst) == [("north", "asked")]
    check(world.analyst)
    assert alerts(world.analyst) == [("north", "asked")], "one's own check alerts nobody"


def test_records_meet_a_persona_on_arrival_whichever_came_first(world: World) -> None:
    other = KEY[::-1]
    world.vendor(world.north, "quayside", pgp=[KEY])
    followed()
    enter(world.south, f"pgp:{KEY}\npgp:{other}")
    assert only(world.north).how == "holds" and alerts(world.south) == [("north", "holds")]
    made = world.vendor(world.north, "tidewaiter", pgp=[other])
    followed()
    assert len(inbox(world.north).tickets) == 2 and alerts(world.south) == [("north", "holds")] * 2
    assert not models.Side.objects.filter(agency="south").exists()
    saving.withdraw(reader=world.north, now=NOW, id=made, reason="written by mistake")
    assert alerts(world.south) == [("north", "holds")], "what is held no more alerts nobody"


def test_what_an_import_admits_meets_a_persona_too(world: World) -> None:
    enter(world.south)
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    importing.add(import_, [Draft("vendor_account", {"market": "Lantern Market", "handle": "quayside", "pgp": [KEY]})])
    followed()
    assert alerts(world.south) == []
    importing.finish(import_, now=NOW, count=1)
    followed()
    assert only(world.north).how == "holds" and alerts(world.south) == [("north", "holds")]


@pytest.mark.parametrize("first", ["record", "persona"])
def test_what_is_silent_is_told_and_tells_no_handler_and_none_takes_no_part(world: World, first: str) -> None:
    other = KEY[::-1]
    named = f"pgp:{KEY}\npgp:{other}"
    if first == "persona":
        enter(world.south, named)
    world.vendor(world.north, "quayside", SILENT, pgp=[KEY])
    world.vendor(world.north, "tidewaiter", NONE, pgp=[other])
    followed()
    if first == "record":
        enter(world.south, named)
    (ticket,) = inbox(world.north).tickets
    assert ticket.ref == hitting.reference(PAIR, "north", "south") and alerts(world.south) == []


def test_a_silent_record_of_the_same_agency_is_told_as_ever(world: World) -> None:
    enter(world.south)
    world.vendor(world.south, "lampwright", SILENT, pgp=[KEY])
    followed()
    assert check(world.north).hits[0].agency == "south"
    colleague = replace(world.south, officer="another")
    assert only(colleague).asks[0].agency == "north", "it holds a record, and reads who asked for that"
    assert ("south", "holds") in alerts(world.south), "the handler is told of a colleague's record"


def test_a_coordinator_brings_both_together_and_reads_no_identifier(world: World) -> None:
    enter(world.analyst)
    check(world.south)
    seen = showing.personas(reader=coordinator(world), now=NOW)
    (row,) = seen.alerts
    assert (row.agency, row.handler, row.other, row.how) == ("north", "Sam Quill", "south", "asked")
    assert KEY not in repr(seen) and "The quay" not in repr(seen) and seen.personas == ()


def test_the_ledger_says_one_word_for_whatever_is_done_there(world: World) -> None:
    before = following.after("acts", 0, 10_000)[-1].place
    made = enter(world.analyst).personas[0]
    entering.end(reader=world.analyst, now=NOW, id=made.id)
    looks = [
        each.fields for each in following.after("lookups", 0, 10_000) if each.fields["actor"] == world.analyst.officer
    ]
    done = [*acts("north", before), *looks]
    assert {(each["action"], tuple(each["records"]), each["count"]) for each in done} == {("persona", (), 0)}
    assert not models.Cover.objects.exists() and not models.Alert.objects.exists()
    assert check(world.south).answer == "unknown"


def test_to_enter_one_is_to_ask_and_spends_the_day(world: World) -> None:
    with pytest.raises(looking.QuotaSpent):
        for start in range(0, 501, 50):
            enter(world.north, "\n".join(f"+3161234{each:04}" for each in range(start, start + 50)))
    assert models.Persona.objects.count() == 10


@pytest.mark.parametrize(("field", "said"), [
    ("label", {"label": " "}), ("identifiers", {"identifiers": "\n"}), ("identifiers", {"identifiers": "two words"}),
    ("identifiers", {"identifiers": "\n".join(f"handle:hansa:baker{n}" for n in range(51))}),
])  # fmt: skip
def test_what_cannot_be_entered_is_refused_by_its_field(world: World, field: str, said: dict[str, str]) -> None:
    with pytest.raises(entering.WrongPersona) as refused:
        entering.enter(reader=world.north, now=NOW, **{"label": "x", "identifiers": KEY, **said})
    assert refused.value.field == field and not models.Persona.objects.exists()


def test_values_lie_locked(world: World) -> None:
    enter(world.south)
    held = models.Cover.objects.get()
    assert KEY.encode() not in bytes(held.matter) and KEY not in held.tag


def test_a_ticket_stands_as_long_as_the_persona_does(world: World) -> None:
    made = enter(world.south).personas[0]
    check(world.north)
    other = world.vendor(world.north, "tidewaiter")
    saving.withdraw(reader=world.north, now=NOW, id=other, reason="written by mistake")
    followed()
    assert len(inbox(world.north).tickets) == 1, "what ends elsewhere takes nothing away"
    entering.end(reader=world.south, now=NOW, id=made.id)
    assert inbox(world.north).tickets == ()
    followed()
    assert not models.Ticket.objects.exists()
