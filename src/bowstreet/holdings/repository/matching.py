"""Which records match a search, before they are put in order. All conditions of the gate are in the statements."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from django.db import connection

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import fetching, guises, holding, rows, weighing
from bowstreet.holdings.repository.asking import Asked, Filters, folded
from bowstreet.holdings.repository.gists import Tally
from bowstreet.holdings.repository.holding import Held
from bowstreet.holdings.repository.matches import Match, Where, made
from bowstreet.holdings.repository.reach import Reach, narrowed, traits_of
from bowstreet.holdings.repository.searching import DEPTHS
from bowstreet.vocabulary.kinds import catalogue

MOST = 10_000
"""Up to so many visible hits are counted and put in order."""

ENOUGH_WORDS = 500
"""From so many hits on whole words on, words inside words are not looked for."""

_FEW = 20_000
"""Up to so many visible records are sorted; above, the list of all records is walked from the newest on."""

_SMALL = 5 * _FEW
"""A list of so many records, hidden ones too, is walked in any case."""


def words(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return hits of whole words, phrases and identifiers, newest first, from before a record on."""
    return _texts(holding.of_words(asked, reach), reach, filters, before, limit)


def inside(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return hits of words inside words, newest first, from before a record on."""
    return _texts(holding.of_parts(asked, reach), reach, filters, before, limit)


def selectors(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return the records that have the selector that was typed, newest first, from before a record on."""
    return _texts(holding.of_selectors(asked, reach), reach, filters, before, limit)


def handles(wanted: Iterable[str], reach: Reach, filters: Filters) -> Iterator[tuple[str, Match]]:
    """Yield the records that have one of some handles, each with the handle, in no order."""
    allowed, allowed_with = reach.selectors("s")
    narrow, narrow_with = narrowed(filters)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.value, g.id, 0, {Where.SELECTOR:d}, 0, 0, g.terms_id, g.traits_id"  # noqa: S608
            f" FROM {dialect.LISTED} CROSS JOIN repository_selector s CROSS JOIN repository_gist g"
            f" WHERE s.type = 'handle' AND s.value = {dialect.TEXT} AND g.id = s.record_id AND {allowed} AND {narrow}",
            [json.dumps(list(wanted)), *allowed_with, *narrow_with],
        )
        found = cursor.fetchall()
    for value, *match in found:
        yield value, made(match)


def handles_after(places: Mapping[str, int], reach: Reach) -> bool:
    """Say whether the reader reaches a handle that was recorded after a place in one of the tables of selectors.

    Of what the reader may not see nothing is counted, so that it tells nothing of it.
    """
    records = {
        guises.NOW: "s.record_id",
        guises.PAST: "(SELECT p.record_id FROM repository_past p WHERE p.id = s.past_id)",
    }
    allowed, allowed_with = reach.selectors("s", "g.terms_id")
    with connection.cursor() as cursor:
        for table, place in places.items():
            cursor.execute(
                f"SELECT 1 FROM {table} s JOIN repository_gist g ON g.id = {records[table]}"  # noqa: S608
                f" WHERE s.id > %s AND s.type = 'handle' AND {allowed} LIMIT 1",
                [place, *allowed_with],
            )
            if cursor.fetchone():
                return True
    return False


def of_id(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return the records whose id or short id was typed, newest first, from before a record on."""
    if not rows.is_id(asked.text):
        return []
    same, typed = rows.identified(asked.text)
    allowed, allowed_with = reach.records("g", filters)
    source = f"repository_record r CROSS JOIN repository_gist g WHERE g.id = r.id AND {same} AND {allowed}"
    found = _listed((source, [typed, *allowed_with]), filters, before, limit)
    return [each._replace(where=Where.ID) for each in found]


def by_meta_title(
    asked: Asked, reach: Reach, filters: Filters, cards: dict[str, AgencyCard], before: int | None, limit: int
) -> list[Match]:
    """Return records open to the docket alone whose title, 'KIND of AGENCY', holds all words."""
    found = (
        browse(outer, one, before, limit) for outer, one in titled_by_kind(asked, reach, filters, cards)
    )  # fmt: skip
    return [each._replace(where=Where.TITLE) for some in found for each in some]


def titled_by_kind(
    asked: Asked, reach: Reach, filters: Filters, cards: dict[str, AgencyCard]
) -> Iterator[tuple[Reach, Filters]]:  # fmt: skip
    """Yield the lists of records open to the docket alone whose title, 'KIND of AGENCY', holds all words."""
    only_meta = reach.sets.meta - reach.sets.body
    wanted = [folded(term) for term in asked.normal_terms]
    if not only_meta or not wanted or filters.market or filters.product:
        return
    outer = Reach(type(reach.sets)(only_meta, only_meta, frozenset(), frozenset()))
    for slug, card in cards.items():
        for code, title in _meta_titles(card.name):
            chosen = (not filters.kind or code in filters.kind) and (not filters.agency or slug in filters.agency)
            if chosen and weighing.all_in(wanted, title):
                yield outer, replace(filters, kind=(code,), agency=(slug,))


def browse(reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return all records that may be listed, newest first, from before a record on."""
    return _listed(_source(reach, filters), filters, before, limit)


def first_page(reach: Reach, filters: Filters, limit: int) -> tuple[list[Match], Tally]:
    """Return the newest records that may be listed, and what facets count of all of them, counted where they stand."""
    narrow, narrow_with = narrowed(filters)
    if _newest() <= MOST:
        return _listed(_walked(reach, filters), filters, None, limit), _counted_whole(reach, filters)
    source, source_with = _source(reach, filters)
    opens, opens_with = gate.within("g.terms_id", reach.sets.body) if reach.is_uneven else ("1", [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT traits_id, opens, count(*), min(id) FROM"  # noqa: S608
            f" (SELECT g.id, g.traits_id, {opens} AS opens FROM {source} AND {narrow} ORDER BY g.id DESC LIMIT %s) f"
            " GROUP BY 1, 2",
            [*opens_with, *source_with, *narrow_with, MOST + 1],
        )
        groups = cursor.fetchall()
    every, open = Counter[int](), Counter[int]()
    capped = sum(n for _, _, n, _ in groups) > MOST
    oldest = min((first for *_, first in groups), default=0)
    for traits, opens, n, first in groups:
        counted = n - (capped and first == oldest)
        every[traits] += counted
        open[traits] += counted if opens else 0
    return _listed((source, source_with), filters, None, limit), Tally(every, open, capped)


def _counted_whole(reach: Reach, filters: Filters) -> Tally:
    """Return what facets count of all that may be listed, out of the index alone."""
    allowed, allowed_with = reach.records("+g", filters)
    narrow, narrow_with = narrowed(filters)
    index = dialect.hinted("repository_gist_traits")
    groups = fetching.at_once(
        "traits, terms, n",
        "(SELECT g.traits_id AS traits, +g.terms_id AS terms, count(*) AS n FROM repository_gist g"  # noqa: S608
        f" {index} WHERE {allowed} AND {narrow} GROUP BY g.traits_id, g.terms_id) f",
        [*allowed_with, *narrow_with],
    )
    every, open = Counter[int](), Counter[int]()
    for traits, terms, n in groups:
        every[traits] += n
        open[traits] += n if terms in reach.sets.body else 0
    return Tally(every, open, False)


def _newest() -> int:
    """Return the number of the newest record, no fewer than there are; 0 of none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM repository_gist")
        return int(cursor.fetchone()[0] or 0)


def _listed(source: tuple[str, list[str]], filters: Filters, before: int | None, limit: int) -> list[Match]:
    narrow, narrow_with = narrowed(filters)
    older, older_with = _older("g.id", before)
    found = fetching.at_once(
        f"id, 0, {Where.ELSEWHERE:d}, 0, 0, terms, traits",
        f"(SELECT g.id AS id, g.terms_id AS terms, g.traits_id AS traits FROM {source[0]}"  # noqa: S608
        f" AND {narrow}{older} ORDER BY g.id DESC LIMIT %s) f",
        [*source[1], *narrow_with, *older_with, limit],
    )
    return list(map(made, sorted(found, reverse=True)))


def tally(matches: Sequence[Match], reach: Reach) -> Tally:
    """Return what facets count of matches: of the first ``MOST``."""
    counted = matches[:MOST]
    every = Counter(map(attrgetter("traits_id"), counted))
    open = every
    if reach.is_uneven:
        open = Counter(match.traits_id for match in counted if match.terms_id in reach.sets.body)
    return Tally(every, open, len(matches) > MOST)


def _source(reach: Reach, filters: Filters) -> tuple[str, list[str]]:
    """Return the gists that may be listed, by the index that leads to few of them or else from the newest on."""
    if _newest() <= _SMALL:
        return _walked(reach, filters)
    traits, traits_with = traits_of(filters)
    few, few_with = reach.records("r", filters)
    record = f"repository_record r {dialect.hinted('repository_record_terms')}"
    source = f"{record} WHERE {few}"
    joined = f"{record} CROSS JOIN repository_gist g WHERE g.id = r.id AND {few}"
    if traits:
        few, few_with = reach.records("+g", filters)
        few, few_with = f"g.traits_id IN ({traits}) AND {few}", [*traits_with, *few_with]
        source = joined = f"repository_gist g {dialect.hinted('repository_gist_traits')} WHERE {few}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) <= %s FROM (SELECT 1 FROM {source} LIMIT %s) f",  # noqa: S608
            [_FEW, *few_with, _FEW + 1],
        )
        if cursor.fetchone()[0]:
            return joined, few_with
    return _walked(reach, filters)


def _walked(reach: Reach, filters: Filters) -> tuple[str, list[str]]:
    """Return the gists that may be listed, from the newest on."""
    allowed, allowed_with = reach.records("g", filters)
    return f"repository_gist g {dialect.hinted('')} WHERE {allowed}", allowed_with


@lru_cache(maxsize=256)
def _meta_titles(agency: str) -> tuple[tuple[str, str], ...]:
    """Return of each kind its code and the title of an agency's records that open to the docket alone."""
    return tuple((kind.code, folded(f"{kind.label} of {agency}")) for kind in catalogue.ALL.values())


def _texts(held: Held | None, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return hits in the texts, newest first."""
    if held is None:
        return []
    sought = held.sought
    row, depth = sought.row, f"({sought.row} & {DEPTHS - 1})"
    allowed, allowed_with = reach.texts(depth, "g.terms_id")
    narrow, narrow_with = narrowed(filters)
    older, older_with = _older(row, None if before is None else before * DEPTHS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT g.id, {row}, {held.where}, 0, CASE {depth} WHEN 1 THEN g.whole ELSE g.open END, g.terms_id,"  # noqa: S608
            f" g.traits_id FROM {sought.table} CROSS JOIN repository_gist g WHERE g.id = {row} / {DEPTHS}"
            f" AND {sought.holds}{older} AND {allowed} AND {narrow} ORDER BY {row} DESC LIMIT %s",
            [*held.values, *sought.values, *older_with, *allowed_with, *narrow_with, limit],
        )
        return list(map(made, cursor.fetchall()))


def _older(column: str, before: int | None) -> tuple[str, list[int]]:
    return ("", []) if before is None else (f" AND {column} < %s", [before])
