"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Publication:
    """That a record was published to an agency under a delegation, by an officer of the delegate."""

    receiver: str
    at: datetime.datetime
    by: str


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    until: datetime.date
    given_at: datetime.datetime
    by: str
    state: Literal["standing", "over", "ended"]
    published: tuple[Publication, ...]
    publishes: bool
    ends: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class DelegationList:
    """The delegations that the reader's agency gave and those that it was given, the newest first.

    ``gives``: the reader may give one. ``capped``: there are older ones.
    """

    given: tuple[DelegationCard, ...]
    held: tuple[DelegationCard, ...]
    gives: bool
    capped: bool
