"""What of chosen records may leave: decided by the gate, cut to the depths that open, under a ceiling of marks.

Nothing here goes out by itself and nothing is entered: the act that takes it out does both. All that is counted is
counted over what the reader may see.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import choosing, judged, rows, staying
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.holdings.repository.judged import Said
from bowstreet.holdings.repository.outgoing import (
    Cut,
    Leaves,
    LeavingVersion,
    count_files,
    put_judgements,
    put_links,
    put_records,
)
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.staying import Stays
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import NO_CEILING, Ceiling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

_ONE_SIDE = (
    "SELECT o.uid FROM repository_record r JOIN {table} k ON k.{near}_id = r.id"
    " JOIN repository_record o ON o.id = k.{far}_id WHERE r.uid {named}"
)
_SIDES = (("left", "right"), ("right", "left"))
_BESIDE = " UNION ".join(
    _ONE_SIDE.format(table=f"repository_{joined}", near=near, far=far, named=dialect.IN_TEXTS)
    for joined in ("link", "judgement")
    for near, far in _SIDES
)


@dataclass(frozen=True)
class Picked:
    """A choice of which it is decided what leaves, and of which nothing is read yet; ``stays`` is what stays behind."""

    cut: Cut
    said: tuple[Said, ...]
    stays: Stays
    history: bool
    now: datetime

    @property
    def depths(self) -> dict[str, str]:
        """Return to which depth each record leaves, by its id."""
        return {row.uid: self.cut.reach.depth_of(row.terms_id) or "body" for row in self.cut.going.values()}

    @property
    def weight(self) -> int:
        """Return how many versions of records leave."""
        return sum(row.version if self.history else 1 for row in self.cut.going.values())

    def parts(self, size: int) -> Iterator["Part"]:
        """Yield what leaves in parts of at most so many versions, each record in one; raise ``Hidden``, ``TooLarge``.

        The gate is asked again for each part, when it is read.
        """
        part: dict[int, Row] = {}
        weight = 0
        for id, row in self.cut.chosen.items():
            own = row.version if self.history else 1
            if part and weight + own > size:
                yield self._read(part)
                part, weight = {}, 0
            part[id] = row
            weight += own
        if part:
            yield self._read(part)

    def _read(self, rows_: Mapping[int, Row]) -> "Part":
        cut = self.cut._replace(part=rows_)
        going = [row for id, row in rows_.items() if id in cut.going]
        depths = {row.uid: cut.reach.depth_of(row.terms_id) or "body" for row in going}
        _again(cut.reader, ((row.terms_id, depths[row.uid]) for row in going), self.now)
        made = Leaves(depths=depths)
        put_records(made, cut, self.history)
        put_links(made, cut)
        put_judgements(made, cut, self.said)
        count_files(made, cut)
        here = {row.uid for row in rows_.values()}
        ends = {end for each in made.links for end in (each.left, each.right)} - here
        ends |= {end for each in made.judgements for end in (each.left, each.right)} - here
        beside = Leaves()
        put_records(beside, cut._replace(part={row.id: row for row in rows.by_uids(ends).values()}), self.history)
        return Part(made, tuple(beside.records))


class Part(NamedTuple):
    """What is read together of what leaves, and the records of other parts that something here joins with its own."""

    leaves: Leaves
    beside: tuple[LeavingVersion, ...]


def pick(
    *, reader: Reader, now: datetime, choice: Chosen, ceiling: Ceiling = NO_CEILING, history: bool = False
) -> Picked:
    """Return what of a choice may leave with this reader for this purpose, and count what stays behind.

    A record leaves where its terms permit to disseminate and its body opens, to the depth that opens. ``history``: each
    with all its versions. Raise ``Hidden``, ``NothingChosen`` or ``TooMany``.
    """
    reach = reach_of(reader, now)
    found = {row.id: row for row in choosing.chosen(reader, now, choice, reach)}
    free = gate.permitted(reader, Action.DISSEMINATE, now) & reach.sets.body
    passing = _under_ids(free, ceiling)
    going = {id: row for id, row in found.items() if row.terms_id in passing}
    stays = staying.counted((row for id, row in found.items() if id not in going), free, now.date())
    said = tuple(judged.among(set(found), reach))
    return Picked(Cut(reader, reach, found, going, passing, found), said, stays, history, now)


def leaves(
    *, reader: Reader, now: datetime, choice: Chosen, ceiling: Ceiling = NO_CEILING, history: bool = False
) -> Leaves:
    """Return all that leaves of a choice, read at once, as ``pick`` decides."""
    picked = pick(reader=reader, now=now, choice=choice, ceiling=ceiling, history=history)
    made = next((each.leaves for each in picked.parts(sys.maxsize)), Leaves())
    stays = picked.stays
    made.withheld.update(stays.kinds)
    made.asking, made.givers, made.above = stays.owners, stays.givers, stays.above
    return made


def given(*, reader: Reader, now: datetime, ids: Sequence[str], lets: Callable[[Terms], bool]) -> Leaves:
    """Return of records what opens to the reader and what their marks let leave by ``lets``; the rest is left out.

    For what an owner gives by an agreement: not the reader's right to pass on decides then, but the owner's leave.
    """
    reach = reach_of(reader, now)
    found = rows.by_uids(ids)
    passing = {id: value for id, value in terms.terms_of(reach.sets.body).items() if lets(value)}
    going = {row.id: row for row in found.values() if row.terms_id in passing}
    made = Leaves(depths={row.uid: reach.depth_of(row.terms_id) or "body" for row in going.values()})
    _as_deep(reader, ((row.terms_id, made.depths[row.uid]) for row in going.values()), now)
    _put(made, Cut(reader, reach, going, going, passing, going))
    return made


def outward(*, ids: Sequence[str], to: str, deep: bool, lets: Callable[[Terms], bool]) -> Leaves:
    """Return records as the officers of another agency would get them, if they open so deep: with identifiers or not.

    For what an owner keeps ready to give. Nobody is asked here: the gate is, whenever some of it goes out.
    """
    known = terms.open_rows()
    values = terms.values(known)
    passing = {id: values[digest] for id, digest in known.items() if lets(values[digest])}
    ids_passing = frozenset(passing)
    going = {row.id: row for row in rows.by_uids(ids).values() if row.terms_id in passing}
    reach = Reach(gate.Depths(ids_passing, ids_passing, ids_passing, ids_passing if deep else frozenset()))
    made = Leaves()
    _put(made, Cut(Reader("", to, Role.ANALYST, None), reach, going, going, passing, going))
    return made


def _put(made: Leaves, cut: Cut) -> None:
    put_records(made, cut, history=False)
    put_links(made, cut)
    put_judgements(made, cut, judged.among(set(cut.chosen), cut.reach))


def beside(ids: Sequence[str], most: int) -> list[str]:
    """Return some of the records that a link or a judgement joins with those named, the youngest first."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_BESIDE} ORDER BY 1 DESC LIMIT %s", [*([json.dumps(list(ids))] * 4), most])
        return [uid for (uid,) in cursor.fetchall()]


def still(reader: Reader, depths: Mapping[str, str], now: datetime) -> None:
    """Raise ``Hidden`` unless all records might leave with this reader now, as they are marked now, as deep as then."""
    found = rows.by_uids(depths)
    if found.keys() != depths.keys():
        raise Hidden()
    _again(reader, ((row.terms_id, depths[uid]) for uid, row in found.items()), now)


def _again(reader: Reader, marks: Iterable[tuple[int, str]], now: datetime) -> None:
    """Ask the gate once more for what is about to go out: that it may leave, and that it opens so deep."""
    told = frozenset(marks)
    gate.check_out(reader, {id for id, _ in told}, Action.DISSEMINATE, now)
    _as_deep(reader, told, now)


def _as_deep(reader: Reader, marks: Iterable[tuple[int, str]], now: datetime) -> None:
    told = frozenset(marks)
    for depth in ("body", "identifiers"):
        gate.check_out(reader, {id for id, to in told if to == depth}, Action(depth), now)


def _under_ids(ids: Iterable[int], ceiling: Ceiling) -> Mapping[int, Terms]:
    return {id: value for id, value in terms.terms_of(ids).items() if ceilings.is_under(value, ceiling)}
