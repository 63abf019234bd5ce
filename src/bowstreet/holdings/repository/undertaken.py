"""What agencies say that they work on, as it stands under some terms; the room above says who is told what of it."""

from collections.abc import Sequence
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
    found = _rows(among, f"x.kind IN ({', '.join(['%s'] * len(KINDS))})", KINDS)
    bodies = rows.bodies(found)
    return tuple(Undertaking(each, bodies[each.id]) for each in found)


def of_agency(kind: str, agency: str, among: frozenset[int]) -> list[Row]:
    """Return an agency's records of a kind that stand under some terms, newest first. ``among`` comes from the gate."""
    return _rows(among, "x.kind = %s AND x.agency = %s", (kind, agency))


def _rows(among: frozenset[int], traits: str, values: Sequence[str]) -> list[Row]:
    allowed, allowed_with = gate.within("g.terms_id", among)
    found = map(Row._make, fetching.at_once(
        rows.COLUMNS,
        "repository_traits x CROSS JOIN repository_gist g JOIN repository_record r ON r.id = g.id"
        f" WHERE {traits} AND g.traits_id = x.id AND {allowed}",
        [*values, *allowed_with],
    ))  # fmt: skip
    return sorted(found, key=lambda row: row.id, reverse=True)
