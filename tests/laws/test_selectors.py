"""What holds for every text: normal forms stay as they are, places are true, nothing breaks."""

from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, handle, read, recognise, scan

TEXTS = st.text(max_size=60) | st.text("abcAB019.@:/[]()+ -_", max_size=60)


@given(st.sampled_from([each for each in SelectorType if each is not SelectorType.HANDLE]), TEXTS)
def test_a_normal_form_is_its_own_normal_form(sort: SelectorType, text: str) -> None:
    try:
        found = read(sort, text)
    except NotASelector as wrong:
        assert str(wrong).endswith(".")
        return
    assert read(sort, found.value) == found
    assert read(sort, found.shown()) == found


@given(TEXTS, TEXTS)
def test_handles_fold_once_and_for_all(market: str, name: str) -> None:
    try:
        found = handle(market, name)
    except NotASelector:
        return
    assert read(SelectorType.HANDLE, found.value) == found
    assert handle(market.upper(), f" {name.swapcase()} ").type is SelectorType.HANDLE


@given(TEXTS)
def test_recognising_never_breaks_and_agrees_with_reading(text: str) -> None:
    for each in recognise(text):
        assert isinstance(each, Selector)
        assert read(each.type, each.value) == each


@given(st.lists(TEXTS | st.sampled_from(["jo[@]example[.]com", "http://b[.]com/x", "+31 20 530 0300"]), max_size=6))
def test_what_is_found_stands_where_it_is_said_to(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for each in scan(text):
        assert 0 <= each.start < each.end <= len(text)
        assert read(each.selector.type, text[each.start : each.end]) == each.selector
