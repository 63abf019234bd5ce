from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from tests.worlds import agencies as world
from tests.worlds.agencies import Two

from bowstreet.holdings.agencies import enrolling, officers, queries, second_factor, sessions, signing
from bowstreet.holdings.agencies.models import EnrolmentLink, Officer
from bowstreet.holdings.ledger import reading as ledger
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Refusal

NOW = world.NOW
LATER = NOW + timedelta(minutes=2)


def reader(agency: str, role: Role, *, session: str = "web:x", mfa: bool = True) -> Reader:
    purpose = Purpose.OPERATIONAL_ANALYSIS
    return Reader(officer="0190a8e0-0000-7000-8000-000000000001", agency=agency, role=role, purpose=purpose, mfa=mfa,
                  session=session)  # fmt: skip


def test_the_link_is_kept_as_a_hash_opens_once_and_ends(two: Two) -> None:
    link = enrolling.enrol(reader=two.north.reader(), now=NOW, name="Kim", login="n.kim", role=Role.INVESTIGATOR)
    token = world.token_of(link.path)
    kept = EnrolmentLink.objects.get(officer__login="n.kim")
    assert token not in str(kept.__dict__)
    opened = enrolling.open_link(token, now=NOW)
    assert opened.totp_secret not in kept.totp_secret
    with pytest.raises(enrolling.WrongLink):
        enrolling.open_link(token, now=NOW + timedelta(hours=72))
    world.accept(link.path)
    for again in (lambda: enrolling.open_link(token, now=NOW), lambda: world.accept(link.path)):
        with pytest.raises(enrolling.WrongLink):
            again()


def test_wrong_code_and_weak_password_leave_the_link_usable(two: Two) -> None:
    link = enrolling.enrol(reader=two.north.reader(), now=NOW, name="Kim", login="n.kim", role=Role.INVESTIGATOR)
    token = world.token_of(link.path)
    code = second_factor.code_at(enrolling.open_link(token, now=NOW).totp_secret, NOW)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    with pytest.raises(enrolling.WrongCode):
        enrolling.accept(token, password=world.PASSWORD, code=wrong, now=NOW)
    for weak in ("", "short", "password1234", "123456789012", "n.kimn.kimn.kim", "Kim-N.KIM_kim26"):
        with pytest.raises(enrolling.WeakPassword):
            enrolling.accept(token, password=weak, code=code, now=NOW)
        assert not Officer.objects.get(login="n.kim").is_active
    assert len(enrolling.accept(token, password=world.PASSWORD, code=code, now=NOW)) == 10


def test_enrolment_is_in_the_ledger(two: Two) -> None:
    assert world.actions(two.north)[:4] == ["officer.accept", "officer.enrol", "officer.accept", "officer.enrol"]


def test_the_operators_acts_are_in_the_ledger(two: Two) -> None:
    world.found("ledgered")
    lead = world.first("ledgered", "l.lead")
    assert world.actions(lead) == ["officer.accept", "officer.enrol", "agency.found"]


def test_the_operator_links_only_where_no_supervisor_is(two: Two) -> None:
    with pytest.raises(enrolling.MayNotEnrol):
        enrolling.first_link(agency="north", name="Second", login="n.second", now=NOW)
    world.found("isp", sort="partner")
    assert Officer.objects.get(id=world.first("isp", "p.one").id).role == Role.PARTNER


def test_who_enrols_whom_and_only_in_the_own_agency(two: Two) -> None:
    below = LEA_ROLES | {Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.RESEARCHER}
    for number, (own, asked) in enumerate(product(Role, Role)):
        may = own is Role.SUPERVISOR and asked in below
        before = Officer.objects.count()
        try:
            enrolling.enrol(reader=reader("north", own), now=NOW, name="Kim", login=f"n.kim{number}", role=asked)
            done = True
        except Refusal:
            done = False
        assert done == may, (own, asked)
        assert Officer.objects.count() == before + may
    assert Officer.objects.filter(agency_id="south").count() == 1


ACTS: dict[str, Callable[[Reader, str], object]] = {
    "end": lambda who, target: officers.end(reader=who, officer=target, now=LATER),
    "anew": lambda who, target: enrolling.enrol_anew(reader=who, officer=target, now=LATER),
    "role": lambda who, target: officers.change_role(reader=who, officer=target, role=Role.COORDINATOR, now=LATER),
    "lift": lambda who, target: officers.lift(reader=who, officer=target, now=LATER),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_reaches_sideways_or_upwards(two: Two, act: str) -> None:
    for own, agency, target_role in product(Role, ("north", "south"), Role):
        target = Officer.objects.create(
            login=f"t.{own.value}.{agency}.{target_role.value}",
            name="Target", agency_id=agency, role=target_role.value,
            is_active=True, made_at=NOW,
        )  # fmt: skip
        below = target_role in LEA_ROLES - {Role.SUPERVISOR} | {Role.RESEARCHER, Role.DEFENCE, Role.JUDGE}
        may = own is Role.SUPERVISOR and agency == "north" and (below or act == "lift")
        before = Officer.objects.filter(id=target.id).values().get()
        try:
            ACTS[act](reader("north", own), str(target.id))
            done = True
        except Refusal:
            done = False
        assert done == may, (act, own, agency, target_role)
        if not may:
            assert Officer.objects.filter(id=target.id).values().get() == before


@pytest.mark.parametrize("how", [{"session": "token:1"}, {"mfa": False}])
def test_a_supervisor_administers_in_person(two: Two, how: dict[str, object]) -> None:
    who = reader("north", Role.SUPERVISOR, **how)  # type: ignore[arg-type]
    for act in ACTS.values():
        with pytest.raises(Refusal):
            act(who, two.analyst.id)
    with pytest.raises(enrolling.MayNotEnrol):
        enrolling.enrol(reader=who, now=NOW, name="Kim", login="n.kim", role=Role.ANALYST)


def test_nobody_becomes_an_overseer_by_a_change_of_role(two: Two) -> None:
    for role in (Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.PARTNER, Role.OPERATOR):
        with pytest.raises(enrolling.MayNotEnrol):
            officers.change_role(reader=two.north.reader(), officer=two.analyst.id, role=role, now=LATER)


def test_ending_takes_password_and_sessions(two: Two) -> None:
    session: dict[str, object] = {}
    sessions.begin(session, officer_id=two.analyst.id, name="web:1", now=NOW)
    assert sessions.reader_of_session(session, now=LATER) is not None
    officers.end(reader=two.north.reader(), officer=two.analyst.id, now=LATER)
    assert sessions.reader_of_session(session, now=LATER) is None
    with pytest.raises(signing.SignInRefused):
        signing.try_password(login="n.analyst", password=world.PASSWORD, now=LATER)


def test_a_new_link_ends_the_old_access(two: Two) -> None:
    session: dict[str, object] = {}
    sessions.begin(session, officer_id=two.analyst.id, name="web:1", now=NOW)
    link = enrolling.enrol_anew(reader=two.north.reader(), officer=two.analyst.id, now=LATER)
    again = world.accept(link.path, LATER)
    assert sessions.reader_of_session(session, now=LATER) is None
    assert again.secret != two.analyst.secret


@pytest.mark.parametrize("login", ["", "ab", "Upper.case", "has space", "-lead", "a" * 65, "naïve", "x\n"])
def test_wrong_logins_are_refused(two: Two, login: str) -> None:
    with pytest.raises(enrolling.WrongOfficer):
        enrolling.enrol(reader=two.north.reader(), now=NOW, name="Kim", login=login, role=Role.ANALYST)


def test_a_login_is_one_persons_across_agencies(two: Two) -> None:
    reader = two.south.reader(purpose=Purpose.OPERATIONAL_ANALYSIS)
    with pytest.raises(enrolling.LoginTaken, match="This login is taken"):
        enrolling.enrol(reader=reader, now=NOW, name="Kim", login="n.analyst", role=Role.ANALYST)
    seen = ledger.page(reader=reader, now=NOW, limit=200).entries
    assert [(each.action, each.result) for each in seen if each.action == "officer.enrol"][:1] == [
        ("officer.enrol", "deny")
    ]


def test_colleagues_are_those_of_the_own_agency(two: Two) -> None:
    seen = queries.colleagues(reader=two.north.reader(), now=NOW)
    assert {each.login for each in seen} == {"n.lead", "n.analyst", "n.dpo"}
    with pytest.raises(Refusal):
        queries.colleagues(reader=two.analyst.reader(), now=NOW)
