"""What is told of a behaviour: its card, its instances, when and where they were seen, and which may be others."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bowstreet.casework.library.answers import CardName
from bowstreet.casework.library.rates import Rate
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository.answers import Docket


@dataclass(frozen=True, slots=True)
class BehaviourRow:
    """A behaviour in a list: how many instances open to the reader, and the month in which one was seen last."""

    id: str
    title: str
    summary: str
    owner: AgencyCard
    markets: tuple[str, ...]
    products: tuple[str, ...]
    instances: int
    last_seen: str


@dataclass(frozen=True, slots=True)
class BehaviourList:
    """The behaviours in which all the words stand, by title; ``capped``: there are more than are gone through."""

    rows: tuple[BehaviourRow, ...]
    total: int
    more: bool
    capped: bool


@dataclass(frozen=True, slots=True)
class Instance:
    """A record that an agency holds for an instance, who said so when and why, and when its sources saw it.

    ``officer`` is named to colleagues alone; ``why`` opens as far as card and record do; ``mine``: stated by one's own
    agency. ``rows`` are the rows of datasets in which it was seen, by their references; market and days are theirs.
    """

    id: str
    record: str
    title: str
    kind_label: str
    owner: AgencyCard
    stated_by: AgencyCard
    officer: str
    at: datetime
    why: tuple[str, ...]
    rows: tuple[str, ...]
    market: str | None
    first_seen: date | None
    last_seen: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month (``2026-03``) and how many instances were seen in it."""

    month: str
    instances: int


@dataclass(frozen=True, slots=True)
class Place:
    """A market or country, and of the instances that name one how many name it, with the interval of that share."""

    sort: Literal["market", "country"]
    code: str
    label: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Sightings:
    """When and where the instances that open were seen; ``undated`` and ``unplaced`` of them say neither.

    ``earlier`` were seen before the months listed, none of which is left out in between.
    """

    months: tuple[Month, ...]
    earlier: int
    undated: int
    places: tuple[Place, ...]
    unplaced: int
    method: str


@dataclass(frozen=True, slots=True)
class AnsweredBy:
    """A practice or method that answered the behaviour, and what came of it as its agency says."""

    id: str
    record: str
    title: str
    kind_label: str
    owner: AgencyCard
    stated_by: AgencyCard
    at: datetime
    said: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class AnsweredByCard:
    """A card of the library, written from public facts, that answered the behaviour, and what came of it."""

    id: str
    card: CardName
    title: str
    stated_by: AgencyCard
    at: datetime
    said: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class SuggestedInstance:
    """A record that may be an instance, and each reason why; nothing is attached until an officer confirms it."""

    record: str
    title: str
    kind_label: str
    owner: AgencyCard
    last_seen: date | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BehaviourCard:
    """A behaviour as it opens to the reader; ``method`` says by what the suggestions were made.

    ``more``: further suggestions follow those listed. ``confirms``: the reader may attach and decline.
    """

    id: str
    title: str
    docket: Docket
    summary: str
    signs: str
    words: tuple[str, ...]
    counter_measures: str
    markets: tuple[str, ...]
    products: tuple[str, ...]
    references: tuple[str, ...]
    instances: tuple[Instance, ...]
    instances_total: int
    sightings: Sightings
    practices: tuple[AnsweredBy, ...]
    cards: tuple[AnsweredByCard, ...]
    suggested: tuple[SuggestedInstance, ...]
    more: bool
    method: str
    confirms: bool


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """A record of the account that a row of a dataset names."""

    record: str
    title: str
    kind_label: str
    owner: AgencyCard


@dataclass(frozen=True, slots=True)
class SuggestedRow:
    """A row of a dataset that shows a sign: where it stands, its cells as (column, text, marked), and each reason why.

    ``row`` is ``observation:<dataset>/<import>/<number>``, ``market`` a slug. ``accounts`` are the records of its
    account; one of them, or another record, becomes an instance when an officer attaches it.
    """

    row: str
    dataset_title: str
    number: int
    owner: AgencyCard
    market: str | None
    day: date | None
    cells: tuple[tuple[str, str, bool], ...]
    reasons: tuple[str, ...]
    accounts: tuple[AccountRecord, ...]


@dataclass(frozen=True, slots=True)
class SignsIn:
    """Of the rows of a dataset that were looked at, how many show a sign, and between which days these were seen."""

    dataset: str
    title: str
    owner: AgencyCard
    market: str | None
    rate: Rate
    first_seen: date | None
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class BehaviourRows:
    """The rows of datasets, as far as they open, that show a sign of a behaviour; none is an instance by itself.

    ``base`` is the share of all rows looked at, of whatever dataset, to hold that of one beside; none where no row was.
    ``datasets`` are those with a sign, of ``looked`` that were looked through. ``beyond`` rows were not looked at.
    ``silent`` is a sentence where the rows cannot be read just now.
    """

    id: str
    title: str
    words: tuple[str, ...]
    rows: tuple[SuggestedRow, ...]
    more: bool
    datasets: tuple[SignsIn, ...]
    looked: int
    base: Rate | None
    beyond: int
    silent: str
    method: str
    confirms: bool
