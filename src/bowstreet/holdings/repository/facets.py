"""The ways to narrow a search, counted over what this reader may see and nothing else."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository.answers import Facet, Option
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.matching import MOST, Match
from bowstreet.holdings.repository.reach import Reach
from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds import catalogue

MOST_OPTIONS = 30

_NAMES = (
    ("kind", "Kind"), ("agency", "Agency"), ("market", "Market"), ("product", "Product"), ("grade", "Grade"),
    ("date", "Last seen"),
)  # fmt: skip
_COLUMNS = {"kind": 0, "agency": 1, "grade": 2, "date": 3, "market": 4, "product": 5}

Seek = Callable[[Filters], Sequence[Match]]


def facets(
    seek: Seek, matches: Sequence[Match], filters: Filters, reach: Reach, cards: dict[str, AgencyCard]
) -> tuple[Facet, ...]:
    """Return all facets. The choice made in a facet does not narrow its own counts, so it is sought again without."""
    rows, made = _rows(matches[:MOST], reach), []
    for name, label in _NAMES:
        chosen = _chosen(name, filters)
        if chosen:
            wider = seek(_without(name, filters))
            counted, capped = _count(name, _rows(wider[:MOST], reach)), len(wider) > MOST
        else:
            counted, capped = _count(name, rows), len(matches) > MOST
        options = _options(name, counted, chosen, capped, cards)
        if options:
            made.append(Facet(name, label, options))
    return tuple(made)


def shown(count: int, capped: bool) -> str:
    """Return a count as people read it.

    >>> shown(1234, False), shown(10_000, True), shown(12, True)
    ('1,234', '10,000+', '12+')
    """
    return f"{min(count, MOST):,}{'+' if capped else ''}"


def _rows(matches: Iterable[Match], reach: Reach) -> list[tuple[str, ...]]:
    """Return what facets count of each match; market and product only where the body opens."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.kind, r.agency, r.grade, substr(r.last_on, 1, 4), coalesce(r.market, ''), r.products, r.terms_id"
            " FROM json_each(%s) j CROSS JOIN repository_record r ON r.id = j.value",
            [json.dumps([match.record for match in matches])],
        )
        return [(*row[:4], *(row[4:6] if row[6] in reach.sets.body else ("", ""))) for row in cursor.fetchall()]


def _count(name: str, rows: Sequence[tuple[str, ...]]) -> Counter[str]:
    column = _COLUMNS[name]
    if name == "product":
        return Counter(code for products_of, n in Counter(row[column] for row in rows).items()
                       for code in products_of.split() for _ in range(n))  # fmt: skip
    return Counter(row[column] for row in rows if row[column])


def _chosen(name: str, filters: Filters) -> tuple[str, ...]:
    if name == "date":
        return tuple(str(day.year) for day in (filters.since, filters.until) if day)
    return tuple(getattr(filters, name))


def _without(name: str, filters: Filters) -> Filters:
    if name == "date":
        return replace(filters, since=None, until=None)
    none: dict[str, Any] = {name: ()}
    return replace(filters, **none)


def _options(
    name: str, counted: Counter[str], chosen: tuple[str, ...], capped: bool, cards: dict[str, AgencyCard]
) -> tuple[Option, ...]:
    by_count = sorted(counted, key=(lambda value: value) if name == "date" else lambda v: (-counted[v], v))
    kept = (by_count[::-1] if name == "date" else by_count)[:MOST_OPTIONS]
    kept += [value for value in dict.fromkeys(chosen) if value not in kept]
    return tuple(
        Option(value, _label(name, value, cards), shown(counted[value], capped), value in chosen) for value in kept
    )


def _label(name: str, value: str, cards: dict[str, AgencyCard]) -> str:
    if name == "kind":
        return catalogue.ALL[value].label if value in catalogue.ALL else value
    if name == "agency":
        return cards[value].name if value in cards else value
    if name == "market":
        return markets.label(value)
    if name == "product":
        return products.label(value) if value in products.ALL else value
    return value
