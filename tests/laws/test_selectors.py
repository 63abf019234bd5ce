"""What holds for every text: normal forms stay as they are, places are true, nothing breaks."""

from hypothesis import assume, given
from hypothesis import strategies as st

from bowstreet.vocabulary import selector_encodings as encodings
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, handle, read, recognise, scan

T = SelectorType
HASHES = st.binary(min_size=20, max_size=20)
DIGITS = "0123456789"


def luhn(digits: str) -> str:
    """Return 14 digits with their check digit."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(digits)]
    return digits + str(-sum(each - 9 * (each > 9) for each in doubled) % 10)


def iban(digits: str) -> str:
    """Return a Belgian IBAN of 12 digits."""
    return f"BE{98 - int(digits + '111400') % 97:02}{digits}"


def s10(digits: str) -> str:
    """Return a postal number of eight digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    return f"RR{digits}{(5, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1)[total % 11]}NL"


def tox(raw: bytes) -> str:
    """Return the Tox id of 36 bytes."""
    check = [0, 0]
    for at, byte in enumerate(raw):
        check[at % 2] ^= byte
    return (raw + bytes(check)).hex().upper()


MADE = st.one_of(
    st.tuples(st.just(T.LITECOIN), st.builds(encodings.as_base58, st.sampled_from([48, 50]), HASHES)),
    st.tuples(st.just(T.TRON), st.builds(encodings.as_base58, st.just(65), HASHES)),
    st.tuples(st.just(T.BITCOIN_CASH), st.builds(encodings.as_cash, st.just("bitcoincash"), st.just(0), HASHES)),
    st.tuples(st.just(T.TOX), st.binary(min_size=36, max_size=36).map(tox)),
    st.tuples(st.just(T.IMEI), st.text(DIGITS, min_size=14, max_size=14).filter(lambda it: len(set(it)) > 1).map(luhn)),
    st.tuples(st.just(T.IBAN), st.text(DIGITS, min_size=12, max_size=12).map(iban)),
    st.tuples(st.just(T.TRACKING_NUMBER), st.text(DIGITS, min_size=8, max_size=8).map(s10)),
)
"""Identifiers with right check digits, reckoned here by their standards' rules."""

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


@given(MADE, st.data())
def test_what_has_a_check_digit_is_read_in_any_grouping_and_found(
    made: tuple[SelectorType, str], data: st.DataObject
) -> None:
    sort, value = made
    assert read(sort, value).value == value
    assert read(sort, Selector(sort, value).shown()).value == value
    if sort not in (T.LITECOIN, T.TRON, T.BITCOIN_CASH):
        cut = data.draw(st.integers(1, len(value) - 1))
        assert read(sort, f"{value[:cut]} {value[cut:]}".lower()).value == value
    if sort is not T.IMEI:
        assert [each.selector for each in scan(f"a {value} b")] == [Selector(sort, value)]


@given(MADE, st.data())
def test_one_changed_digit_is_noticed(made: tuple[SelectorType, str], data: st.DataObject) -> None:
    sort, value = made
    places = [at for at, sign in enumerate(value) if sign.isdigit() and (sort is not T.IMEI or at < 15)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    sign = data.draw(st.sampled_from([each for each in "23456789" if each != value[at]]))
    wrong = value[:at] + sign + value[at + 1 :]
    if sort is T.TRACKING_NUMBER and at < 10 and s10(wrong[2:10])[10] == value[10]:
        return  # two remainders share the check digit 5
    try:
        found = read(sort, wrong)
    except NotASelector:
        return
    raise AssertionError(found)
