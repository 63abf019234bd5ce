"""The chain to court: to whom a lead goes, who answers, who says its stages, and what each side reads of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.worlds import agencies
from tests.worlds.repository import BASIS, NOW, SUSPECT, World

from bowstreet.casework.operations import leading, models, taking_part
from bowstreet.casework.operations.leads import packaging, passing, showing
from bowstreet.casework.operations.leads.answers import LeadChain
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import reading
from bowstreet.holdings.repository import recording, saving
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

DUE = date(2026, 3, 10)
LATER = NOW + timedelta(days=40)
TO_ALL = {**BASIS, **SUSPECT, "scope": "NAMED", "tlp": "AMBER+STRICT"}


def lead(reader: Reader, reference: str = "L-1", **envelope: Any) -> str:
    body = {
        "title": "Seller in Delft",
        "reference": reference,
        "country": "NL",
        "summary": "Ships from the quay.",
        "identifiers": "Robin of the quay",
    }
    marks = {**TO_ALL, "recipients": sorted(queries.cards().keys() - {reader.agency}), **envelope}
    return recording.record(reader=reader, now=NOW, kind="lead", body=body, envelope=marks).id


def handed(reader: Reader, id: str, to: str = "south", **said: Any) -> LeadChain:
    told = {"authority": "Public prosecutor of Delft", "asked": "identified", "due_on": DUE, "reference": "EIO-7"}
    return passing.hand_over(reader=reader, **{"now": NOW, "id": id, "to": to, "instrument": "EIO", **told, **said})


def answered(reader: Reader, id: str, answer: str = "accepted", **said: Any) -> LeadChain:
    return passing.answer(reader=reader, **{"now": NOW, "id": id, "answer": answer, **said})


def said(reader: Reader, id: str, stage: str, **more: Any) -> LeadChain:
    return passing.tell(reader=reader, **{"now": NOW, "id": id, "stage": stage, **more})


def steps(chain: LeadChain) -> list[str]:
    return [each.code for each in chain.line]


@pytest.fixture
def east(world: World) -> Reader:
    agencies.found("east", "DE")
    return agencies.first("east", "e.lead").reader(purpose=Purpose.OPERATIONAL_ANALYSIS)


def test_a_lead_goes_only_to_whom_its_record_opens(world: World) -> None:
    id = lead(world.north, scope="OWNER", recipients=[])
    with pytest.raises(passing.WrongHandOver, match=r"does not open to south\. Share it with them by an agreement"):
        handed(world.north, id)
    assert not models.HandOver.objects.exists()
    saving.re_mark(reader=world.north, now=NOW, id=id, begun=1, envelope={"scope": "NAMED", "recipients": ["south"],
                                                                        "tlp": "AMBER+STRICT"})  # fmt: skip
    made = handed(world.north, id)
    assert (made.awaited, made.due_on, made.holder, made.stage) == ("answer", DUE, "north", "handed_over")
    assert showing.to_answer(world.south, NOW) == 1
    assert [(each.id, each.mine) for each in showing.leads(reader=world.south, now=NOW).rows] == [(id, True)]
    with pytest.raises(Hidden):
        handed(world.south, lead(world.north, "L-2", scope="OWNER", recipients=[]), "north")


def test_the_owner_reads_every_later_step_in_codes_and_no_words_of_it(world: World, east: Reader) -> None:
    id = lead(world.north)
    handed(world.north, id)
    answered(world.south, id, said="We take it.")
    handed(world.south, id, "east", authority="Staatsanwaltschaft", reference="MLA-9", asked="prosecution",
           now=NOW + timedelta(days=3), due_on=date(2026, 3, 20))  # fmt: skip
    answered(east, id, now=NOW + timedelta(days=5), said="File 12 Js 7/26")
    said(east, id, "charged", now=NOW + timedelta(days=9))
    made = said(east, id, "convicted", now=NOW + timedelta(days=30))
    assert (made.may, made.ahead) == (("package", "stage"), ("acquitted", "dropped")), "an appeal may turn it"
    seen = showing.lead(reader=world.north, now=LATER, id=id)
    assert steps(seen) == ["handed_over", "accepted", "handed_over", "accepted", "charged", "convicted"]
    assert [each.days for each in seen.line] == [None, 0, 3, 2, 4, 21]
    assert (seen.holder, seen.stage, seen.awaited, seen.stale, seen.may) == ("east", "convicted", "", False, ())
    told = repr(seen)
    assert "EIO-7" in told and "We take it." in told
    assert not [each for each in ("MLA-9", "Staatsanwaltschaft", "Js 7/26") if each in told]
    assert "MLA-9" in repr(showing.lead(reader=world.south, now=LATER, id=id)), "its giver reads it"
    assert steps(showing.lead(reader=east, now=LATER, id=id)) == ["handed_over", "accepted", "charged", "convicted"]


def test_a_wrong_address_comes_back_with_whose_is_right(world: World, east: Reader) -> None:
    id = lead(world.north)
    handed(world.north, id)
    with pytest.raises(passing.WrongHandOver) as refused:
        answered(world.south, id, "wrong_address")
    assert refused.value.field == "instead"
    with pytest.raises(passing.WrongHandOver) as refused:
        answered(world.south, id, "cannot_act")
    assert refused.value.field == "why"
    with pytest.raises(passing.NotNow):
        answered(world.north, id)
    answered(world.south, id, "wrong_address", instead="Agency east")
    seen = showing.lead(reader=world.north, now=NOW, id=id)
    assert (seen.awaited, seen.holder, seen.line[0].hand_over.instead) == ("hand_over", "north", "Agency east")  # type: ignore[union-attr]
    handed(world.north, id, "east")
    answered(east, id)
    said(east, id, "identified")
    assert steps(showing.lead(reader=world.south, now=NOW, id=id)) == ["handed_over", "wrong_address"], "no further"
    with pytest.raises(passing.NotNow):
        said(world.south, id, "charged")


def test_who_is_asked_has_until_the_term_and_then_it_goes_elsewhere(world: World, east: Reader) -> None:
    id = lead(world.north)
    handed(world.north, id)
    with pytest.raises(passing.NotNow, match="south was asked and has until 2026-03-10"):
        handed(world.north, id, "east")
    late = NOW + timedelta(days=9)
    (row,) = showing.leads(reader=world.north, now=late).rows
    assert (row.stale, row.awaited) == (True, "answer")
    handed(world.north, id, "east", now=late, due_on=date(2026, 4, 1))
    with pytest.raises(passing.NotNow):
        answered(world.south, id, now=late)
    assert steps(showing.lead(reader=world.north, now=late, id=id)) == ["handed_over", "lapsed", "handed_over"]


def test_without_news_for_thirty_days_it_is_stale_and_an_outcome_ends_that(world: World) -> None:
    id = lead(world.north)
    handed(world.north, id)
    answered(world.south, id)
    assert not showing.lead(reader=world.north, now=NOW + timedelta(days=30), id=id).stale
    later = NOW + timedelta(days=31)
    assert showing.lead(reader=world.north, now=later, id=id).stale
    assert showing.stale(world.north, NOW) == 0 and showing.stale(world.north, later) == 1
    assert showing.stale(world.south, later) == 1, "who has it is told too"
    with pytest.raises(passing.WrongHandOver) as refused:
        said(world.south, id, "dropped", now=LATER)
    assert refused.value.field == "why"
    with pytest.raises(passing.WrongHandOver):
        said(world.south, id, "identified", now=NOW, on=date(2026, 3, 1))
    said(world.south, id, "dropped", why="no_evidence", now=LATER)
    seen = showing.lead(reader=world.north, now=LATER + timedelta(days=99), id=id)
    assert (seen.stale, seen.stage, seen.why) == (False, "dropped", "no_evidence")
    assert showing.stale(world.north, LATER + timedelta(days=99)) == 0
    with pytest.raises(passing.NotNow):
        handed(world.south, id, "north", now=LATER, due_on=date(2027, 1, 1))


def test_who_is_marked_out_of_the_record_is_out_of_the_chain_at_once(world: World) -> None:
    id = lead(world.north)
    handed(world.north, id)
    saving.re_mark(reader=world.north, now=NOW, id=id, begun=1, envelope={"scope": "OWNER", "recipients": []})
    with pytest.raises(Hidden):
        answered(world.south, id)
    assert showing.leads(reader=world.south, now=NOW).rows == () and showing.to_answer(world.south, NOW) == 0


def test_an_agency_without_a_part_sees_no_chain_though_the_record_opens(world: World, east: Reader) -> None:
    id = lead(world.north)
    handed(world.north, id)
    with pytest.raises(Hidden):
        showing.lead(reader=east, now=NOW, id=id)
    assert showing.leads(reader=east, now=NOW).total == 0 and showing.funnel(reader=east, now=NOW).whole.leads == 0


def test_who_works_in_the_operation_reads_the_stages_of_its_leads(world: World, east: Reader) -> None:
    made = leading.begin(reader=world.north, now=NOW, title="Operation Snuffer", partners=["east"])
    id = lead(world.north)
    handed(world.north, id, operation=made.id)
    with pytest.raises(Hidden):
        showing.lead(reader=east, now=NOW, id=id)
    taking_part.answer(reader=east, now=NOW, id=made.id, answer="accept")
    seen = showing.lead(reader=east, now=NOW, id=id)
    assert (steps(seen), seen.may, "EIO-7" in repr(seen)) == (["handed_over"], (), False)


def test_an_operation_lists_its_own_leads_with_their_outcome_for_who_works_in_it(world: World, east: Reader) -> None:
    def of(reader: Reader) -> list[tuple[str, str]]:
        found = showing.of_operation(reader=reader, now=NOW, id=made.id)
        assert "EIO-7" not in repr(found) and "prosecutor of Delft" not in repr(found)
        return [(each.id, each.stage) for each in found.rows]

    made = leading.begin(reader=world.north, now=NOW, title="Operation Snuffer", partners=["east"])
    id, closed = lead(world.north), lead(world.north, "L-2", recipients=["south"])
    for each in (id, closed):
        handed(world.north, each, operation=made.id)
    handed(world.north, lead(world.north, "L-3"))
    answered(world.south, id)
    said(world.south, id, "convicted")
    for reader in (world.south, east):
        with pytest.raises(Hidden):
            of(reader)
    taking_part.answer(reader=east, now=NOW, id=made.id, answer="accept")
    assert of(east) == [(id, "convicted")], "not the one that does not open, nor the one from elsewhere"
    assert sorted(of(world.north)) == sorted([(id, "convicted"), (closed, "handed_over")])


def test_what_its_owner_keeps_out_of_court_goes_to_no_prosecution_of_others(world: World, east: Reader) -> None:
    id = lead(world.north, handling=["H1"])
    handed(world.north, id)
    answered(world.south, id)
    with pytest.raises(passing.WrongHandOver, match=r"north, keeps it out of court \(H1\)"):
        handed(world.south, id, "east", asked="prosecution")
    assert handed(world.south, id, "east").awaited == "answer"


def test_the_funnel_counts_what_the_reader_sees_by_country_and_stage(world: World, east: Reader) -> None:
    for n, days in enumerate((2, 4, 9)):
        id = lead(world.north, f"L-{n}")
        handed(world.north, id)
        answered(world.south, id, now=NOW + timedelta(days=days))
    said(world.south, id, "identified", now=NOW + timedelta(days=12))
    handed(world.north, lead(world.north, "L-9"), "east")
    found = showing.funnel(reader=world.north, now=NOW + timedelta(days=12))
    assert [(each.country, each.leads) for each in found.rows] == [("SE", 3), ("DE", 1)]
    by = {each.stage: (each.n, each.days) for each in found.rows[0].stages}
    assert (by["handed_over"], by["accepted"], by["identified"], by["charged"]) == (
        (3, None), (3, 4.0), (1, 3.0), (0, None)
    )  # fmt: skip
    assert found.whole.leads == 4 and found.whole.stale == 1
    assert [each.country for each in showing.funnel(reader=east, now=NOW).rows] == ["DE"]


def test_each_act_is_told_to_the_ledgers_of_both_sides(world: World) -> None:
    id = lead(world.north)
    handed(world.north, id)
    answered(world.south, id, "cannot_act", why="no_ground", said="No such offence here.")
    assert showing.lead(reader=world.north, now=NOW, id=id).line[1].why == "no_ground"
    for reader in (world.north, world.south):
        acts = [each.action for each in reading.page(reader=reader, now=LATER, limit=200).entries]
        assert {"lead.hand_over", "lead.answer:cannot_act"} <= set(acts)
    with pytest.raises(Hidden):
        showing.lead(reader=replace(world.south, purpose=Purpose.CROSS_CHECKING), now=NOW, id=id)


def test_the_package_is_for_who_is_to_act_and_holds_what_opens_to_it(world: World) -> None:
    id = lead(world.north)
    handed(world.north, id)
    made = packaging.package(reader=world.south, now=NOW, id=id)
    assert (made.hand_over.authority, made.hand_over.reference) == ("Public prosecutor of Delft", "EIO-7")
    assert "Ships from the quay." in [each.shown for each in made.values]
    with pytest.raises(Hidden):
        packaging.package(reader=world.north, now=NOW, id=id)
    narrow = packaging.package(reader=replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS), now=NOW, id=id)
    assert not [each for each in narrow.values if each.field == "identifiers"] and narrow.masked
    entries = reading.page(reader=world.south, now=LATER, limit=200).entries
    assert "disclosure" in [each.event for each in entries if each.action == "lead.package"]
    answered(world.south, id, "wrong_address", instead="Agency east")
    with pytest.raises(Hidden):
        packaging.package(reader=world.south, now=NOW, id=id)
