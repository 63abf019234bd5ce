"""What the library is seeded with: cards of operations, practices and methods, a chronology of markets, their sources.

Every fact carries the ids of the sources in which it was read. A fact that nobody read anywhere is unverified: it says
so, and no count takes it for known. The texts are paraphrases; a source's own words are never copied.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from bowstreet.vocabulary import markets


@dataclass(frozen=True, slots=True, order=True)
class PartialDay:
    """A day as precisely as its source gives it: to the day, to the month or to the year alone."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read ``2017``, ``2017-07`` or ``2017-07-20``; raise ``ValueError`` for anything else.

        >>> PartialDay.parse("2017-07").latest
        datetime.date(2017, 7, 31)
        """
        parts = written.split("-")
        if not 1 <= len(parts) <= 3 or [len(each) for each in parts] != [4, 2, 2][: len(parts)]:
            raise ValueError(f"'{written}' is no day, month or year.")
        if not all(each.isascii() and each.isdigit() for each in parts):
            raise ValueError(f"'{written}' is no day, month or year.")
        read = cls(*(int(each) for each in parts))
        date(*(each if each is not None else 1 for each in (read.year, read.month, read.day)))
        return read

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """Say how precise it is."""
        if self.day:
            return "day"
        return "month" if self.month else "year"

    @property
    def earliest(self) -> date:
        """Return the first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return "-".join(f"{each:02d}" for each in (self.year, self.month, self.day) if each)


@dataclass(frozen=True, slots=True)
class Source:
    """A public document that was opened for these cards, or a stored copy of it.

    ``part`` says how much of it was read: the whole, or only its opening. ``says`` tells in our words what was read
    there. ``kind`` is reference for encyclopedias, trade for the news sites of a branch.
    """

    id: str
    title: str
    publisher: str
    address: str
    kind: Literal["agency", "court", "research", "press", "trade", "company", "reference"]
    part: Literal["whole", "opening"]
    read_on: PartialDay
    says: str
    published: PartialDay | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a card claims, and the ids of the sources that say it; none at all means unverified."""

    sources: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Say whether somebody read it in a source that is cited."""
        return bool(self.sources)


@dataclass(frozen=True, slots=True)
class DayFact(Fact):
    """A day on which something began or ended; sources that disagree stand side by side, each with its own."""

    on: PartialDay


@dataclass(frozen=True, slots=True)
class Ending(Fact):
    """How a market ended, in the codes of the kind market; two of them where sources disagree."""

    how: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement(Fact):
    """A sentence of a card, with its day where the source gives one."""

    text: str
    on: PartialDay | None = None


@dataclass(frozen=True, slots=True)
class Authority(Fact):
    """An agency, prosecution office or court, what it did, and its country (absent for international bodies)."""

    name: str
    role: Literal["lead", "partner", "coordination", "court"]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis(Fact):
    """What a country's law, or its authorities, were reported to rest a measure on."""

    country: str
    text: str


@dataclass(frozen=True, slots=True)
class Closure(Fact):
    """Whether the operation put an end to a market (its slug), and whether the market was already going by itself."""

    market: str
    closed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrests(Fact):
    """How many were arrested as reported, and who they are by role and country; never by name."""

    count: int
    scope: str


@dataclass(frozen=True, slots=True)
class Seized(Fact):
    """What was seized: ``amount`` in ``unit`` (ISO currency, BTC, kg, pieces), absent where none was given."""

    what: str
    amount: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Displacement(Fact):
    """What was reported of the trade afterwards: it moved, recovered, shrank, was deterred, or nobody could tell."""

    direction: Literal["moved", "recovered", "shrank", "deterred", "unclear"]
    text: str


@dataclass(frozen=True, slots=True)
class Prosecution(Fact):
    """What came of it in court: charged, convicted, acquitted, dropped."""

    result: Literal["charged", "convicted", "acquitted", "dropped"]
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation reached, so that rates can be computed from it; empty where nothing was read."""

    closures: tuple[Closure, ...] = ()
    arrests: tuple[Arrests, ...] = ()
    seized: tuple[Seized, ...] = ()
    displacement: tuple[Displacement, ...] = ()
    prosecutions: tuple[Prosecution, ...] = ()


@dataclass(frozen=True, slots=True)
class UseOf(Fact):
    """That a practice or method was used in an operation (its id), whether it worked there, and what came of it."""

    operation: str
    worked: Literal["yes", "partly", "no", "not_reported"]
    text: str


@dataclass(frozen=True, slots=True)
class MarketCard:
    """A market, forum or shop of the chronology, known by the slug of its name; a site is any of
    them where no source tells which."""

    name: str
    sort: Literal["market", "forum", "shop", "site"]
    opened: tuple[DayFact, ...]
    closed: tuple[DayFact, ...]
    endings: tuple[Ending, ...]
    aliases: tuple[str, ...] = ()
    notes: tuple[Statement, ...] = ()

    @property
    def slug(self) -> str:
        """Return the slug under which all rooms know it."""
        return markets.slug(self.name)

    @property
    def verified(self) -> bool:
        """Say whether both its closing and how it ended were read in a source."""
        return any(each.verified for each in self.closed) and any(each.verified for each in self.endings)


@dataclass(frozen=True, slots=True)
class OperationCard:
    """A real operation: what was done, when, by whom, what followed, and what can be learned from it.

    ``markets`` are slugs of the chronology; ``practices`` and ``methods`` are read from the cards that name it.
    """

    id: str
    title: str
    summary: Statement
    begun: tuple[DayFact, ...]
    ended: tuple[DayFact, ...]
    authorities: tuple[Authority, ...]
    course: tuple[Statement, ...]
    outcome: Outcome
    lessons: tuple[Statement, ...]
    aliases: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    followed: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """How something was done that was reported to work, told so that others can weigh it."""

    id: str
    title: str
    summary: Statement
    preconditions: tuple[Statement, ...]
    steps: tuple[Statement, ...]
    failure_modes: tuple[Statement, ...]
    used_in: tuple[UseOf, ...]
    legal_bases: tuple[LegalBasis, ...] = ()
    tools: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodCard:
    """A way of finding out or of proving something, with the error rates that were published."""

    id: str
    title: str
    summary: Statement
    requirements: tuple[Statement, ...]
    steps: tuple[Statement, ...]
    error_rates: tuple[Statement, ...]
    failure_modes: tuple[Statement, ...]
    used_in: tuple[UseOf, ...]
    legal_bases: tuple[LegalBasis, ...] = ()
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that the library is seeded with; every link in it was resolved when it was read."""

    sources: tuple[Source, ...]
    markets: tuple[MarketCard, ...]
    operations: tuple[OperationCard, ...]
    practices: tuple[PracticeCard, ...]
    methods: tuple[MethodCard, ...]
