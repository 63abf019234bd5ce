"""A page whose template was changed says what it was made from, or is refused; it is never misread in silence.

What a page must say is known from how it was made, not from a reader. Markup, the words of the template and whole
blocks change, never the words that are a field's value: those would be another page.
"""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.formats.pages.invented import DAY, Invented
from tests.formats.pages.test_reading import PAGES, words, wrong
from tests.laws import mutations

from bowstreet.formats.pages import reading
from bowstreet.formats.pages.page import ReadBy, ReadPage

MUTATIONS = 1_000
BLOCKS = 250
SAID = {page.name: mutations.values(page) for page in PAGES}


def is_silent(made: ReadPage) -> bool:
    return not made.rejected and made.read_by is not ReadBy.GUESS


def mutated(page: bytes, said: list[bytes], chance: random.Random) -> bytes:
    """Return a page with one change of its markup or of its template's words."""
    return mutations.words(page, said, chance) if chance.random() < 0.4 else mutations.markup(page, chance)


def told(page: Invented, changed: bytes) -> str:
    """Return in what a changed page was misread in silence; empty where it was read right, refused or guessed."""
    made = reading.read(changed, DAY)
    return wrong(made, page) if is_silent(made) else ""


def told_apart(page: Invented, changed: bytes, more: bool) -> str:
    """Return as ``told`` does, where rows may stand in any order and, with ``more``, some of them again."""
    made = reading.read(changed, DAY)
    if not is_silent(made):
        return ""
    for dataset in {row.dataset for row in made.rows} | set(page.rows):
        have, want = made.of(dataset), page.rows.get(dataset, [])
        if any(not any(_fits(row.values, fields) for fields in want) for row in have):
            return f"{dataset} that the page does not have"
        if any(not any(_fits(row.values, fields) for row in have) for fields in want):
            return f"{dataset} lost"
        if len(have) != len(want) and not more:
            return f"{len(have)} {dataset} instead of {len(want)}"
    return ""


def _fits(values: Any, fields: dict[str, Any]) -> bool:
    return all(words(values.get(name)) == words(value) for name, value in mutations.plain(fields).items())


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_a_thousand_mutations_are_read_right_or_refused(page: Invented) -> None:
    chance = random.Random(page.name)
    for _ in range(MUTATIONS):
        changed = mutated(page.page, SAID[page.name], chance)
        assert told(page, changed) == "", changed


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_what_is_hidden_is_read_as_though_it_were_not_there(page: Invented) -> None:
    chance = random.Random(page.name)
    for _ in range(BLOCKS):
        changed, without = mutations.hidden(page.page, chance)
        made = reading.read(changed, DAY)
        if is_silent(made):
            shown = reading.read(without, DAY)
            assert [row.values for row in made.rows] == [row.values for row in shown.rows], changed


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_a_block_that_stands_twice_or_elsewhere_changes_no_row(page: Invented) -> None:
    chance = random.Random(page.name)
    for _ in range(BLOCKS):
        changed = mutations.doubled(page.page, SAID[page.name], chance)
        assert told_apart(page, changed, more=True) == "", changed
        changed = mutations.moved(page.page, SAID[page.name], chance)
        assert told_apart(page, changed, more=False) == "", changed


@settings(max_examples=300, deadline=None)
@given(some.sampled_from(PAGES), some.randoms(use_true_random=False), some.integers(2, 5))
def test_several_mutations_at_once_are_read_right_or_refused(page: Invented, chance: random.Random, times: int) -> None:
    changed = page.page
    for _ in range(times):
        changed = mutated(changed, SAID[page.name], chance)
    assert told(page, changed) == ""


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=2_000), some.sampled_from(PAGES), some.floats(0, 1))
def test_nothing_makes_the_reader_raise(noise: bytes, page: Invented, where: float) -> None:
    at = int(len(page.page) * where)
    reading.read(noise, DAY)
    reading.read(page.page[:at] + noise + page.page[at:], DAY)
