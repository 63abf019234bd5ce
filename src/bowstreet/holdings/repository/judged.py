"""What judgements that a reader may see join together: a component of 'same', split where one says 'different'.

Nothing here depends on what the reader may not see: hidden judgements and hidden records join and split nothing.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import rows
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.judging import Verdict

MOST = 500
"""So many records are joined; a page says so when there are more."""

_SAID = "j.id, j.uid, j.left_id, j.right_id, j.verdict, j.agency, j.by, j.at, j.note, j.cites, j.supersedes, j.terms_id"
Pair = tuple[int, int]


class Said(NamedTuple):
    """One judgement as it stands in the table; ``left`` and ``right`` are running numbers and never leave the room."""

    id: int
    uid: str
    left: int
    right: int
    verdict: str
    agency: str
    by: str
    at: datetime
    note: str
    cites: str
    supersedes: str
    terms_id: int

    @property
    def pair(self) -> Pair:
        """The two records."""
        return self.left, self.right


@dataclass(frozen=True)
class Split:
    """A 'different' that parts two records which a path of 'same' joined, and the youngest of these, which gave way."""

    different: Said
    gave_way: tuple[Said, ...]


@dataclass
class Joined:
    """The records that stand together, all judgements on them and their neighbours, and where they were split."""

    records: dict[int, Row]
    judgements: list[Said]
    splits: list[Split]
    capped: bool
    others: dict[int, Row] = field(default_factory=dict)
    """Visible records that a judgement named here sets against one of the entity's."""

    @property
    def named(self) -> list[Said]:
        """All judgements that are shown, the two sides of a split among them, once each."""
        beside = [one for each in self.splits for one in (each.different, *each.gave_way)]
        return list({each.id: each for each in (*self.judgements, *beside)}.values())


def around(start: Row, reach: Reach, as_of: date | None = None) -> Joined:
    """Return what is joined around a visible record; of a past day by the judgements made until its end."""
    known: dict[int, Row] = {start.id: start}
    said: dict[int, Said] = {}
    together, waiting, capped = {start.id}, {start.id}, False
    while waiting:
        found = _touching(waiting, reach, as_of)
        known |= _visible({end for each in found for end in each.pair} - known.keys(), reach)
        said |= {each.id: each for each in found if each.left in known and each.right in known}
        same = _by_pair(standing(said.values()), Verdict.SAME)
        near = sorted({end for pair in same if not together.isdisjoint(pair) for end in pair} - together)
        capped = capped or len(together) + len(near) > MOST
        waiting = set(near[: MOST - len(together)])
        together |= waiting
    mine = [each for each in said.values() if not together.isdisjoint(each.pair)]
    left, splits = _split(start.id, together, standing(mine))
    judgements = sorted((each for each in mine if not left.isdisjoint(each.pair)), key=lambda each: each.id)
    joined = Joined({id: known[id] for id in sorted(left)}, judgements, splits, capped)
    joined.others = {end: known[end] for each in joined.named for end in each.pair if end not in left}
    return joined


def of_pair(left: Row, right: Row, reach: Reach) -> Joined:
    """Return two visible records as if they were joined, with the judgements on the pair that open."""
    records = {row.id: row for row in sorted((left, right), key=lambda row: row.id)}
    found = [each for each in _touching({left.id}, reach, None) if set(each.pair) == records.keys()]
    return Joined(records, sorted(found, key=lambda each: each.id), [], False)


def on(row: Row, reach: Reach) -> Joined:
    """Return a visible record alone, with the judgements on it that open and whose other record does."""
    found = _touching({row.id}, reach, None)
    known = _visible({end for each in found for end in each.pair} | {row.id}, reach)
    said = [each for each in found if known.keys() >= set(each.pair)]
    others = {end: known[end] for each in said for end in each.pair if end != row.id}
    return Joined({row.id: row}, sorted(said, key=lambda each: each.id), [], False, others)


def among(records: set[int], reach: Reach) -> list[Said]:
    """Return the judgements that stand between some visible records, as far as they open, the oldest first."""
    found = [each for each in _touching(records, reach, None) if records.issuperset(each.pair)]
    return sorted(standing(found), key=lambda each: each.id)


def _split(start: int, together: set[int], last: list[Said]) -> tuple[set[int], list[Split]]:
    """Return the records left with the first after every 'different' parted what it names, the oldest one first."""
    same = _by_pair((each for each in last if together.issuperset(each.pair)), Verdict.SAME)
    against = sorted((each for each in last if each.verdict == Verdict.DIFFERENT), key=lambda each: each.id)
    splits = []
    for different in against:
        while path := _path(*different.pair, same):
            pair = max(path, key=lambda pair: min(each.id for each in same[pair]))
            splits.append(Split(different, tuple(same.pop(pair))))
    return _reached(start, same), splits


def _path(first: int, last: int, same: dict[Pair, list[Said]]) -> list[Pair]:
    """Return the pairs of a shortest path of 'same' between two records, none where none leads there."""
    came: dict[int, int] = {first: first}
    for here, there in _walk(first, same):
        came.setdefault(there, here)
    if last not in came or first == last:
        return []
    path, at = [], last
    while at != first:
        path.append((min(at, came[at]), max(at, came[at])))
        at = came[at]
    return path


def _reached(start: int, same: dict[Pair, list[Said]]) -> set[int]:
    return {start} | {there for _, there in _walk(start, same)}


def _walk(start: int, same: dict[Pair, list[Said]]) -> Iterator[tuple[int, int]]:
    """Yield steps to records not met before, breadth first, in the order of their numbers."""
    near: dict[int, list[int]] = {}
    for left, right in sorted(same):
        near.setdefault(left, []).append(right)
        near.setdefault(right, []).append(left)
    met, waiting = {start}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in near.get(here, ()):
            if there not in met:
                met.add(there)
                waiting.append(there)
                yield here, there


def standing(said: Iterable[Said]) -> list[Said]:
    """Return of each pair and agency the last judgement that the reader may see."""
    last = {(each.pair, each.agency): each for each in sorted(said, key=lambda each: each.id)}
    return list(last.values())


def _by_pair(said: Iterable[Said], verdict: Verdict) -> dict[Pair, list[Said]]:
    found: dict[Pair, list[Said]] = {}
    for each in said:
        if each.verdict == verdict:
            found.setdefault(each.pair, []).append(each)
    return found


def _touching(records: set[int], reach: Reach, as_of: date | None) -> list[Said]:
    """Return the judgements on some records that open for the reader."""
    opens, opens_with = gate.within("j.terms_id", reach.sets.body)
    until, until_with = _until(as_of)
    numbers = json.dumps(sorted(records))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_SAID}"  # noqa: S608
            f" FROM repository_judgement j WHERE (j.left_id {dialect.IN_NUMBERS}"
            f" OR j.right_id {dialect.IN_NUMBERS}) AND {opens}{until}",
            [numbers, numbers, *opens_with, *until_with],
        )
        return [Said._make((*row[:7], rows.moment(row[7]), *row[8:])) for row in cursor.fetchall()]


def _until(as_of: date | None) -> tuple[str, list[str]]:
    if as_of is None or as_of >= date.max:
        return "", []
    return " AND j.at < %s", [datetime.combine(as_of + timedelta(days=1), time.min).isoformat(" ")]


def _visible(ids: set[int], reach: Reach) -> dict[int, Row]:
    return {id: row for id, row in rows.by_ids(ids).items() if reach.depth_of(row.terms_id) is not None}
