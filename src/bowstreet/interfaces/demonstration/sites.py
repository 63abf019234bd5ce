"""The three invented markets and the forum: when each opened, how it ended, and what belongs to its staff."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from bowstreet.interfaces.demonstration import keys, wallets
from bowstreet.vocabulary import markets

OPENED = date(2024, 9, 2)
WEEKS = 104
ENDED = OPENED + timedelta(weeks=WEEKS)
"""The first day that nobody has seen yet."""


@dataclass(frozen=True)
class Site:
    """A market or a forum; ``closed`` is the first day on which it did not answer any more."""

    name: str
    opened: date
    closed: date
    ending: str
    said: str
    share: float = 0.0
    """Of the sellers who look for a market while it is open, how many choose it, against the others."""

    @property
    def slug(self) -> str:
        """The slug by which it is known."""
        return markets.slug(self.name)

    @property
    def staff_key(self) -> tuple[str, str]:
        """The armoured key of its staff and the fingerprint; many sellers show it, and it says nothing of them."""
        return _staff_key(self)

    @property
    def escrow(self) -> str:
        """The wallet through which its sales go; as common as the key."""
        return wallets.address(f"escrow of {self.name}")

    @property
    def onion(self) -> str:
        """Its address in the Tor network."""
        return onion(self.name)

    def is_open(self, day: date) -> bool:
        """Say whether it answered on a day."""
        return self.opened <= day < self.closed


SALTMARKET = Site(
    "Saltmarket", OPENED, date(2025, 11, 18), "seized", share=8.0,
    said="Seized in a joint action; its page shows a notice since.",
)  # fmt: skip
CANDLEWHARF = Site(
    "Candlewharf", date(2024, 11, 11), date(2026, 5, 29), "exit_scam", share=3.0,
    said="Withdrawals stopped on a Friday; on Monday escrow and operators were gone.",
)  # fmt: skip
MILLRACE = Site(
    "Millrace", date(2025, 3, 3), ENDED, "open", share=2.0,
    said="Smallest of the three until the others ended; wants a bond from new sellers.",
)  # fmt: skip
LANTERNHOUSE = Site(
    "Lanternhouse", OPENED, ENDED, "open", said="A forum where buyers and sellers of all three markets write."
)  # fmt: skip
MARKETS = (SALTMARKET, CANDLEWHARF, MILLRACE)


def onion(seed: str) -> str:
    """Return an invented address of an onion service, version 3 with its checksum."""
    key = hashlib.sha256(f"bowstreet demonstration onion {seed}".encode()).digest()
    check = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    return base64.b32encode(key + check + b"\x03").decode().lower() + ".onion"


@cache
def _staff_key(site: Site) -> tuple[str, str]:
    made = datetime(site.opened.year, site.opened.month, site.opened.day, tzinfo=UTC) - timedelta(days=20)
    return keys.armoured(f"staff of {site.name}", f"{site.name} staff", made)
