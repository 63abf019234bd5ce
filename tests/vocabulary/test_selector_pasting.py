"""What stands in a pasted text: lists, prose, bullets, and lines that hold nothing, each with the reason."""

from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bowstreet.vocabulary import selector_pasting, selectors
from bowstreet.vocabulary.selector_names import LIKE_AN_ID
from bowstreet.vocabulary.selector_pasting import DIGITS, NETWORK, NO_CHECK, NO_NAME, NONE_IN_IT, pasted
from bowstreet.vocabulary.selector_types import SelectorType

KEY = "0123456789ABCDEF0123456789ABCDEF01234567"


def told(text: str) -> list[tuple[int, str]]:
    """Return line and first reading of each identifier, or the reason why there is none."""
    return [
        (each.line, f"{each.readings[0].type}:{each.readings[0].value}" if each.readings else each.why)
        for each in pasted(text)
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("- b[.]com,", "domain:b.com"), ("1) hxxp://b[.]com/x", "url:http://b.com/x"), ("'jo(at)b.com';", "email:jo@b.com"),
    ("* 0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567", f"pgp_fingerprint:{KEY}"),
    ("handle:Silk Road 2.0:The Baker", "handle:silk-road-2:the baker"), ("tg:nightbaker", "telegram:nightbaker"),
])  # fmt: skip
def test_a_line_that_is_one_identifier(text: str, expected: str) -> None:
    assert told(text) == [(1, expected)]


@pytest.mark.parametrize(("text", "why"), [
    ("nightbaker", NO_NAME), ("0612345678901", DIGITS), ("no more of these words", NONE_IN_IT),
    ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLx", NO_CHECK), ("???", NO_CHECK),
    ("019a0b1c-2d3e-7f40-8a5b-6c7d8e9f0a1b", LIKE_AN_ID), ("pgp:019A0B1C-2D3E-7F40-8A5B-6C7D8E9F0A1B", LIKE_AN_ID),
    ("01234567-0123-0123-0123-012345678901", LIKE_AN_ID),
    ("pgp:12", "A fingerprint of an OpenPGP key has 40 hexadecimal digits (32 or 64 for other versions)."),
])  # fmt: skip
def test_a_line_that_is_none_says_why(text: str, why: str) -> None:
    assert told(text) == [(1, why)]


def test_a_bullet_stands_at_the_beginning_of_a_line_alone() -> None:
    assert told("2) b.com") == [(1, "domain:b.com")]
    assert told("IMEI (SIM 2) 354178036859789") == [(1, "imei:354178036859789")]


def test_plates_with_their_country_stand_between_commas_and_beside_other_identifiers() -> None:
    assert told("van, NL:12-ABC-3; jo@b.com | 77-XYZ-7 (BE), blue") == [
        (1, "licence_plate:NL:12ABC3"), (1, "email:jo@b.com"), (1, "licence_plate:BE:77XYZ7"),
    ]  # fmt: skip


def test_identifiers_are_found_in_prose_each_once_with_its_line() -> None:
    text = f"Key {KEY} was shown\r\n\r\nat hxxps://b[.]com/x and by jo@b.com, twice.\n"
    assert told(text) == [(1, f"pgp_fingerprint:{KEY}"), (3, "url:https://b.com/x"), (3, "email:jo@b.com")]


def test_an_empty_text_holds_nothing() -> None:
    assert told(" \n\t\n;;;\n") == []


def test_an_address_that_is_none_says_what_is_wrong_with_it() -> None:
    said = {"boris77@mail.example": "public suffix", "@x": "Telegram", "https://mail.example/x": "public suffix",
            "+31 20": "country"}  # fmt: skip
    for text, word in said.items():
        ((_, why),) = told(text)
        assert word in why, (text, why)


def test_a_plate_that_does_not_say_its_country_is_asked_for_it_and_prose_is_not() -> None:
    assert "needs its country" in told("Kennzeichen: B-AB 1234")[0][1]
    assert told("licence no 12 of 2024") == [(1, NONE_IN_IT)]


def test_no_more_of_a_text_is_read_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    known = selectors.recognise
    monkeypatch.setattr(selectors, "recognise", lambda text: tried.append(text) or known(text))
    assert [each.line for each in islice(pasted("ab\n" * 300_000), 3)] == [1, 2, 3]
    assert len(tried) == 3
    assert told("ab," * 300_000) == [(1, NO_CHECK)]
    assert len(tried) == 4
    assert [each for _, each in told("ab," * 1_000 + "NL:12-ABC-3," * 3)] == ["licence_plate:NL:12ABC3"] * 3
    assert len(tried) == 5


OTR = "12345678 90ABCDEF 12345678 90ABCDEF 12345678"


@pytest.mark.parametrize(("text", "expected"), [
    (f"jabber: boss@jabber.ru / otr: {OTR}", ["xmpp:boss@jabber.ru", f"otr_fingerprint:{OTR.replace(' ', '')}"]),
    ("Wickr: nightbaker or telegram @baker_two", ["wickr:nightbaker", "telegram:baker_two"]),
    ("see G-1A2B3C4D5E here", ["analytics_id:G-1A2B3C4D5E"]),
    ("&lt;foo&#64;gmail.com&gt;", ["email:foo@gmail.com"]), ("foo%40gmail.com", ["email:foo@gmail.com"]),
    ("foo _at_ gmail _dot_ com", ["email:foo@gmail.com"]),
])  # fmt: skip
def test_no_identifier_of_a_line_is_lost(text: str, expected: list[str]) -> None:
    assert [said for _, said in told(text)] == expected


def test_what_looks_like_an_identifier_is_refused_for_its_own_reason() -> None:
    assert "check digit is wrong" in told("LZ123456789CN")[0][1]
    assert told("AS13335") == [(1, NETWORK)]


_TYPES = st.sampled_from(
    [*(each.value for each in SelectorType), "btc", "pgp", "tel", "ip", "mailto", "silkroad", "NL"]
)
_VALUES = st.one_of(
    st.from_regex(r"[A-Za-z0-9@._+/=:-]{1,70}", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}:[a-z0-9_.]{1,20}", fullmatch=True),
    st.from_regex(r"[a-z0-9_]{1,9}(@|_at_|_dot_)[a-z]{2,8}\.(org|cc|onion)", fullmatch=True),
    st.from_regex(r"[0-9A-F]{16}|[0-9a-fA-F]{40}|[0-9a-f]{64}|0x[0-9a-f]{40}", fullmatch=True),
)


@settings(max_examples=1500)
@given(type=_TYPES, value=_VALUES)
@example("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
@example("handle", "lantern-market:quay_at_night")
@example("handle", "lantern-market:nightbaker")
@example("domain", "NL-AB-12-CD.org")
def test_the_quick_way_tells_what_the_careful_one_tells(type: str, value: str) -> None:
    line = f"{type}:{value}"
    assert list(pasted(line)) == list(selector_pasting.of_line(1, line))
