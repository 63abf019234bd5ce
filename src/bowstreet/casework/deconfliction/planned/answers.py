"""What is told of planned actions: whole to those who planned them, of others only that they are there."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ConflictRow:
    """That somebody else plans at the same place: the agency, whom to call there, and while both are at it."""

    agency: str
    contact: str
    since: datetime
    until: datetime
    raised_at: datetime


@dataclass(frozen=True)
class PlanCard:
    """A planned action as its own side reads it; ``officer`` is the name of who planned it, ``mine``: the reader.

    ``kind`` is ``market``, ``forum``, ``account`` or ``area``, ``place`` as it is shown.
    """

    id: str
    title: str
    officer: str
    mine: bool
    kind: str
    place: str
    since: datetime
    until: datetime
    contact: str
    planned_at: datetime
    called_off_at: datetime | None
    conflicts: tuple[ConflictRow, ...]


@dataclass(frozen=True)
class SideRow:
    """One side of a conflict as a coordinator reads it: where it is, never what is done there or by whom."""

    agency: str
    contact: str
    kind: str
    place: str


@dataclass(frozen=True)
class MeetingRow:
    """A conflict between two agencies, as a coordinator reads it: its sides, and while both are at the place."""

    sides: tuple[SideRow, SideRow]
    since: datetime
    until: datetime
    raised_at: datetime


@dataclass(frozen=True)
class PlanList:
    """The own planned actions, those ahead or those that are over, and for a coordinator all conflicts ahead.

    ``ahead`` and ``over`` say how many there are of each; ``capped``: more than are shown.
    """

    plans: tuple[PlanCard, ...]
    which: str
    ahead: int
    over: int
    coordinates: bool
    meetings: tuple[MeetingRow, ...]
    capped: bool
