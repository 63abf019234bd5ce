"""Planned actions: two at one place in one time are told of each other in the act itself, and nobody else is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.worlds import agencies
from tests.worlds.repository import NOW, World

from bowstreet.casework.deconfliction import models
from bowstreet.casework.deconfliction.planned import forgetting, places, planning, showing
from bowstreet.casework.deconfliction.planned.answers import PlanCard
from bowstreet.casework.deconfliction.planned.places import Place
from bowstreet.holdings.ledger import following
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

TITLE, OTHER = "Buy at the quay", "Search of the cellar"
HANSA = {"kind": "market", "place": "Hansa Market"}
BAKER = {"kind": "account", "place": "Hansa: The Baker"}


def plan(reader: Reader, title: str = TITLE, begins: int = 24, hours: int = 4, **more: Any) -> PlanCard:
    """Plan an action so many hours from now."""
    since, until = (f"{NOW + timedelta(hours=each):%Y-%m-%d %H:%M}" for each in (begins, begins + hours))
    return planning.plan(reader=reader, now=NOW, title=title, since=since, until=until, **{**HANSA, **more})


def shown(reader: Reader, made: PlanCard) -> PlanCard:
    return showing.plan(reader=reader, now=NOW, id=made.id)


def coordinator(world: World) -> Reader:
    """Return a coordinator of an agency that brings others together."""
    agencies.found("centre", "EU", sort="coordinator")
    lead = agencies.first("centre", "c.lead")
    return agencies.officer(lead, "c.one", Role.COORDINATOR).reader(purpose=Purpose.OPERATIONAL_ANALYSIS)


def test_both_sides_are_told_by_the_act_itself_and_read_no_title_and_no_officer(world: World) -> None:
    first = plan(world.north, contact="squad room, +32 555 0199")
    second = plan(world.south, OTHER, begins=26)
    (theirs,) = second.conflicts
    (mine,) = shown(world.north, first).conflicts
    assert (theirs.agency, theirs.contact) == ("north", "squad room, +32 555 0199")
    assert (mine.agency, mine.contact) == ("south", "desk@south.example"), "without one it is the agency's"
    both = (NOW + timedelta(hours=26), NOW + timedelta(hours=28))
    assert (mine.since, mine.until) == (theirs.since, theirs.until) == both
    assert TITLE not in repr(second) and world.north.officer not in repr(second)
    assert OTHER not in repr(mine) and world.south.officer not in repr(mine) and "Robin" not in repr((mine, theirs))


def test_the_ledger_of_the_other_side_names_no_officer(world: World) -> None:
    plan(world.north)
    before = following.after("acts", 0, 10_000)[-1].place
    plan(world.south, OTHER)
    told = {each.agency: each.fields for each in following.after("acts", before)}
    assert (told["south"]["action"], told["south"]["recipients"]) == ("plan.new", ["north"])
    assert (told["north"]["action"], told["north"]["recipients"]) == ("plan.conflict", ["south"])
    assert world.south.officer not in repr(told["north"])


def test_a_conflict_is_for_the_two_and_the_coordinators_and_for_nobody_else(world: World) -> None:
    first = plan(world.analyst)
    plan(world.south, OTHER)
    colleague = replace(world.analyst, officer="another")
    third = replace(world.south, agency="east", officer="third")
    bystander = replace(world.south, agency="east", officer="fourth", role=Role.COORDINATOR)
    agencies.found("east")
    for reader in (colleague, third, bystander):
        seen = showing.plans(reader=reader, now=NOW)
        assert (seen.plans, seen.meetings, seen.coordinates, seen.ahead) == ((), (), False, 0)
        with pytest.raises(Hidden):
            showing.plan(reader=reader, now=NOW, id=first.id)
        with pytest.raises(Hidden):
            planning.call_off(reader=reader, now=NOW, id=first.id)
    (own,) = showing.plans(reader=world.north, now=NOW).plans
    assert own.conflicts and own.officer == "Sam Quill" and not own.mine, "a supervisor reads what colleagues planned"
    seen = showing.plans(reader=coordinator(world), now=NOW)
    (meeting,) = seen.meetings
    assert [each.agency for each in meeting.sides] == ["north", "south"] and seen.plans == ()
    assert TITLE not in repr(seen) and OTHER not in repr(seen) and "Sam Quill" not in repr(seen)
    following.pass_on(now=NOW)
    looked = [each for each in following.after("acts", 0, 10_000) if each.fields["action"] == "plan.list"]
    assert {each.agency for each in looked} == {"north", "south"}, "whose they are can read who looked"


@pytest.mark.parametrize("change", [{"begins": 28}, {"begins": 20}, {"kind": "market", "place": "Lantern Market"}])
def test_another_time_or_another_place_is_no_conflict(world: World, change: dict[str, Any]) -> None:
    first = plan(world.north)
    begins = change.pop("begins", 24)
    assert plan(world.south, OTHER, begins=begins, **change).conflicts == ()
    assert shown(world.north, first).conflicts == ()


def test_an_account_lies_in_its_market_and_meets_no_other_account(world: World) -> None:
    market = plan(world.north)
    account = plan(world.south, OTHER, **BAKER)
    assert len(account.conflicts) == 1
    other = plan(world.analyst, "A chat", kind="account", place="hansa:the miller")
    assert [each.agency for each in other.conflicts] == ["north"], "two of one agency meet too, the accounts do not"
    assert len(shown(world.north, market).conflicts) == 2
    assert plan(replace(world.south, officer="x"), "Talk", kind="account", place="telegram:the_baker").conflicts == ()


def test_what_is_called_off_meets_nobody_and_is_gone_for_both(world: World) -> None:
    first, second = plan(world.north), plan(world.south, OTHER)
    gone = planning.call_off(reader=world.north, now=NOW, id=first.id)
    assert gone.called_off_at == NOW and shown(world.south, second).conflicts == ()
    assert showing.conflicts_ahead(world.south, NOW) == 0
    assert plan(replace(world.south, officer="x"), "Again").conflicts[0].agency == "south", "only what stands"
    with pytest.raises(planning.Over):
        planning.call_off(reader=world.north, now=NOW, id=first.id)
    assert [each.id for each in showing.plans(reader=world.north, now=NOW, which="over").plans] == [first.id]


@pytest.mark.parametrize(("field", "said"), [
    ("until", {"since": "2026-03-03 10:00", "until": "2026-03-03 10:00"}),
    ("until", {"since": "2026-02-01 10:00", "until": "2026-03-02 09:00"}),
    ("until", {"since": "2026-03-03", "until": "2026-06-04"}), ("since", {"since": "soon", "until": "2026-03-04"}),
    ("title", {"title": " \u200b"}), ("place", {"place": "..."}), ("place", {"kind": "account", "place": "baker"}),
    ("place", {"kind": "account", "place": "btc:1BoatSLRHtKNngkdXEeobR76b53LETtpyT"}),
    ("place", {"kind": "area", "place": " "}), ("metres", {"kind": "area", "latitude": 52.0, "longitude": 4.0}),
    ("longitude", {"kind": "area", "latitude": 52.0, "metres": 5}), ("latitude", {"latitude": 52.0}),
])  # fmt: skip
def test_what_cannot_be_planned_is_refused_by_its_field(world: World, field: str, said: dict[str, Any]) -> None:
    whole = {"title": TITLE, "since": "2026-03-03 10:00", "until": "2026-03-03 12:00", **HANSA, **said}
    with pytest.raises((planning.WrongPlan, places.WrongPlace)) as refused:
        planning.plan(reader=world.north, now=NOW, **whole)
    assert refused.value.field == field and not models.Plan.objects.exists()


def test_so_many_a_day_and_no_more_because_each_one_asks_all_others(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(planning, "A_DAY", 1)
    plan(world.north)
    with pytest.raises(planning.TooManyPlans):
        plan(world.analyst)
    assert plan(world.south)


def test_who_has_no_purpose_or_no_part_in_it_plans_nothing(world: World) -> None:
    with pytest.raises(PurposeRefused):
        plan(replace(world.north, purpose=None))
    for change in ({"mfa": False}, {"suspended": True}):
        with pytest.raises(Hidden):
            plan(replace(world.north, **change))


def test_title_and_place_are_locked_where_they_lie_and_go_ninety_days_after(world: World) -> None:
    plan(world.north, **BAKER)
    plan(world.south, OTHER)
    held = models.Plan.objects.order_by("id").first()
    assert held is not None and TITLE.encode() not in bytes(held.title) and b"baker" not in bytes(held.place)
    assert "hansa" not in held.site and models.Conflict.objects.count() == 1
    ended = held.until
    assert not forgetting.keep_up(ended + timedelta(days=89)) and models.Plan.objects.count() == 2
    forgetting.keep_up(ended + timedelta(days=90, minutes=1))
    assert not models.Plan.objects.exists() and not models.Conflict.objects.exists()
    last = following.after("acts", 0, 10_000)[-1]
    assert (last.fields["event"], last.fields["action"]) == ("erasure", "plan.forgotten")


_AT: Callable[..., Place] = lambda *said: places.read("area", *said)  # noqa: E731


@pytest.mark.parametrize(("one", "other", "do"), [
    (_AT("Kadestraat 12, Delft"), _AT("  kadestraat 12 DELFT"), True),
    (_AT("Kadestraat 12, Delft"), _AT("Kadestraat 14, Delft"), False),
    (_AT("", 52.0, 4.0, 600), _AT("", 52.01, 4.0, 600), True),
    (_AT("", 52.0, 4.0, 500), _AT("", 52.01, 4.0, 600), False),
    (_AT("", 0.0, 179.999, 200), _AT("", 0.0, -179.999, 200), True),
    (_AT("Kade 1"), _AT("Kade", 52.0, 4.0, 100), False),
    (places.read("market", "Dread"), places.read("forum", "dread"), True),
    (_AT("hansa"), places.read("market", "hansa"), False),
])  # fmt: skip
def test_when_two_places_are_one(one: Place, other: Place, do: bool) -> None:
    assert places.meet(one, other) is places.meet(other, one) is do


def test_moments_with_an_offset_are_told_in_utc(world: World) -> None:
    when = {"since": "2026-03-03T10:00+02:00", "until": "2026-03-04"}
    made = planning.plan(reader=world.north, now=NOW, title=TITLE, **when, **HANSA)
    assert made.since == datetime(2026, 3, 3, 8, tzinfo=NOW.tzinfo)
