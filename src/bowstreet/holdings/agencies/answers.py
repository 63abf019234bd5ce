"""What this room tells: agencies and officers as others may see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class AgencyCard:
    """An agency as it is named on every page."""

    slug: str
    name: str
    country: str
    contact: str
    sort: str


@dataclass(frozen=True)
class OfficerCard:
    """An officer as colleagues see them; ``locked_until`` when too many wrong tries have closed the sign-in."""

    id: str
    name: str
    login: str
    role: str
    agency: AgencyCard
    active: bool
    locked_until: datetime | None = None


@dataclass(frozen=True)
class TokenCard:
    """A token without its secret."""

    id: str
    label: str
    purposes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class NewToken:
    """A token with its secret, shown once."""

    card: TokenCard
    secret: str


@dataclass(frozen=True)
class PasskeyCard:
    """A passkey of an officer."""

    id: str
    name: str
    made_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Passkeys:
    """An officer's passkeys, and what a browser needs to make another.

    ``options`` are those of W3C Web Authentication as JSON, ``ticket`` comes back with the answer; ``place`` is the
    host whose pages alone can use the passkeys.
    """

    cards: tuple[PasskeyCard, ...]
    options: str
    ticket: str
    place: str


@dataclass(frozen=True)
class EnrolmentLink:
    """A link by which an officer sets password and second factor, shown once; ``path`` begins with a slash."""

    officer: OfficerCard
    path: str
    expires_at: datetime


@dataclass(frozen=True)
class Standing:
    """The standing envelope of an agency: what it says itself, and what applies where it is silent."""

    own: dict[str, Any]
    applies: dict[str, Any]


@dataclass(frozen=True)
class MemberRow:
    """That an agency belongs to a group; ``until`` is the last day."""

    agency: str
    since: date
    until: date | None


@dataclass(frozen=True)
class GroupCard:
    """A circle of agencies, the one that leads it, and all memberships, past and to come.

    Of a ``hidden`` one ``members`` are all to the agency that leads it, and to another one its own alone.
    """

    slug: str
    name: str
    led_by: str
    arrangement: str
    members: tuple[MemberRow, ...]
    hidden: bool
