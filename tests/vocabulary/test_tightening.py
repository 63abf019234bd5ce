"""What counts as stricter: mark by mark, as a strict partial order; and the stricter of both, which is never less."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary import tightening
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Pap, Scope, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose, SpecialCategory
from bowstreet.vocabulary.tightening import both, stricter, tightened

H = HandlingCode
ASK = Restriction(Action.COURT, "Ask us.", "", date(2026, 1, 1), date(2026, 6, 1))
BEFORE = Terms(
    "north", Scope.NAMED, frozenset({"south", "east"}), None, frozenset({H.H2}), "", Tlp.GREEN, Pap.GREEN,
    purposes=frozenset({Purpose.PROSECUTION, Purpose.CROSS_CHECKING}), restrictions=(ASK,),
)  # fmt: skip
STRICTER: list[tuple[str, Any, str]] = [
    ("scope", Scope.OWNER, "scope OWNER"), ("recipients", frozenset({"south"}), "for fewer recipients"),
    ("handling", frozenset({H.H1, H.H2}), "H1 H2"), ("tlp", Tlp.RED, "TLP:RED"), ("pap", Pap.RED, "PAP:RED"),
    ("classification", Classification.EU_RESTRICTED, "EU_RESTRICTED"), ("state", State.RESTRICTED, "restricted"),
    ("state", State.UNDETERMINED, "undetermined"), ("purposes", frozenset({Purpose.PROSECUTION}), "for fewer purposes"),
    ("restrictions", (ASK, replace(ASK, action=Action.LINK)), "with a restriction"),
    ("restrictions", (replace(ASK, valid_until=None),), "with a restriction"),
    ("flags", frozenset({ProtectedFlag.WITNESS}), "protected"),
    ("special", frozenset({SpecialCategory.HEALTH}), "protected"),
]  # fmt: skip
NOT_STRICTER: list[tuple[str, Any]] = [
    ("scope", Scope.LEA), ("recipients", frozenset({"south", "east", "west"})), ("handling", frozenset({H.H0})),
    ("tlp", Tlp.CLEAR), ("pap", Pap.CLEAR), ("index", IndexPolicy.NONE), ("index", IndexPolicy.HIT),
    ("purposes", BEFORE.purposes | {Purpose.INFORMATION_EXCHANGE}), ("restrictions", ()),
    ("restrictions", (replace(ASK, valid_until=date(2026, 5, 1)),)),
    ("restrictions", (replace(ASK, set_by="somebody", set_on=date(2026, 2, 2)),)), ("given_by", "west"),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "value", "words"), STRICTER)
def test_a_stricter_mark_is_named_and_said_in_codes(mark: str, value: Any, words: str) -> None:
    after = replace(BEFORE, **{mark: value})
    assert tightened(BEFORE, after) == (mark,) and stricter(BEFORE, after) and not stricter(after, BEFORE)
    assert tightening.said((mark,), after) == f"Marked {words} since."


@pytest.mark.parametrize(("mark", "value"), NOT_STRICTER)
def test_what_is_looser_or_no_mark_of_what_went_triggers_nothing(mark: str, value: Any) -> None:
    assert tightened(BEFORE, replace(BEFORE, **{mark: value})) == ()


def _some(codes: Any, least: int = 0) -> Any:
    return st.frozensets(st.sampled_from(list(codes)), min_size=least, max_size=3)


def _asked(action: Action, until: date | None) -> Restriction:
    return Restriction(action, "Ask us.", "", date(2026, 1, 1), until)


ANY = st.builds(
    Terms, st.just("north"), st.sampled_from(Scope), _some(("south", "east")), st.sampled_from((None, "jit")),
    _some(H, 1), st.sampled_from(("", "Call.", "Call. Wait.")), st.sampled_from(Tlp), st.sampled_from(Pap),
    st.sampled_from(Classification), st.sampled_from(IndexPolicy), _some(list(Purpose)[:3], 1),
    st.lists(st.builds(_asked, st.sampled_from((Action.COURT, Action.LINK)),
                       st.sampled_from((None, date(2026, 3, 1), date(2026, 4, 1)))), max_size=2).map(tuple),
    _some(list(ProtectedFlag)[:2]), _some(list(SpecialCategory)[:2]), st.sampled_from(State),
)  # fmt: skip


@given(ANY, ANY, ANY)
def test_it_is_a_strict_partial_order(one: Terms, two: Terms, three: Terms) -> None:
    assert not stricter(one, one)
    assert not (stricter(one, two) and stricter(two, one))
    assert not (stricter(one, two) and stricter(two, three)) or stricter(one, three)


@given(ANY, ANY)
def test_nothing_looser_ever_triggers(before: Terms, after: Terms) -> None:
    assert not stricter(after, before) or tightened(before, after) == ()


@given(ANY, ANY)
def test_the_stricter_of_both_is_looser_than_neither_and_asked_again_it_stays(held: Terms, asked: Terms) -> None:
    made = both(held, asked)
    assert tightened(made, held) == ()
    assert set(tightened(made, asked)) <= {"purposes"} | tightening.AUDIENCE
    assert ("purposes" in tightened(made, asked)) <= (made.state is not State.ACTIVE)
    assert tightened(made, both(made, asked)) == ()
