"""The agency's own records that a document names which left this node before: how each stood in the versions named.

Asked for records of the reader's own agency alone that open whole to the reader; of all others nothing is said, as if
there were none.
"""

import json
from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any, NamedTuple

from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import models, outgoing, rows
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader

_STEP = 500
Ends = tuple[str, str, str]


class Stands(NamedTuple):
    """A record as it stands: its kind, the number of its version, and its bodies by the numbers that were asked for."""

    kind: str
    version: int
    bodies: Mapping[int, Mapping[str, Any]]

    def says(self, number: int, body: Mapping[str, Any]) -> bool:
        """Say whether a version held this body, or as much of it as leaves without identifiers."""
        held = self.bodies.get(number)
        if held is None:
            return False
        kind = catalogue.kind(self.kind)
        return any(dict(body) == outgoing.opened(kind, held, depth)[0] for depth in ("identifiers", "body"))


def stands(*, reader: Reader, now: datetime, named: Mapping[str, Set[int]]) -> dict[str, Stands]:
    """Return how records stand, by their ids and in the versions named; what is not own and open is left out."""
    opens = gate.permitted(reader, Action.IDENTIFIERS, now)
    found: dict[str, Stands] = {}
    ids = list(named)
    for at in range(0, len(ids), _STEP):
        mine = [
            row
            for row in rows.by_uids(ids[at : at + _STEP]).values()
            if row.agency == reader.agency and row.terms_id in opens
        ]
        found |= _with_bodies(mine, named)
    return found


def _with_bodies(mine: list[Row], named: Mapping[str, Set[int]]) -> dict[str, Stands]:
    numbers = {number for row in mine for number in named[row.uid]}
    stored = models.Version.objects.filter(record__in=[row.id for row in mine], number__in=numbers)
    held: dict[int, dict[int, Any]] = {}
    for record, number, body in stored.values_list("record_id", "number", "body"):
        held.setdefault(record, {})[number] = json.loads(body)
    return {row.uid: Stands(row.kind, row.version, held.get(row.id, {})) for row in mine}


def joined(*, reader: Reader, now: datetime, ids: Set[str]) -> frozenset[Ends]:
    """Return the open links of the agency that begin at some records: (left, type, right) by ids."""
    opens = gate.permitted(reader, Action.BODY, now)
    named = sorted(ids)
    return frozenset(
        (left, type, right)
        for at in range(0, len(named), _STEP)
        for left, type, right, terms_id in models.Link.objects.filter(
            left__uid__in=named[at : at + _STEP], agency=reader.agency
        ).values_list("left__uid", "type", "right__uid", "terms_id")
        if terms_id in opens
    )
