"""Opening tickets: one for two agencies and an identifier, with a side for each of them that is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bowstreet.casework.deconfliction import models
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.repository import hitting
from bowstreet.holdings.repository.hitting import Pair

NO_RECORD = 0
"""Stands for the terms of what an agency holds in no record."""

_BATCH = 500


class Meeting(NamedTuple):
    """Two agencies that meet on an identifier, which of them are told, and under which terms each holds it."""

    pair: Pair
    one: str
    other: str
    told: frozenset[str]
    under: frozenset[tuple[str, int]]


def open(meetings: Iterable[Meeting], now: datetime) -> dict[tuple[Pair, str, str], int]:
    """Open what is not open yet, in the caller's transaction, and return the tickets by identifier and agencies.

    What takes part already does so since then.
    """
    by_ref = {hitting.reference(each.pair, each.one, each.other): each for each in meetings}
    models.Ticket.objects.bulk_create(
        [
            models.Ticket(
                ref=ref, left=min(each.one, each.other), right=max(each.one, each.other), type=each.pair[0],
                matter=keys.lock(each.pair[1]),
            )
            for ref, each in sorted(by_ref.items())
        ],
        ignore_conflicts=True, batch_size=_BATCH,
    )  # fmt: skip
    ids = _ids(list(by_ref))
    models.Side.objects.bulk_create(
        [
            models.Side(ticket_id=ids[ref], agency=agency)
            for ref, each in sorted(by_ref.items())
            for agency in sorted(each.told)
        ],
        ignore_conflicts=True, batch_size=_BATCH,
    )  # fmt: skip
    models.Since.objects.bulk_create(
        [
            models.Since(ticket_id=ids[ref], agency=agency, terms_id=terms, at=now)
            for ref, each in sorted(by_ref.items())
            for agency, terms in sorted(each.under)
        ],
        ignore_conflicts=True, batch_size=_BATCH,
    )  # fmt: skip
    return {(each.pair, each.one, each.other): ids[ref] for ref, each in by_ref.items()}


def _ids(refs: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(refs), _BATCH):
        some = models.Ticket.objects.filter(ref__in=refs[start : start + _BATCH])
        found |= dict(some.values_list("ref", "id"))
    return found
