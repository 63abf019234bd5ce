"""What is told of leads: the line of steps in codes to all who see it, the texts of a hand-over to its two sides."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

State = Literal["waiting", "accepted", "wrong_address", "cannot_act", "lapsed"]
Awaited = Literal["answer", "hand_over", "news", ""]
"""What comes next: the receiver's answer, that its holder hands it over, news of its holder, or nothing any more."""

Stage = Literal["identified", "prosecution", "charged", "convicted", "acquitted", "dropped"]
STAGES: tuple[Stage, ...] = ("identified", "prosecution", "charged", "convicted", "acquitted", "dropped")
"""In their order; the last three are outcomes."""

OUTCOMES: frozenset[str] = frozenset({"convicted", "acquitted", "dropped"})


@dataclass(frozen=True, slots=True)
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
    due_on: date
    at: datetime
    state: State
    late: bool
    why: str
    answered_at: datetime | None
    authority: str
    reference: str
    instead: str
    said: str
    by: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of the line: ``handed_over``, an answer, or a stage, ``days`` after the step before it.

    ``agency`` is who gave, answered or said it, ``to`` the receiver of a hand-over; ``why`` is a code.
    """

    code: str
    agency: str
    to: str
    country: str
    on: date
    days: int | None
    why: str
    hand_over: HandOverRow | None


@dataclass(frozen=True, slots=True)
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
    awaited: Awaited
    due_on: date | None
    stale: bool
    line: tuple[ChainStep, ...]
    waiting: HandOverRow | None
    operation: str
    may: tuple[str, ...]
    ahead: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead in a list; ``mine``: the reader's agency is to do what is awaited. ``days`` since the last news."""

    id: str
    title: str
    owner: str
    holder: str
    country: str
    stage: str
    awaited: Awaited
    mine: bool
    due_on: date | None
    stale: bool
    days: int | None


@dataclass(frozen=True, slots=True)
class LeadList:
    """The leads that are the reader's to see, those that wait for an answer first; ``more`` follow after these.

    ``to_answer`` and ``stale`` count all of them.
    """

    rows: tuple[LeadRow, ...]
    total: int
    to_answer: int
    stale: int
    after: int
    more: bool


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """How many leads came to a stage, and the median of the days from the step before it; None where none did."""

    stage: str
    n: int
    days: float | None


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """The leads of a country: the one to which they were handed last."""

    country: str
    leads: int
    stale: int
    stages: tuple[FunnelStage, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far leads came, by country, the most first, and over all; of those alone that the reader sees."""

    rows: tuple[FunnelRow, ...]
    whole: FunnelRow
