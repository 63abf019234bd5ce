"""What one page says: plain values, each row with its place in the source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bowstreet.formats.pages.template import Hit


class Family(StrEnum):
    """The software or site whose template a page follows."""

    AGORA = "agora"
    SMF = "smf"
    DREAM = "dream"
    CRYPTONIA = "cryptonia"
    MIRRORS = "mirrors"
    UNKNOWN = "unknown"


class PageKind(StrEnum):
    """What a page is for."""

    VENDOR = "vendor"
    LISTING = "listing"
    INDEX = "index"
    BOARD = "board"
    MIRROR_LIST = "mirror_list"
    WALL = "waiting_wall"
    LOG_IN = "log_in"
    NOT_FOUND = "not_found"
    HOME = "home"
    UNKNOWN = "unknown"


BARREN = frozenset({PageKind.WALL, PageKind.LOG_IN, PageKind.NOT_FOUND, PageKind.HOME})
"""Pages that hold nothing to observe; they are counted and not rejected."""


class ReadBy(StrEnum):
    """How the fields were found: in the bytes as they are, in what a browser makes of them, or guessed."""

    BYTES = "bytes"
    DOM = "dom"
    GUESS = "guess"
    NOTHING = "nothing"


Value = str | int | float | date | None


class Row(NamedTuple):
    """One observation. ``spans`` gives of each field the first byte and the one after the last.

    The bytes are those of the page, or with ``ReadBy.DOM`` those of the page as lexbor writes it out again.
    """

    dataset: str
    values: Mapping[str, Value]
    places: tuple[Hit, ...] = ()
    """As the fields were found."""

    @property
    def spans(self) -> dict[str, tuple[int, int]]:
        """Return where each field stood."""
        each = (pair for hit in self.places for pair in zip(hit.names, hit.spans, strict=True))
        return {name: span for name, span in each if span[0] >= 0}


@dataclass(frozen=True)
class Note:
    """Why something was not read, or what is odd about it: a byte and a full sentence."""

    at: int
    sentence: str


@dataclass(frozen=True)
class ReadPage:
    """What came of one page.

    ``rejected`` says why nothing was taken from it. ``signed_in_as`` is the collector's own account: it is no
    subject, and no row and no draft may come of it. ``market`` is empty where the page does not say.
    """

    family: Family
    kind: PageKind
    market: str = ""
    forum: bool = False
    seen_on: date | None = None
    rows: tuple[Row, ...] = ()
    signed_in_as: str = ""
    read_by: ReadBy = ReadBy.NOTHING
    rejected: Note | None = None
    notes: tuple[Note, ...] = ()

    def of(self, dataset: str) -> tuple[Row, ...]:
        """Return the rows of one dataset."""
        return tuple(row for row in self.rows if row.dataset == dataset)
