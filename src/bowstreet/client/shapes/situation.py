"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.parts import Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class GiftCount:
    """How many of a sort were given."""

    sort: Literal["hit", "answer", "content", "correction", "record", "lead", "news", "advice", "task"]
    n: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class OtherPair:
    """What one other agency gave another, by sort, where that opens to the reader."""

    giver: str
    receiver: str
    sorts: tuple[GiftCount, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SortBalance:
    """How many of a sort one's own agency gave, and how many it got."""

    sort: Literal["hit", "answer", "content", "correction", "record", "lead", "news", "advice", "task"]
    gave: int
    got: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PairBalance:
    """What one's own agency and another gave each other, by sort; sorts of which there is nothing are left out.

    ``ours`` is how often one's own side answered the other's tickets within its clock, ``theirs`` the other way round,
    of those whose clock is over or was answered; None where there is none.
    """

    agency: str
    sorts: tuple[SortBalance, ...]
    ours: Rate | None
    theirs: Rate | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class GiveAndGet:
    """What one's own agency gave others and got of them since a day, who exchanged most first.

    ``whole`` is over all of them by sort, ``others`` between two others.
    """

    since: datetime.date
    rows: tuple[PairBalance, ...]
    whole: tuple[SortBalance, ...]
    others: tuple[OtherPair, ...]
