"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses

from bowstreet.client.shapes.parts import Named, ThemeSaid
from bowstreet.client.shapes.shared import Counterpart


@dataclasses.dataclass(frozen=True, kw_only=True)
class BothOthers:
    """Two other agencies whose foci or operations, open to the reader, are about the same."""

    one: str
    other: str
    themes: tuple[ThemeSaid, ...]
    ones: tuple[Named, ...]
    others: tuple[Named, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class TypeCount:
    """How many identifiers of a type two agencies both hold."""

    type: str
    n: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class DoubledAgency:
    """Another agency with overlapping targets: how many identifiers both hold, of which types, on which tickets.

    ``references`` are the tickets told last, at most ten of them; ``open``: so many of all are not answered on our
    side. ``work``: where foci and operations overlap too.
    """

    agency: str
    contact: str
    total: int
    types: tuple[TypeCount, ...]
    open: int
    references: tuple[str, ...]
    work: Counterpart | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class DoubleEffort:
    """Where one's own agency and another do the same work, most first; and for a coordinator where two others do.

    ``capped``: there are more tickets than were counted.
    """

    agencies: tuple[DoubledAgency, ...]
    others: tuple[BothOthers, ...]
    capped: bool
