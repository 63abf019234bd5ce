"""Which records match a search as they stood at the end of a past day; who may see them is decided by today's terms.

The same questions as ``matching`` answers of today, asked of the texts that still stand and of those kept of that day.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from types import ModuleType
from typing import Any

from django.db import connection

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import holding, matching
from bowstreet.holdings.repository.asking import Asked, Filters
from bowstreet.holdings.repository.gists import Tally
from bowstreet.holdings.repository.holding import Held
from bowstreet.holdings.repository.matches import Match, Where
from bowstreet.holdings.repository.matching import MOST
from bowstreet.holdings.repository.reach import Reach, traits_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.searching import DEPTHS

_THEN = (
    "CROSS JOIN repository_record r"
    " LEFT JOIN repository_pastgist x ON x.record_id = g.id AND x.since <= %s AND x.until > %s"
)
"""What a gist (``g``) was on a day: ``x`` where a later version has taken that one's place; ``_ITS`` goes with it."""

_ITS = "r.id = g.id"

_STOOD = "(x.id IS NOT NULL OR r.changed_at < %s)"
_UNCHANGED = (
    "r.recorded_at < %s AND NOT EXISTS (SELECT 1 FROM repository_past o WHERE o.record_id = g.id AND o.until > %s)"
)
"""The texts and selectors that a record has now are those it had on the day."""

_COVERS = "p.since <= %s AND p.until > %s"
_TRAITS = "coalesce(x.traits_id, g.traits_id)"

Condition = tuple[str, list[Any]]


def day_of(as_of: date | None, now: datetime) -> date | None:
    """Return the day asked for where it is over; of any other the records are as they stand."""
    return as_of if as_of and as_of < now.date() else None


def over(day: date | None) -> "Day | ModuleType":
    """Return what is searched: the records as they stand, or as they stood at the end of a past day."""
    return Day(day) if day else matching


@dataclass(frozen=True)
class Day:
    """A past day, by whose end the records are searched. A text of a match that stands no more is numbered below 0."""

    day: date

    def words(self, asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
        """Return hits of whole words, phrases and identifiers, newest first, from before a record on."""
        return self._texts(holding.of_words, (asked, reach), filters, before, limit)

    def inside(self, asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
        """Return hits of words inside words, newest first, from before a record on."""
        return self._texts(holding.of_parts, (asked, reach), filters, before, limit)

    def selectors(self, asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
        """Return the records that had the selector that was typed, newest first, from before a record on."""
        return self._texts(holding.of_selectors, (asked, reach), filters, before, limit)

    def handles(self, wanted: Iterable[str], reach: Reach, filters: Filters) -> Iterator[tuple[str, Match]]:
        """Yield the records that had one of some handles, each with the handle, in no order."""
        allowed, allowed_with = reach.selectors("s", "g.terms_id")
        alike, named = f"s.type = 'handle' AND s.value {dialect.IN_TEXTS}", json.dumps(list(wanted))
        for past in (False, True):
            table, row = ("pastselector", "s.past_id") if past else ("selector", "s.record_id")
            source, owned = _owned(f"repository_{table} s", row, past)
            holds = (f"{owned} AND {alike} AND {allowed}", [named, *allowed_with])
            columns = f"s.value, g.id, 0, {Where.SELECTOR:d}, 0, 0, g.terms_id, {_TRAITS}"
            for value, *match in self._found((columns, []), source, self._in_force(holds, past), filters, ("", [])):
                yield value, Match._make(match)

    def of_id(self, asked: Asked, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
        """Return the records whose id or short id was typed, newest first, from before a record on."""
        found = matching.of_id(asked, reach, Filters(), before, limit)
        return [each._replace(where=Where.ID) for each in self._among(found, reach, filters, before, limit)]

    def by_meta_title(
        self, asked: Asked, reach: Reach, filters: Filters, cards: dict[str, AgencyCard], before: int | None, limit: int
    ) -> list[Match]:
        """Return records open to the docket alone whose title, 'KIND of AGENCY', holds all words."""
        lists = matching.titled_by_kind(asked, reach, filters, cards)
        found = (self.browse(outer, one, before, limit) for outer, one in lists)
        return [each._replace(where=Where.TITLE) for some in found for each in some]

    def browse(self, reach: Reach, filters: Filters, before: int | None, limit: int) -> list[Match]:
        """Return all records that may be listed, newest first, from before a record on."""
        return self._matches("repository_gist g", reach.records("g", filters), filters, before, limit)

    def first_page(self, reach: Reach, filters: Filters, limit: int) -> tuple[list[Match], Tally]:
        """Return the newest records that may be listed, and what facets count of all of them."""
        found = self.browse(reach, filters, None, MOST + 1)
        return found[:limit], matching.tally(found, reach)

    def rows(self, found: dict[int, Row]) -> dict[int, Row]:
        """Return rows as they stood on the day; terms, owner and key are those of today."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT g.id, v.number, v.particulars_id, v.first_on, v.last_on, t.market, t.grade, v.at, v.by"  # noqa: S608
                f" FROM repository_gist g {_THEN} JOIN repository_version v ON v.record_id = g.id"
                f" AND v.number = coalesce(x.number, r.version) JOIN repository_traits t ON t.id = {_TRAITS}"
                f" WHERE {_ITS} AND g.id {dialect.IN_NUMBERS}",
                [*self._twice(), json.dumps(list(found))],
            )
            return {
                id: found[id]._replace(
                    version=number, particulars_id=particulars, first_on=first, last_on=last, market=market or None,
                    grade=grade, changed=at, changed_by=by,
                )
                for id, number, particulars, first, last, market, grade, at, by in cursor.fetchall()
            }  # fmt: skip

    def texts(self, records: Iterable[int], reach: Reach) -> dict[int, tuple[str, str]]:
        """Return title and text of the day by record, as far as they open."""
        numbers = json.dumps(list(records))
        texts: dict[int, tuple[str, str]] = {}
        allowed, allowed_with = reach.texts("t.depth", "g.terms_id")
        with connection.cursor() as cursor:
            for source in (
                "repository_gist g CROSS JOIN repository_text t WHERE t.record_id = g.id",
                "repository_gist g CROSS JOIN repository_past p CROSS JOIN repository_pasttext t"
                f" WHERE p.record_id = g.id AND t.past_id = p.id AND {_COVERS}",
            ):
                cursor.execute(
                    f"SELECT g.id, t.title, t.body FROM {source} AND {allowed}"  # noqa: S608
                    f" AND g.id {dialect.IN_NUMBERS}",
                    [*(self._twice() if _COVERS in source else ()), *allowed_with, numbers],
                )
                texts |= {id: (title, body) for id, title, body in cursor.fetchall()}
        return texts

    def _texts(
        self, seek: Callable[..., Held | None], what: tuple[Asked, Reach], filters: Filters, before: int | None,
        limit: int,
    ) -> list[Match]:  # fmt: skip
        """Return hits in the texts that still stand and in past ones."""
        asked, reach = what
        found: list[Match] = []
        for past in (False, True):
            held = seek(asked, reach, past=past)
            if held is None:
                continue
            sought = held.sought
            depth = f"({sought.row} & {DEPTHS - 1})"
            allowed, allowed_with = reach.texts(depth, "g.terms_id")
            source, owned = _owned(sought.table, f"{sought.row} / {DEPTHS}", past)
            holds = (f"{owned} AND {sought.holds} AND {allowed}", [*sought.values, *allowed_with])
            long = "p" if past else "g"
            size = f"CASE {depth} WHEN 1 THEN {long}.whole ELSE {long}.open END"
            text = f"{'-' if past else ''}{sought.row}, {held.where}, 0, {size}"
            found += self._matches(source, self._in_force(holds, past), filters, before, limit, (text, held.values))
        return sorted(found, key=attrgetter("record"), reverse=True)[:limit]

    def _in_force(self, holds: Condition, past: bool) -> Condition:
        """Return a condition on texts or selectors together with that they were in force on the day."""
        said, values = holds
        if past:
            return f"{_COVERS} AND {said}", [*self._twice(), *values]
        return f"{_UNCHANGED} AND {said}", [self._end(), self.day.isoformat(), *values]

    def _matches(
        self, source: str, holds: Condition, filters: Filters, before: int | None, limit: int,
        text: Condition = (f"0, {Where.ELSEWHERE:d}, 0, 0", []),
    ) -> list[Match]:  # fmt: skip
        older, older_with = ("", []) if before is None else (" AND g.id < %s", [before])
        some = (f"{older} ORDER BY g.id DESC LIMIT %s", [*older_with, limit])
        columns = (f"g.id, {text[0]}, g.terms_id, {_TRAITS}", text[1])
        return list(map(Match._make, self._found(columns, source, holds, filters, some)))

    def _found(
        self, columns: Condition, source: str, holds: Condition, filters: Filters, some: Condition
    ) -> list[tuple[Any, ...]]:  # fmt: skip
        narrow, narrow_with = self._narrowed(filters)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns[0]} FROM {source} {_THEN} WHERE {_ITS} AND {holds[0]} AND {_STOOD}"  # noqa: S608
                f" AND {narrow}{some[0]}",
                [*columns[1], *self._twice(), *holds[1], self._end(), *narrow_with, *some[1]],
            )
            return list(cursor.fetchall())

    def _among(
        self, found: Sequence[Match], reach: Reach, filters: Filters, before: int | None, limit: int
    ) -> list[Match]:
        """Return those of some records that stood on the day and that the filters want."""
        allowed, allowed_with = reach.records("g", filters)
        named, named_with = gate.within("g.id", frozenset(each.record for each in found))
        holds = (f"{named} AND {allowed}", [*named_with, *allowed_with])
        return self._matches("repository_gist g", holds, filters, before, limit)

    def _narrowed(self, filters: Filters) -> Condition:
        """Return the condition of the filters by what records were on the day."""
        traits, values = traits_of(filters)
        parts = [f"{_TRAITS} IN ({traits})"] if traits else ["1 = 1"]
        version = (
            "(SELECT {0} FROM repository_version v WHERE v.record_id = g.id"
            " AND v.number = coalesce(x.number, r.version))"
        )
        for seen, day in (
            ("v.last_on >= %s", filters.since), ("v.first_on <> '' AND v.first_on <= %s", filters.until)
        ):  # fmt: skip
            if day:
                parts.append(version.format(seen))
                values.append(day.isoformat())
        return " AND ".join(parts), list(values)

    def _twice(self) -> list[str]:
        return [self.day.isoformat()] * 2

    def _end(self) -> str:
        """Return the moment at which the day was over, as moments are stored."""
        over = datetime.combine(self.day + timedelta(days=1), time.min, UTC)
        return str(connection.ops.adapt_datetimefield_value(over))


def _owned(source: str, row: str, past: bool) -> tuple[str, str]:
    """Return texts or selectors with the gists of their records, and the condition that joins them by a column."""
    if past:
        joined = f"{source} CROSS JOIN repository_past p CROSS JOIN repository_gist g"
        return joined, f"p.id = {row} AND g.id = p.record_id"
    return f"{source} CROSS JOIN repository_gist g", f"g.id = {row}"
