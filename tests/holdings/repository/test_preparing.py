"""Drafts prepared by processes beside: the same as here, in their order, whatever becomes of the processes."""

import os
import signal
from collections.abc import Iterator

import pytest

from bowstreet.holdings.repository import preparing
from bowstreet.holdings.repository.composing import WrongRecord
from bowstreet.holdings.repository.preparing import Plain, Prepared, Source
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.lawfulness import Basis

SOURCE = Source("north", "one")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    yield
    preparing._end()


def sellers(count: int, name: str = "seller") -> list[Plain]:
    body = {"market": "Lantern Market", "aliases": ["lamp"], "description": ["Write to jo@example.org"]}
    return [
        Plain("vendor_account", {**body, "handle": f"{name}{n}"}, (None, None), "d", Grade.read("B2"), Basis.FACT)
        for n in range(count)
    ]


def slices(some: list[Plain], *cuts: int) -> Iterator[list[Plain]]:
    for first, last in zip((0, *cuts), (*cuts, len(some)), strict=True):
        yield some[first:last]


def beside(some: list[Plain], *cuts: int) -> list[list[Prepared]]:
    return list(preparing.in_turn(SOURCE, slices(some, *cuts), many=True))


def here(some: list[Plain], *cuts: int) -> list[list[Prepared]]:
    return list(preparing.in_turn(SOURCE, slices(some, *cuts), many=False))


def test_processes_make_the_same_in_the_same_order() -> None:
    some = sellers(31)
    assert beside(some, 1, 9, 30) == here(some, 1, 9, 30)
    assert preparing._kept and beside([]) == here([]) == [[]]
    assert some[7].body["handle"] in here(some)[0][7].composed.body


def test_a_wrong_draft_is_refused_with_its_sentence_and_the_next_import_goes_on() -> None:
    some = sellers(9)
    some[6] = some[6]._replace(body={"market": "Lantern Market"})
    made = preparing.in_turn(SOURCE, slices(some, 3, 6), many=True)
    assert [*next(made), *next(made)] == here(some[:6])[0]
    with pytest.raises(WrongRecord, match="Handle"):
        next(made)
    assert beside(sellers(4, "other"), 2) == here(sellers(4, "other"), 2)


def test_what_was_begun_and_given_up_is_in_nobody_elses_way() -> None:
    given_up = preparing.in_turn(SOURCE, slices(sellers(9), 3, 6), many=True)
    next(given_up)
    assert beside(sellers(4, "other")) == here(sellers(4, "other")), "while it stands, the next is prepared here"
    given_up.close()
    assert beside(sellers(4, "another")) == here(sellers(4, "another"))


def test_a_killed_process_loses_nothing() -> None:
    some = sellers(12)
    made = preparing.in_turn(SOURCE, slices(some, 4, 8), many=True)
    first = next(made)
    for child in preparing._kept[0]._children:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert [first, *made] == here(some, 4, 8)
    assert not preparing._kept[0].is_whole()
    assert beside(some) == here(some) and preparing._kept[0].is_whole()


def test_processes_end_with_their_input() -> None:
    beside(sellers(2))
    children = preparing._kept[0]._children
    preparing._end()
    assert [child.returncode for child in children] == [0, 0]
