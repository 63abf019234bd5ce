"""What an agency has recorded since: its records in their current versions, in the order in which they were written.

For rooms above that keep lists of their own; nothing here goes out. One writer at a time writes (``engines``), so what
is committed later has a greater place, and nothing appears before a place that was read in a transaction.
"""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import terms
from bowstreet.holdings.repository import fetching
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.evaluation import Grade

_WRITTEN = (
    "SELECT r.uid FROM repository_version v JOIN repository_record r ON r.id = v.record_id"
    " WHERE v.id > %s AND v.id <= %s AND r.agency = %s AND v.number = r.version ORDER BY v.id"
)


_REWRITTEN = (
    "SELECT DISTINCT r.uid FROM repository_version v JOIN repository_record r ON r.id = v.record_id"
    " WHERE v.id > %s AND v.id <= %s AND v.number > 1"
)


_COLUMNS = "r.uid, r.version, r.kind, r.market, r.grade, r.agency, r.terms_id"


class Written(NamedTuple):
    """A record as it stands; ``pending``: an import holds it back, or it was taken back."""

    id: str
    version: int
    kind: str
    market: str | None
    grade: Grade
    agency: str
    terms_id: int
    terms: Terms
    pending: bool


def last() -> int:
    """Return the place of the last version that was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM repository_version")
        return int(cursor.fetchone()[0])


def between(agency: str, place: int, until: int) -> list[Written]:
    """Return the records of an agency whose current version was written after one place and up to another, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, [place, until, agency])
        ids = [uid for (uid,) in cursor.fetchall()]
    found = standing(ids)
    return [found[each] for each in ids if each in found]


def rewritten(place: int, until: int) -> list[str]:
    """Return the records, of all agencies, of which a later version was written after one place up to another."""
    with connection.cursor() as cursor:
        cursor.execute(_REWRITTEN, [place, until])
        return [uid for (uid,) in cursor.fetchall()]


def marks(versions: Collection[tuple[str, int]]) -> dict[tuple[str, int], Terms]:
    """Return the terms of records in some versions, by (id, number); what is gone is left out."""
    wanted = {*versions}
    held = fetching.at_once(
        "r.uid, v.number, v.terms_id",
        f"repository_record r JOIN repository_version v ON v.record_id = r.id WHERE r.uid {dialect.IN_TEXTS}",
        [json.dumps(sorted({uid for uid, _ in wanted}))],
    )
    some = {(uid, number): terms_id for uid, number, terms_id in held if (uid, number) in wanted}
    values = terms.terms_of(some.values())
    return {each: values[terms_id] for each, terms_id in some.items() if terms_id in values}


def standing(ids: Iterable[str]) -> dict[str, Written]:
    """Return records as they stand by id; those that are gone are left out."""
    held = fetching.at_once(_COLUMNS, f"repository_record r WHERE r.uid {dialect.IN_TEXTS}", [json.dumps(list(ids))])
    values = terms.look_up({row[-1] for row in held})
    return {
        uid: Written(uid, version, kind, market, _grade(grade), agency, terms_id, *values[terms_id])
        for uid, version, kind, market, grade, agency, terms_id in held
        if terms_id in values
    }


_grade = lru_cache(Grade.read)
