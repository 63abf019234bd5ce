"""What holds for every search text and every statement."""

import string

from hypothesis import given, settings
from hypothesis import strategies as some

from bowstreet.holdings.repository import asking, cursors, merging
from bowstreet.holdings.repository.asking import Filters
from bowstreet.vocabulary.kinds import catalogue

SIGNS = some.sampled_from("\"'*^():-+{}[]\\ \x00ANDORNEAR")
TYPED = [
    '"',
    '""',
    "AND",
    "a OR",
    "NEAR(",
    "title:x",
    "*",
    "kind:",
    'kind:"',
    "seen:9999-99",
    "seen:..",
    "-a",
    "seen:0000",
]
HOSTILE = some.text(some.characters() | SIGNS) | some.sampled_from(TYPED)
PLAIN = some.text(some.characters(codec="utf-8"))
KIND = catalogue.kind("vendor_account")
DAYS = some.none() | some.dates().map(lambda day: day.isoformat())
STATEMENT = some.builds(
    lambda value, first, last: {"value": value, "first_seen": first, "last_seen": last},
    some.sampled_from(["bb", "cc", "dd"]), DAYS, DAYS,
)  # fmt: skip
BODY = some.builds(
    lambda aliases, rating: KIND.check({"market": "M", "handle": "h", "aliases": aliases, "rating": rating}),
    some.lists(STATEMENT, max_size=5), some.text(string.ascii_letters, max_size=3),
)  # fmt: skip


@given(HOSTILE)
def test_every_text_is_understood_and_quoted(q: str) -> None:
    asked = asking.read(q, Filters())
    for query in (asked.words(), asked.parts(), asked.short()):
        assert query.count('"') % 2 == 0
        assert "\x00" not in query
        assert query == "" or (query[0] == '"' and query[-1] == '"')


@given(BODY, BODY)
def test_merging_twice_is_merging_once_and_loses_nothing(held: dict[str, object], said: dict[str, object]) -> None:
    once = merging.merge(KIND, held, said)
    assert merging.merge(KIND, once, said) == once
    values = {each["value"] for body in (held, said) for each in body.get("aliases", [])}  # type: ignore[attr-defined]
    assert {each["value"] for each in once.get("aliases", [])} == values


@settings(max_examples=50)
@given(
    some.lists(some.integers() | some.text(some.characters(codec="utf-8"))), some.text(some.characters(codec="utf-8"))
)
def test_a_cursor_opens_to_its_place(place: list[object], asked: str) -> None:
    assert cursors.opened(cursors.sealed(place, asked), asked) == place
