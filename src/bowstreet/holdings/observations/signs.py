"""Rows of datasets in which one of some words stands: how many of how many in each dataset, and the first of them.

The gate decides here which datasets are looked through, as for a search, and how far is a number of rows, never a
clock. What the columns mean, and what a row is a sign of, is for rooms above.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import gate
from bowstreet.holdings.observations import asking, datasets, searching
from bowstreet.holdings.observations.answers import DatasetCount, HeldRow, RowsHolding
from bowstreet.holdings.observations.models import Dataset
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.envelope import Particulars
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

MOST_ROWS = 400_000
"""So many rows are looked at, of each dataset what came last first."""

MOST_DATASETS = 50
"""So many datasets are looked through."""

PLACE = re.compile(r"observation:([\w-]+)/([\w-]+)/(\d{1,15})")
"""How a row is referred to: its dataset, its import and its number there."""


@dataclass(frozen=True)
class Sought:
    """The words of which one has to stand in a row, between which days, and what is done with those that hold one.

    Datasets of one of the ``markets`` (slugs) are looked through first. Rows among ``without`` (references) are
    counted and not shown.
    """

    words: tuple[str, ...]
    markets: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    without: frozenset[str] = frozenset()


def holding(*, reader: Reader, now: datetime, sought: Sought, limit: int) -> RowsHolding:
    """Return rows that hold a word, of each dataset up to ``limit``: those with most words, of them the latest.

    They stand in no order. The caller enters the look. Raise ``ReaderSilent`` when they cannot be read.
    """
    gate.wants_purpose(reader)
    seen = sorted(datasets.readable(reader, now), key=lambda each: _slug(each.market) not in sought.markets)
    sizes = datasets.sizes(seen)
    asked = list(_questions(seen[:MOST_DATASETS], sizes, sought.without)) if sought.words else []
    question = {
        "ask": "signs", "words": sought.words, "limit": limit, "since": _said(sought.since),
        "until": _said(sought.until), "datasets": [told for _, told, _ in asked],
    }  # fmt: skip
    answers = asking.ask(question)["datasets"] if asked else []
    owners = {each.agency: queries.card(each.agency) for each, _, _ in asked}
    rows, counts = list[HeldRow](), list[DatasetCount]()
    for (dataset, _, _), told in zip(asked, answers, strict=True):
        rows += (_held(dataset, owners, each, sought.words) for each in told["rows"])
        counts.append(
            DatasetCount(
                dataset.id, dataset.title, owners[dataset.agency], _slug(dataset.market), told["held"],
                told["looked"], _day(told["first"]), _day(told["last"]),
            )
        )  # fmt: skip
    gate.check_out(reader, {each.terms_id for each, _, _ in asked}, Action.IDENTIFIERS, now)
    return RowsHolding(tuple(rows), tuple(counts), sum(sizes.values()) - sum(size for _, _, size in asked))


def held(*, reader: Reader, now: datetime, named: str, action: str) -> HeldRow:
    """Return a row by its reference, the look entered under ``action``.

    Raise ``Hidden`` when it is not there for this reader, ``ReaderSilent`` when it cannot be read.
    """
    place = PLACE.fullmatch(named)
    if place is None:
        raise Hidden()
    dataset, found = searching.opened(reader, now, (place[1], place[2], int(place[3])), action)
    return _held(dataset, {dataset.agency: queries.card(dataset.agency)}, found, ())


def _questions(
    found: Sequence[Dataset], sizes: Mapping[tuple[str, str], int], without: Iterable[str]
) -> Iterator[tuple[Dataset, dict[str, Any], int]]:
    """Yield each dataset with what the reader is asked of it, and how many rows that are at the most."""
    left, declined = MOST_ROWS, [place.groups() for each in without if (place := PLACE.fullmatch(each))]
    for dataset in found:
        parts: list[datasets.Part] = []
        cut, before = None, left
        for part in reversed(datasets.parts(dataset.id)):
            if left <= 0:
                break
            size = sizes.get((dataset.id, part.file), 0)
            cut = (part.file, left) if size > left else None
            parts.append(part)
            left = max(0, left - size)
        if parts:
            told = {
                "files": [each.file for each in parts], "imports": [id for each in parts for id in each.imports],
                "blocked": [pair for each in parts for pair in each.blocked], "cut": cut,
                "declined": [(import_id, int(row)) for id, import_id, row in declined if id == dataset.id],
            }  # fmt: skip
            yield dataset, told, before - left


def _held(
    dataset: Dataset, owners: Mapping[str, AgencyCard], found: Mapping[str, Any], words: Sequence[str]
) -> HeldRow:  # fmt: skip
    named = f"observation:{dataset.id}/{found['import']}/{found['row']}"
    stand = tuple(word for word, stands in zip(words, found["holds"], strict=True) if stands)
    return HeldRow(
        named, searching.observed(dataset, owners, found, stand), dataset.agency, dataset.mapping,
        _slug(dataset.market), dataset.terms_id, Particulars.from_json(dataset.particulars), stand,
    )  # fmt: skip


def _slug(market: str | None) -> str | None:
    return markets.slug(market) if market else None


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
