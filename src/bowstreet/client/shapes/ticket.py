"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses

from bowstreet.client.shapes.shared import TicketCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class TicketList:
    """Tickets of a state, the shortest clock first, and how many there are of each; ``capped``: more than was read."""

    tickets: tuple[TicketCard, ...]
    which: str
    open: int
    mine: int
    settled: int
    next: str | None
    capped: bool
