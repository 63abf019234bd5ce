"""What agencies say that they work on, as it stands under some terms; the room above says who is told what of it."""

from typing import Any, NamedTuple

from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import fetching, rows
from bowstreet.holdings.repository.rows import Row

KINDS = ("focus", "operation")
"""The kinds of record by which an agency says what it works on."""


class Undertaking(NamedTuple):
    """A record of such a kind with its body, which does not go out by being read here."""

    row: Row
    body: dict[str, Any]


def under(among: frozenset[int]) -> tuple[Undertaking, ...]:
    """Return the undertakings that stand under some terms, newest first. ``among`` comes from the gate."""
    allowed, allowed_with = gate.within("g.terms_id", among)
    found = list(map(Row._make, fetching.at_once(
        rows.COLUMNS,
        "repository_traits x CROSS JOIN repository_gist g JOIN repository_record r ON r.id = g.id"
        f" WHERE x.kind IN ({', '.join(['%s'] * len(KINDS))}) AND g.traits_id = x.id AND {allowed}",
        [*KINDS, *allowed_with],
    )))  # fmt: skip
    bodies = rows.bodies(found)
    return tuple(Undertaking(each, bodies[each.id]) for each in sorted(found, key=lambda row: row.id, reverse=True))
