"""What an entry is made of: numbers and codes in canonical JSON, never content."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bowstreet.holdings.ledger import tree

FIRST_CHAIN = bytes(32)
"""What the running hash of a store begins with."""

NAMES = {"acts": "act", "lookups": "look-up"}
"""What an entry of each store is called."""

_CODE = re.compile(r"[\w:./#*-]{0,200}")
_REFERENCE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9:._/-]{0,63}")


class NotACode(ValueError):
    """Something that is not a number or a code was to be written into an entry in clear."""


@dataclass(frozen=True)
class Entry:
    """One stored entry: its canonical bytes, salt, and the running hash after it."""

    store: str
    agency: str
    number: int
    at: datetime
    body: str
    salt: bytes
    chain: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """Return the entry's fields."""
        return dict(json.loads(self.body))

    @property
    def leaf(self) -> bytes:
        """Return the entry's leaf hash."""
        return tree.hash_leaf(self.salt, self.body.encode())


def placed(fields: dict[str, Any], store: str, agency: str, number: int) -> str:
    """Return an entry's canonical bytes as text, with the place that it has in one store of one agency."""
    return canonical({**fields, "store": store, "agency": agency, "number": number})


def canonical(fields: dict[str, Any]) -> str:
    """Return fields as JSON with sorted keys and no spaces."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def next_chain(chain: bytes, leaf: bytes) -> bytes:
    """Return the running hash after one more leaf."""
    return hashlib.sha256(chain + leaf).digest()


def stamp(now: datetime) -> str:
    """Return a moment as it stands in entries: UTC, always with microseconds, so that text sorts as time.

    >>> stamp(datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    '2026-01-02T03:04:00.000000+00:00'
    """
    if now.tzinfo is None:
        raise ValueError("A moment in the ledger has a time zone.")
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def moment(written: str) -> datetime:
    """Return a stored time, in UTC where it names no zone; one that cannot be read is of the year 1.

    >>> moment("2026-01-02 03:04:00").isoformat(), moment("noon").year
    ('2026-01-02T03:04:00+00:00', 1)
    """
    try:
        found = datetime.fromisoformat(written)
    except (TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_reference(case: str) -> bool:
    """Say whether a case is given by a reference, which may stand in clear; a name or a sentence is sealed.

    >>> is_reference("NL-2026/114"), is_reference("the brothers from Port Street"), is_reference("porter")
    (True, False, False)
    """
    return _REFERENCE.fullmatch(case) is not None


def require_codes(values: Iterable[str]) -> None:
    """Raise ``NotACode`` for the first value with a blank, a quotation mark or an at-sign: entries hold no content."""
    for value in values:
        if not _CODE.fullmatch(value):
            raise NotACode("An entry holds numbers and codes only, never content.")
