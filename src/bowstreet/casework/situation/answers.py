"""What this room tells: numbers, and of whom they are."""

from dataclasses import dataclass
from datetime import date

from bowstreet.casework.library.rates import Rate
from bowstreet.vocabulary.gifts import Sort


@dataclass(frozen=True, slots=True)
class SortBalance:
    """How many of a sort one's own agency gave, and how many it got."""

    sort: Sort
    gave: int
    got: int


@dataclass(frozen=True, slots=True)
class PairBalance:
    """What one's own agency and another gave each other, by sort; sorts of which there is nothing are left out.

    ``ours`` is how often one's own side answered the other's tickets within its clock, ``theirs`` the other way round,
    of those whose clock is over or was answered; None where there is none.
    """

    agency: str
    sorts: tuple[SortBalance, ...]
    ours: Rate | None
    theirs: Rate | None

    @property
    def gave(self) -> int:
        """How much one's own agency gave it in all."""
        return sum(each.gave for each in self.sorts)

    @property
    def got(self) -> int:
        """How much it gave in all."""
        return sum(each.got for each in self.sorts)


@dataclass(frozen=True, slots=True)
class GiftCount:
    """How many of a sort were given."""

    sort: Sort
    n: int


@dataclass(frozen=True, slots=True)
class OtherPair:
    """What one other agency gave another, by sort, where that opens to the reader."""

    giver: str
    receiver: str
    sorts: tuple[GiftCount, ...]


@dataclass(frozen=True, slots=True)
class GiveAndGet:
    """What one's own agency gave others and got of them since a day, who exchanged most first.

    ``whole`` is over all of them by sort, ``others`` between two others.
    """

    since: date
    rows: tuple[PairBalance, ...]
    whole: tuple[SortBalance, ...]
    others: tuple[OtherPair, ...]
