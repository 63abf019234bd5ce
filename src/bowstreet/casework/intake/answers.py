"""What this room tells: an intake with its sources, its counts and its reject list."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.holdings.repository.answers import Docket


class Accounted:
    """Rows that were read, observed and rejected, each counted apart, and bytes at the end of files that were left."""

    read: int
    observed: int
    rejected: int
    bytes_unread: int

    @property
    def adds_up(self) -> bool:
        """Say whether every row is accounted for, and no end of a file was left."""
        return self.read == self.observed + self.rejected and not self.bytes_unread


@dataclass(frozen=True)
class SourceRow(Accounted):
    """One file of an intake. ``read = observed + rejected``, each counted apart; ``state`` as in ``IntakeView``.

    ``sha256`` is None where nothing could be kept, and ``note`` says why.
    """

    path: str
    sha256: str | None
    size: int
    reader: str | None
    mapping: str | None
    dataset: str | None
    read: int
    observed: int
    already_held: int
    rejected: int
    noted: int
    bytes_unread: int
    records_new: int
    records_known: int
    state: str
    note: str
    reject_list: str | None


@dataclass(frozen=True)
class RejectExample:
    """One place where a row or a field could not be read."""

    path: str
    line: int
    column: str
    excerpt: str


@dataclass(frozen=True)
class RejectGroup:
    """Rejects of one reason; ``whole_rows`` is false where only a field went unread and the row was observed."""

    reason: str
    count: int
    whole_rows: bool
    examples: tuple[RejectExample, ...]


@dataclass(frozen=True)
class IntakeView:
    """An intake. ``state``: quarantined, reading, admitting, done, failed, stopped, taken_back."""

    id: str
    short: str
    title: str
    by: str
    at: datetime
    purpose: str
    case: str
    docket: Docket
    state: str
    step: int
    sources: tuple[SourceRow, ...]
    totals: SourceRow
    rejects: tuple[RejectGroup, ...]
    rows_expected: int
    rows_per_second: float
    seconds: float
    sentence: str


@dataclass(frozen=True)
class IntakeGlance(Accounted):
    """An intake in a list."""

    id: str
    short: str
    title: str
    by: str
    at: datetime
    state: str
    read: int
    observed: int
    rejected: int
    records_new: int
    bytes_unread: int
    readable: int
    """Files that a reader was found for."""


@dataclass(frozen=True)
class IntakeList:
    """What this officer's agency brought in, newest first."""

    intakes: tuple[IntakeGlance, ...]
    next: str | None


@dataclass(frozen=True)
class MappingCard:
    """A saved mapping: columns of a table to fields of ours."""

    name: str
    title: str
    shipped: bool
    columns: tuple[tuple[str, str], ...]
    market: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class MappingList:
    """All mappings that this officer may use."""

    mappings: tuple[MappingCard, ...]
