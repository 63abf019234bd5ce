"""The gist of each record: terms, traits and lengths, kept beside its texts so that a search opens no record."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import fetching
from bowstreet.holdings.repository.composing import IDENTIFYING, Composed

_NAMES = "kind, agency, market, products, grade, year"
_COLUMNS = ("id", *_NAMES.split(", "))
_GIST = "id, terms_id, traits_id, open, whole"


class Traits(NamedTuple):
    """What facets count of a record; ``products`` holds codes between spaces."""

    kind: str
    agency: str
    market: str
    products: str
    grade: str
    year: str


class Tally(NamedTuple):
    """How often each combination of traits, by id, stands among what was found, and among that whose body opens.

    ``capped``: there is more than was counted.
    """

    all: Counter[int]
    open: Counter[int]
    capped: bool

    @property
    def total(self) -> int:
        """Return how many were counted."""
        return self.all.total()


class Counted(NamedTuple):
    """A record about to be written, as its gist needs it."""

    record: int
    terms_id: int
    kind: str
    agency: str
    grade: str
    composed: Composed


def write(cursor: CursorWrapper, records: Sequence[Counted]) -> None:
    """Write the gists of some records, in the caller's transaction."""
    ids = traits_ids(cursor, records)
    dialect.insert(
        cursor, "repository_gist", _GIST,
        [
            (each.record, each.terms_id, id, *lengths(each.composed.texts))
            for each, id in zip(records, ids, strict=True)
        ],
    )  # fmt: skip


def traits_ids(cursor: CursorWrapper, records: Sequence[Counted]) -> list[int]:
    """Return the ids of what facets count of some records, in their order, recording what is new."""
    traits = [_traits(each) for each in records]
    ids = _ids(cursor, set(traits))
    return [ids[each] for each in traits]


def columns(ids: Collection[int]) -> dict[str, Sequence[Any]]:
    """Return the columns of the traits with these ids, ``id`` among them, by name.

    They are read each time: traits are added without the version counter, so nothing says when kept ones are another
    world's.
    """
    held = fetching.at_once(
        f"id, {_NAMES}",
        f"repository_traits WHERE id {dialect.IN_NUMBERS}",
        [str(list(ids))],
    )
    return dict(zip(_COLUMNS, zip(*held, strict=True) if held else [()] * len(_COLUMNS), strict=True))


def _ids(cursor: CursorWrapper, traits: set[Traits]) -> dict[Traits, int]:
    """Return the ids of traits, recording those that are new."""
    held = _held(cursor, traits)
    if fresh := traits - held.keys():
        dialect.insert(cursor, "repository_traits", _NAMES, sorted(fresh))
        held |= _held(cursor, fresh)
    return held


def _held(cursor: CursorWrapper, traits: set[Traits]) -> dict[Traits, int]:
    same = " AND ".join(f"t.{name} = {dialect.item(place)}" for place, name in enumerate(Traits._fields))
    cursor.execute(
        f"SELECT t.id, {_NAMES} FROM {dialect.LISTED} CROSS JOIN repository_traits t WHERE {same}",  # noqa: S608
        [json.dumps(list(traits))],
    )
    return {Traits._make(values): id for id, *values in cursor.fetchall()}


def _traits(each: Counted) -> Traits:
    composed = each.composed
    return Traits(each.kind, each.agency, composed.market or "", composed.products, each.grade, composed.last_on[:4])


def lengths(texts: Iterable[tuple[int, str, str]]) -> tuple[int, int]:
    """Return how long a text in rows of depth, title and body is where the record opens, and where all of it does."""
    long = {depth: len(title) + len(body) for depth, title, body in texts}
    shallow = max(length for depth, length in long.items() if depth != IDENTIFYING)
    return shallow, long.get(IDENTIFYING, shallow)
