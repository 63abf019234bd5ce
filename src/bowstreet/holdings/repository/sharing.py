"""Which selectors records share, counted over what this reader may see: groups, never pairs; the rare ones first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import dockets, rows
from bowstreet.holdings.repository.answers import Chip, SharedRecord, SharedRow
from bowstreet.holdings.repository.reach import Reach
from bowstreet.vocabulary import judging
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selectors import Selector, SelectorType

COMMON = 100
"""A value in more visible records than this is common: shown last, without its records."""

MOST_SHOWN = 5
MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class Spread:
    """In how many visible records and of how many agencies a value stands."""

    records: int
    agencies: int

    @property
    def common(self) -> bool:
        """Say whether the value is so common that it tells nothing."""
        return self.records > COMMON


NOWHERE = Spread(0, 0)


def spread(values: Sequence[tuple[str, str]], reach: Reach) -> dict[tuple[str, str], Spread]:
    """Return for (type, value) pairs how far each is spread; agencies are counted of values that are not common."""
    allowed, allowed_with = reach.selectors("f")
    rare, rare_with = reach.selectors("s")
    pairs = json.dumps(list(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.type, f.value, sum(f.n) FROM {dialect.LISTED} CROSS JOIN repository_frequency f"  # noqa: S608
            f" WHERE f.type = {dialect.item(0)} AND f.value = {dialect.item(1)} AND {allowed} GROUP BY 1, 2",
            [pairs, *allowed_with],
        )
        records = {(type, value): int(n) for type, value, n in cursor.fetchall()}
        few = [pair for pair, n in records.items() if n <= COMMON]
        cursor.execute(
            "SELECT s.type, s.value, count(DISTINCT s.agency)"  # noqa: S608
            f" FROM {dialect.LISTED} CROSS JOIN repository_selector s"
            f" WHERE s.type = {dialect.item(0)} AND s.value = {dialect.item(1)} AND {rare} GROUP BY 1, 2",
            [json.dumps(few), *rare_with],
        )
        agencies = {(type, value): int(n) for type, value, n in cursor.fetchall()}
    return {pair: Spread(n, agencies.get(pair, 0)) for pair, n in records.items() if n > 0}


def of_record(record: int, reach: Reach) -> list[tuple[str, str]]:
    """Return the selectors of a record that open for the reader."""
    allowed, allowed_with = reach.selectors("s")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.type, s.value FROM repository_selector s WHERE s.record_id = %s AND {allowed}"  # noqa: S608
            " ORDER BY s.type, s.value",
            [record, *allowed_with],
        )
        return [(type, value) for type, value in cursor.fetchall()]


def other_agencies(records: Sequence[int], reach: Reach) -> dict[int, int]:
    """Return of each record how many other agencies hold one of its rarer selectors, as far as the reader may see."""
    one, one_with = reach.selectors("a")
    other, other_with = reach.selectors("b")
    many, many_with = reach.selectors("f")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.record_id, count(DISTINCT b.agency) FROM {dialect.LISTED}"  # noqa: S608
            " CROSS JOIN repository_selector a CROSS JOIN repository_selector b"
            f" WHERE a.record_id = {dialect.NUMBER} AND b.type = a.type AND b.value = a.value"
            f" AND {one} AND b.agency <> a.agency AND {other}"
            " AND (SELECT sum(f.n) FROM repository_frequency f WHERE f.type = b.type AND f.value = b.value"
            f" AND {many}) <= %s GROUP BY 1",
            [json.dumps(list(records)), *one_with, *other_with, *many_with, COMMON],
        )
        return {int(record): int(n) for record, n in cursor.fetchall()}


def chip(type: str, value: str, seen: Spread) -> Chip:
    """Return a selector as it is shown to somebody for whom it opens."""
    shown = Selector(SelectorType(type), value).shown()
    return Chip(type, shown, value, seen.records, seen.agencies, seen.common)


def groups(record: int, reach: Reach, reader: Reader, now: datetime) -> tuple[SharedRow, ...]:
    """Return the selectors that other visible records also have: rare ones first, common ones last and bare."""
    held = of_record(record, reach)
    known = {pair: seen for pair, seen in spread(held, reach).items() if seen.records > 1}
    order = sorted(known, key=lambda pair: (known[pair].records, pair))[:MOST_GROUPS]
    made = []
    for type, value in order:
        seen = known[(type, value)]
        others = () if seen.common else _others(record, (type, value), reach, reader, now)
        made.append(
            SharedRow(chip(type, value, seen), others[:MOST_SHOWN], seen.records - 1 - len(others[:MOST_SHOWN]))
        )
    return tuple(made)


def _others(
    record: int, pair: tuple[str, str], reach: Reach, reader: Reader, now: datetime
) -> tuple[SharedRecord, ...]:
    allowed, allowed_with = reach.selectors("s")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.record_id FROM repository_selector s JOIN repository_record r ON r.id = s.record_id"  # noqa: S608
            f" WHERE s.type = %s AND s.value = %s AND s.record_id <> %s AND {allowed} ORDER BY r.uid LIMIT %s",
            [*pair, record, *allowed_with, MOST_SHOWN],
        )
        ids = [row[0] for row in cursor.fetchall()]
    mine = rows.by_ids([record])[record]
    found = rows.by_ids(ids)
    dockets.check_out(reader, found.values(), reach, now)
    bodies, owners = rows.bodies(found.values()), dockets.owners(found.values())
    return tuple(
        SharedRecord(
            found[id].uid,
            dockets.title(found[id], reach.depth_of(found[id].terms_id) or "meta", bodies[id], owners[id]),
            catalogue.kind(found[id].kind).label,
            owners[id],
            reach.depth_of(found[id].terms_id) or "meta",
            judging.may_be_one(mine.kind, found[id].kind),
        )
        for id in ids
    )
