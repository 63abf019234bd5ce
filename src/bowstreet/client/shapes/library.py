"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.parts import AgencyCard, Rate
from bowstreet.client.shapes.shared import Hit


@dataclasses.dataclass(frozen=True, kw_only=True)
class BehaviourAnswered:
    """A behaviour that opens to the reader and that a card answered, as an agency says: ``said`` is what came of it."""

    id: str
    title: str
    owner: AgencyCard
    stated_by: AgencyCard
    at: datetime.datetime
    said: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class CardLine:
    """A card in a list; ``matched`` of the words asked for stand in it, ``facts`` of it were read in a source."""

    sort: Literal["operation", "practice", "method", "market"]
    id: str
    title: str
    summary: str
    when: str
    countries: tuple[str, ...]
    facts: int
    unverified: int
    matched: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Said:
    """One sentence of a card: its label, its day as precisely as the source gives it, and the numbers of its sources.

    A sentence without a source is unverified. ``card`` names the card that it is about, as sort and id.
    """

    text: str
    label: str = ""
    day: str = ""
    sources: tuple[int, ...] = ()
    card: tuple[Literal["operation", "practice", "method", "market"], str] | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Section:
    """Sentences of a card under one heading."""

    heading: str
    said: tuple[Said, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class LibraryPage:
    """What the library holds on some words: cards written from public facts, and records that the reader may see.

    ``counts`` says how many cards of each sort match; ``more`` whether more cards of the asked sort follow;
    ``records`` are the first practices, methods, tools, behaviours and lessons of agencies, ``further`` whether there
    are more of them.
    """

    q: str
    sort: Literal["operation", "practice", "method", "market"] | None
    words: tuple[str, ...]
    counts: tuple[tuple[Literal["operation", "practice", "method", "market"], int], ...]
    cards: tuple[CardLine, ...]
    more: bool
    records: tuple[Hit, ...]
    further: bool
