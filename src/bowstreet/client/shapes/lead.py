"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.parts import AttachmentRow
from bowstreet.client.shapes.shared import Docket, LinkRow, Value


@dataclasses.dataclass(frozen=True, kw_only=True)
class HandOverRow:
    """A hand-over; what has words (``authority`` to ``answered_by``) is empty for all but its giver and receiver.

    ``late``: nobody answered within the term.
    """

    id: str
    giver: str
    receiver: str
    country: str
    instrument: str
    asked: str
    due_on: datetime.date
    at: datetime.datetime
    state: Literal["waiting", "accepted", "wrong_address", "cannot_act", "lapsed"]
    late: bool
    why: str
    answered_at: datetime.datetime | None
    authority: str
    reference: str
    instead: str
    said: str
    by: str
    answered_by: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChainStep:
    """One step of the line: ``handed_over``, an answer, or a stage, ``days`` after the step before it.

    ``agency`` is who gave, answered or said it, ``to`` the receiver of a hand-over; ``why`` is a code.
    """

    code: str
    agency: str
    to: str
    country: str
    on: datetime.date
    days: int | None
    why: str
    hand_over: HandOverRow | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class FunnelStage:
    """How many leads came to a stage, and the median of the days from the step before it; None where none did."""

    stage: str
    n: int
    days: float | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class FunnelRow:
    """The leads of a country: the one to which they were handed last."""

    country: str
    leads: int
    stale: int
    stages: tuple[FunnelStage, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Funnel:
    """How far leads came, by country, the most first, and over all; of those alone that the reader sees."""

    rows: tuple[FunnelRow, ...]
    whole: FunnelRow


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeadChain:
    """A lead's way so far as the reader sees it: who has it, what is awaited until when, and how it came out.

    ``stale``: its term is over without an answer, or there is no news of it for thirty days. ``waiting`` is the
    hand-over that is not answered; ``may`` is what the reader's agency can do now, ``ahead`` the stages it can say.
    """

    id: str
    title: str
    owner: str
    contact: str
    holder: str
    stage: str
    why: str
    awaited: Literal["answer", "hand_over", "news", ""]
    due_on: datetime.date | None
    stale: bool
    line: tuple[ChainStep, ...]
    waiting: HandOverRow | None
    operation: str
    may: tuple[str, ...]
    ahead: tuple[Literal["identified", "prosecution", "charged", "convicted", "acquitted", "dropped"], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeadPackage:
    """What a unit needs to act on a lead: the hand-over to it, the record as it opens to it, and the marks on that.

    ``values``, ``links`` and ``attachments`` are those of the record as ``version`` shows it to the officer who drew it
    up; ``masked`` names the fields that stay closed.
    """

    chain: LeadChain
    hand_over: HandOverRow
    docket: Docket
    version: int
    values: tuple[Value, ...]
    masked: tuple[str, ...]
    links: tuple[LinkRow, ...]
    attachments: tuple[AttachmentRow, ...]
    drawn_at: datetime.datetime
    drawn_by: str
