"""Which records match a search, before they are put in order. All conditions of the gate are in the statements."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import fetching, indexes, rows, spelling
from bowstreet.holdings.repository.asking import Asked, Filters, folded
from bowstreet.holdings.repository.gists import Tally
from bowstreet.holdings.repository.reach import Reach, narrowed, traits_of
from bowstreet.holdings.repository.searching import DEPTHS, Sought
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.selector_types import SelectorType
from bowstreet.vocabulary.selectors import Selector

MOST = 10_000
"""Up to so many visible hits are counted and put in order."""

ENOUGH_WORDS = 500
"""From so many hits on whole words on, words inside words are not looked for."""

_FEW = 20_000
"""Up to so many visible records are sorted; above, the list of all records is walked from the newest on."""

_KEY_ID_DIGITS = 16

_SMALL = 5 * _FEW
"""A list of so many records, hidden ones too, is walked in any case."""


class Where(IntEnum):
    """Where a hit matched, best first."""

    ID = 0
    WHOLE_TITLE = 1
    TITLE = 2
    SELECTOR = 3
    ELSEWHERE = 4
    INSIDE = 5


class Match(NamedTuple):
    """One record that matched. ``text`` is the row of text that did, 0 for none; ``size`` the signs of that text.

    A search makes ten thousand of these: they come straight out of the statement, so ``where`` is a plain number.
    """

    record: int
    text: int
    where: int
    weight: int
    size: int
    terms_id: int
    traits_id: int


_match: Callable[[Iterable[Any]], Match] = partial(tuple.__new__, Match)
"""What ``Match._make`` does, at a third of its time, which counts ten thousand times in a search."""

_SCALE, _SHORT = 1_000_000, 200
"""A weight is how often the words stand in a text, to its signs and as many more, so that short texts do not win."""


def words(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return hits of whole words and phrases, newest first, from before a record on."""
    sought = indexes.texts.words(asked)
    return _texts(sought, Where.ELSEWHERE, reach, filters, before, limit) if sought else []


def inside(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return hits of words inside words, newest first, from before a record on."""
    sought = indexes.texts.parts(asked) if asked.inner() else None
    return _texts(sought, Where.INSIDE, reach, filters, before, limit) if sought else []


def selectors(asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
    """Return the records that have the selector that was typed, newest first, from before a record on."""
    found: dict[int, Match] = {}
    allowed, allowed_with = reach.selectors("s")
    narrow, narrow_with = narrowed(filters)
    older, older_with = _older("s.record_id", before)
    with connection.cursor() as cursor:
        for each in asked.selectors:
            for same, same_with in same_as(each):
                cursor.execute(
                    f"SELECT g.id, 0, {Where.SELECTOR:d}, 0, 0, g.terms_id, g.traits_id FROM repository_selector s"  # noqa: S608
                    f" CROSS JOIN repository_gist g WHERE g.id = s.record_id AND {same}"
                    f" AND {allowed} AND {narrow}{older} ORDER BY s.record_id DESC LIMIT %s",
                    [*same_with, *allowed_with, *narrow_with, *older_with, limit],
                )
                found.update((match.record, match) for match in map(_match, cursor.fetchall()))
    return list(found.values())


def same_as(wanted: Selector) -> Iterator[tuple[str, list[str]]]:
    """Yield the conditions, each with an index of its own, on selectors (``s``) that are the wanted one.

    A key's id is the end of a fingerprint of version 4 and the beginning of one of versions 5 and 6 (RFC 9580, 5.5.4).
    The short id is the end of version 4 alone; several keys may have it.
    """
    yield "s.type = %s AND s.value = %s", [wanted.type.value, wanted.value]
    if wanted.type is not SelectorType.PGP_KEY_ID:
        return
    fingerprint, digits = f"s.type = '{SelectorType.PGP_FINGERPRINT.value}'", len(wanted.value)
    yield f"{fingerprint} AND length(s.value) = 40 AND {dialect.ending('s.value', digits)} = %s", [wanted.value]
    if digits == _KEY_ID_DIGITS:
        yield (
            f"{fingerprint} AND length(s.value) = 64 AND s.value BETWEEN %s AND %s",
            [wanted.value, f"{wanted.value}G"],
        )


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
        yield value, _match(match)


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
    wanted = [folded(term) for term in asked.terms]
    if not only_meta or not wanted or filters.market or filters.product:
        return
    outer = Reach(type(reach.sets)(only_meta, only_meta, frozenset(), frozenset()))
    for slug, card in cards.items():
        for code, title in _meta_titles(card.name):
            chosen = (not filters.kind or code in filters.kind) and (not filters.agency or slug in filters.agency)
            if chosen and _all_in(wanted, title):
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
    return list(map(_match, sorted(found, reverse=True)))


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


def weighed(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Return matches of whole words with where in the text they stand and how much of it they are."""
    word = asked.word()
    return _weighed_by_places(word, matches) if word else _weighed_by_marks(asked, matches)


def weighed_inside(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Return matches of words inside words with how much of the text they are.

    A text without a word, such as a row of signs, may be a whole title; of any other the word index has said so.
    """
    by_text = {match.text: match for match in matches}
    wanted = [term.lower() for term in asked.inner()]
    whole = "" if asked.words() else folded(asked.text)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, t.title, t.body FROM repository_text t WHERE t.id {dialect.IN_NUMBERS}",  # noqa: S608
            [str(list(by_text))],
        )
        return [
            placed(
                by_text[row], Where.WHOLE_TITLE if whole and folded(title) == whole else Where.INSIDE,
                sum(map(spelling.evened(f"{title}\n{body}").lower().count, wanted)),
            )
            for row, title, body in cursor.fetchall()
        ]  # fmt: skip


def _weighed_by_places(word: str, matches: Sequence[Match]) -> list[Match]:
    """Weigh by the places of one word in the index, so that no text is opened but where it stands in a title."""
    marks, titled = indexes.texts.places(word, [match.text for match in matches])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, t.title FROM repository_text t WHERE t.id {dialect.IN_NUMBERS}",  # noqa: S608
            [str(list(titled))],
        )
        whole = {row for row, title in cursor.fetchall() if folded(title) == word}
    return [
        _match((
            match.record, match.text,
            Where.ELSEWHERE if match.text not in titled else Where.WHOLE_TITLE if match.text in whole else Where.TITLE,
            marks[match.text] * _SCALE // (match.size + _SHORT), match.size, match.terms_id, match.traits_id,
        ))
        for match in matches
    ]  # fmt: skip


def _weighed_by_marks(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Weigh by the marks that the index sets in the texts: phrases, several words, words with other letters."""
    by_text = {match.text: match for match in matches}
    wanted = [folded(term) for term in asked.terms]
    whole = folded(asked.text)
    return [
        placed(by_text[row], place_of(title, wanted, whole), f"{title}{body}".count("\x02"))
        for row, title, body in indexes.texts.marked(asked, by_text, "\x02", "")
    ]


def place_of(title: str, wanted: list[str], whole: str) -> Where:
    """Return where words stand, by a title with the sign 2 before each that was found."""
    if "\x02" in title:
        plain = folded(title.replace("\x02", ""))
        if plain == whole:
            return Where.WHOLE_TITLE
        if _all_in(wanted, plain):
            return Where.TITLE
    return Where.ELSEWHERE


def placed(match: Match, where: Where, marks: int) -> Match:
    """Return the match with its place and weight: how often its text, so many signs long, has the words."""
    return _match((match.record, match.text, where, marks * _SCALE // (match.size + _SHORT), *match[4:]))


def _all_in(wanted: Sequence[str], title: str) -> bool:
    """Say whether each term stands in the title as a whole word or phrase."""
    spaced = f" {''.join(sign if sign.isalnum() else ' ' for sign in title)} "
    plain = [" ".join("".join(sign if sign.isalnum() else " " for sign in term).split()) for term in wanted]
    squeezed = f" {' '.join(spaced.split())} "
    return bool(wanted) and all(term and f" {term} " in squeezed for term in plain)


@lru_cache(maxsize=256)
def _meta_titles(agency: str) -> tuple[tuple[str, str], ...]:
    """Return of each kind its code and the title of an agency's records that open to the docket alone."""
    return tuple((kind.code, folded(f"{kind.label} of {agency}")) for kind in catalogue.ALL.values())


def _texts(
    sought: Sought, where: Where, reach: Reach, filters: Filters, before: int | None, limit: int
) -> list[Match]:  # fmt: skip
    """Return hits in an index."""
    row, depth = sought.row, f"({sought.row} & {DEPTHS - 1})"
    allowed, allowed_with = reach.texts(depth, "g.terms_id")
    narrow, narrow_with = narrowed(filters)
    older, older_with = _older(row, None if before is None else before * DEPTHS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT g.id, {row}, {where:d}, 0, CASE {depth} WHEN 1 THEN g.whole ELSE g.open END, g.terms_id,"  # noqa: S608
            f" g.traits_id FROM {sought.table} CROSS JOIN repository_gist g WHERE g.id = {row} / {DEPTHS}"
            f" AND {sought.holds}{older} AND {allowed} AND {narrow} ORDER BY {row} DESC LIMIT %s",
            [*sought.values, *older_with, *allowed_with, *narrow_with, limit],
        )
        return list(map(_match, cursor.fetchall()))


def _older(column: str, before: int | None) -> tuple[str, list[int]]:
    return ("", []) if before is None else (f" AND {column} < %s", [before])
