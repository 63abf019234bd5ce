"""The ways to narrow a search, counted over what this reader may see and nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository import gists
from bowstreet.holdings.repository.answers import Facet, Option
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.gists import Tally
from bowstreet.holdings.repository.matching import MOST
from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds import catalogue

MOST_OPTIONS = 30

_NAMES = (
    ("kind", "Kind"), ("agency", "Agency"), ("market", "Market"), ("product", "Product"), ("grade", "Grade"),
    ("date", "Last seen"),
)  # fmt: skip
_FIELDS = {
    "kind": "kind", "agency": "agency", "grade": "grade", "date": "year", "market": "market", "product": "products"
}  # fmt: skip
_OF_BODY = frozenset({"market", "product"})

Seek = Callable[[Filters], Tally]


def facets(seek: Seek, found: Tally, filters: Filters, cards: dict[str, AgencyCard]) -> tuple[Facet, ...]:
    """Return all facets. The choice made in a facet does not narrow its own counts, so it is sought again without."""
    made = []
    known = gists.columns(found.all)
    for name, label in _NAMES:
        chosen = _chosen(name, filters)
        tally = seek(_without(name, filters)) if chosen else found
        columns = gists.columns(tally.all) if chosen else known
        times = map((tally.open if name in _OF_BODY else tally.all).__getitem__, columns["id"])
        counted = _count(columns[_FIELDS[name]], times)
        counted = _apart(counted) if name == "product" else counted
        options = _options(name, counted, chosen, tally.capped, cards)
        if options:
            more = len(counted.keys() - {each.value for each in options})
            made.append(Facet(name, label, options, more))
    return tuple(made)


def shown(count: int, capped: bool) -> str:
    """Return a count as people read it.

    >>> shown(1234, False), shown(10_000, True), shown(12, True)
    ('1,234', '10,000+', '12+')
    """
    return f"{min(count, MOST):,}{'+' if capped else ''}"


def _count(column: Sequence[str], times: Iterable[int]) -> Counter[str]:
    """Count the values of a column of traits by how often each combination stands there."""
    counted = dict.fromkeys(column, 0)
    for value, n in zip(column, times, strict=True):
        counted[value] += n
    return Counter({value: n for value, n in counted.items() if value and n})


def _apart(joined: Counter[str]) -> Counter[str]:
    """Count each product of records that have several."""
    counted: Counter[str] = Counter()
    for codes, n in joined.items():
        counted.update(dict.fromkeys(codes.split(), n))
    return counted


def _chosen(name: str, filters: Filters) -> tuple[str, ...]:
    return tuple(getattr(filters, name))


def _without(name: str, filters: Filters) -> Filters:
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
