"""Names within names: what holds what, and that unrelated names do not."""

import random

import pytest

from bowstreet.vocabulary import enclosing
from bowstreet.vocabulary.likeness import ENCLOSED, Likeness, likeness, reason

ADDED = (
    "_off", "_support", ".reborn", "-ltd", " inc", "_bis", "_is_back", "_pharma", "_vip", "_dream", "_zork", "2019_off",
    "hq", "EU", "XL", "limitedltd", "offuk", "_mk2", "_II", "24reborn",
)  # fmt: skip


@pytest.mark.parametrize("added", ADDED)
def test_what_stands_behind_a_name_does_not_hide_it(added: str) -> None:
    for name in ("tallferry", "t4llferry", "Tall-Ferry"):
        outer = name + added
        if added == "limitedltd":
            assert likeness("tallferry", outer) is None
            continue
        for one, other in (("tallferry", outer), (outer, "tallferry")):
            assert likeness(one, other) is not None, (one, other)


@pytest.mark.parametrize("outer", ["therealtallferry", "xXtallferryXx", "real_tall_ferry_xyz", "99tallferry_q"])
def test_what_stands_before_a_name_does_not_hide_it(outer: str) -> None:
    assert likeness("t4ll_ferry", outer) == ENCLOSED
    assert reason("tallferry", outer) == "The whole name stands in it, with more before or behind it."
    assert reason(outer, "tallferry") == "It stands whole in the name asked for, which has more before or behind it."


@pytest.mark.parametrize(("one", "other"), [
    ("tallferry_off", "lampwright_off"), ("pharma", "tallferry_pharma"), ("silver", "silver_heron"),
    ("baker", "baker_zork"),
    ("tallferry", "tallferryman"), ("tallferry", "stallferry_x"), ("ferry_tall", "tall_ferry"),
    ("dealer24", "123_dealer"), ("abcdef", "abcdefuk"), ("t-a-l-l", "t-a-l-l-ferry"),
])  # fmt: skip
def test_a_shared_word_a_common_one_or_a_short_one_makes_nothing_alike(one: str, other: str) -> None:
    assert not enclosing.holds(one, other) and not enclosing.holds(other, one)


def test_what_differs_by_errors_stands_before_what_is_enclosed() -> None:
    assert sorted([ENCLOSED, Likeness(2, True), Likeness(0, True)])[-1] == ENCLOSED


def test_few_parts_are_kept_of_any_name() -> None:
    for name in ("a_" * 40, "ab" * 200, "tallferry_" * 6, "xx" * 30, "uk" * 25, "qwerty" * 10):
        assert len(enclosing.parts(name)) <= enclosing.MOST


def test_unrelated_names_meet_seldom() -> None:
    chance = random.Random("unrelated")
    syllables = [f"{one}{two}" for one in "bdfgklmnprstv" for two in ("a", "e", "i", "o", "u", "ar", "en")]

    def word() -> str:
        return "".join(chance.choices(syllables, k=chance.randrange(2, 4)))

    joints, ends = ("", "", "_", "."), ("", "uk", "_off", "42")
    names = {f"{word()}{chance.choice(joints)}{word()}{chance.choice(ends)}" for _ in range(3_000)}
    names |= {word() for _ in range(1_000)}
    wholes = {enclosing.whole(each): each for each in names}
    met = sum(part in wholes for each in names for part in enclosing.parts(each))
    assert met <= 40, met
