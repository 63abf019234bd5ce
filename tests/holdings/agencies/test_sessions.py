from datetime import date, timedelta

import pytest
from tests.worlds import agencies as world
from tests.worlds.agencies import Two

from bowstreet.holdings.agencies import counter, founding, groups, officers, sessions
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Membership, Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused, Refusal

NOW = world.NOW


def session_of(person: world.Person) -> dict[str, object]:
    session: dict[str, object] = {}
    sessions.begin(session, officer_id=person.id, name="web:1", now=NOW)
    return session


def test_a_session_gives_the_reader_with_the_choice(two: Two) -> None:
    session = session_of(two.analyst)
    sessions.choose(session, purpose=Purpose.CROSS_CHECKING, case="C-1", reason="")
    reader = sessions.reader_of_session(session, now=NOW)
    assert reader is not None
    assert (reader.officer, reader.agency, reader.role) == (two.analyst.id, "north", Role.ANALYST)
    assert (reader.purpose, reader.case, reader.reason, reader.mfa) == (Purpose.CROSS_CHECKING, "C-1", None, True)


def test_no_session_no_reader(two: Two) -> None:
    assert sessions.reader_of_session({}, now=NOW) is None
    assert sessions.reader_of_session({"waiting": {"officer": two.analyst.id}}, now=NOW) is None


def test_a_session_ends_after_an_idle_hour_and_after_twelve(two: Two) -> None:
    idle = session_of(two.analyst)
    assert sessions.reader_of_session(dict(idle), now=NOW + timedelta(minutes=59)) is not None
    assert sessions.reader_of_session(idle, now=NOW + timedelta(minutes=60)) is None
    busy = session_of(two.analyst)
    for minutes in range(0, 720, 30):
        assert sessions.reader_of_session(busy, now=NOW + timedelta(minutes=minutes)) is not None
    assert sessions.reader_of_session(busy, now=NOW + timedelta(hours=12)) is None


def test_suspending_an_agency_ends_its_sessions_and_no_other(two: Two) -> None:
    north, south = session_of(two.analyst), session_of(two.south)
    for who in (two.north.reader(), two.south.reader()):
        with pytest.raises(Hidden):
            founding.suspend_agency(actor=who, slug="north", now=NOW)
    founding.suspend_agency(actor=founding.operator(), slug="north", now=NOW)
    assert sessions.reader_of_session(north, now=NOW) is None
    assert sessions.reader_of_session(south, now=NOW) is not None


def test_a_purpose_the_role_lost_is_gone(two: Two) -> None:
    session = session_of(two.analyst)
    sessions.choose(session, purpose=Purpose.DATA_PROTECTION_CONTROL)
    reader = sessions.reader_of_session(session, now=NOW)
    assert reader is not None
    assert reader.purpose is None
    with pytest.raises(PurposeRefused):
        sessions.with_choice(reader, purpose=Purpose.TRAINING, case=None, reason=None)


@pytest.mark.parametrize("officer_id", ["", "no id", "0190a8e0-0000-7000-8000-00000000ffff"])
def test_an_unknown_officer_has_no_reader(two: Two, officer_id: str) -> None:
    made = sessions.reader_for(officer_id=officer_id, purpose=None, case=None, reason=None, session="", mfa=True,
                               now=NOW)  # fmt: skip
    assert made is None


def test_groups_are_led_by_the_agency_that_made_them(two: Two) -> None:
    day = date(2026, 3, 1)
    groups.make_group(reader=two.north.reader(), slug="jit-1", name="JIT", since=day, until=None, now=NOW)
    with pytest.raises(Hidden):
        groups.add_member(reader=two.south.reader(), group="jit-1", agency="south", since=day, until=None, now=NOW)
    groups.add_member(
        reader=two.north.reader(), group="jit-1", agency="south", since=day, until=date(2026, 4, 1), now=NOW
    )
    assert two.south.reader().memberships == (Membership("jit-1", day, date(2026, 4, 1)),)
    groups.end_member(reader=two.south.reader(), group="jit-1", agency="south", until=date(2026, 3, 5), now=NOW)
    assert two.south.reader().memberships[0].until == date(2026, 3, 5)
    with pytest.raises(Hidden):
        groups.end_member(reader=two.south.reader(), group="jit-1", agency="north", until=day, now=NOW)


def test_a_group_ends_after_it_begins_and_has_one_name(two: Two) -> None:
    day = date(2026, 3, 1)
    make = {"slug": "jit-1", "name": "JIT", "since": day, "now": NOW}
    with pytest.raises(groups.WrongGroup):
        groups.make_group(reader=two.north.reader(), until=date(2026, 2, 1), **make)  # type: ignore[arg-type]
    groups.make_group(reader=two.north.reader(), until=None, **make)  # type: ignore[arg-type]
    with pytest.raises(groups.GroupExists):
        groups.make_group(reader=two.south.reader(), until=None, **make)  # type: ignore[arg-type]
    assert next((each.action, each.result) for each in world.entries(two.south)) == ("group.make", "deny")


def test_the_counter_rises_with_whatever_changes_a_reader(two: Two) -> None:
    day = date(2026, 3, 1)
    acts = (
        lambda: world.officer(two.north, "n.new", Role.INVESTIGATOR),
        lambda: officers.change_role(reader=two.north.reader(), officer=two.analyst.id, role=Role.COORDINATOR, now=NOW),
        lambda: groups.make_group(reader=two.north.reader(), slug="g1", name="G", since=day, until=None, now=NOW),
        lambda: groups.add_member(
            reader=two.north.reader(), group="g1", agency="south", since=day, until=None, now=NOW
        ),
        lambda: groups.end_member(reader=two.north.reader(), group="g1", agency="south", until=day, now=NOW),
        lambda: officers.end(reader=two.north.reader(), officer=two.analyst.id, now=NOW),
        lambda: founding.suspend_agency(actor=founding.operator(), slug="south", now=NOW),
    )
    for act in acts:
        before = counter.read_counter()
        act()
        assert counter.read_counter() > before


def test_only_supervisors_and_coordinators_in_person_lead_groups(two: Two) -> None:
    for who in (two.analyst.reader(), two.overseer.reader(), two.north.reader(session="token:1")):
        with pytest.raises(Refusal):
            groups.make_group(reader=who, slug="g2", name="G", since=date(2026, 3, 1), until=None, now=NOW)
