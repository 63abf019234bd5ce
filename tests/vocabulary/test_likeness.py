"""Likeness of handles: errors counted as the textbook counts them, every near form found by its parts, disguises."""

import random

import pytest

from bowstreet.vocabulary import folding, likeness
from bowstreet.vocabulary.likeness import Likeness


def textbook(one: str, other: str) -> int:
    """Return the distance of optimal string alignment, by the whole table."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for at in range(len(one) + 1):
        for place in range(len(other) + 1):
            if not at or not place:
                rows[at][place] = at + place
                continue
            mine, its = one[at - 1], other[place - 1]
            rows[at][place] = min(
                rows[at - 1][place] + 1, rows[at][place - 1] + 1, rows[at - 1][place - 1] + (mine != its)
            )
            if at > 1 and place > 1 and (mine, one[at - 2]) == (other[place - 2], its):
                rows[at][place] = min(rows[at][place], rows[at - 2][place - 2] + 1)
    return rows[-1][-1]


def changed(chance: random.Random, name: str, letters: str) -> str:
    """Return a name with up to three typing errors."""
    signs = list(name)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(signs)) if signs else 0
        match chance.randrange(4):
            case 0 if signs:
                signs[at] = chance.choice(letters)
            case 1:
                signs.insert(at, chance.choice(letters))
            case 2 if signs:
                del signs[at]
            case _ if at + 1 < len(signs):
                signs[at : at + 2] = signs[at + 1], signs[at]
    return "".join(signs)


def pairs() -> list[tuple[str, str]]:
    """Return pairs of short names of few letters, among which near ones of every sort are many."""
    chance = random.Random("pairs")
    made = []
    for number in range(20_000):
        letters = ("ab", "abcd", "abcdefgh\u0431", "0123456789._")[number % 4]
        name = "".join(chance.choices(letters, k=chance.randrange(1, 13)))
        made.append((name, changed(chance, name, letters)))
    return made


def test_errors_are_those_of_the_textbook_up_to_two() -> None:
    for one, other in pairs():
        whole = textbook(one, other)
        assert likeness.errors(one, other) == (whole if whole <= likeness.MOST else None), (one, other)


def test_every_form_within_the_errors_allowed_shares_a_key_and_nearly_all_signs() -> None:
    near = 0
    for one, other in pairs():
        found = likeness.errors(one, other, likeness.allowed(len(one), len(other)))
        if found is None or not other:
            continue
        near += 1
        assert likeness.wanted(one) & set(likeness.keys(other)), (one, other)
        assert (likeness.signature(one) ^ likeness.signature(other)).bit_count() <= 2 * found, (one, other)
    assert near > 9_000


def test_few_keys_are_asked_for() -> None:
    assert len(likeness.wanted("silverbaker")) <= 25
    assert len(likeness.keys("silverbaker")) == 3


@pytest.mark.parametrize("held", [
    "n1ghtb4ker", "n\u0456ghtb\u0430ker", "Night_Baker", "night.baker-official", "nightbakershop", "nightbaker420",
    "the night baker", "n\u00efghtbak\u00e9r", "\uff4e\uff49\uff47\uff48\uff54baker", "nlghtbaker", "th3-n1ght-b4k3r",
    "dr nightbaker uk", "night\u200bbaker", "\u0274\u026a\u0262\u029c\u1d1b\u0299\u1d00\u1d0b\u1d07\u0280",
    "nniigghhttbbaakkeerr", "nightbaker422019", "night baker official shop",
])  # fmt: skip
def test_a_disguise_leaves_no_error(held: str) -> None:
    found = likeness.likeness("nightbaker", held)
    assert found is not None
    assert found.errors == 0, found


def test_a_frame_around_a_short_name_is_taken_off() -> None:
    assert likeness.likeness("ember", "xX_Ember_Xx") == Likeness(0, True)
    assert likeness.likeness("ember", "xx_embre_xx") == Likeness(1, True)
    assert folding.stripped("xxabxx") == "xxabxx"


def test_digits_behind_digits_are_taken_off_as_a_year_alone() -> None:
    assert likeness.likeness("nightbaker42", "nightbaker422019") == Likeness(0, True)
    assert likeness.likeness("nightbaker4711", "nightbaker1234567") is None


@pytest.mark.parametrize(("held", "expected"), [
    ("nightbakers", Likeness(1, False)), ("nihgtbaker", Likeness(1, False)), ("nightbuker_uk", Likeness(1, True)),
    ("ightbake", Likeness(2, False)), ("daybaker", None), ("night", None), ("baker", None),
])  # fmt: skip
def test_errors_are_told_apart_from_disguises(held: str, expected: Likeness | None) -> None:
    assert likeness.likeness("nightbaker", held) == expected


@pytest.mark.parametrize(("one", "other"), [("abc", "abd"), ("ab", "ab1"), ("420", "a2o"), ("abcd", "abxy")])
def test_short_names_are_not_alike_by_chance(one: str, other: str) -> None:
    found = likeness.likeness(one, other)
    assert found is None or (len(one) >= 3 and found.errors <= 1)


@pytest.mark.parametrize(("held", "said"), [
    ("n1ghtbaker", "Same when 1 is read as i or l."),
    ("n\u0456ghtbaker", "Same when letters that look alike are taken as one."),
    ("night_baker", "Same when separators are left out."),
    ("nniigghhttbbaakkeerr", "Same when doubled letters are taken as one."),
    ("nightbaker-uk", "Same when a suffix or prefix is left out."),
    ("nihgtbaker", "Two neighbours changed places."),
    ("nightbakr", "One sign differs."),
    ("n1ght-bakr", "One sign differs when separators are left out and 1 is read as i or l."),
    ("ightbake", "Two signs differ."),
])  # fmt: skip
def test_the_reason_is_a_sentence(held: str, said: str) -> None:
    assert likeness.reason("nightbaker", held) == said


def test_which_words_may_be_handles() -> None:
    assert likeness.handles(("nightbaker",)) == ("nightbaker",)
    assert likeness.handles(("x" * 61,)) == ()
    assert likeness.handles(("...",)) == ()
    assert likeness.handles(("plain", "words")) == ()
    assert likeness.handles(("a1b", "b2c", "c3d", "d4e")) == ("a1b", "b2c", "c3d")
