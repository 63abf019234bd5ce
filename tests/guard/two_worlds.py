"""The leak harness: two worlds that differ in one hidden thing must answer whoever may not see it byte for byte alike.

Nothing is masked afterwards: time, ids, salts, session keys and CSRF tokens come from one seed for both.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from unittest import mock

from tests.guard.asked import Visit
from tests.guard.grounds import Built, Grounds
from tests.guard.pairs import Pair, is_hidden, plan
from tests.guard.rows import rows
from tests.guard.visitor import Answer
from tests.guard.visits import VISITS

from bowstreet.casework.deconfliction import sides, tickets
from bowstreet.casework.library import directory, questions
from bowstreet.casework.sharing import disclosing
from bowstreet.holdings.governance import terms
from bowstreet.holdings.observations import signs
from bowstreet.holdings.observations.models import Dataset
from bowstreet.holdings.repository import checking, facets, finding, hitting, matching, models, sharing

SHARDS = 6
"""Into so many files the pairs are cut, so that several processes can share them."""

LOW = (
    (matching, "MOST", 4), (finding, "MOST", 4), (facets, "MOST", 4), (matching, "ENOUGH_WORDS", 2),
    (matching, "_FEW", 3), (matching, "_SMALL", 0), (sharing, "COMMON", 2), (sharing, "MOST_SHOWN", 1),
    (facets, "MOST_OPTIONS", 2), (checking, "MOST_SHOWN", 1),
    (disclosing, "MOST_NAMED", 2), (hitting, "COMMON", 1), (tickets, "MOST", 2), (sides, "MOST_RECORDS", 1),
    (directory, "MOST", 2), (directory, "_NARROWING", 1), (questions, "MOST", 1),
    (signs, "MOST_ROWS", 3), (signs, "MOST_DATASETS", 1),
)  # fmt: skip
"""Limits so low that one record more or less is on the other side of them."""


class NotVisited(AssertionError):
    """Fewer answers came than visits were made, so the pair proves nothing."""


class NotHidden(AssertionError):
    """What was to be hidden from the visitor is not, so the pair proves nothing."""


def difference(grounds: Grounds, pair: Pair, asked: Sequence[Visit] | None = None) -> str | None:
    """Return where the two worlds answered differently, or None; ``asked`` are visits instead of the pair's own."""
    return _compared(grounds, pair, grounds.pair(pair.hidden, pair.position), asked)


def leaks(grounds: Grounds, shard: int, shards: int = SHARDS) -> list[str]:
    """Go through the pairs of one shard and return every difference that there is; the same worlds are built once."""
    found: list[str | None] = []
    for _, pairs in itertools.groupby(sorted(plan()[shard::shards], key=_thing), key=_thing):
        some = list(pairs)
        worlds = grounds.pair(some[0].hidden, some[0].position)
        found += (_compared(grounds, pair, worlds) for pair in some)
    return [each for each in found if each is not None]


def _thing(pair: Pair) -> tuple[str, str]:
    return pair.hidden.name, pair.position


def _compared(
    grounds: Grounds, pair: Pair, worlds: tuple[Built, Built], asked: Sequence[Visit] | None = None
) -> str | None:
    one, other = (_answers(grounds, built, pair, asked) for built in worlds)
    for mine, others in zip(one, other, strict=False):
        if mine != others:
            return f"{pair.name}\n{_told(mine, others)}"
    return None if len(one) == len(other) else f"{pair.name}\n{len(one)} answers, and {len(other)}"


def planned() -> Counter[str]:
    """Return how often each endpoint is visited by somebody who may use it, if anybody may, in all pairs together."""
    may = {row.name: row.may for row in rows()}
    return Counter(name for pair in plan() for name in pair.visits if not may[name] or pair.role in may[name])


def _answers(grounds: Grounds, built: Built, pair: Pair, asked: Sequence[Visit] | None) -> list[Answer]:
    with ExitStack() as held:
        for module, name, value in LOW if pair.tight else ():
            held.enter_context(mock.patch.object(module, name, value))
        visitor = held.enter_context(grounds.visited(built, pair.role, pair.purpose, pair.name))
        _must_be_hidden(pair, built.ids["hidden"])
        visits = asked or [visitor.pick.choice(VISITS[name]) for name in pair.visits]
        for visit in visits:
            visit(visitor)
        if len(visitor.heard) < len(visits):
            raise NotVisited(pair.name)
        return visitor.heard


def _must_be_hidden(pair: Pair, hidden: str) -> None:
    """Raise ``NotHidden`` where the world holds the thing under marks that show it to the visitor."""
    records = models.Record.objects.filter(uid=hidden).values_list("terms_id", flat=True)
    datasets = Dataset.objects.filter(id=hidden).values_list("terms_id", flat=True)
    for value in terms.terms_of([*records, *datasets]).values():
        if not is_hidden(value, pair.role, pair.purpose):
            raise NotHidden(pair.name)


def _told(one: Answer, other: Answer) -> str:
    """Return the first place where two answers differ, with what stands around it."""
    if one.asked != other.asked:
        return f"asked {one.asked}\nand   {other.asked}"
    if one.body == other.body or one.status != other.status:
        return f"{one.asked}\n{one.status} {one.headers}\n{other.status} {other.headers}"
    place = next((at for at, (mine, others) in enumerate(zip(one.body, other.body, strict=False)) if mine != others),
                 min(len(one.body), len(other.body)))  # fmt: skip
    start = max(0, place - 200)
    return f"{one.asked}\n{one.body[start : place + 200]!r}\n{other.body[start : place + 200]!r}"
