"""What delegations tell: to the owner and to the delegate, as far as the record opens to their officer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True)
class Publication:
    """That a record was published to an agency under a delegation, by an officer of the delegate."""

    receiver: str
    at: datetime
    by: str


@dataclass(frozen=True)
class DelegationCard:
    """That an agency may publish a record for its owner: to whom at the most, and until which day (included).

    ``published`` are the agencies to which it did. ``publishes`` and ``ends`` say what the reader may do.
    """

    id: str
    record: str
    title: str
    owner: str
    agency: str
    bounds: tuple[str, ...]
    until: date
    given_at: datetime
    by: str
    state: Literal["standing", "over", "ended"]
    published: tuple[Publication, ...]
    publishes: bool
    ends: bool

    @property
    def left(self) -> tuple[str, ...]:
        """The agencies within the bounds to which it was not published yet."""
        done = {each.receiver for each in self.published}
        return tuple(each for each in self.bounds if each not in done)


@dataclass(frozen=True)
class DelegationList:
    """The delegations that the reader's agency gave and those that it was given, the newest first.

    ``gives``: the reader may give one. ``capped``: there are older ones.
    """

    given: tuple[DelegationCard, ...]
    held: tuple[DelegationCard, ...]
    gives: bool
    capped: bool
