"""What this room tells: datasets, and observations with their line in the original."""

from dataclasses import dataclass
from datetime import date, datetime

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.vocabulary.envelope import Particulars, Terms


@dataclass(frozen=True)
class DatasetCard:
    """A bulk source under one envelope."""

    id: str
    slug: str
    title: str
    owner: AgencyCard
    market: str | None
    sort: str
    rows: int
    imports: int
    terms: Terms
    first_day: date | None
    last_day: date | None
    changed_at: datetime


@dataclass(frozen=True)
class ObservationRow:
    """One row found: its dataset, import and row, and the cells as (column, text, marked)."""

    dataset: str
    dataset_title: str
    owner: AgencyCard
    import_id: str
    row: int
    day: date | None
    cells: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class ObservationPage:
    """Find's second list. ``searched`` says how far the search went, as a sentence."""

    q: str
    rows: tuple[ObservationRow, ...]
    next: str | None
    searched: str


@dataclass(frozen=True)
class HeldRow:
    """A row of which something is said elsewhere: as it stands, its reference, and what its dataset is and is under.

    ``named`` is ``observation:<dataset>/<import>/<row>``; ``words`` are those looked for that stand in it.
    """

    named: str
    shown: ObservationRow
    agency: str
    mapping: str
    market: str | None
    terms_id: int
    particulars: Particulars
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatasetCount:
    """Of a dataset how many rows were looked at, how many hold one of the words, and between which days these lie."""

    dataset: str
    title: str
    owner: AgencyCard
    market: str | None
    held: int
    looked: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class RowsHolding:
    """Rows that hold one of some words, and the counts of every dataset that was looked through.

    ``beyond``: so many rows that the reader may see were not looked at.
    """

    rows: tuple[HeldRow, ...]
    datasets: tuple[DatasetCount, ...]
    beyond: int


@dataclass(frozen=True)
class OriginalLine:
    """An observation beside the line of the original that it was read from.

    ``damage`` is a sentence, and ``raw`` empty, where the original is gone or no longer what came.
    """

    observation: ObservationRow
    original_sha256: str
    original_name: str
    line: int
    raw: str
    damage: str
    dataset: DatasetCard
