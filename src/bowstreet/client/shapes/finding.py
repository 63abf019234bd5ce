"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime

from bowstreet.client.shapes.parts import AgencyCard, Holder, IntakeGlance
from bowstreet.client.shapes.shared import ExpertCard, Glance, Hit, QuestionCard, Terms, TicketCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class CheckHit:
    """An agency that holds an identifier, whom to ask there, and by which reference."""

    agency: str
    contact: str
    reference: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Checked:
    """One identifier of the text, or one line without. ``value`` is its normal form, or the line as it stands.

    ``records`` are the newest of those that have it, ``more`` how many there are beside; ``kind`` is what it can be
    recorded as; where it is no thing of its own, ``homes`` are the kinds whose records may hold it.
    """

    line: int
    type: str | None
    value: str
    answer: str
    known: bool
    hits: tuple[CheckHit, ...]
    shown: str
    records: tuple[Holder, ...]
    more: int
    kind: str | None
    why: str
    homes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class CheckPage:
    """The answers to one stretch of a text, from place ``first`` on; ``next`` is the place of the following ones.

    ``total`` is how many stand in the text; ``capped``: more than those do, which are to be checked in another text.
    """

    results: tuple[Checked, ...]
    first: int
    total: int
    next: int | None
    text: str = ""
    capped: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    first_day: datetime.date | None
    last_day: datetime.date | None
    changed_at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class Option:
    """One value of a facet; ``shown`` is the count as text, '10,000+' when it is not exact."""

    value: str
    label: str
    shown: str
    chosen: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Facet:
    """A way to narrow a search; ``more`` values were found that are not among the options."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class FindPage:
    """A page of hits. ``total_shown`` is the count as text; ``notice`` says what to know of the order.

    ``as_of``: the past day by whose end the records were searched.
    """

    q: str
    hits: tuple[Hit, ...]
    total: int
    total_shown: str
    capped: bool
    order: str
    facets: tuple[Facet, ...]
    next: str | None
    notice: str
    terms: tuple[str, ...]
    as_of: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gathered:
    """What was recorded, how many of the chosen your agency had recorded already, and the changes that wait.

    ``changes`` are those whose kind wants a second officer, in the order in which they were chosen.
    """

    records: tuple[Holder, ...]
    held: int
    changes: tuple[Holder, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Home:
    """What an officer meets first; ``tickets`` are those of the agency whose clock ends first.

    ``questions`` wait for this officer's answer as an expert; ``entry`` is the own one, where it is to be verified.
    """

    intakes: tuple[IntakeGlance, ...]
    tickets: tuple[TicketCard, ...]
    open_tickets: int
    seen: tuple[Glance, ...]
    edited: tuple[Glance, ...]
    questions: tuple[QuestionCard, ...] = ()
    entry: ExpertCard | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class NearHit:
    """A record with a handle that is written like the one asked for; ``reason`` says how, in a sentence."""

    hit: Hit
    written: str
    asked: str
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class NearPage:
    """A page of what is written like the handles ``asked``, the most alike first; ``facets`` narrow it by market.

    ``as_of``: the past day by whose end the records were searched.
    """

    q: str
    asked: tuple[str, ...]
    hits: tuple[NearHit, ...]
    total: int
    total_shown: str
    facets: tuple[Facet, ...]
    next: str | None
    notice: str
    as_of: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ObservationRow:
    """One row found: its dataset, import and row, and the cells as (column, text, marked)."""

    dataset: str
    dataset_title: str
    owner: AgencyCard
    import_id: str
    row: int
    day: datetime.date | None
    cells: tuple[tuple[str, str, bool], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ObservationPage:
    """Find's second list. ``searched`` says how far the search went, as a sentence."""

    q: str
    rows: tuple[ObservationRow, ...]
    next: str | None
    searched: str


@dataclasses.dataclass(frozen=True, kw_only=True)
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
