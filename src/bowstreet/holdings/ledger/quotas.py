"""How many identifiers of a type an agency, and an officer of it, asked for in a day of UTC: kept beside the look-ups.

What is spent is counted in the transaction that enters the look-up, by the store's one writer, so that nobody asks
twice at once for what is left; a refused look-up spends nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from bowstreet.holdings.ledger import entries
from bowstreet.holdings.ledger.stores import Store

ALL = ""
"""Who stands for an agency's officers together."""

Spends = Mapping[str, tuple[int, int]]
"""Of each type how many identifiers are asked for, and how many may be in a day."""

_KEPT = timedelta(days=2)
_SPEND = (
    "INSERT INTO spent (day, agency, officer, type, n) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (day, agency, officer, type) DO UPDATE SET n = spent.n + excluded.n"
)


class Asker(NamedTuple):
    """Who asks, and when."""

    agency: str
    officer: str
    at: datetime


def spend(store: Store, asker: Asker, spends: Spends) -> bool:
    """Count what is asked for, in the caller's transaction; False, and nothing counted, where it is too much.

    What was spent on days before the last two is forgotten.
    """
    if not spends:
        return True
    if over(store, asker, spends):
        return False
    day = _day(asker.at)
    for officer in (ALL, asker.officer):
        for type, (n, _) in spends.items():
            store.execute(_SPEND, (day, asker.agency, officer, type, n))
    store.execute("DELETE FROM spent WHERE day < ?", (_day(asker.at - _KEPT),))
    return True


def over(store: Store, asker: Asker, spends: Spends) -> tuple[str, int, int] | None:
    """Return the first type of which too much is asked for, how many may be in a day, and how many are left."""
    for officer in (ALL, asker.officer):
        for type, (n, most) in spends.items():
            row = store.execute(
                "SELECT n FROM spent WHERE day = ? AND agency = ? AND officer = ? AND type = ?",
                (_day(asker.at), asker.agency, officer, type),
            ).fetchone()
            left = max(0, most - (int(row[0]) if row else 0))
            if n > left:
                return type, most, left
    return None


def _day(at: datetime) -> str:
    return entries.stamp(at)[:10]
