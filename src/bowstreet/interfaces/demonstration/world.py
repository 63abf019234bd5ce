"""Building the invented world."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bowstreet.interfaces.demonstration import market, people

PAIR = ("investigator.noord", "investigator.garonne")
"""The two who work on the same seller and do not know it."""


def build(*, state: Path, say: Callable[[str], None]) -> None:
    """Build the world in an empty repository."""
    now = datetime.now(UTC)
    keys = state / "demonstration-keys"
    people.found(keys=keys, now=now, say=say)
    tour = {
        "fingerprint": market.sellers()[0].fingerprint,
        "officers": PAIR,
        "command": "bowstreet ledger verify",
    }
    (keys / "tour.json").write_text(json.dumps(tour))
