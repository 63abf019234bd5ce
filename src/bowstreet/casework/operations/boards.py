"""What an operation's board tells: its partners, phases, tasks, decisions and pool; and the layer beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bowstreet.casework.operations.answers import ThemeSaid

Part = Literal["lead", "invited", "accepted"]
Answered = Literal["invited", "accepted", "declined"]
InstrumentCode = Literal["JIT", "EIO", "MLA", "EPOC"]
"""The legal instruments by which one country asks another, as operations and hand-overs of leads name them."""

InstrumentState = Literal["prepared", "sent", "received", "granted", "refused", "executed", "withdrawn"]
AcrossSide = Literal["lead", Answered]
Stage = Literal["planned", "running", "action", "concluded", "abandoned"]


@dataclass(frozen=True, slots=True)
class OperationRow:
    """An operation in a list: what part one's own agency has, and how many of its own tasks are open, or late."""

    id: str
    title: str
    stage: Stage
    lead: str
    part: Part
    action_on: date | None
    open_tasks: int
    late_tasks: int


@dataclass(frozen=True, slots=True)
class OperationList:
    """The operations that one's own agency leads, takes part in or is invited to, newest first."""

    rows: tuple[OperationRow, ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """An agency that was invited, and what it answered by whom."""

    agency: str
    contact: str
    state: Answered
    invited_at: datetime
    answered_by: str
    answered_at: datetime | None
    said: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What an agency is to do; ``mine``: one's own agency."""

    id: str
    agency: str
    title: str
    due_on: date | None
    late: bool
    done_by: str
    done_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided, by whom and when."""

    agency: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A record in the shared pool, by its title as far as it opens to the reader; ``mine``: of one's own agency."""

    record: str
    kind: str
    title: str
    agency: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An identifier that an operation works on, in its normal form; ``mine``: one's own agency put it there."""

    id: str
    type: str
    value: str
    agency: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class InstrumentStepRow:
    """A state that a legal instrument came to, and which of its sides said so."""

    state: InstrumentState
    agency: str
    on: date


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """A legal instrument from one agency of an operation to another, and its steps, the last one last.

    ``late``: its day is over and nothing is settled; ``ahead`` are the states that one's own agency can say.
    """

    id: str
    code: InstrumentCode
    title: str
    reference: str
    issuer: str
    receiver: str
    due_on: date | None
    late: bool
    steps: tuple[InstrumentStepRow, ...]
    ahead: tuple[InstrumentState, ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """What one's own agency keeps to an operation for itself: a note, or a record, or both; ``record`` is its id."""

    id: str
    text: str
    record: str
    title: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PrivateLayer:
    """All that one's own agency keeps to an operation for itself, newest first; ``may``: the reader's agency can add.

    Nobody else is told that there is any of it.
    """

    id: str
    rows: tuple[KeptRow, ...]
    may: bool


@dataclass(frozen=True, slots=True)
class OperationBoard:
    """An operation as one side sees it; who is only invited sees what it is about, and neither partners nor work.

    ``pool`` holds the records of the shared pool that open to the reader; ``targets`` are there for whom the
    identifiers of the operation's record open. ``may`` names the acts that are open to the reader.
    """

    id: str
    title: str
    reference: str
    summary: str
    stage: Stage
    lead: str
    contact: str
    part: Part
    themes: tuple[ThemeSaid, ...]
    begins_on: date | None
    action_on: date | None
    outcome: str
    partners: tuple[PartnerRow, ...]
    tasks: tuple[TaskRow, ...]
    decisions: tuple[DecisionRow, ...]
    pool: tuple[PoolRow, ...]
    targets: tuple[TargetRow, ...]
    instruments: tuple[InstrumentRow, ...]
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcrossPart:
    """An agency of an operation, its lead included, and what of it is late: how much, and since which day."""

    agency: str
    country: str
    part: AcrossSide
    open_tasks: int
    late: int
    late_since: date | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Another operation on a market of the one where it stands, and both have their action day ahead.

    ``days`` lie between the two; whichever comes first warns those whom the other is about.
    """

    id: str
    title: str
    lead: str
    markets: tuple[ThemeSaid, ...]
    action_on: date
    days: int


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """How an operation stands, in phases, agencies, days and numbers; ``inside``: its board is there for the reader."""

    id: str
    title: str
    inside: bool
    stage: Stage
    themes: tuple[ThemeSaid, ...]
    action_on: date | None
    parts: tuple[AcrossPart, ...]
    late: int
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """The operations that go on and open to a coordinator, the nearest action day first; ``ended`` counts the others.

    ``everybody``: the reader coordinates for all agencies; else these are the operations in which one's own works.
    """

    rows: tuple[AcrossRow, ...]
    late: int
    clashes: int
    ended: int
    everybody: bool
