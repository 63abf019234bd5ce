"""The coordinator's board: who is on it, what is late and what clashes, and nothing of what is brought in."""

from dataclasses import replace
from datetime import date

import pytest
from tests.worlds import agencies
from tests.worlds.repository import NOW, World

from bowstreet.casework.operations import across, layers, leading, scoping, taking_part
from bowstreet.casework.operations.boards import Across
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import saving
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role

SOON, LATER = date(2026, 3, 9), date(2026, 3, 12)


@pytest.fixture
def centre(world: World) -> Reader:
    """Return a coordinator of an agency that brings others together."""
    agencies.found("centre", "EU", sort="coordinator")
    lead = agencies.first("centre", "c.lead")
    return agencies.officer(lead, "c.one", Role.COORDINATOR).reader(purpose=Purpose.OPERATIONAL_ANALYSIS)


def begin(reader: Reader, title: str, *partners: str, on: date | None = SOON) -> str:
    return leading.begin(
        reader=reader, now=NOW, title=title, markets=["Lantern Market"], action_on=on, partners=partners
    ).id


def seen(reader: Reader) -> Across:
    return across.across(reader=reader, now=NOW)


def test_phases_agencies_late_days_and_clashing_action_days_stand_on_it(world: World, centre: Reader) -> None:
    id, other = begin(world.north, "Snuffer", "south", "centre"), begin(world.south, "Wick", "centre", on=LATER)
    taking_part.answer(reader=world.south, now=NOW, id=id, answer="accept")
    leading.give_task(reader=world.north, now=NOW, id=id, agency="south", title="Copy", due_on=date(2026, 2, 27))
    scoping.issue(reader=world.north, now=NOW, id=id, code="EIO", to="south", title="The disk", due_on=date(2026, 3, 1))
    first, second = seen(centre).rows
    assert (first.id, first.stage, first.action_on, first.inside) == (id, "planned", SOON, False)
    told = {each.agency: (each.part, each.open_tasks, each.late, each.late_since) for each in first.parts}
    assert told == {
        "north": ("lead", 0, 1, date(2026, 3, 1)),
        "south": ("accepted", 1, 1, date(2026, 2, 27)),
        "centre": ("invited", 0, 0, None),
    }
    (clash,) = first.clashes
    assert (clash.id, clash.action_on, clash.days, [each.code for each in clash.markets]) == (
        other, LATER, 3, ["lantern-market"],
    )  # fmt: skip
    assert [each.id for each in second.clashes] == [id]
    leading.set_stage(reader=world.south, now=NOW, id=other, stage="abandoned")
    assert (seen(centre).ended, seen(centre).clashes, len(seen(centre).rows)) == (1, 0, 1)


def test_what_is_brought_into_an_operation_is_no_part_of_it(world: World, centre: Reader) -> None:
    id = begin(world.north, "Snuffer", "south", "centre")
    taking_part.answer(reader=world.south, now=NOW, id=id, answer="accept")
    before, entries = seen(centre), Act.objects.filter(agency="centre").count()
    held = world.vendor(world.south, "quay.merchant")
    layers.keep(reader=world.south, now=NOW, id=id, note="Our source is on the quay.", about=held)
    layers.pool(reader=world.south, now=NOW, id=id, record=held)
    taking_part.decide(reader=world.south, now=NOW, id=id, text="We wait.")
    scoping.target(reader=world.south, now=NOW, id=id, identifiers="quay@example.org")
    assert seen(centre) == before
    assert Act.objects.filter(agency="centre").count() == entries, "nor does its ledger say anything of it"


def test_only_what_opens_is_there_and_a_national_unit_sees_its_own_alone(world: World, centre: Reader) -> None:
    closed, shared = begin(world.north, "Snuffer"), begin(world.north, "Wick", "south", "centre")
    assert [each.id for each in seen(centre).rows] == [shared]
    assert {each.id for each in seen(world.north).rows} == {closed, shared}
    national = replace(world.south, role=Role.COORDINATOR)
    assert seen(national) == Across((), 0, 0, 0, False), "invited alone"
    taking_part.answer(reader=world.south, now=NOW, id=shared, answer="accept")
    assert [(each.id, each.inside) for each in seen(national).rows] == [(shared, True)]
    marks = {"recipients": ["south"]}
    saving.re_mark(reader=world.north, now=NOW, id=shared, begun=1, envelope=marks)
    assert seen(centre).rows == ()
