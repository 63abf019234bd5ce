"""What this room tells: entries, the state of a tree, and the result of a check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EntryRow:
    """One entry. ``number`` is its place in the agency's tree, None until a checkpoint has sealed it."""

    store: str
    own_number: int
    number: int | None
    at: datetime
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


@dataclass(frozen=True)
class TreeState:
    """The agency's tree: how many sealed entries, the root, when it was signed, and what the last check found."""

    agency: str
    size: int
    unsealed: int
    root: str
    sealed_at: datetime | None
    unbroken: bool | None
    checked_at: datetime | None
    first_broken: str | None


@dataclass(frozen=True)
class LedgerPage:
    """A page of entries, newest first."""

    entries: tuple[EntryRow, ...]
    tree: TreeState
    next: str | None


@dataclass(frozen=True)
class Proof:
    """The way from one entry to the agency's root: sibling hashes from the leaf upwards (RFC 6962)."""

    entry: EntryRow
    size: int
    root: str
    path: tuple[str, ...]
    holds: bool


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Bundle:
    """An agency's whole ledger as the lines of a file, read while they are written; ``key`` is the node's public one.

    ``entries`` counts all lines but the first, ``sealed`` those in the tree under ``root``.
    """

    agency: str
    entries: int
    sealed: int
    root: str
    key: str
    lines: Iterator[bytes]


@dataclass(frozen=True)
class BundleVerdict:
    """What checking a bundle found; the counts are of what was read before ``first_broken``.

    ``key`` is the one checked with, and ``key_given`` whether it came from elsewhere than the file.
    """

    agency: str
    exported_at: str
    sealed: int
    unsealed: int
    root: str
    key: str
    key_given: bool
    unbroken: bool
    first_broken: str | None
    sentence: str
