"""The cards that ship with the package: how many, how well sourced, and nobody's name among them."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path

from bowstreet.casework.library import card_checking, card_reading, cards

SEEDS = card_reading.read()
CARDS = (*SEEDS.markets, *SEEDS.operations, *SEEDS.practices, *SEEDS.methods)
FACTS = tuple(card_checking.facts(CARDS))


def known_ending(card: cards.MarketCard) -> bool:
    return card.verified and any(each.verified and each.how != "unknown" for each in card.endings)


def test_at_least_ten_operations_stand_on_sources_with_what_came_of_them() -> None:
    told = [
        each
        for each in SEEDS.operations
        if each.summary.verified
        and any(done.verified for done in each.course)
        and any(day.verified for day in each.ended)
        and any(lesson.verified for lesson in each.lessons)
        and any(fact.verified for fact in card_checking.facts(each.outcome))
    ]
    assert len(told) >= 20
    bayonet = next(each for each in told if each.id == "bayonet")
    assert set(bayonet.markets) == {"alphabay", "hansa"}
    assert {each.direction for each in bayonet.outcome.displacement} == {"moved", "deterred", "recovered"}


def test_at_least_sixty_markets_and_forums_closed_in_a_way_that_was_read() -> None:
    read = [each for each in SEEDS.markets if known_ending(each) and each.sort in {"market", "forum"}]
    assert len(read) >= 60


def test_what_nobody_read_is_said_and_counted_apart() -> None:
    unread = [each for each in SEEDS.markets if not any(fact.verified for fact in card_checking.facts(each))]
    unverified = [each for each in SEEDS.markets if not each.verified]
    assert 0 < len(unread) < len(unverified) < len(SEEDS.markets)
    assert len(unverified) + sum(each.verified for each in SEEDS.markets) == len(SEEDS.markets)
    assert 0 < sum(not each.verified for each in FACTS) < len(FACTS) / 5


def test_every_source_says_what_it_is_and_is_cited() -> None:
    cited = {name for each in FACTS for name in each.sources}
    for source in SEEDS.sources:
        assert source.id in cited, f"nothing cites {source.id}"
        assert all((source.title, source.publisher, source.says)), source.id
        assert re.fullmatch(r"https?://[^\s/]+\.[a-z]{2,}(/\S*)?", source.address), source.id
        assert source.read_on.precision == "day"
        assert source.published is None or source.published.earliest <= source.read_on.latest, source.id


def test_no_address_is_that_of_a_package_registry() -> None:
    registries = ("pypi.", "npmjs.", "crates.io", "rubygems.", "proxy.golang.", "huggingface.")
    assert not [each.id for each in SEEDS.sources if any(name in each.address for name in registries)]


def test_no_card_has_a_place_for_a_person() -> None:
    shapes = [each for each in vars(cards).values() if isinstance(each, type) and is_dataclass(each)]
    named = {(shape.__name__, field.name) for shape in shapes for field in fields(shape) if "name" in field.name}
    assert named == {("Authority", "name"), ("MarketCard", "name")}
    assert not [each for each in FACTS if isinstance(each, cards.Statement) and "@" in each.text]


def test_every_practice_and_method_says_where_it_was_used_or_that_it_was_not() -> None:
    used = {each.operation for card in (*SEEDS.practices, *SEEDS.methods) for each in card.used_in}
    assert len(used) >= 15
    assert [card.id for card in SEEDS.practices if not card.used_in] == []
    assert [card.id for card in SEEDS.methods if not card.used_in] == ["image-metadata"]
    assert all(card.steps and card.failure_modes for card in (*SEEDS.practices, *SEEDS.methods))


def test_the_counts_of_the_page_are_those_of_the_cards() -> None:
    page = (Path(__file__).parents[3] / "docs" / "library-sources.md").read_text(encoding="utf-8")
    kinds = Counter(each.kind for each in SEEDS.sources)
    verified = [each for each in SEEDS.markets if each.verified]
    unread = [each for each in SEEDS.markets if not any(fact.verified for fact in card_checking.facts(each))]
    closed = sum(known_ending(each) and each.sort in {"market", "forum"} for each in SEEDS.markets)
    whole = sum(any(day.verified for day in each.opened) for each in verified)
    facts = f"{len(FACTS):,}, of them {sum(each.verified for each in FACTS)} verified"
    for said in (
        f"| {len(SEEDS.sources)}: {kinds['press']} press, {kinds['trade']} trade, {kinds['research']} research, ",
        f"| operations | {len(SEEDS.operations)}, ",
        f"| practices, methods | {len(SEEDS.practices)} and {len(SEEDS.methods)}; ",
        f"shops and sites | {len(SEEDS.markets)} |",
        f"| {len(verified)}, of them {sum(not known_ending(each) for each in verified)} whose",
        f"known way of ending read | {closed} |",
        f"closing and way of ending read | {whole} |",
        f"| not verified | {len(SEEDS.markets) - len(verified)}, of them {len(unread)} wholly",
        f"| facts in all cards | {facts} |",
    ):
        assert said in page, said
