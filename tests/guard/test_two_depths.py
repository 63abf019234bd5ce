"""What opens deeper than a record does for its reader stands in no answer of any endpoint, asked for canaries.

The two worlds cannot see such a leak, for nothing there is hidden as a whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.guard.asked import RECORDS
from tests.guard.grounds import Built, Grounds
from tests.guard.rows import rows
from tests.guard.visitor import Answer, Visitor
from tests.guard.visits import VISITS
from tests.worlds import canaries, guarded_state
from tests.worlds.canaries import DEPTHS, MARKETS, SECOND, Canary, Lofts
from tests.worlds.guarded_acts import START

from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role

READERS = {
    "meta": (Role.INVESTIGATOR, Purpose.CROSS_CHECKING),
    "body": (Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS),
    "own docket": (Role.ANALYST, Purpose.VICTIM_PROTECTION),
}
"""By how far what south shares opens to them, or what their own agency holds; of all other records nothing does."""

LAST = ("/sign-out", "/sign-in")
"""After these the visitor is nobody."""


@dataclass(frozen=True)
class Depths:
    """The world with the canaries."""

    built: Built
    lofts: Lofts


@pytest.fixture(scope="session")
def depths(grounds: Grounds) -> Depths:
    base = grounds.plain()
    folder = guarded_state.copied(base.folder, grounds.root / "depths")
    with grounds.at(folder, START + timedelta(hours=8), "depths") as moment:
        lofts = canaries.put_in(grounds.cast, moment())
    return Depths(Built(folder, base.ids), lofts)


def leaked(answers: list[Answer], lofts: Lofts, shown: str) -> Iterator[str]:
    """Yield what stands in answers though it opens deeper than to a depth."""
    for answer in answers:
        body = answer.body + repr(answer.headers).encode()
        for number, is_selector in canaries.seen(body):
            one = lofts.canaries[number]
            if not may_be_told(one, is_selector, shown):
                yield f"{one.where} of {one.owner} in {answer.asked}: {'selector' if is_selector else 'word'}"
        if shown == "meta" and MARKETS["south"].lower().encode() in body.lower():
            yield f"the market in {answer.asked}"


def may_be_told(one: Canary, is_selector: bool, shown: str) -> bool:
    if shown == "own docket":
        return one.owner == "north" and one.of_docket
    if one.owner == "north":
        return True
    opens = "identifiers" if is_selector and one.opens != "owner" else one.opens
    return DEPTHS.index(opens) <= DEPTHS.index(shown)


def look_at(visitor: Visitor, id: str, other: str) -> None:
    """Ask for a record at every door that shows one."""
    for address in (f"/records/{id}", f"/records/{id}/history", f"/entities/{id}", f"/records/{id}?version=1",
                    f"/records/{id}/judgements?other={other}"):  # fmt: skip
        visitor.get(address)
        visitor.api("GET", address)
    visitor.part(f"/find/preview/{id}")
    for command in ("show", "history", "entity"):
        visitor.command(f"{command} {id}")
        visitor.command(f"{command} {id} --json")


@pytest.mark.parametrize("shown", READERS)
def test_no_answer_holds_what_opens_deeper(grounds: Grounds, depths: Depths, shown: str) -> None:
    lofts = depths.lofts
    looked_at = [lofts.own] if shown == "own docket" else [*lofts.shared.values(), lofts.closed]
    chosen = [lofts.own] * 2 if shown == "own docket" else [lofts.shared[each] for each in ("vendor_account", SECOND)]
    ids = {**depths.built.ids, **dict(zip(RECORDS, chosen * 4, strict=True)), "own_intake": lofts.own_intake}
    with grounds.visited(Built(depths.built.folder, ids), *READERS[shown], shown) as visitor:
        for id in looked_at:
            look_at(visitor, id, chosen[1])
        there = visitor.api("GET", f"/records/{chosen[0]}").json()
        assert there["depth"] == shown.replace("own docket", "meta"), "this reader proves nothing of the depth"
        everywhere = sorted(rows(), key=lambda row: (row.address.startswith(LAST), row.method != "GET"))
        for row in everywhere:
            for visit in VISITS[row.name]:
                visit(visitor)
            if row is everywhere[-1 - sum(each.address.startswith(LAST) for each in everywhere)]:
                assert visitor.get("/find").status == 200, "the session ended before all was asked"
        found = sorted(set(leaked(visitor.heard, lofts, shown)))
    assert not found, f"{len(found)} leaks\n" + "\n".join(found[:: 1 + len(found) // 40])
