"""What stands beside a look-up for followers alone: whose records it showed, sealed to the node until they passed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from nacl.exceptions import CryptoError

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.ledger.stores import Store

_PENDING = (
    "SELECT e.agency, e.number, e.body, t.sealed FROM touched t LEFT JOIN entry e ON e.id = t.place ORDER BY t.place"
)
_TAKEN_AWAY = (
    "SELECT MIN(number) FROM entry WHERE agency = ? AND id > ?"  # noqa: S608
    f" AND {dialect.field('body', 'query')} IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM touched WHERE touched.place = entry.id)"
)


class Touched(NamedTuple):
    """What was sealed beside a look-up: (record, agency) pairs, and what a room above is told."""

    pairs: list[tuple[str, str]]
    told: dict[str, Any]


def sealed(
    agency: str, fields: Mapping[str, Any], pairs: Sequence[tuple[str, str]], told: Mapping[str, Any] | None = None
) -> bytes:
    """Return (record, agency) pairs sealed to followers, with the look-up beside which they are to stand."""
    whole = {"beside": _beside(agency, fields), "pairs": [list(p) for p in pairs]}
    return keys.seal_to_followers(json.dumps({**whole, "told": told} if told else whole))


def opened(box: bytes, agency: str, fields: Mapping[str, Any]) -> Touched:
    """Return what was sealed beside a look-up; raise ``ValueError`` for what was not.

    A node of an earlier version sealed the pairs alone.
    """
    try:
        found = json.loads(keys.open_for_followers(box))
    except CryptoError:
        raise ValueError("Nobody sealed this to the followers of this node.") from None
    if isinstance(found, list):
        return Touched([(record, owner) for record, owner in found], {})
    if found["beside"] != _beside(agency, fields):
        raise ValueError("This was sealed beside another look-up.")
    return Touched([(record, owner) for record, owner in found["pairs"]], found.get("told", {}))


def wrong(store: Store, agency: str, passed: int) -> str | None:
    """Say what is wrong with what waits for followers, who had passed up to a place, or None."""
    for whose, number, body, box in store.execute(_PENDING).fetchall():
        try:
            opened(bytes(box), whose, json.loads(body))
        except (ValueError, TypeError, KeyError):
            which = f"look-up {number}" if whose == agency else "a look-up"
            return f"what followers are to read beside {which} is not what was sealed."
    away = store.execute(_TAKEN_AWAY, (agency, passed)).fetchone()[0]
    return None if away is None else f"what followers are to read beside look-up {away} is missing."


def _beside(agency: str, fields: Mapping[str, Any]) -> list[str]:
    return [agency, fields["actor"], fields["at"]]
