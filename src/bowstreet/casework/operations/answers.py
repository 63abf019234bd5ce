"""What this room tells: who works on what, whom to meet, and where two agencies do the same work."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bowstreet.casework.operations.themes import Sort

Disclosure = Literal["own", "contact", "named", "police"]
"""How far a focus is disclosed: to the own agency; that it is there and whom to ask; to named agencies; to all."""


@dataclass(frozen=True, slots=True)
class ThemeSaid:
    """A market, method or product that somebody works on."""

    sort: Sort
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """One of the own themes on which another agency works too; by ``reference`` both speak of it."""

    sort: Sort
    code: str
    label: str
    reference: str


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A focus or an operation as far as it opens; ``disclosure`` says of one's own how far others see it."""

    id: str
    kind: str
    title: str
    agency: str
    contact: str
    themes: tuple[ThemeSaid, ...]
    countries: tuple[str, ...]
    unit: str
    begins_on: date | None
    ends_on: date | None
    current: bool
    disclosure: Disclosure | None


@dataclass(frozen=True, slots=True)
class Named:
    """A focus or an operation by its title."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another agency that works on what one's own works on: whom to meet, on which of one's own themes.

    ``ours`` are one's own foci and operations that meet, ``theirs`` those that open; ``told_alone``: one is there of
    which nothing else is told.
    """

    agency: str
    contact: str
    themes: tuple[SharedTheme, ...]
    ours: tuple[Named, ...]
    theirs: tuple[Named, ...]
    told_alone: bool


@dataclass(frozen=True, slots=True)
class FocusPage:
    """Who works on what, the current ones first and newest first, and whom to meet; ``more`` follow after them."""

    rows: tuple[FocusRow, ...]
    total: int
    after: int
    more: bool
    meet: tuple[Counterpart, ...]


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many identifiers of a type two agencies both hold."""

    type: str
    n: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class BothOthers:
    """Two other agencies whose foci or operations, open to the reader, are about the same."""

    one: str
    other: str
    themes: tuple[ThemeSaid, ...]
    ones: tuple[Named, ...]
    others: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class DoubleEffort:
    """Where one's own agency and another do the same work, most first; and for a coordinator where two others do.

    ``capped``: there are more tickets than were counted.
    """

    agencies: tuple[DoubledAgency, ...]
    others: tuple[BothOthers, ...]
    capped: bool
