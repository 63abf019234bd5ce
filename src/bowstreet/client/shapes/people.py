"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from bowstreet.client.shapes.parts import AgencyCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class OfficerCard:
    """An officer as colleagues see them; ``locked_until`` when too many wrong tries have closed the sign-in."""

    id: str
    name: str
    login: str
    role: str
    agency: AgencyCard
    active: bool
    locked_until: datetime.datetime | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberRow:
    """That an agency belongs to a group; ``until`` is the last day."""

    agency: str
    since: datetime.date
    until: datetime.date | None


@dataclasses.dataclass(frozen=True, kw_only=True)
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class TokenCard:
    """A token without its secret."""

    id: str
    label: str
    purposes: tuple[str, ...]
    made_at: datetime.datetime
    expires_at: datetime.datetime
    last_used_at: datetime.datetime | None
    revoked_at: datetime.datetime | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class PasskeyCard:
    """A passkey of an officer."""

    id: str
    name: str
    made_at: datetime.datetime
    last_used_at: datetime.datetime | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Passkeys:
    """An officer's passkeys, and what a browser needs to make another.

    ``options`` are those of W3C Web Authentication as JSON, ``ticket`` comes back with the answer; ``place`` is the
    host whose pages alone can use the passkeys.
    """

    cards: tuple[PasskeyCard, ...]
    options: str
    ticket: str
    place: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """The standing envelope of an agency: what it says itself, and what applies where it is silent."""

    own: Mapping[str, Any]
    applies: Mapping[str, Any]
