"""What this room tells: datasets, and observations with their line in the original."""

from dataclasses import dataclass
from datetime import date, datetime

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.vocabulary.envelope import Terms


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
