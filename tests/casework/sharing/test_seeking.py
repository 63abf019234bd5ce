"""A pattern of STIX is checked, and matched against what the reader may see and nothing else."""

from typing import Any

import pytest
from tests.worlds.repository import NOW, OWN, SHARED, World

from bowstreet.casework.sharing import seeking
from bowstreet.casework.sharing.seeking import NotAPattern, PatternMatch
from bowstreet.holdings.ledger import following, lookups
from bowstreet.vocabulary.readers import Reader

MAIL = "wick@example.org"
CLOSED: dict[str, Any] = {
    **SHARED, "scope": "NAMED", "recipients": ["south"],
    "restrictions": [
        {"action": "identifiers", "text": "ask us", "set_by": "north", "set_on": "2026-01-01", "valid_until": None}
    ],
}  # fmt: skip


def matched(reader: Reader, pattern: str) -> PatternMatch:
    return seeking.match(reader=reader, now=NOW, pattern=pattern)


def records(found: PatternMatch) -> set[tuple[str, int]]:
    return {(each.record, each.part) for each in found.records}


def test_a_pattern_finds_the_records_of_which_it_is_true(world: World) -> None:
    one = world.vendor(world.north, "wick", SHARED, emails=[MAIL])
    two = world.vendor(world.north, "wick2", SHARED, emails=["other@example.org"])
    assert records(matched(world.north, f"[email-addr:value = '{MAIL}']")) == {(one, 1)}
    assert records(matched(world.north, f"[email-addr:value IN ('{MAIL}', 'other@example.org')]")) == {
        (one, 1), (two, 1),
    }  # fmt: skip
    both = f"[email-addr:value = '{MAIL}'] AND [email-addr:value = 'other@example.org']"
    found = matched(world.north, both)
    assert (found.is_true, found.parts, records(found)) == (True, 2, {(one, 1), (two, 2)})
    never = matched(world.north, f"[email-addr:value = '{MAIL}' AND email-addr:value LIKE 'x%']")
    assert (never.is_true, never.records, never.looked) == (False, (), 1)
    lone = matched(world.north, f"[email-addr:value = '{MAIL}'] AND [email-addr:value = 'nobody@example.org']")
    assert (lone.is_true, records(lone)) == (False, {(one, 1)})


def test_what_the_reader_may_not_see_matches_nothing(world: World) -> None:
    world.vendor(world.north, "wick", OWN, emails=[MAIL])
    closed = world.vendor(world.north, "quay", CLOSED, emails=[MAIL])
    asked = f"[email-addr:value = '{MAIL}']"
    assert matched(world.south, asked) == PatternMatch(False, 1, 0, ())
    assert (closed, 1) in records(matched(world.north, asked))


@pytest.mark.parametrize(("pattern", "words"), [
    ("[email-addr:value = ]", "at sign 21"), ("email", "square bracket"), ("[a:b = 'x'", "at sign 11"),
    ("[email-addr:value LIKE 'w%']", "names none"), ("[email-addr:value != 'x']", "names none"),
    ("[a:b = 'x' AND a:b MATCHES '(']", "bounded time"),
])  # fmt: skip
def test_what_is_no_pattern_is_refused_with_the_place(world: World, pattern: str, words: str) -> None:
    world.vendor(world.north, "wick", SHARED, emails=[MAIL])
    with pytest.raises(NotAPattern, match=words):
        matched(world.north, pattern)


def test_a_pattern_that_was_matched_is_entered_and_its_words_are_sealed(world: World) -> None:
    one = world.vendor(world.north, "wick", SHARED, emails=[MAIL])
    matched(world.north, f"[email-addr:value = '{MAIL}']")
    last = [each for each in following.after(lookups.STORE, 0, 10_000) if each.fields["action"] == "pattern.match"][-1]
    assert last.fields["records"] == [one] and MAIL not in str(last.fields)
