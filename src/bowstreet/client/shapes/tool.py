"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.parts import AgencyCard, Rate
from bowstreet.client.shapes.shared import Docket


@dataclasses.dataclass(frozen=True, kw_only=True)
class AcceptanceOfTool:
    """What courts of a country held of what the tool gave, with the case or source that says so."""

    id: str
    country: str
    label: str
    held: Literal["accepted", "refused", "not_tried"]
    version: str
    said: str
    source: str
    stated_by: AgencyCard
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class CardNaming:
    """A card of the library that names the tool among those of its steps, by its sort and id."""

    card: tuple[Literal["operation", "practice", "method", "market"], str]
    title: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class FaultOfTool:
    """A known fault: in which version (empty: all), in which it is mended (empty: in none), and where that is said."""

    id: str
    version: str
    mended: str
    said: str
    source: str
    stated_by: AgencyCard
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class UseOfTool:
    """Where a tool was used, in which version, whether it worked and what it proved as far as that opens."""

    id: str
    record: str
    title: str
    kind_label: str
    stated_by: AgencyCard
    at: datetime.datetime
    version: str
    worked: Literal["yes", "partly", "no"] | None
    said: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ToolCard:
    """A tool as it opens to the reader. ``rate``: of the uses that say so, how many worked, with the interval.

    ``states``: the reader may add uses, faults and acceptance.
    """

    id: str
    title: str
    docket: Docket
    version: str
    maker: str
    licence: str
    summary: str
    limits: str
    users: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    uses: tuple[UseOfTool, ...]
    uses_total: int
    rate: Rate | None
    faults: tuple[FaultOfTool, ...]
    acceptance: tuple[AcceptanceOfTool, ...]
    named_by: tuple[CardNaming, ...]
    states: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class ToolRow:
    """A tool in a list: how many uses and faults the reader may see, and the countries whose courts accepted it."""

    id: str
    title: str
    version: str
    maker: str
    summary: str
    owner: AgencyCard
    uses: int
    faults: int
    accepted_in: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ToolList:
    """The tools in which all the words stand, by title; ``capped``: there are more than are gone through."""

    rows: tuple[ToolRow, ...]
    total: int
    more: bool
    capped: bool
