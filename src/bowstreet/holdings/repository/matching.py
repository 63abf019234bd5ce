"""Which records match a search, before they are put in order. All conditions of the gate are in the statements."""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import partial
from typing import Any, NamedTuple

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


class Match(NamedTuple):
    """One record that matched, with what facets count of it. ``text`` is the row of text that did, 0 for none.

    A search makes ten thousand of these: they come straight out of the statement, so ``where`` is a plain number.
    """

    record: int
    uid: str
    text: int
    where: int
    weight: int
    kind: str
    agency: str
    grade: str
    year: str
    market: str
    products: str
    terms_id: int


_match: Callable[[Iterable[Any]], Match] = partial(tuple.__new__, Match)
"""What ``Match._make`` does, at a third of its time, which counts ten thousand times in a search."""

_COUNTED = "0, r.kind, r.agency, r.grade, substr(r.last_on, 1, 4), coalesce(r.market, ''), r.products, r.terms_id"
"""The columns of a match after where it matched; the weight comes later."""


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
                f"SELECT r.id, r.uid, 0, {Where.SELECTOR:d}, {_COUNTED} FROM repository_selector s"  # noqa: S608
                " CROSS JOIN repository_record r ON r.id = s.record_id"
                f" WHERE s.type = %s AND s.value = %s AND {allowed} AND {narrow} ORDER BY s.id DESC LIMIT %s",
                [each.type.value, each.value, *allowed_with, *narrow_with, MOST + 1],
            )
            for match in map(_match, cursor.fetchall()):
                found.setdefault(match.record, match)
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
            found += [each._replace(where=Where.TITLE) for each in browse(outer, one, None, MOST + 1)]
    return found


def browse(reach: Reach, filters: Filters, before: str | None, limit: int) -> list[Match]:
    """Return all records that may be listed, newest first, from before an id on."""
    allowed, allowed_with = reach.records("r", filters)
    walk, walk_with = reach.records("+r", filters) if _are_many(allowed, allowed_with) else (allowed, allowed_with)
    narrow, narrow_with = narrowed(filters)
    older, older_with = (" AND r.uid < %s", [before]) if before else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.uid, 0, {Where.ELSEWHERE:d}, {_COUNTED} FROM repository_record r"  # noqa: S608
            f" WHERE {walk} AND {narrow}{older} ORDER BY r.uid DESC LIMIT %s",
            [*walk_with, *narrow_with, *older_with, limit],
        )
        return list(map(_match, cursor.fetchall()))


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
            f"SELECT f.rowid, highlight({table}, 0, char(2), ''), highlight({table}, 1, char(2), '')"  # noqa: S608
            f" FROM {table} f WHERE f.{table} MATCH %s AND f.rowid BETWEEN %s AND %s"
            f" AND +f.rowid IN (SELECT value FROM json_each(%s))",
            [query, low, high, str(list(rows))],
        )
        return [
            _placed(rows[row], _where(title, wanted, whole, table), title + body)
            for row, title, body in cursor.fetchall()
        ]


def _where(title: str, wanted: list[str], whole: str, table: str) -> Where:
    if "\x02" in title:
        plain = folded(title.replace("\x02", ""))
        if plain == whole:
            return Where.WHOLE_TITLE
        if table == sqlite.WORDS and _all_in(wanted, plain):
            return Where.TITLE
    return Where.ELSEWHERE if table == sqlite.WORDS else Where.INSIDE


def _placed(match: Match, where: Where, marked: str) -> Match:
    """Return the match with its place and weight: how often its text, in which marks stand, has the words."""
    marks = marked.count("\x02")
    weight = marks * 1_000_000 // (len(marked) - marks + 200)
    return _match((*match[:3], where, weight, *match[5:]))


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
            f"SELECT t.record_id, r.uid, t.id, {where:d}, {_COUNTED} FROM {table} f"  # noqa: S608
            f" CROSS JOIN repository_text t INDEXED BY {sqlite.REACH} ON t.id = f.rowid"
            f" CROSS JOIN repository_record r ON r.id = t.record_id"
            f" WHERE f.{table} MATCH %s{extra} AND {allowed} AND {narrow} ORDER BY f.rowid DESC LIMIT %s",
            [query, *more, *allowed_with, *narrow_with, MOST + 1],
        )
        return list(map(_match, cursor.fetchall()))


def _are_many(allowed: str, allowed_with: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM repository_record r WHERE {allowed} LIMIT %s)",  # noqa: S608
            [*allowed_with, _FEW + 1],
        )
        return int(cursor.fetchone()[0]) > _FEW
