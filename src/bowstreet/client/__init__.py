"""A client of a node for programs and notebooks: it needs httpx, nothing of a node, and asks over REST alone.

It adds no power that a token lacks. Its three main words: client, saying, refusal.
"""

from bowstreet.client.collecting import Collection
from bowstreet.client.downloading import Download, Saved
from bowstreet.client.node import Client, text_of
from bowstreet.client.refusing import (
    Conflict,
    Failed,
    Invalid,
    NotDone,
    NotSignedIn,
    NotThere,
    Refusal,
    Refused,
    StillWorking,
    TooMuch,
    Unavailable,
    Unreachable,
    Unreadable,
)
from bowstreet.client.taking_in import Intake
from bowstreet.client.taking_out import Export

__all__ = [
    "Client", "Collection", "Conflict", "Download", "Export", "Failed", "Intake", "Invalid", "NotDone", "NotSignedIn",
    "NotThere", "Refusal", "Refused", "Saved", "StillWorking", "TooMuch", "Unavailable", "Unreachable", "Unreadable",
    "text_of",
]  # fmt: skip
