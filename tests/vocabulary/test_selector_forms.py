"""A law: every form in which a selector is stored, shown, told or recommended is read back as that selector."""

import pytest
from tests.worlds.identifiers import SAMPLES, Sample

from bowstreet.vocabulary.selector_surmising import surmised
from bowstreet.vocabulary.selectors import Selector, SelectorType, read, recognise

T = SelectorType


def test_every_type_has_samples_in_normal_form() -> None:
    assert {each.selector.type for each in SAMPLES} == set(T)
    for one in SAMPLES:
        assert read(one.selector.type, one.selector.value) == one.selector


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda it: f"{it.selector.type}:{it.selector.value[:24]}")
def test_every_form_is_read_back(sample: Sample) -> None:
    wanted = sample.selector
    _, _, bare = wanted.value.partition(":")
    may_be = {wanted} | ({Selector(T.LICENCE_PLATE, bare)} if wanted.type is T.LICENCE_PLATE else set())
    for form in sample.forms():
        for typed in (
            form,
            f" {form}\n",
            form if "[.]" in form or wanted.type is T.HANDLE else form.replace(".", "[.]"),
        ):
            found = {*recognise(typed), *surmised(typed)}
            assert found & may_be, (typed, found)
        assert wanted in recognise(form) or not form.startswith(f"{wanted.type}:"), form
