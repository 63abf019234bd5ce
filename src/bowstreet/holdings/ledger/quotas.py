"""How many identifiers of a type an agency, and an officer of it, asked for in a day of UTC: kept beside the look-ups.

What is spent is counted in the transaction that enters the look-up, by the store's one writer, so that nobody asks
twice at once for what is left; a refused look-up spends nothing. A row bears a hash keyed by the node, since no chain
speaks for it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from bowstreet.holdings.ledger import entries, keys
from bowstreet.holdings.ledger.stores import Store

ALL = ""
"""Who stands for an agency's officers together."""

Spends = Mapping[str, tuple[int, int]]
"""Of each type how many identifiers are asked for, and how many may be in a day."""

_KEPT = timedelta(days=2)
_SPEND = (
    "INSERT INTO spent (who, agency, n, vouched) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (who) DO UPDATE SET n = excluded.n, vouched = excluded.vouched"
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
    for officer in (ALL, asker.officer):
        for type, (n, _) in spends.items():
            who = _who(asker, officer, type)
            total = _spent(store, who) + n
            store.execute(_SPEND, (who, asker.agency, total, _vouch(who, asker.agency, total)))
    store.execute("DELETE FROM spent WHERE who < ?", (_day(asker.at - _KEPT),))
    return True


def over(store: Store, asker: Asker, spends: Spends) -> tuple[str, int, int] | None:
    """Return the first type of which too much is asked for, how many may be in a day, and how many are left."""
    for officer in (ALL, asker.officer):
        for type, (n, most) in spends.items():
            left = max(0, most - _spent(store, _who(asker, officer, type)))
            if n > left:
                return type, most, left
    return None


def wrong(store: Store) -> str | None:
    """Say what is wrong with what was spent, or None."""
    for who, whose, n, vouched in store.execute("SELECT who, agency, n, vouched FROM spent ORDER BY who").fetchall():
        if vouched != _vouch(who, whose, n):
            return "what was spent of a day's quota is not what was asked for."
    return None


def _who(asker: Asker, officer: str, type: str) -> str:
    """Return what a row counts: a day, an agency, an officer or all of them, a type."""
    return " ".join((_day(asker.at), asker.agency, officer, type))


def _spent(store: Store, who: str) -> int:
    row = store.execute("SELECT n FROM spent WHERE who = ?", (who,)).fetchone()
    return int(row[0]) if row else 0


def _vouch(who: str, agency: str, n: int) -> str:
    return keys.vouch("spent", who, agency, n)


def _day(at: datetime) -> str:
    return entries.stamp(at)[:10]
