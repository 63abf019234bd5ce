"""The form of what is planted in the invented world: what is so, of whom, and by which records and rows it shows."""

from dataclasses import dataclass
from datetime import date

from bowstreet.interfaces.demonstration.accounts import Account

Name = tuple[str, str]
"""Kind and natural key of a record, as ``Told.name`` has it."""


@dataclass(frozen=True)
class Row:
    """A row of a dataset: its sort, the market or forum, who stands in it, and words that it holds."""

    sort: str
    site: str
    handle: str
    words: str


@dataclass(frozen=True)
class Planted:
    """One planted thing. ``sort`` is the same for all that are found in one way; ``shows`` says what is to be found."""

    sort: str
    shows: str
    records: tuple[Name, ...]
    rows: tuple[Row, ...] = ()
    person: int | None = None
    on: date | None = None


def account(of: Account) -> Name:
    """Return the name of an account's record."""
    return "vendor_account", f"{of.site.slug}:{of.handle}"


def key(of: Account) -> Name:
    """Return the name of the record of an account's key."""
    return "pgp_key", of.fingerprint
