"""Who is let in: tokens, sessions, purposes, and the same bytes for whatever is hidden or never was."""

from datetime import timedelta

import pytest
from tests.worlds.callers import ANALYSIS, NOW, Caller, Callers, said

from bowstreet.holdings.agencies import founding, tokens
from bowstreet.holdings.ledger import reading
from bowstreet.holdings.ledger.answers import LedgerPage
from bowstreet.interfaces.doors import clock, table
from bowstreet.vocabulary.lawfulness import Purpose

NOBODYS = "01930f7a-1c44-7d3e-9b1f-6a0c4d2e9f10"
WANTS_PURPOSE = [
    each.api.replace("{number}", "1").replace("{row}", "1").replace("{sha256}", "0" * 64)
    for each in table.every()
    if each.api and each.purpose and each.method == "GET"
]


def first_id(caller: Caller) -> str:
    return str(said(caller.get("/find"))["hits"][0]["id"])


def test_a_token_opens_and_its_officer_finds_records(north: Caller) -> None:
    answer = north.get("/find", {"q": "quietharbour"})
    assert answer.status_code == 200
    assert [hit["kind"] for hit in said(answer)["hits"]] == ["vendor_account"]


def test_no_token_a_wrong_one_and_an_ended_one_are_the_same_bytes(world: Callers) -> None:
    made = tokens.make(reader=world.two.north.reader(), now=NOW, label="short", days=1)
    wrong = [
        Caller(),
        Caller({"Authorization": "Bearer bow_nobody"}),
        Caller({"Authorization": f"Basic {made.secret}"}),
        Caller({"Authorization": "Bearer"}),
        Caller({"Authorization": "Bearer \xff\xfe"}),
    ]
    answers = [each.get("/find", X_Purpose=ANALYSIS) for each in wrong]
    with clock.held(lambda: NOW + timedelta(days=2)):
        answers.append(Caller({"Authorization": f"Bearer {made.secret}"}).get("/find", X_Purpose=ANALYSIS))
    assert {each.status_code for each in answers} == {401}
    assert {each["WWW-Authenticate"] for each in answers} == {"Bearer"}
    assert len({each.content for each in answers}) == 1
    assert said(answers[0])["detail"] == "Sign in, or send a token that is in force."


def test_a_revoked_token_and_a_suspended_agency_end_at_once(world: Callers, north: Caller, south: Caller) -> None:
    tokens_of_north = said(north.get("/tokens"))
    assert north.post(f"/tokens/{tokens_of_north[0]['id']}/revoke").status_code == 200
    founding.suspend_agency(actor=founding.operator(), slug="south", now=NOW)
    assert {north.get("/find").status_code, south.get("/find").status_code} == {401}


def _entries(world: Callers) -> LedgerPage:
    """Return the entries of this test's own officer: the ledger keeps those of earlier tests too."""
    reader = world.two.north.reader(purpose=Purpose.OPERATIONAL_ANALYSIS)
    return reading.page(reader=reader, now=NOW, officer=world.two.north.id, limit=200)


def test_a_session_opens_with_its_own_purpose_and_the_header_may_choose_another(world: Callers) -> None:
    session = world.in_session(world.two.north)
    assert session.get("/find").status_code == 200
    assert session.get("/find", X_Purpose="prosecution").status_code == 200
    page = _entries(world)
    assert [each.purpose for each in page.entries if each.action == "find"][:2] == ["prosecution", ANALYSIS]


def test_a_session_that_ended_opens_nothing(world: Callers) -> None:
    session = world.in_session(world.two.north)
    with clock.held(lambda: NOW + timedelta(hours=13)):
        assert session.get("/find").status_code == 401


def test_an_act_in_a_session_needs_the_sign_of_its_own_pages(world: Callers) -> None:
    session = world.in_session(world.two.north)
    del session.headers["X-CSRFToken"]
    answer = session.post("/ledger/verify")
    assert answer.status_code == 403 and "X-CSRFToken" in said(answer)["detail"]
    assert session.post("/ledger/verify", X_CSRFToken="d" * 32).status_code == 403
    assert session.post("/ledger/verify", X_CSRFToken="c" * 32).status_code == 200


@pytest.mark.parametrize("purpose", [None, "", "curiosity", "research_innovation", "data_protection_control"])
def test_without_a_purpose_that_the_role_has_every_path_answers_the_same_bytes(
    world: Callers, purpose: str | None
) -> None:
    caller = world.by_token(world.two.north, purpose)
    if purpose == "":
        caller.headers["X-Purpose"] = ""
    held = first_id(world.by_token(world.two.north))
    paths = [*WANTS_PURPOSE, f"/records/{held}", f"/records/{NOBODYS}", f"/records/{held}/history"]
    answers = [caller.get(path) for path in paths]
    assert len(paths) > 12
    assert {each.status_code for each in answers} == {403}
    assert len({each.content for each in answers}) == 1


def test_a_token_for_one_purpose_does_not_serve_another(world: Callers) -> None:
    made = tokens.make(reader=world.two.north.reader(), now=NOW, label="one", purposes=("prosecution",))
    caller = Caller({"Authorization": f"Bearer {made.secret}"})
    assert caller.get("/find", X_Purpose=ANALYSIS).status_code == 403
    assert caller.get("/find", X_Purpose="prosecution").status_code == 200


def test_hidden_and_absent_are_the_same_bytes(world: Callers, north: Caller, south: Caller) -> None:
    held = first_id(north)
    paths = [f"/records/{held}", f"/records/{NOBODYS}", f"/records/{held}/history", "/records/x", "/nowhere",
             "/ledger/9999", "/intake/x", "/mappings/none", "/observations/d/i/1", "/officers/x/nothing"]  # fmt: skip
    answers = [south.get(path) for path in paths]
    answers.append(world.by_token(world.two.analyst).get("/officers"))
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_case_and_reason_go_into_the_ledger(world: Callers, north: Caller) -> None:
    assert north.get("/find", {"q": "harbour", "reason": "a call from the harbour"}, X_Case="TG-17").status_code == 200
    page = _entries(world)
    entry = next(each for each in page.entries if each.action == "find")
    assert entry.case == "TG-17"


@pytest.mark.parametrize(("case", "reason"), [("x" * 101, ""), ("", "x" * 501)])
def test_a_case_or_reason_that_is_too_long_is_refused(north: Caller, case: str, reason: str) -> None:
    answer = north.get("/find", {"reason": reason}, X_Case=case)
    assert answer.status_code == 422 and "100 signs" in said(answer)["detail"]


def test_what_a_supervisor_does_in_person_a_token_does_not(world: Callers, north: Caller) -> None:
    in_person = [each for each in table.every() if each.in_person and each.api]
    assert len(in_person) >= 10
    for door in in_person:
        path = (door.api or "").replace("{officer}", world.two.analyst.id).replace("{group}", "g")
        answer = north.post(path.replace("{agency}", "south"))
        assert answer.status_code == 403 and "in person" in said(answer)["detail"], door.name
