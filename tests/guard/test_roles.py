"""Every role at every endpoint over HTTP and at the command line: allowed or refused as the inventory says."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache

import pytest
from tests.guard import visits
from tests.guard.grounds import VISIT, Grounds
from tests.guard.rows import COLUMNS, Row, rows
from tests.guard.visitor import Answer, Visitor

from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Role

ROWS = rows()
OF_THE_TABLE = [each for each in ROWS if each.of_the_table]
PURPOSES = {
    Role.PROSECUTOR: Purpose.PROSECUTION, Role.PARTNER: Purpose.INFORMATION_EXCHANGE,
    Role.RESEARCHER: Purpose.RESEARCH_INNOVATION, Role.DATA_PROTECTION_OFFICER: Purpose.DATA_PROTECTION_CONTROL,
    Role.AUDITOR: Purpose.DATA_PROTECTION_CONTROL,
}  # fmt: skip
AT = VISIT + timedelta(seconds=10)
"""The moment of every answer, since a cookie says until when it holds."""

NOWHERE = "/there/is/no/such/place"
AWAY = ("Location", "HX-Redirect")
FLOW = ("/sign-in", "/sign-out")
"""Where the way to the sign-in page is itself the answer."""

everybody = pytest.mark.parametrize("role", COLUMNS, ids=lambda role: role.value if role else "nobody")


def purpose_of(role: Role | None) -> Purpose | None:
    if role is None or not PURPOSES_OF_ROLE[role]:
        return None
    return PURPOSES.get(role, Purpose.OPERATIONAL_ANALYSIS)


def asked(
    grounds: Grounds, some: Sequence[Row], role: Role | None, purpose: Purpose | None
) -> Iterator[tuple[Row, Answer]]:
    """Yield what a role is answered at each endpoint; whatever may change something gets a world of its own."""
    with grounds.visited(grounds.plain(), role, purpose, "roles") as visitor:
        for row in some:
            if row.method == "GET":
                yield row, _last(visitor, row)
    arrived = grounds.arrived(grounds.plain(), role)
    for row in some:
        if row.method != "GET":
            with grounds.visited_again(arrived, role, purpose, f"roles {row.name}") as visitor:
                yield row, _last(visitor, row)


@cache
def answered(grounds: Grounds, role: Role | None) -> tuple[tuple[Row, Answer], ...]:
    """Return what a role is answered at all endpoints for a purpose of its own; they are asked once."""
    return tuple(asked(grounds, ROWS, role, purpose_of(role)))


def nowhere(grounds: Grounds, role: Role | None, purpose: Purpose | None) -> dict[str, list[Answer]]:
    """Return what is answered where there is nothing: on the pages, and over REST."""
    with grounds.visited(grounds.plain(), role, purpose, "nowhere") as visitor:
        visitor.moment.stand(AT)
        page, part = visitor.get(NOWHERE), visitor.part(NOWHERE)
        token = visitor.api("GET", NOWHERE)
        taxii = visitor.taxii("GET", f"{NOWHERE}/")
        person = visitor.in_person("GET", NOWHERE, None)
        return {"page": [page], "fragment": [page, part], "api": [token, person], "taxii": [taxii]}


def is_allowed(row: Row, answer: Answer) -> bool:
    if row.kind == "command":
        return answer.status == 0
    away = any(name in AWAY and value.startswith("/sign-in") for name, value in answer.headers)
    return answer.status < 400 and (not away or row.address.startswith(FLOW))


def same(one: Answer, other: Answer) -> bool:
    """Say whether two answers are alike but for the way back to the address that was asked for."""
    return (one.status, without_way_back(one), one.body) == (other.status, without_way_back(other), other.body)


def without_way_back(answer: Answer) -> list[tuple[str, str]]:
    return [(name, value.partition("?next=")[0] if name in AWAY else value) for name, value in answer.headers]


@everybody
def test_a_role_may_use_what_its_row_says_and_nothing_else(grounds: Grounds, role: Role | None) -> None:
    wrong = [
        f"{row.name}: {answer.status} {answer.body[:200]!r}"
        for row, answer in answered(grounds, role)
        if is_allowed(row, answer) != (role in row.may)
    ]
    assert wrong == []


@everybody
def test_what_is_closed_to_a_role_answers_as_if_it_did_not_exist(grounds: Grounds, role: Role | None) -> None:
    expected = nowhere(grounds, role, purpose_of(role))
    wrong = [
        f"{row.name}: {answer.status}"
        for row, answer in answered(grounds, role)
        if row.of_the_table and role not in row.may and not any(same(answer, each) for each in expected[row.kind])
    ]
    assert wrong == []


@pytest.mark.parametrize("role", [each for each in Role if purpose_of(each)])
def test_without_a_purpose_all_that_wants_one_gives_the_same_refusal(grounds: Grounds, role: Role) -> None:
    opened = [row for row in OF_THE_TABLE if role in row.may]
    given: dict[str, dict[tuple[int, tuple[tuple[str, str], ...], bytes], str]] = {"page": {}, "api": {}}
    for row, answer in asked(grounds, opened, role, None):
        if row.purpose:
            told = answer.status, answer.headers, answer.body
            given["api" if row.kind == "api" else "page"].setdefault(told, row.name)
        else:
            assert answer.status < 400, row.name
    for answers in given.values():
        assert {status for status, _, _ in answers} <= {403}
        assert len(answers) <= 1, list(answers.values())


@pytest.mark.parametrize("row", [each for each in ROWS if each.kind == "command" and None not in each.may],
                         ids=lambda row: row.name)  # fmt: skip
def test_a_command_refuses_with_one_sentence(grounds: Grounds, row: Row) -> None:
    answer = dict(answered(grounds, None))[row]
    said, complained = answer.body.split(b"\x00")
    assert answer.status == 1
    for prompt in (b"Password: ", b"Code of your second factor: ", b"000000"):
        said = said.replace(prompt, b"")
    assert said.strip() == b""
    assert len(complained.strip().splitlines()) == 1


def _last(visitor: Visitor, row: Row) -> Answer:
    visitor.moment.stand(AT)
    visits.plain(row.name)(visitor)
    return visitor.heard[-1]
