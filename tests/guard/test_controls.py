"""The harness itself: it turns red for each planted leak, for what may be seen, and it visits all that it says."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.guard import pairs, planted, two_worlds
from tests.guard.asked import Visit, table_of
from tests.guard.grounds import Grounds
from tests.guard.pairs import LEAST, PAIRS, POSITIONS, Pair
from tests.guard.rows import rows
from tests.guard.two_worlds import NotHidden
from tests.guard.visits import VISITS, WHY
from tests.guard.visits_deconfliction import DECONFLICTION
from tests.worlds.guarded_acts import HANDLE, HIDDEN_ROWS
from tests.worlds.guarded_hidden import NORTH, SOUTH, Hidden
from tests.worlds.repository import KEY

from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role

RECORD = Hidden("owner only", "south", 0, "none")
DATASET = Hidden("owner only", "south", None, "none")
EXPERT = Hidden("owner only", "south", 4, "none")


def _finding(words: str) -> Visit:
    return lambda v: v.api("GET", f"/find?q={quote(words)}")


ASKED: dict[str, Sequence[Visit]] = {
    "count": [_finding(HANDLE)],
    "facet": [_finding(HANDLE)],
    "order": [_finding(HANDLE), _finding("lantern oil"), _finding("antern")],
    "cursor": [lambda v: v.walk(lambda on: v.api("GET", f"/find?q={HANDLE}&limit=1{on}"))],
    "ETag": [lambda v: v.api("GET", f"/find?q={HANDLE}", **{"If-None-Match": '"unknown"'})],
    "already_held": [
        lambda v: (v.hand_in("/intake/files", "sellers.csv", table_of(HIDDEN_ROWS)), v.work(), v.api("GET", "/intake"),
                   v.api("GET", f"/intake/{v.heard[-1].json()['intakes'][0]['id']}")),
    ],
    "kept row": [lambda v: v.get("/find")],
    "ledger page": [lambda v: v.get("/ledger")],
    "reference": [lambda v: v.api("POST", "/check", {"text": KEY, "reason": WHY})],
    "ticket": [lambda v: DECONFLICTION["api GET /api/v1/tickets"][2](v), lambda v: v.get("/deconfliction")],
    "instance": [
        lambda v: v.api("GET", f"/behaviours/{v.ids['south_behaviour']}"), lambda v: v.api("GET", "/behaviours"),
        lambda v: v.api("GET", f"/tools/{v.ids['south_tool']}"), lambda v: v.api("GET", "/tools"),
    ],
    "expert": [lambda v: v.api("GET", "/experts"), lambda v: v.api("GET", f"/records/{v.ids['own_seller']}/experts")],
}  # fmt: skip


def pair(hidden: Hidden, position: str = "between") -> Pair:
    return Pair(0, hidden, position, Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS, (), False)


@pytest.mark.parametrize("leak", planted.PLANTS)
def test_a_planted_leak_turns_the_harness_red_and_nothing_else_does(grounds: Grounds, leak: str) -> None:
    worlds = pair({"already_held": DATASET, "expert": EXPERT}.get(leak, RECORD))
    assert two_worlds.difference(grounds, worlds, ASKED[leak]) is None
    with planted.PLANTS[leak]():
        assert two_worlds.difference(grounds, worlds, ASKED[leak]) is not None


def test_each_part_of_the_pairs_has_its_file() -> None:
    files = sorted(Path(__file__).parent.glob("test_two_worlds_*.py"))
    parts = [re.findall(r"leaks\(grounds, (\d+)\)", each.read_text()) for each in files]
    assert parts == [[str(number)] for number in range(two_worlds.SHARDS)]


def test_what_the_reader_may_see_is_noticed(grounds: Grounds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOUTH, "owner only", {})
    seen = pair(RECORD)
    with pytest.raises(NotHidden):
        two_worlds.difference(grounds, seen, ASKED["count"])
    monkeypatch.setattr(two_worlds, "_must_be_hidden", lambda *_: None)
    assert two_worlds.difference(grounds, seen, ASKED["count"]) is not None


def test_every_endpoint_is_visited_often_enough_by_somebody_who_may_use_it() -> None:
    often = two_worlds.planned()
    assert set(often) == {row.name for row in rows()} <= set(VISITS)
    assert min(often.values()) >= LEAST, often.most_common()[-5:]


def test_the_pairs_hide_everything_everywhere_under_each_index_policy() -> None:
    plan = pairs.plan()
    assert len(plan) == PAIRS
    shown = {(each.hidden.agency, each.hidden.sort, each.hidden.index, each.position) for each in plan}
    sorts = [("south", sort) for sort in SOUTH] + [("north", sort) for sort in NORTH]
    assert shown >= {
        (*sort, index, position)
        for sort in sorts
        for index in ("none", "hit", "owner_silent")
        for position in POSITIONS
    }
    assert sum(each.tight for each in plan) == PAIRS // 2


def test_the_shards_hold_every_pair_once() -> None:
    cut = [each.number for shard in range(two_worlds.SHARDS) for each in pairs.plan()[shard :: two_worlds.SHARDS]]
    assert sorted(cut) == [each.number for each in pairs.plan()]


def test_a_pair_is_the_same_whenever_it_is_planned() -> None:
    again = replace(pairs.plan()[7])
    pairs.plan.cache_clear()
    assert pairs.plan()[7] == again
