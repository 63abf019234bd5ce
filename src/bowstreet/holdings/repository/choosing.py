"""Which records somebody chose: named one by one, found by a search, or linked with one record such as a case."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import finding, rows, showing
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

MOST = 500_000
"""So many records are chosen at once."""

NAMED = 10_000
"""So many of them are named one by one."""

EVERYTHING = Filters()
"""What narrows nothing."""

_BESIDE = (
    "SELECT k.left_id, k.right_id FROM repository_link k"
    " JOIN repository_record l ON l.id = k.left_id JOIN repository_record r ON r.id = k.right_id"
)


class NothingChosen(Invalid):
    """Neither ids nor a search nor a record with links was named."""

    def __init__(self) -> None:
        """Say what may be named."""
        super().__init__(
            "Choose what is meant: records by their ids, a search, an intake, or a record and what is linked to it."
        )


class TooMany(Refusal):
    """More was chosen than is taken together."""

    sort = Sort.TOO_MUCH

    def __init__(self) -> None:
        """Say how many are taken."""
        super().__init__(f"Up to {MOST:,} records are taken together. Narrow the search and ask again.")


@dataclass(frozen=True)
class Chosen:
    """A choice of records; of its parts those that say something count together.

    ``q`` with ``filters`` is a search, an empty one all; None is none. ``around`` is a record that comes with all that
    is linked to it. ``intake`` is an intake that is meant as a whole; ``among`` are its records, of which those count
    that the reader may see.
    """

    ids: tuple[str, ...] = ()
    q: str | None = None
    filters: Filters = EVERYTHING
    around: str = ""
    intake: str = ""
    among: tuple[str, ...] = ()


def chosen(reader: Reader, now: datetime, choice: Chosen, reach: Reach) -> list[Row]:
    """Return what was chosen of what the reader may see, the oldest first; its caller enters the look-up.

    Raise ``Hidden`` for an id that is not there for the reader, ``NothingChosen`` and ``TooMany``.
    """
    if not choice.ids and choice.q is None and not choice.around and not choice.intake:
        raise NothingChosen()
    if len(choice.ids) > NAMED:
        raise TooMany()
    found = {row.id: row for row in (showing.visible_row(each, reach) for each in dict.fromkeys(choice.ids))}
    if choice.q is not None:
        found |= rows.by_ids(finding.all_of(reader, now, choice.q, choice.filters, MOST + 1))
    if choice.among:
        found |= {row.id: row for row in rows.by_uids(choice.among).values() if reach.depth_of(row.terms_id)}
    if choice.around:
        found |= _around(showing.visible_row(choice.around, reach), reach)
    if len(found) > MOST:
        raise TooMany()
    return sorted((row for row in found.values() if reach.depth_of(row.terms_id)), key=lambda row: row.uid)


def _around(row: Row, reach: Reach) -> dict[int, Row]:
    """Return a record and those that a link which opens joins to it."""
    opens, opens_with = gate.within("k.terms_id", reach.sets.body)
    seen = reach.sets.meta
    left, left_with = gate.within("l.terms_id", seen)
    right, right_with = gate.within("r.terms_id", seen)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_BESIDE} WHERE (k.left_id = %s OR k.right_id = %s) AND {opens} AND {left} AND {right}"
            " ORDER BY k.id LIMIT %s",
            [row.id, row.id, *opens_with, *left_with, *right_with, MOST + 1],
        )
        ends = {end for pair in cursor.fetchall() for end in pair}
    return rows.by_ids(ends | {row.id})


def numbers(found: Iterable[Row]) -> str:
    """Return the running numbers of records as the parameter of a list."""
    return json.dumps(sorted(row.id for row in found))
