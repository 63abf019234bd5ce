"""What opens deeper than a record does for its reader stands in no answer of any endpoint, asked for canaries.

The two worlds cannot see such a leak, for nothing there is hidden as a whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from unittest import mock

import pytest
from tests.guard.asked import RECORDS
from tests.guard.grounds import Built, Grounds
from tests.guard.rows import rows
from tests.guard.visitor import Answer, Visitor
from tests.guard.visits import VISITS
from tests.worlds import canaries, guarded_state
from tests.worlds.canaries import DEPTHS, MARKETS, SECOND, Canary, Lofts
from tests.worlds.guarded_acts import START

from bowstreet.casework.intake import closing
from bowstreet.holdings.repository import dockets
from bowstreet.vocabulary import opening
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.opening import Texts
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
            if number in lofts.shut or not may_be_told(one, is_selector, shown):
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


def glance_at(visitor: Visitor, id: str) -> None:
    """Ask for a record as a page, and for what a program is told of it and of its versions."""
    visitor.get(f"/records/{id}")
    for address in (f"/records/{id}", f"/records/{id}/history"):
        visitor.api("GET", address)


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


def chosen(lofts: Lofts, shown: str) -> list[str]:
    """Return the two records that every endpoint is asked for."""
    return (
        [lofts.own["own_seller"]] * 2
        if shown == "own docket"
        else [lofts.shared[each] for each in ("vendor_account", SECOND)]
    )


@contextmanager
def visited(grounds: Grounds, depths: Depths, shown: str) -> Iterator[Visitor]:
    """Call as a reader on the world with the canaries, where these stand for all that a visit asks for."""
    tempting = dict(zip(RECORDS, chosen(depths.lofts, shown) * 4, strict=True))
    ids = {**depths.built.ids, **depths.lofts.own, **tempting}
    with grounds.visited(Built(depths.built.folder, ids), *READERS[shown], shown) as visitor:
        yield visitor


def ask_everywhere(visitor: Visitor) -> None:
    """Make every visit there is, those that end a session after all others."""
    ordered = sorted(rows(), key=lambda row: row.method != "GET")
    ways_in = [row for row in ordered if row.address.startswith(LAST)]
    for row in (row for row in ordered if row not in ways_in):
        for visit in VISITS[row.name]:
            visit(visitor)
    assert visitor.get("/find").status == 200, "the session ended before all was asked"
    for row in ways_in:
        for visit in VISITS[row.name]:
            visit(visitor)


@pytest.mark.parametrize("shown", READERS)
def test_no_answer_holds_what_opens_deeper(grounds: Grounds, depths: Depths, shown: str) -> None:
    lofts = depths.lofts
    with visited(grounds, depths, shown) as visitor:
        for id in dict.fromkeys((*chosen(lofts, shown), lofts.closed)):
            look_at(visitor, id, chosen(lofts, shown)[1])
        for id in lofts.shared.values():
            glance_at(visitor, id)
        there = visitor.api("GET", f"/records/{chosen(lofts, shown)[0]}").json()
        assert there["depth"] == shown.replace("own docket", "meta"), "this reader proves nothing of the depth"
        ask_everywhere(visitor)
        found = sorted(set(leaked(visitor.heard, lofts, shown)))
    assert not found, f"{len(found)} leaks\n" + "\n".join(found[:: 1 + len(found) // 40])
    told = {lofts.canaries[number] for answer in visitor.heard for number, _ in canaries.seen(answer.body)}
    whose = "north" if shown == "own docket" else "south"
    assert any(each.of_docket and each.owner == whose for each in told), "no canary came out that may come out"


PLANTS = {
    "texts open with the docket": ("meta", lambda: mock.patch.dict(opening.OF_DEPTH, {"meta": Texts.MASKED})),
    "texts open unmasked": ("body", lambda: mock.patch.dict(opening.OF_DEPTH, {"body": Texts.WHOLE})),
    "conditions open unmasked": ("meta", lambda: mock.patch.object(opening, "_obeyed", lambda one, *_: one)),
    "officers are told": ("body", lambda: mock.patch.object(opening, "OFFICERS", frozenset())),
    "a link is as open as its owner's": ("body", lambda: mock.patch.object(dockets, "written", lambda said, *_: said)),
    "an intake opens whole": ("own docket", lambda: mock.patch.object(closing, "closed", lambda whole: whole)),
}
"""What is let through on purpose, and for whom."""


@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_let_through_is_noticed(grounds: Grounds, depths: Depths, plant: str) -> None:
    shown, let_through = PLANTS[plant]
    opening.particulars.cache_clear()
    opening.terms.cache_clear()
    with let_through(), visited(grounds, depths, shown) as visitor:
        visitor.api("GET", f"/records/{chosen(depths.lofts, shown)[0]}")
        visitor.api("GET", f"/intake/{depths.lofts.own['own_intake']}")
        assert list(leaked(visitor.heard, depths.lofts, shown))
    opening.particulars.cache_clear()
    opening.terms.cache_clear()
