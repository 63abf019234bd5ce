"""Which records match a search, before they are put in order. All conditions of the gate are in the statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db import connection

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository import sqlite
from bowstreet.holdings.repository.asking import Asked, Filters, folded
from bowstreet.holdings.repository.reach import Reach, narrowed
from bowstreet.vocabulary.kinds import catalogue

MOST = 10_000
"""Up to so many visible hits are counted and put in order."""

ENOUGH_WORDS = 500
"""From so many hits on whole words on, words inside words are not looked for."""

_FEW = 20_000
"""Up to so many visible records are sorted; above, the list of all records is walked from the newest on."""


class Where(IntEnum):
    """Where a hit matched, best first."""

    WHOLE_TITLE = 0
    TITLE = 1
    SELECTOR = 2
    ELSEWHERE = 3
    INSIDE = 4


@dataclass(frozen=True, slots=True)
class Match:
    """One record that matched. ``text`` is the row of text that did, 0 for none."""

    record: int
    uid: str
    where: Where
    text: int = 0
    weight: int = 0


def words(asked: Asked, reach: Reach, filters: Filters, before: int | None = None) -> list[Match]:
    """Return hits of whole words and phrases, newest first, one more than ``MOST`` at most."""
    query = asked.words()
    return _texts(sqlite.WORDS, query, "", reach, filters, before) if query else []


def inside(asked: Asked, reach: Reach, filters: Filters) -> list[Match]:
    """Return hits of words inside words, newest first."""
    query = asked.parts()
    return _texts(sqlite.PARTS, query, asked.short(), reach, filters, None) if query else []


def selectors(asked: Asked, reach: Reach, filters: Filters) -> list[Match]:
    """Return the records that have the selector that was typed, newest first."""
    found: dict[int, Match] = {}
    allowed, allowed_with = reach.selectors("s")
    narrow, narrow_with = narrowed(filters)
    with connection.cursor() as cursor:
        for each in asked.selectors:
            cursor.execute(
                "SELECT r.id, r.uid FROM repository_selector s CROSS JOIN repository_record r ON r.id = s.record_id"  # noqa: S608
                f" WHERE s.type = %s AND s.value = %s AND {allowed} AND {narrow} ORDER BY s.id DESC LIMIT %s",
                [each.type.value, each.value, *allowed_with, *narrow_with, MOST + 1],
            )
            for id, uid in cursor.fetchall():
                found.setdefault(id, Match(id, uid, Where.SELECTOR))
    return list(found.values())


def by_meta_title(asked: Asked, reach: Reach, filters: Filters, cards: dict[str, AgencyCard]) -> list[Match]:
    """Return records open to the docket alone whose title, 'KIND of AGENCY', holds all words."""
    wanted = [folded(term) for term in asked.terms]
    pairs = [
        (kind.code, slug)
        for slug, card in cards.items()
        for kind in catalogue.ALL.values()
        if _all_in(wanted, folded(f"{kind.label} of {card.name}"))
    ]
    only_meta = reach.sets.meta - reach.sets.body
    if not pairs or not only_meta or not wanted or filters.market or filters.product:
        return []
    outer = Reach(type(reach.sets)(only_meta, only_meta, frozenset(), frozenset()))
    found: list[Match] = []
    for code, slug in pairs:
        if (not filters.kind or code in filters.kind) and (not filters.agency or slug in filters.agency):
            one = Filters((code,), (slug,), (), (), filters.grade, filters.since, filters.until)
            found += [Match(each.record, each.uid, Where.TITLE) for each in browse(outer, one, None, MOST + 1)]
    return found


def browse(reach: Reach, filters: Filters, before: str | None, limit: int) -> list[Match]:
    """Return all records that may be listed, newest first, from before an id on."""
    allowed, allowed_with = reach.records("r", filters)
    walk, walk_with = reach.records("+r", filters) if _are_many(allowed, allowed_with) else (allowed, allowed_with)
    narrow, narrow_with = narrowed(filters)
    older, older_with = (" AND r.uid < %s", [before]) if before else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.uid FROM repository_record r WHERE {walk} AND {narrow}{older}"  # noqa: S608
            " ORDER BY r.uid DESC LIMIT %s",
            [*walk_with, *narrow_with, *older_with, limit],
        )
        return [Match(id, uid, Where.ELSEWHERE) for id, uid in cursor.fetchall()]


def text_of(record: int, reach: Reach) -> int | None:
    """Return the row of a record's text that opens for the reader."""
    allowed, allowed_with = reach.texts("t")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id FROM repository_text t WHERE t.record_id = %s AND {allowed}",  # noqa: S608
            [record, *allowed_with],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def weighed(asked: Asked, matches: Sequence[Match], table: str) -> list[Match]:
    """Return the matches of an index with where in the text they matched and how much of it the words are."""
    query = asked.words() if table == sqlite.WORDS else asked.parts()
    rows = {match.text: match for match in matches}
    wanted = [folded(term) for term in asked.terms]
    whole = folded(asked.text)
    low, high = min(rows, default=0), max(rows, default=0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.rowid, f.title, length(highlight({table}, 1, char(2), '')) - length(f.body),"  # noqa: S608
            f" length(highlight({table}, 0, char(2), '')) - length(f.title), length(f.title) + length(f.body)"
            f" FROM {table} f WHERE f.{table} MATCH %s AND f.rowid BETWEEN %s AND %s"
            f" AND +f.rowid IN (SELECT value FROM json_each(%s))",
            [query, low, high, str(list(rows))],
        )
        return [
            _placed(rows[row], _where(title, in_title, wanted, whole, table), in_body + in_title, length)
            for row, title, in_body, in_title, length in cursor.fetchall()
        ]


def _where(title: str, marks: int, wanted: list[str], whole: str, table: str) -> Where:
    if marks:
        plain = folded(title)
        if plain == whole:
            return Where.WHOLE_TITLE
        if table == sqlite.WORDS and _all_in(wanted, plain):
            return Where.TITLE
    return Where.ELSEWHERE if table == sqlite.WORDS else Where.INSIDE


def _placed(match: Match, where: Where, marks: int, length: int) -> Match:
    return Match(match.record, match.uid, where, match.text, marks * 1_000_000 // (length + 200))


def _all_in(wanted: Sequence[str], title: str) -> bool:
    """Say whether each term stands in the title as a whole word or phrase."""
    spaced = f" {''.join(sign if sign.isalnum() else ' ' for sign in title)} "
    plain = [" ".join("".join(sign if sign.isalnum() else " " for sign in term).split()) for term in wanted]
    squeezed = f" {' '.join(spaced.split())} "
    return bool(wanted) and all(term and f" {term} " in squeezed for term in plain)


def _texts(
    table: str, query: str, short: str, reach: Reach, filters: Filters, before: int | None
) -> list[Match]:  # fmt: skip
    allowed, allowed_with = reach.texts("t")
    narrow, narrow_with = narrowed(filters)
    more: list[Any] = []
    extra = ""
    if short:
        extra += f" AND +f.rowid IN (SELECT rowid FROM {sqlite.WORDS} WHERE {sqlite.WORDS} MATCH %s)"  # noqa: S608
        more.append(short)
    if before is not None:
        extra += " AND f.rowid < %s"
        more.append(before)
    where = Where.ELSEWHERE if table == sqlite.WORDS else Where.INSIDE
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.record_id, r.uid, t.id FROM {table} f CROSS JOIN repository_text t ON t.id = f.rowid"  # noqa: S608
            f" CROSS JOIN repository_record r ON r.id = t.record_id"
            f" WHERE f.{table} MATCH %s{extra} AND {allowed} AND {narrow} ORDER BY f.rowid DESC LIMIT %s",
            [query, *more, *allowed_with, *narrow_with, MOST + 1],
        )
        return [Match(record, uid, where, text) for record, uid, text in cursor.fetchall()]


def _are_many(allowed: str, allowed_with: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM repository_record r WHERE {allowed} LIMIT %s)",  # noqa: S608
            [*allowed_with, _FEW + 1],
        )
        return int(cursor.fetchone()[0]) > _FEW
