"""What this room tells: tickets as one side reads them."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.holdings.repository.checking import Holder


@dataclass(frozen=True)
class AskRow:
    """That somebody asked for the identifier: the agency, the officer by name, what for, why, and when."""

    agency: str
    officer: str
    purpose: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What a side answered: ``share``, ``talk``, ``none``, or nothing yet; the sentence, by whom by name, and when."""

    answer: str
    said: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class TicketCard:
    """A ticket as one side reads it: the type, the other agency, its contact point, and what is known on this side.

    ``shown`` is the identifier where it opens to the reader, else empty. ``how``: ``asked`` (we did), ``asks`` (they
    did) or ``holds`` (both hold it). ``they_know``: whether the other side is told of us. ``common``: we hold it so
    often that it tells little. ``they_escalated_by`` called the supervisors on the other side, where it is told of
    us.
    """

    ref: str
    type: str
    shown: str
    agency: str
    contact: str
    how: str
    told_at: datetime
    due_at: datetime
    late: bool
    taken_by: str
    taken_at: datetime | None
    mine: bool
    answer: Answer
    theirs: Answer
    they_know: bool
    escalated_by: str
    escalated_at: datetime | None
    merged_into: str
    asks: tuple[AskRow, ...]
    records: tuple[Holder, ...]
    common: bool
    they_escalated_by: str = ""
    they_escalated_at: datetime | None = None

    @property
    def agreed(self) -> bool:
        """Say whether both sides said that they would open content to each other."""
        return self.answer.answer == self.theirs.answer == "share"


@dataclass(frozen=True)
class TicketList:
    """Tickets of a state, the shortest clock first, and how many there are of each; ``capped``: more than was read."""

    tickets: tuple[TicketCard, ...]
    which: str
    open: int
    mine: int
    settled: int
    next: str | None
    capped: bool
