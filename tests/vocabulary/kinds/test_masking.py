"""Names taken out of free text: the quick way for plain text does what the pattern does."""

import re

from hypothesis import given
from hypothesis import strategies as some

from bowstreet.vocabulary.kinds.masking import MASK, mask

SIGNS = some.text(some.sampled_from("abAB_. -"), max_size=30)
NAMES = some.lists(some.text(some.sampled_from("abAB_. -"), max_size=6), max_size=5)


def by_pattern(text: str, names: list[str]) -> str:
    """Return what the pattern of all names makes of a text."""
    wanted = sorted({name for name in names if len(name) >= 2}, key=lambda name: (-len(name), name))
    if not wanted:
        return text
    anyone = "|".join(rf"\w*?{re.escape(name)}\w*" if len(name) >= 5 else re.escape(name) for name in wanted)
    return re.sub(rf"(?<!\w)(?:{anyone})(?!\w)", MASK, text, flags=re.IGNORECASE)


@given(SIGNS, NAMES)
def test_plain_text_is_masked_as_the_pattern_masks(text: str, names: list[str]) -> None:
    unescaped = [name for name in names if re.escape(name) == name]
    assert mask(text, unescaped) == by_pattern(mask(text), unescaped)


def test_the_longest_name_goes_first_and_a_long_one_takes_its_whole_word() -> None:
    assert (
        mask("Baker Street, bakers_shop, Ab, about", ["baker", "Baker Street", "ab"])
        == f"{MASK}, {MASK}, {MASK}, about"
    )
    assert mask("ПЕКАРЬ_лавка, аб, абв", ["пекарь", "аб"]) == f"{MASK}, {MASK}, абв"


def test_other_scripts_are_masked_whatever_their_case() -> None:
    assert mask("ПЕКАРЬ и пекарь, baker", ["пекарь", "BAKER"]) == f"{MASK} и {MASK}, {MASK}"
    assert mask("jo[@]example[.]com, yours Baker", ["baker"]) == f"{MASK}, yours {MASK}"
