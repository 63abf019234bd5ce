"""The plan of the harness: two hundred pairs of worlds, who visits each, and which endpoints, all out of one seed."""

import itertools
import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

from tests.guard import oracle
from tests.guard.grounds import POSITIONS, VISIT
from tests.guard.rows import rows
from tests.worlds.guarded_hidden import BODIES, NORTH, SOUTH, Hidden

from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode, IndexPolicy, Scope, State, Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Reader, Role

PAIRS = 200
LEAST = 50
"""How often each endpoint is visited at the least, by somebody who may use it."""

VISITS = 142
"""So many endpoints are visited in one pair of worlds."""

ALWAYS = ("api GET /api/v1/find", "page GET /find", "page GET /", "page GET /records/{id}", "page GET /ledger")
"""What is visited in every pair by whoever may: where a leak would most likely be."""

_VISITORS = (
    (Role.SUPERVISOR, 10), (Role.INVESTIGATOR, 4), (Role.ANALYST, 3), (Role.COORDINATOR, 2), (Role.PROSECUTOR, 2),
    (Role.DATA_PROTECTION_OFFICER, 1), (Role.AUDITOR, 1), (Role.PARTNER, 1), (Role.RESEARCHER, 1), (Role.OPERATOR, 1),
    (Role.JUDGE, 1),
)  # fmt: skip
_STANDING = frozenset({
    Purpose.CROSS_CHECKING, Purpose.OPERATIONAL_ANALYSIS, Purpose.STRATEGIC_THEMATIC_ANALYSIS,
    Purpose.INFORMATION_EXCHANGE, Purpose.OFFICER_SAFETY_DECONFLICTION, Purpose.PROSECUTION,
})  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two worlds, who visits them, and the endpoints visited in turn. ``tight``: limits so low that one more counts."""

    number: int
    hidden: Hidden
    position: str
    role: Role
    purpose: Purpose | None
    visits: tuple[str, ...]
    tight: bool

    @property
    def name(self) -> str:
        return f"{self.number}: {self.hidden.name}, put in {self.position}, seen by {self.role} for {self.purpose}"


def is_hidden(terms: Terms, role: Role, purpose: Purpose | None) -> bool:
    """Say whether the oracle of the policy tests shows nothing of such terms to an officer of north."""
    reader = Reader("somebody", "north", role, purpose)
    return oracle.sheet(reader, terms, purpose, VISIT)["discover"] in ("HIDDEN", "HIT_ONLY")


@cache
def plan() -> tuple[Pair, ...]:
    """Return all pairs; every sort of hiding stands in each position and under each index policy."""
    pick = random.Random("two worlds")
    things = _things()
    pick.shuffle(things)
    visitors = [role for role, often in _VISITORS for _ in range(often)]
    visited: Counter[str] = Counter()
    made: list[Pair] = []
    for number, (hidden, position) in zip(range(PAIRS), itertools.cycle(things), strict=False):
        role, purpose = _visitor(hidden, visitors, pick)
        visits = _visits(role, visited, pick)
        made.append(Pair(number, hidden, position, role, purpose, visits, number % 2 == 1))
    return tuple(made)


def _things() -> list[tuple[Hidden, str]]:
    bodies = itertools.cycle(range(len(BODIES)))
    sorts = [("south", sort) for sort in SOUTH] + [("north", sort) for sort in NORTH]
    found = [
        (Hidden(sort, agency, next(bodies), index), position)
        for agency, sort in sorts
        for position in POSITIONS
        for index in ("none", "hit", "owner_silent")
    ]
    datasets = [("south", "owner only"), ("south", "TLP RED"), ("north", "classified")]
    return found + [
        (Hidden(sort, agency, None, "hit"), position) for agency, sort in datasets for position in POSITIONS
    ]


def _visitor(hidden: Hidden, visitors: list[Role], pick: random.Random) -> tuple[Role, Purpose | None]:
    """Return an officer from whom the thing is hidden, and what for."""
    while True:
        role = pick.choice(visitors)
        usable = sorted(PURPOSES_OF_ROLE[role]) or [None]
        purpose = pick.choice([*usable, *(each for each in usable if each in _STANDING)])
        if is_hidden(_terms(hidden), role, purpose):
            return role, purpose


def _visits(role: Role, visited: Counter[str], pick: random.Random) -> tuple[str, ...]:
    """Return the endpoints that have been visited least, and those that are visited always, in any order."""
    open_to = [row.name for row in rows() if role in row.may or not row.may]
    closed = [row.name for row in rows() if row.name not in open_to]
    pick.shuffle(open_to)
    chosen = sorted(open_to, key=lambda name: visited[name])[:VISITS]
    chosen += [name for name in ALWAYS if name in open_to and name not in chosen]
    visited.update(chosen)
    chosen += pick.sample(closed, min(1, len(closed)))
    pick.shuffle(chosen)
    return tuple(chosen)


def _terms(hidden: Hidden) -> Terms:
    """Return the terms that a hidden thing will have, as far as they decide."""
    said = hidden.envelope
    undetermined = said["subject_category"] == "undetermined"
    return Terms(
        hidden.agency,
        Scope(said.get("scope", "OWNER")),
        frozenset(said.get("recipients", ())),
        said.get("group"),
        frozenset(HandlingCode(each) for each in said.get("handling", ("H2",))),
        tlp=Tlp(said.get("tlp", "AMBER+STRICT")),
        classification=Classification(said.get("classification", "UNCLASSIFIED")),
        index=IndexPolicy(said["index"]),
        purposes=frozenset(Purpose(each) for each in said["purposes"]) if "purposes" in said else _STANDING,
        state=State.UNDETERMINED if undetermined else State(said.get("state", "active")),
    )
