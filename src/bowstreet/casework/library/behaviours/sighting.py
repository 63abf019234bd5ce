"""When and where the instances of a behaviour were seen, counted over those that open to the reader alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bowstreet.casework.library.behaviours.answers import Month, Place, Sightings
from bowstreet.casework.library.rates import rate
from bowstreet.vocabulary import countries, markets

METHOD = "Sightings, version 1: an instance counts once in the month of its first day and once in that of its last"
MOST_MONTHS = 36
"""So many months are listed, up to the last in which an instance was seen."""

MOST_PLACES = 12
"""So many markets and so many countries are listed, those with most instances."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one instance says of time and place: the months of its first and last day, its market, its countries."""

    months: frozenset[str]
    markets: frozenset[str]
    countries: frozenset[str]


def seen(first: date | None, last: date | None, market: str | None, named: Iterable[str]) -> Seen:
    """Return what an instance says; the months in between are not counted, as nothing is said of them.

    >>> sorted(seen(date(2026, 1, 5), date(2026, 3, 1), None, ()).months)
    ['2026-01', '2026-03']
    """
    months = frozenset(f"{day:%Y-%m}" for day in (first, last) if day)
    return Seen(months, frozenset({market} if market else ()), frozenset(each.upper() for each in named))


def sightings(found: Sequence[Seen]) -> Sightings:
    """Return the months and places of some instances, each month from the first to the last, also those with none."""
    counted = Counter(month for each in found for month in each.months)
    every = _months(min(counted), max(counted)) if counted else []
    shown = every[-MOST_MONTHS:]
    before = sum(1 for each in found if each.months and max(each.months) < shown[0]) if shown else 0
    return Sightings(
        tuple(Month(each, counted[each]) for each in shown), before, sum(not each.months for each in found),
        (*_places("market", [each.markets for each in found]), *_places("country", [each.countries for each in found])),
        sum(not each.markets and not each.countries for each in found), METHOD,
    )  # fmt: skip


def _places(sort: Literal["market", "country"], named: Sequence[frozenset[str]]) -> list[Place]:
    told = [each for each in named if each]
    counted = Counter(code for each in told for code in each)
    most = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:MOST_PLACES]
    return [
        Place(sort, code, _label(sort, code), share) for code, many in most if (share := rate(many, len(told)))
    ]  # fmt: skip


def _label(sort: str, code: str) -> str:
    return markets.label(code) if sort == "market" else next(iter(countries.names(code)), code)


def _months(first: str, last: str) -> list[str]:
    """Return every month from the first to the last.

    >>> _months("2025-11", "2026-02")
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    begin, end = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (first, last))
    return [f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(begin, end + 1)]
