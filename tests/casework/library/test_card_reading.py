"""A folder of cards is read whole or refused with one sentence that names the place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bowstreet.casework.library import card_reading
from bowstreet.casework.library.cards import PartialDay

SOURCE = """
[[sources]]
id = "gazette"
title = "A market ends"
publisher = "The Marsh Gazette"
kind = "press"
part = "whole"
read_on = "2026-11-30"
address = "https://gazette.example/market"
says = "It ended."
"""
MARKET = """
[[markets]]
name = "Puddle Market"
sort = "market"
opened = [{ on = "2020", sources = ["gazette"] }]
closed = [{ on = "2021-03", sources = ["gazette"] }, { on = "2021-04-01", unverified = true }]
endings = [{ how = "seized", sources = ["gazette"] }]
"""
OPERATION = """
id = "heron"
title = "Operation Heron"
markets = ["puddle"]
products = ["drugs"]
summary = { text = "It was ended.", sources = ["gazette"] }
begun = []
ended = [{ on = "2021-03", sources = ["gazette"] }]
authorities = [{ name = "Marsh Police", role = "lead", country = "NL", sources = ["gazette"] }]
course = []
lessons = []
[outcome]
closures = [{ market = "puddle", closed = true, sources = ["gazette"] }]
seized = [{ what = "drugs", amount = 2.5, unit = "kg", sources = ["gazette"] }]
"""
PRACTICE = """
id = "wait"
title = "Waiting"
countries = ["NL"]
summary = { text = "One waits.", sources = ["gazette"] }
preconditions = []
steps = []
failure_modes = []
used_in = [{ operation = "heron", worked = "yes", text = "It worked.", sources = ["gazette"] }]
"""
Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(file: str = "", old: str = "", new: str = "") -> Path:
        texts = {
            "sources/press.toml": SOURCE,
            "chronology/all.toml": MARKET.replace("Puddle Market", "Puddle"),
            "operations/heron.toml": OPERATION,
            "practices/wait.toml": PRACTICE,
        }
        if file:
            assert old in texts[file]
            texts[file] = texts[file].replace(old, new)
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_folder_of_cards_is_read(written: Written) -> None:
    seeds = card_reading.read(written())
    market = seeds.markets[0]
    assert (market.slug, market.verified) == ("puddle", True)
    assert [each.verified for each in market.closed] == [True, False]
    assert str(seeds.operations[0].outcome.seized[0].amount) == "2.5"
    assert seeds.practices[0].used_in[0].worked == "yes"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("sources/press.toml", "says =", "quote =", "unknown field 'quote'"),
        ("sources/press.toml", 'publisher = "The Marsh Gazette"\n', "", "'publisher' is missing"),
        ("sources/press.toml", '"2026-11-30"', '"2026-11"', "the day on which it was read"),
        ("sources/press.toml", '"https://gazette.example/market"', '"somewhere"', "has no address"),
        ("sources/press.toml", 'kind = "press"', 'kind = "rumour"', "'rumour' is none of"),
        ("sources/press.toml", '"A market ends"', '" "', "does not belong here"),
        ("sources/press.toml", SOURCE, SOURCE + SOURCE, "Two cards are the source"),
        ("chronology/all.toml", '{ on = "2020", sources = ["gazette"] }', '{ on = "2020" }', "says that it is unver"),
        (
            "chronology/all.toml",
            "unverified = true",
            'unverified = true, sources = ["gazette"]',
            "says that it is unver",
        ),
        ("chronology/all.toml", '"seized", sources = ["gazette"]', '"seized", sources = ["diary"]', "called 'diary'"),
        ("chronology/all.toml", '"2020"', '"2020-13"', "month must be in"),
        ("chronology/all.toml", '"2020"', '"spring"', "is no day, month or year"),
        ("chronology/all.toml", '"2020"', '"2022"', "closes before it opens"),
        ("chronology/all.toml", '"seized"', '"open"', "no way in which a market ends"),
        ("chronology/all.toml", '[{ how = "seized", sources = ["gazette"] }]', "[]", "when and how it ended"),
        ("chronology/all.toml", 'sort = "market"', 'sort = "market"\naliases = ["PUDDLE"]\nowner = "x"', "'owner'"),
        ("chronology/all.toml", "[[markets]]", "[[shops]]", "something else than its list"),
        ("operations/heron.toml", 'markets = ["puddle"]', 'markets = ["lake"]', "the market 'lake'"),
        ("operations/heron.toml", 'products = ["drugs"]', 'products = ["tea"]', "the product 'tea'"),
        ("operations/heron.toml", 'country = "NL"', 'country = "QQ"', "'QQ' is no country"),
        ("operations/heron.toml", "closed = true", 'closed = "yes"', "does not belong here"),
        ("operations/heron.toml", 'id = "heron"', 'id = "crane"', "not named by the id"),
        ("operations/heron.toml", "course = []", 'course = "much"', "a list was expected"),
        ("operations/heron.toml", "course = []", "course = [", "is no TOML"),
        ("practices/wait.toml", 'operation = "heron"', 'operation = "crane"', "the operation 'crane'"),
        ("practices/wait.toml", 'countries = ["NL"]', 'countries = ["QQ"]', "the country 'QQ'"),
        (
            "practices/wait.toml",
            'summary = { text = "One waits.", sources = ["gazette"] }',
            "summary = 3",
            "a table was",
        ),
    ],
)
def test_what_is_not_exactly_a_card_is_refused(written: Written, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        card_reading.read(written(file, old, new))


def test_two_names_of_one_market_are_refused(written: Written) -> None:
    other = MARKET.replace("Puddle Market", "Pond").replace('sort = "market"', 'sort = "market"\naliases = ["puddle"]')
    folder = written()
    (folder / "chronology" / "more.toml").write_text(other, encoding="utf-8")
    with pytest.raises(ValueError, match="Two cards are the market 'puddle'"):
        card_reading.read(folder)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31), "year"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2017-07-20", date(2017, 7, 20), date(2017, 7, 20), "day"),
    ],
)
def test_a_day_is_as_precise_as_its_source(text: str, earliest: date, latest: date, precision: str) -> None:
    day = PartialDay.parse(text)
    assert (day.earliest, day.latest, day.precision, str(day)) == (earliest, latest, precision, text)


@pytest.mark.parametrize("text", ["17", "2017-7", "2017-07-20-01", "20l7", "2017-02-30", "2017-00", "", "٢٠١٧"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no day|must be in|out of range"):
        PartialDay.parse(text)
