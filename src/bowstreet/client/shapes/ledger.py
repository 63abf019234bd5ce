"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One entry. ``number`` is its place in the agency's tree, None until a checkpoint has sealed it."""

    store: str
    own_number: int
    number: int | None
    at: datetime.datetime
    event: str
    action: str
    officer: str
    agency: str
    role: str
    purpose: str
    case: str
    records: tuple[str, ...]
    count: int
    result: str
    recipients: tuple[str, ...]
    leaf: str
    session: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class TreeState:
    """The agency's tree: how many sealed entries, the root, when it was signed, and what the last check found."""

    agency: str
    size: int
    unsealed: int
    root: str
    sealed_at: datetime.datetime | None
    unbroken: bool | None
    checked_at: datetime.datetime | None
    first_broken: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class LedgerPage:
    """A page of entries, newest first."""

    entries: tuple[EntryRow, ...]
    tree: TreeState
    next: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Proof:
    """The way from one entry to the agency's root: sibling hashes from the leaf upwards (RFC 6962)."""

    entry: EntryRow
    size: int
    root: str
    path: tuple[str, ...]
    holds: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verified:
    """What verifying an agency's tree found; ``first_broken`` names the first wrong entry.

    ``checkpoints`` counts those in which this tree grew.
    """

    agency: str
    entries: int
    checkpoints: int
    unbroken: bool
    first_broken: str | None
    sentence: str
    root: str
