"""What the library answers: lines of cards, and a card with every sentence beside the sources that say it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bowstreet.casework.library.rates import Rate
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository.answers import Hit

Sort = Literal["operation", "practice", "method", "market"]
CardName = tuple[Sort, str]
"""The sort of a card and its id among those of its sort."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card in a list; ``matched`` of the words asked for stand in it, ``facts`` of it were read in a source."""

    sort: Sort
    id: str
    title: str
    summary: str
    when: str
    countries: tuple[str, ...]
    facts: int
    unverified: int
    matched: int = 0


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """What the library holds on some words: cards written from public facts, and records that the reader may see.

    ``counts`` says how many cards of each sort match; ``more`` whether more cards of the asked sort follow;
    ``records`` are the first practices, methods, tools, behaviours and lessons of agencies, ``further`` whether there
    are more of them.
    """

    q: str
    sort: Sort | None
    words: tuple[str, ...]
    counts: tuple[tuple[Sort, int], ...]
    cards: tuple[CardLine, ...]
    more: bool
    records: tuple[Hit, ...]
    further: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of a card, by its number there; ``part`` says whether the whole was read or its opening alone."""

    number: int
    id: str
    title: str
    publisher: str
    address: str
    kind: str
    part: str
    read_on: str
    published: str


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a card: its label, its day as precisely as the source gives it, and the numbers of its sources.

    A sentence without a source is unverified. ``card`` names the card that it is about, as sort and id.
    """

    text: str
    label: str = ""
    day: str = ""
    sources: tuple[int, ...] = ()
    card: CardName | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences of a card under one heading."""

    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class BehaviourAnswered:
    """A behaviour that opens to the reader and that a card answered, as an agency says: ``said`` is what came of it."""

    id: str
    title: str
    owner: AgencyCard
    stated_by: AgencyCard
    at: datetime
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """A card written from public facts. ``rate``: how often a practice or method was reported to have worked.

    ``behaviours`` are those that agencies say it answered, the newest statement first.
    """

    line: CardLine
    aliases: tuple[str, ...]
    tools: tuple[str, ...]
    summary: Said
    sections: tuple[Section, ...]
    rate: Rate | None
    sources: tuple[Cited, ...]
    behaviours: tuple[BehaviourAnswered, ...] = ()
