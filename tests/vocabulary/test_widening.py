"""Which marks open more than others: one mark at a time, and what is stricter opens nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Pap, Scope, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose, SpecialCategory
from bowstreet.vocabulary.widening import wider

H = HandlingCode
ASK = Restriction(Action.COURT, "Ask us.", "", date(2026, 1, 1))
GIVEN = Terms(
    "north", Scope.GROUP, frozenset({"east"}), "jit", frozenset({H.H2, H.H3}), "Call us first.", Tlp.AMBER, Pap.AMBER,
    Classification.EU_RESTRICTED, IndexPolicy.OWNER_SILENT,
    frozenset({Purpose.PROSECUTION, Purpose.CROSS_CHECKING}), (ASK,), frozenset({ProtectedFlag.WITNESS}),
    frozenset({SpecialCategory.HEALTH}), State.RESTRICTED, "south",
)  # fmt: skip
WIDER: list[tuple[str, Any]] = [
    ("scope", Scope.LEA), ("recipients", frozenset({"east", "west"})), ("group", "other"),
    ("handling", frozenset({H.H2})), ("handling", frozenset({H.H0})), ("h3_text", "Call."), ("tlp", Tlp.GREEN),
    ("pap", Pap.GREEN), ("classification", Classification.UNCLASSIFIED), ("index", IndexPolicy.HIT),
    ("purposes", GIVEN.purposes | {Purpose.INFORMATION_EXCHANGE}), ("restrictions", ()),
    ("restrictions", (replace(ASK, valid_until=date(2026, 2, 1)),)), ("flags", frozenset()), ("special", frozenset()),
    ("state", State.ACTIVE),
]  # fmt: skip
STRICTER: list[tuple[str, Any]] = [
    ("scope", Scope.OWNER), ("recipients", frozenset()), ("group", None), ("handling", frozenset({H.H1, H.H2, H.H3})),
    ("h3_text", "Call us first. And wait."), ("tlp", Tlp.RED), ("pap", Pap.RED),
    ("classification", Classification.EU_CONFIDENTIAL), ("index", IndexPolicy.NONE),
    ("purposes", frozenset({Purpose.PROSECUTION})),
    ("restrictions", (ASK, replace(ASK, action=Action.LINK))),
    ("flags", frozenset({ProtectedFlag.WITNESS, ProtectedFlag.MINOR})),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "value"), WIDER)
def test_a_wider_mark_is_named(mark: str, value: Any) -> None:
    assert wider(replace(GIVEN, **{mark: value}), GIVEN) == (mark,)


@pytest.mark.parametrize(("mark", "value"), STRICTER)
def test_a_stricter_mark_opens_nothing(mark: str, value: Any) -> None:
    assert wider(replace(GIVEN, **{mark: value}), GIVEN) == ()


def test_every_mark_but_owner_and_giver_is_looked_at() -> None:
    assert {mark for mark, _ in WIDER} == GIVEN.__dict__.keys() - {"owner", "given_by"}


def test_h0_is_no_code_that_must_stay() -> None:
    free = Terms("north", handling=frozenset({H.H0}))
    assert wider(replace(free, handling=frozenset({H.H1})), free) == ()
