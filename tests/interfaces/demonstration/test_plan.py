"""The plan of the invented world: as large as promised, lifelike, the same each time, true to its own answer key."""

import hashlib
import math
import os
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bowstreet.interfaces.demonstration import (
    answers,
    casefile,
    decoys,
    forum,
    mistakes,
    parcels,
    persons,
    purchases,
    street,
    trade,
)
from bowstreet.interfaces.demonstration.knowledge import KNOWLEDGE
from bowstreet.interfaces.demonstration.plan import SMALL, WHOLE, plan
from bowstreet.interfaces.demonstration.sites import CANDLEWHARF, ENDED, MARKETS, MILLRACE, SALTMARKET
from bowstreet.vocabulary.kinds import catalogue

STORIES = (casefile, street, parcels, purchases)


@cache
def feedback() -> tuple[tuple[str, str, str, str, int, str, str], ...]:
    return tuple(row for each in plan(WHOLE).accounts for row in trade.feedback(each))


def test_it_is_as_large_as_promised() -> None:
    whole = plan(WHOLE)
    assert len(whole.persons) == 400
    assert len({(each.name, one.title) for each in whole.accounts for one in trade.offers(each)}) >= 20_000
    assert len(feedback()) >= 200_000
    assert len(forum.posts(whole)) >= 10_000
    assert len(whole.accounts) == len({(site, handle.casefold()) for site, handle in (a.name for a in whole.accounts)})
    kinds = Counter(told.kind for each in STORIES for told in each.told(whole)[0].values())
    assert kinds["parcel"] >= 200
    assert kinds["seizure"] >= 50
    assert kinds["test_purchase"] >= 15


def test_the_small_one_is_the_beginning_of_the_whole() -> None:
    assert plan(WHOLE).persons[:SMALL] == plan(SMALL).persons
    assert set(plan(SMALL).accounts) <= set(plan(WHOLE).accounts)


def test_every_kind_of_the_vocabulary_occurs() -> None:
    told = {each.kind for story in STORIES for each in story.told(plan(SMALL))[0].values()}
    read = {"vendor_account", "user_account", "pgp_key", "wallet", "market", "forum"}
    acted = {"expert", "focus"}
    assert {*told, *read, *acted, *(each.kind for each in KNOWLEDGE)} == set(catalogue.ALL)


def test_few_sellers_make_most_sales_and_most_buyers_are_content() -> None:
    sales = sorted(Counter(row[1:3] for row in feedback()).values(), reverse=True)
    assert sum(sales[: len(sales) // 10]) > 0.5 * sum(sales)
    stars = Counter(row[4] for row in feedback())
    assert 0.85 < stars[5] / sum(stars.values()) < 0.97
    assert set(stars) == {1, 2, 3, 4, 5}


def test_nothing_is_sold_before_a_market_opens_or_after_it_ends() -> None:
    opened = {each.name: (each.opened.isoformat(), each.closed.isoformat()) for each in MARKETS}
    assert all(opened[row[1]][0] <= row[0] < opened[row[1]][1] for row in feedback())
    assert [each.ending for each in MARKETS] == ["seized", "exit_scam", "open"]
    assert all(each.at.date() < ENDED for each in forum.posts(plan(WHOLE)))


def test_buyers_complain_more_before_an_exit_scam() -> None:
    def share_of_bad(before: int, until: int) -> float:
        days = [(CANDLEWHARF.closed - date.fromisoformat(row[0])).days for row in feedback() if row[1] == "Candlewharf"]
        stars = [row[4] for row in feedback() if row[1] == "Candlewharf"]
        some = [one for one, day in zip(stars, days, strict=True) if until <= day < before]
        return sum(each < 3 for each in some) / len(some)

    assert share_of_bad(21, 0) > 2 * share_of_bad(200, 21)


def test_sellers_of_a_seized_market_turn_up_elsewhere_within_weeks() -> None:
    moved = [each for each in answers.answers(plan(WHOLE))["migrations"] if each["closed_on"] == SALTMARKET.closed]
    assert len(moved) > 60
    days = sorted(each["days"] for each in moved)
    assert days[0] >= 2
    assert days[len(days) // 2] <= 21
    ways = Counter("key" in each["known_by"] for each in moved)
    assert ways[True] > 20
    assert ways[False] > 20
    assert sum(each["known_by"] == ["habits"] for each in moved) > 8
    assert {each["to"]["key"].split(":")[0] for each in moved} == {CANDLEWHARF.slug, MILLRACE.slug}


def test_hours_of_writing_tell_the_zone_where_somebody_lives_and_not_the_country_they_claim() -> None:
    for each in forum.sellers(plan(WHOLE)):
        mine = [post.at for post in forum.posts(plan(WHOLE)) if post.member is each]
        if len(mine) >= 20 and each.account is not None:
            claimed = persons.ZONES[each.account.person.country]
            far = abs(_hours_from(mine, each.evening, claimed))
            assert abs(_hours_from(mine, each.evening, each.zone)) < 2.5, each.handle
            assert (far > 3) == each.account.person.is_far, (each.handle, far)


def _hours_from(moments: list[datetime], evening: int, zone: str) -> float:
    """Return by how many hours the mean hour of some moments differs from an hour, round the clock."""
    angles = [math.tau * (each.astimezone(ZoneInfo(zone)).hour + 0.5 - evening) / 24 for each in moments]
    return math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles))) * 24 / math.tau


def test_ways_of_writing_tell_persons_apart_but_not_always() -> None:
    said = {number: [trade.about(plan(SMALL).of(number), at) for at in (0, 5)] for number in range(3, 30)}
    same = [_alike(*both) for both in said.values()]
    other = [_alike(said[one][0], said[two][1]) for one, two in combinations(said, 2)]
    right = sum(mine > theirs for mine in same for theirs in other) / (len(same) * len(other))
    assert 0.9 < right < 1


def _alike(left: str, right: str) -> float:
    one, two = ({text[at : at + 4] for at in range(len(text) - 3)} for text in (left, right))
    return len(one & two) / len(one | two)


def test_at_least_eight_kinds_of_mistakes_are_planted_each_with_its_records() -> None:
    for scale in (SMALL, WHOLE):
        found = mistakes.mistakes(plan(scale))
        sorts = Counter(each.sort for each in found)
        assert len(sorts) >= 12
        assert sum(count >= 2 for count in sorts.values()) >= 8
        assert all(each.records for each in found)


def test_what_links_says_of_two_accounts_is_so() -> None:
    held = {f"{each.site.slug}:{each.handle}": each for each in plan(WHOLE).accounts}
    for link in answers.answers(plan(WHOLE))["links"]:
        left, right = held[link["left"]["key"]], held[link["right"]["key"]]
        assert left.person is right.person
        assert ("key" in link["known_by"]) == (left.fingerprint == right.fingerprint)
        assert ("handle" in link["known_by"]) == (left.handle == right.handle)


def test_decoys_are_of_different_persons() -> None:
    held = {("vendor_account", f"{each.site.slug}:{each.handle}"): each.person.number for each in plan(SMALL).accounts}
    found = decoys.decoys(plan(SMALL))
    assert {each.sort for each in found} >= {"like_handle", "pasted_key", "staff_key", "escrow_wallet", "copied_words"}
    for each in found:
        people = [held[name] for name in each.records if name in held]
        assert len(people) == len(set(people)) >= 2, each


def test_operations_of_several_units_overlap_on_one_seller() -> None:
    for each in answers.answers(plan(SMALL))["overlaps"]:
        assert len([held for held in each["units"].values() if held]) >= 2


@pytest.mark.parametrize("seed", ["1", "77"])
def test_the_same_tables_come_out_each_time(tmp_path: Path, seed: str) -> None:
    """The hashes of sets and words differ between processes; nothing that is written may depend on them."""
    made = [_written(tmp_path / "here"), _written_elsewhere(tmp_path / "there", seed)]
    assert made[0] == made[1]


def _written(folder: Path) -> str:
    folder.mkdir()
    small = plan(SMALL)
    trade.write_sellers(folder / "a", small.on(SALTMARKET)[:20])
    trade.write_listings(folder / "b", small.on(SALTMARKET)[:20])
    trade.write_feedback(folder / "c", small.on(SALTMARKET)[:20])
    forum.write_posts(folder / "d", small)
    answers.write(folder / "e", small)
    return hashlib.sha256(b"".join(each.read_bytes() for each in sorted(folder.iterdir()))).hexdigest()


def _written_elsewhere(folder: Path, seed: str) -> str:
    line = (
        f"import pathlib; from tests.interfaces.demonstration import test_plan;"
        f"print(test_plan._written(pathlib.Path({str(folder)!r})))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(["src", "."])}
    done = subprocess.run(
        [sys.executable, "-c", line], env=environment, cwd=Path(__file__).parents[3], text=True, capture_output=True,
        check=True,
    )  # fmt: skip
    return done.stdout.strip()
