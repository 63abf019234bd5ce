"""What was collected over TAXII noted as released to the agency that collected it.

A look-up never writes the main database. This follower reads the look-ups that were entered before their answers went,
and makes a release of each record that went in one: to whose program, when, under which agreement.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.lining import SPAN
from bowstreet.holdings.ledger import following
from bowstreet.holdings.ledger.following import Followed
from bowstreet.holdings.ledger.lookups import STORE

FOLLOWER: Final = "collected"
STEP: Final = 100
"""So many look-ups are followed in one transaction."""

_BYTES_WENT = frozenset({"collection.objects", "collection.object"})
"""A manifest and a list of versions tell of objects and give none."""


def keep_up(now: datetime) -> bool:
    """Note what was collected since as released, one step, and say whether there is more."""
    some = following.after(STORE, following.bookmark(FOLLOWER), STEP)
    full = len(some) == STEP
    if not full and not any(map(_gave, some)):
        return False
    with transaction.atomic():
        passed = following.bookmark(FOLLOWER)
        for each in some:
            if each.place > passed and _gave(each):
                _note(each, now)
        following.move(FOLLOWER, max(passed, some[-1].place))
    return full


def _gave(each: Followed) -> bool:
    told = each.fields
    return told["action"] in _BYTES_WENT and bool(told.get("policy")) and bool(told["records"])


def _note(each: Followed, now: datetime) -> None:
    held = models.Agreement.objects.filter(id=each.fields["policy"]).first()
    if held is None or held.giver == each.agency:
        return
    told = each.fields
    at = datetime.fromisoformat(told["at"]) if "at" in told else now
    versions = _versions(held, told["records"], at)
    models.Release.objects.bulk_create(
        [
            models.Release(
                agreement=held, receiver=each.agency, record=record, version=version, at=at, by=told["actor"],
                collected=True,
            )
            for record, version in sorted(versions.items())
        ],
        ignore_conflicts=True, batch_size=500,
    )  # fmt: skip


def _versions(held: models.Agreement, records: Sequence[str], at: datetime) -> dict[str, int]:
    """Return for each record the youngest version that stood in the collection then, else the first that came."""
    line = models.SharedObject.objects.filter(agreement=held, record__in=records)
    found: dict[str, int] = {}
    for record, version, added_at in line.order_by("record", "version").values_list("record", "version", "added_at"):
        if record not in found or added_at <= at + SPAN:
            found[record] = version
    return found
