"""A page whose template was changed says what it was made from, or is refused; it is never misread in silence.

What a page must say is known from how it was made, not from a reader. A mutation changes the markup, never the words
between the tags that are a field's value: those would be another page.
"""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.formats.pages.invented import DAY, Invented
from tests.formats.pages.test_reading import PAGES, wrong

from bowstreet.formats.pages import reading
from bowstreet.formats.pages.page import ReadBy

TAG = re.compile(rb"<[^<>]+>")
MUTATIONS = 1_000


def _swap(page: bytes, one: re.Match[bytes], other: re.Match[bytes]) -> bytes:
    first, second = sorted((one, other), key=lambda each: each.start())
    if first.end() > second.start():
        return page
    between = page[first.end() : second.start()]
    return page[: first.start()] + second[0] + between + first[0] + page[second.end() :]


def mutated(page: bytes, chance: random.Random) -> bytes:
    """Return a page with one change of its markup."""
    tags = list(TAG.finditer(page))
    one = chance.choice(tags)
    text, before, after = one[0], page[: one.start()], page[one.end() :]
    changed = chance.choice(
        (
            b"",
            text + text,
            re.sub(rb'(class|id|style|name)="([^"]*)"', rb'\1="\2x"', text, count=1),
            re.sub(rb"^<(/?)\w+", rb"<\1section", text),
            text.upper(),
            b"<span>" + text + b"</span>",
            b"<!-- new -->" + text,
            text.replace(b'"', b"'"),
            text + b"<b>",
            re.sub(rb"\s\w+=(\"[^\"]*\"|\S+)", b"", text, count=1),
            None,
        )
    )
    return _swap(page, one, chance.choice(tags)) if changed is None else before + changed + after


def told(page: Invented, changed: bytes) -> str:
    """Return in what a changed page was misread in silence; empty where it was read right, refused or guessed."""
    made = reading.read(changed, DAY)
    if made.rejected or made.read_by is ReadBy.GUESS:
        return ""
    return wrong(made, page)


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_a_thousand_mutations_are_read_right_or_refused(page: Invented) -> None:
    chance = random.Random(page.name)
    for _ in range(MUTATIONS):
        changed = mutated(page.page, chance)
        assert told(page, changed) == "", changed


@settings(max_examples=300, deadline=None)
@given(some.sampled_from(PAGES), some.randoms(use_true_random=False), some.integers(2, 5))
def test_several_mutations_at_once_are_read_right_or_refused(page: Invented, chance: random.Random, times: int) -> None:
    changed = page.page
    for _ in range(times):
        changed = mutated(changed, chance)
    assert told(page, changed) == ""


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=2_000), some.sampled_from(PAGES), some.floats(0, 1))
def test_nothing_makes_the_reader_raise(noise: bytes, page: Invented, where: float) -> None:
    at = int(len(page.page) * where)
    reading.read(noise, DAY)
    reading.read(page.page[:at] + noise + page.page[at:], DAY)
