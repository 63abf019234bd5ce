"""What stands around every page: who reads, for which purpose, and the places that exist for them."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.interfaces.doors.audience import LEDGER_READERS, RECORD_READERS, RECORDERS
from bowstreet.interfaces.web import wording
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role


@dataclass(frozen=True)
class Place:
    """A place in the index, with the letter that goes there; ``short`` is its label in the bar of a phone."""

    key: str
    label: str
    address: str
    icon: str
    group: str
    roles: frozenset[Role]
    short: str = ""


PLACES = (
    Place("h", "Home", "/", "house", "My desk", RECORD_READERS),
    Place("f", "Find", "/find", "search", "My desk", RECORD_READERS),
    Place("n", "Notices", "/notices", "inbox", "My desk", LEA_ROLES),
    Place("d", "Deconfliction", "/deconfliction", "git-pull-request-arrow", "Together", LEA_ROLES, "Tickets"),
    Place("w", "Who works on what", "/focus", "crosshair", "Together", LEA_ROLES, "Focus"),
    Place("l", "Leads", "/leads", "milestone", "Together", LEA_ROLES),
    Place("q", "Requests", "/requests", "key-round", "Together", LEA_ROLES),
    Place("t", "Shared", "/agreements", "share-2", "Together", RECORD_READERS),
    Place("b", "Library", "/library", "book-open-check", "Knowledge", RECORD_READERS),
    Place("x", "Experts", "/experts", "graduation-cap", "Knowledge", LEA_ROLES),
    Place("i", "Intake", "/intake", "upload", "Keeping", RECORDERS),
    Place("a", "Ledger", "/ledger", "book-open", "Keeping", LEDGER_READERS),
)


@dataclass(frozen=True)
class Frame:
    """The frame of one page."""

    reader: Reader
    agency: AgencyCard
    purpose: str
    places: tuple[Place, ...]
    here: str
    now: datetime

    @property
    def groups(self) -> tuple[tuple[str, tuple[Place, ...]], ...]:
        """The places under their headings, in order."""
        names = dict.fromkeys(place.group for place in self.places)
        return tuple((name, tuple(place for place in self.places if place.group == name)) for name in names)

    @property
    def finds(self) -> bool:
        """Whether this officer has a search."""
        return any(place.key == "f" for place in self.places)

    @property
    def records(self) -> bool:
        """Whether this officer records."""
        return self.reader.role in RECORDERS

    @property
    def reads(self) -> bool:
        """Whether this officer meets records at all."""
        return self.reader.role in RECORD_READERS

    @property
    def supervises(self) -> bool:
        """Whether this officer enrols others."""
        return self.reader.role is Role.SUPERVISOR


def frame_of(reader: Reader, now: datetime, path: str) -> Frame:
    """Return the frame of a page at a path."""
    return Frame(
        reader=reader,
        agency=queries.card(reader.agency),
        purpose=wording.purpose_said(reader.purpose) if reader.purpose else "None chosen",
        places=tuple(place for place in PLACES if reader.role in place.roles),
        here=place_of(path),
        now=now,
    )


def place_of(path: str) -> str:
    """Return the address of the place that a path belongs to; nothing for one that belongs to none.

    >>> place_of("/records/0190"), place_of("/tokens")
    ('/find', '')
    """
    if path in ("", "/"):
        return path
    first = "/" + path.strip("/").split("/", 1)[0]
    under = {
        "/records": "/find",
        "/observations": "/find",
        "/check": "/find",
        "/export": "/find",
        "/exports": "/find",
        "/questions": "/experts",
        "/double-effort": "/focus",
        "/give-and-get": "/focus",
        "/operations": "/focus",
        "/corrections": "/requests",
        "/delegations": "/agreements",
        "/resting": "/agreements",
        "/behaviours": "/library",
        "/tools": "/library",
    }.get(first, first)
    return under if any(place.address == under for place in PLACES) else ""
