"""Grades, statements, and the closed lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary import evaluation, handling
from bowstreet.vocabulary.evaluation import UNGRADED, Grade
from bowstreet.vocabulary.handling import Scope, Tlp
from bowstreet.vocabulary.lawfulness import FLAG_OF_CATEGORY, Purpose, SubjectCategory
from bowstreet.vocabulary.statements import Statement


@pytest.mark.parametrize("text", ["", "B", "B5", "D1", "22", "BB", "B22", "Β2"])
def test_what_is_no_grade_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is no grade"):
        Grade.read(text)


def test_nothing_known_is_the_worst_grade() -> None:
    assert str(UNGRADED) == "X4"
    assert evaluation.weakest([]) == UNGRADED


@given(st.text(min_size=1), st.sampled_from(["A1", "B2", "X4"]), st.none() | st.dates())
def test_a_statement_reads_back_equal(value: str, grade: str, day: object) -> None:
    stated = Statement(value, "page 1", Grade.read(grade), first_seen=day)  # type: ignore[arg-type]
    assert Statement.read(stated.plain()) == stated


def test_lists_run_from_open_to_strict() -> None:
    assert handling.strictest([Tlp.RED, Tlp.CLEAR]) is Tlp.RED
    assert handling.strictest(Scope) is Scope.OWNER
    assert len(Purpose) == 14
    assert FLAG_OF_CATEGORY.keys() == {
        SubjectCategory.VICTIM,
        SubjectCategory.POSSIBLE_VICTIM,
        SubjectCategory.WITNESS,
        SubjectCategory.INFORMANT_INFORMATION_PROVIDER,
    }
