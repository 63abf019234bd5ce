"""A member of a hidden group learns that it is in it and what is shared through it, and never who else is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.db import transaction
from tests.casework.sharing.test_requests import anew
from tests.worlds import agencies
from tests.worlds.agencies import Person
from tests.worlds.repository import NOW, OWN, World

from bowstreet.casework.operations.leads import passing
from bowstreet.casework.sharing import agreeing, disclosing, rules
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.holdings.agencies import groups
from bowstreet.holdings.agencies.answers import GroupCard, MemberRow
from bowstreet.holdings.governance import onlookers
from bowstreet.holdings.ledger import following, reading
from bowstreet.holdings.ledger.answers import EntryRow
from bowstreet.holdings.repository import (
    advancing,
    connecting,
    enveloping,
    foreseeing,
    judging,
    recording,
    showing,
    veiling,
)
from bowstreet.interfaces.cli import working
from bowstreet.vocabulary.ceilings import NO_CEILING
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

DAY = NOW.date()
PURPOSE = Purpose.OPERATIONAL_ANALYSIS
CIRCLE = {**OWN, "scope": "GROUP", "group": "quiet", "tlp": "AMBER", "handling": ["H0"]}


class Circle(NamedTuple):
    """A hidden group that south leads: north is in it, and east is or is not. ``record`` is north's, shared with it."""

    world: World
    east: Person
    record: str

    def let_in(self, until: date | None = None) -> GroupCard:
        return groups.add_member(reader=self.world.south, group="quiet", agency="east", since=DAY, until=until, now=NOW)

    def reader(self) -> Reader:
        return self.east.reader(purpose=PURPOSE)


@pytest.fixture
def circle(world: World) -> Circle:
    agencies.found("east", "PL")
    east = agencies.first("east", "e.lead")
    groups.make_group(reader=world.south, slug="quiet", name="Quiet", since=DAY, until=None, now=NOW, hidden=True)
    groups.add_member(reader=world.south, group="quiet", agency="north", since=DAY, until=None, now=NOW)
    return Circle(world, east, world.vendor(anew(world.north), "amber", CIRCLE))


def entered(reader: Reader, action: str) -> list[EntryRow]:
    """Return the entries of an act in an agency's ledger, the newest first."""
    working.following.pass_on(now=NOW, veil=veiling.group_of)
    found = reading.page(reader=reader, now=NOW + timedelta(days=1), limit=200).entries
    return [each for each in found if each.action == action]


def test_a_member_is_told_of_itself_alone_and_who_leads_of_all(circle: Circle) -> None:
    world = circle.world
    before = groups.mine(reader=world.north, now=NOW)
    circle.let_in()
    assert groups.mine(reader=world.north, now=NOW) == before
    assert [each.members for each in before] == [(MemberRow("north", DAY, None),)]
    [led] = groups.mine(reader=world.south, now=NOW)
    assert [each.agency for each in led.members] == ["east", "north", "south"] and led.hidden
    for other in ("east", "west"):
        with pytest.raises(Hidden):
            groups.end_member(reader=world.north, group="quiet", agency=other, until=DAY, now=NOW)
    left = groups.end_member(reader=world.north, group="quiet", agency="north", until=DAY, now=NOW)
    assert left.members == (MemberRow("north", DAY, DAY),)
    assert [each.recipients for each in entered(world.south, "group.end")[:1]] == [("quiet", "north")]


def test_no_question_about_others_tells_who_is_in_it(circle: Circle) -> None:
    """Who will see it, to whom a lead can go, and what an agreement would let leave: alike with east in it."""
    world, said = circle.world, []
    made = agreeing.make(
        reader=anew(world.north), now=NOW, title="To the east", receivers=["east"], purposes=[PURPOSE.value],
        since=DAY, ceiling=NO_CEILING,
    )  # fmt: skip
    body = {"title": "Quiet boat", "reference": "L-1", "country": "NL", "summary": "Ships.", "identifiers": "none"}
    lead = recording.record(reader=anew(world.north), now=NOW, kind="lead", body=body, envelope=CIRCLE).id
    for _ in range(2):
        north = anew(world.north)
        told = foreseeing.who_will_see(reader=north, now=NOW, kind="vendor_account", envelope=CIRCLE)
        with pytest.raises(passing.WrongHandOver) as refused:
            passing.hand_over(
                reader=north, now=NOW, id=lead, to="east", asked="identified", authority="Court", instrument="EIO",
                due_on=DAY + timedelta(days=9),
            )  # fmt: skip
        said.append((told, refused.value.sentence))
        circle.let_in()
    assert said[0] == said[1] and said[0][0].unnamed == "quiet"
    value = advancing.standing([circle.record])[circle.record].terms
    reached = {
        asker: onlookers.reaches(value, agency="east", asker=asker, purposes=[PURPOSE], now=NOW)
        for asker in ("north", "south", "east")
    }
    assert reached == {"north": False, "south": True, "east": True}
    sieve = agreeing.sieve_of(agreeing.of(north, made.id))
    assert not rules.lets(sieve, value, DAY)
    assert rules.lets(replace(sieve, veiled=frozenset()), value, DAY)


def test_the_ledger_of_an_owner_names_no_member(circle: Circle) -> None:
    world = circle.world
    circle.let_in()
    east = circle.reader()
    assert showing.show(reader=east, now=NOW, id=circle.record).depth == "identifiers"
    mine = recording.record(
        reader=east, now=NOW, kind="vendor_account", body={"market": "Lantern Market", "handle": "amber2"}, envelope=OWN
    ).id  # fmt: skip
    connecting.link(reader=east, now=NOW, id=mine, type=LinkType.RELATED_TO, other=circle.record)
    judging.judge(reader=east, now=NOW, id=mine, other=circle.record, verdict=Verdict.UNSURE, note="alike")
    with transaction.atomic():
        disclosing.disclose(east, NOW, "record.export", [Left(circle.record, 1, "north"), Left(mine, 1, "east")])
    for action in ("record.show", "record.link", "record.judge", "record.export"):
        [theirs] = entered(world.north, action)
        assert (theirs.officer, theirs.agency, theirs.role) == ("", "", ""), action
        assert theirs.recipients == ("quiet",) and circle.record in theirs.records
        assert entered(east, action)[0].agency == "east"


def test_whom_the_owner_named_or_leads_it_knows(circle: Circle) -> None:
    world = circle.world
    circle.let_in()
    named = world.vendor(anew(world.north), "beryl", {**CIRCLE, "recipients": ["east"]})
    led = world.vendor(world.south, "coral", CIRCLE)
    for id in (named, led):
        showing.show(reader=circle.reader(), now=NOW, id=id)
    assert {each.agency for each in entered(world.north, "record.show")} == {"east"}
    assert {each.agency for each in entered(world.south, "record.show")} == {"east"}


def test_a_record_is_shared_with_groups_of_its_owner_alone(circle: Circle) -> None:
    sentences = set()
    for group in ("quiet", "no-such-group"):
        with pytest.raises(enveloping.WrongMarks) as refused:
            circle.world.vendor(circle.reader(), "dusk", {**CIRCLE, "group": group})
        sentences.add(refused.value.sentence.replace(group, ""))
    assert len(sentences) == 1


def test_followers_leave_names_out_as_the_node_runs(monkeypatch: pytest.MonkeyPatch, circle: Circle) -> None:
    seen: list[object] = []
    monkeypatch.setattr(following, "pass_on", lambda **asked: seen.append(asked["veil"]))
    working.until_idle()
    assert seen == [veiling.group_of]
