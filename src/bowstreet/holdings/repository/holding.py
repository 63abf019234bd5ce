"""Which texts are those of a search: that hold its words, of records that have its identifiers or spell them."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import asking, indexes
from bowstreet.holdings.repository.asking import SHORTEST_PART, Asked
from bowstreet.holdings.repository.matches import Where
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.readings import Reading
from bowstreet.holdings.repository.searching import DEPTHS, Sought
from bowstreet.vocabulary import selector_plates as plates
from bowstreet.vocabulary import selector_surmising as surmising
from bowstreet.vocabulary.selector_types import SelectorType
from bowstreet.vocabulary.selectors import Selector

_KEY_ID_DIGITS = 16
_FEW = 2_000
"""So few texts lead a search; among more of them the words do, and each of theirs is looked up among these."""

_AT_EACH_DEPTH = "CROSS JOIN (VALUES (0), (1), (2)) d"

Values = list[str | list[str]]
Rows = tuple[str, Values]
"""A query for rows of text, and its values."""


class Held(NamedTuple):
    """How the texts of a search are found; ``where`` is the expression of where a hit of it matched."""

    sought: Sought
    where: str
    values: Values


def of_words(asked: Asked, reach: Reach, *, past: bool = False) -> Held | None:
    """Return how to find the texts with all whole words and identifiers; None where none can have them."""
    sought = indexes.texts.words(asked, past=past)
    if not asked.readings:
        return Held(sought, f"{Where.ELSEWHERE:d}", []) if sought else None
    if asked.phrases() and sought is None:
        return None
    lead = sought or _every(past)
    holds, values = _all_held(asked, reach, lead, past, leads=sought is None)
    where, where_values = _where(asked, reach, lead.row, past)
    return Held(Sought(lead.table, lead.row, f"{lead.holds} AND {holds}", [*lead.values, *values]), where, where_values)


def of_parts(asked: Asked, reach: Reach, *, past: bool = False) -> Held | None:
    """Return how to find the texts with all words inside words, and the identifiers; None where none can have them."""
    lead = indexes.texts.parts(asked, past=past) if asked.inner() else None
    if lead is None:
        return None
    if asked.readings:
        holds, values = _all_held(asked, reach, lead, past, inside=True)
        lead = Sought(lead.table, lead.row, f"{lead.holds} AND {holds}", [*lead.values, *values])
    return Held(lead, f"{Where.INSIDE:d}", [])


def of_selectors(asked: Asked, reach: Reach, *, past: bool = False) -> Held | None:
    """Return how to find the texts of the records that have the selector typed; None where none was."""
    lead = _every(past)
    found = [_by_selector(each, reach, past) for each in asked.readings]
    if not found:
        return None
    holds = " AND ".join(f"{lead.row} IN ({rows})" for rows, _ in found)
    return Held(Sought(lead.table, lead.row, holds, [each for _, some in found for each in some]),
                f"{Where.SELECTOR:d}", [])  # fmt: skip


def same_as(wanted: Selector) -> Iterator[tuple[str, list[str]]]:
    """Yield the conditions, each with an index of its own, on selectors (``s``) that are the wanted one.

    A key's id is the end of a fingerprint of version 4 and the beginning of one of versions 5 and 6 (RFC 9580, 5.5.4).
    The short id is the end of version 4 alone; several keys may have it. A plate that does not say its country is
    any country's.
    """
    if surmising.is_without_country(wanted):
        everywhere = json.dumps(plates.in_every_country(wanted.value))
        yield f"s.type = %s AND s.value {dialect.IN_TEXTS}", [wanted.type.value, everywhere]
        return
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


def _every(past: bool) -> Sought:
    """Return how to find every text."""
    return Sought(f"repository_{'pasttext' if past else 'text'} f", "f.id", "1 = 1", [])


def _where(asked: Asked, reach: Reach, row: str, past: bool) -> Rows:
    """Return where a hit of whole words matched: in its selectors where it has all that were typed."""
    found = [_by_selector(each, reach, past) for each in asked.readings]
    all_had = " AND ".join(f"{row} IN ({rows})" for rows, _ in found)
    said = f"CASE WHEN {all_had} THEN {Where.SELECTOR:d} ELSE {Where.ELSEWHERE:d} END"
    return said, [each for _, some in found for each in some]


def _all_held(
    asked: Asked, reach: Reach, lead: Sought, past: bool, *, leads: bool = False, inside: bool = False
) -> Rows:  # fmt: skip
    """Return the condition that a text is of a record with each identifier, or spells it.

    ``leads``: nothing else leads to the texts. The plus keeps a query from leading.
    """
    parts: list[str] = []
    values: Values = []
    for each in asked.readings:
        rows, rows_with = _rows(each, reach, past, inside)
        may_lead = leads if not parts else False
        plus = "" if may_lead or _are_few(rows, rows_with) else "+"
        parts.append(f"{plus}{lead.row} IN ({rows})")
        values += rows_with
    return " AND ".join(parts), values


def _are_few(rows: str, values: Values) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM ({rows}) x LIMIT {_FEW + 1}) y", values)  # noqa: S608
        return bool(cursor.fetchone()[0] <= _FEW)


def _rows(reading: Reading, reach: Reach, past: bool, inside: bool) -> Rows:
    rows, values = _by_selector(reading, reach, past)
    queries, values = [rows], list(values)
    words, parts = indexes.texts.words, indexes.texts.parts
    found = [words(asking.plain(each), past=past) for each in reading.phrases()]
    if inside:
        long = (each.value for each in reading.own if len(each.value) >= SHORTEST_PART)
        found += [parts(asking.plain(each), past=past) for each in long]
    for sought in found:
        if sought:
            queries.append(f"SELECT {sought.row} FROM {sought.table} WHERE {sought.holds}")  # noqa: S608
            values += sought.values
    return " UNION ALL ".join(queries), values


def _by_selector(reading: Reading, reach: Reach, past: bool) -> Rows:
    """Return the texts, at any depth, of the records that have one of the selectors."""
    row = f"SELECT {'s.past_id' if past else 's.record_id'} * {DEPTHS} + d.column1 FROM"
    source = f"repository_selector s {_AT_EACH_DEPTH} WHERE 1 = 1"
    if past:
        source = (
            f"repository_pastselector s CROSS JOIN repository_past b CROSS JOIN repository_gist o {_AT_EACH_DEPTH}"
            " WHERE b.id = s.past_id AND o.id = b.record_id"
        )
    allowed, allowed_with = reach.selectors("s", "o.terms_id" if past else "")
    queries: list[str] = []
    values: Values = []
    for selector in reading.selectors:
        for same, same_with in same_as(selector):
            queries.append(f"{row} {source} AND {same} AND {allowed}")
            values += [*same_with, *allowed_with]
    return " UNION ALL ".join(queries), values
