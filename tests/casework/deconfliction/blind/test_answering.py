"""What an evaluator refuses: what is not signed, not for it, not of its epoch, too old, too large, asked twice."""

import secrets
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.worlds.blind import Circle

from bowstreet.casework.deconfliction.blind import papers, sodium
from bowstreet.casework.deconfliction.blind.papers import About, Question
from bowstreet.casework.deconfliction.blind.parties import packed


def _element() -> str:
    return sodium.generate(sodium.random_scalar()).hex()


def _question(circle: Circle, asked: dict[str, list[str]] | None = None, **more: Any) -> Question:
    said = {"sender": "north", "receiver": "east", "epoch": 1, "officer": "a" * 32, "purpose": "cross_checking",
            "case": "b" * 32, "at": circle.now, "request": secrets.token_hex(16)}  # fmt: skip
    return Question(About(**said | more), asked if asked is not None else {"phone": [_element()]})


def _send(circle: Circle, question: Question, *, signer: str = "north", path: str = papers.EVALUATE) -> tuple[int, str]:
    body = packed(question)
    return _sent(circle, body, circle.members[signer].identity.sign(body), path)


def _sent(circle: Circle, body: bytes, signature: str, path: str = papers.EVALUATE) -> tuple[int, str]:
    status, answer = circle.post(circle.members["north"].folder.group().card("east"), path, body,
                                 {"X-Signature": signature})  # fmt: skip
    return status, msgspec.json.decode(answer).get("sentence", "")


def test_a_member_is_answered(circle: Circle) -> None:
    assert _send(circle, _question(circle)) == (200, "")


@pytest.mark.parametrize(
    ("more", "signer", "status", "words"),
    [
        ({}, "west", 403, "not signed by agency north"),
        ({"sender": "south"}, "north", 422, "Agency south holds no share"),
        ({"receiver": "west"}, "north", 422, "for another member"),
        ({"epoch": 2}, "north", 409, "the request is of epoch 2"),
        ({"purpose": "curiosity"}, "north", 422, "names no purpose"),
        ({"purpose": ""}, "north", 422, "no question"),
        ({"case": ""}, "north", 422, "no question"),
        ({"officer": "Robin Vale"}, "north", 422, "no question"),
    ],
)
def test_what_an_evaluator_does_not_answer(
    circle: Circle, more: dict[str, Any], signer: str, status: int, words: str
) -> None:
    said = _send(circle, _question(circle, **more), signer=signer)
    assert said[0] == status
    assert words in said[1]
    assert circle.purse("east").spent("evaluate", "north", "phone", circle.now.date()) == 0


@pytest.mark.parametrize("minutes", [-11, 11])
def test_a_request_of_another_time_is_not_answered(circle: Circle, minutes: int) -> None:
    assert _send(circle, _question(circle, at=circle.now + timedelta(minutes=minutes)))[0] == 422


def test_a_request_is_answered_once(circle: Circle) -> None:
    question = _question(circle)
    assert _send(circle, question)[0] == 200
    assert _send(circle, question) == (409, "This request came before; it is not answered again.")


def test_a_body_that_was_changed_on_the_way_is_not_answered(circle: Circle) -> None:
    body = packed(_question(circle))
    signature = circle.members["north"].identity.sign(body)
    assert _sent(circle, body.replace(b'"epoch":1', b'"epoch": 1'), signature)[0] == 403


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"phone": []}, {"shoe_size": [_element()]}, {"phone": ["00" * 32]}, {"phone": ["ff" * 32]},
        {"phone": ["zz" * 32]}, {"phone": [_element()[:-2]]}, {"phone": [_element()] * 10_001},
    ],
    ids=["nothing", "none", "no type", "identity", "no element", "no digits", "short", "too many"],
)  # fmt: skip
def test_what_cannot_be_evaluated_is_refused_and_spends_nothing(circle: Circle, asked: dict[str, list[str]]) -> None:
    assert _send(circle, _question(circle, asked))[0] == 422
    assert circle.purse("east").spent("evaluate", "north", "phone", circle.now.date()) == 0


def test_tags_of_another_length_are_refused(circle: Circle) -> None:
    circle.hold("east", [("phone", "+31205550100")])
    for text in ("00" * 15, "00" * 17, "zz" * 16):
        assert _send(circle, _question(circle, {"phone": [text]}), path=papers.MATCH)[0] == 422


def test_without_an_index_nothing_is_matched(circle: Circle) -> None:
    status, words = _send(circle, _question(circle, {"phone": ["00" * 16]}), path=papers.MATCH)
    assert (status, words) == (422, "This agency has no index; make one with 'bowstreet blind index'.")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"about": {}, "asked": {}}'])
def test_what_is_no_question_is_refused(circle: Circle, body: bytes) -> None:
    assert _sent(circle, body, "")[0] == 422


def test_a_body_that_is_too_large_is_not_read(circle: Circle) -> None:
    assert _sent(circle, b" " * (papers.LARGEST + 1), "")[0] == 422


def test_nothing_else_is_there(circle: Circle) -> None:
    assert _send(circle, _question(circle), path="/")[0] == 404
    evaluator, said = circle.members["east"].evaluator, list[str]()
    assert evaluator is not None
    evaluator({"REQUEST_METHOD": "GET", "PATH_INFO": papers.EVALUATE}, lambda status, _: said.append(status))
    assert said == ["404 Not Found"]
