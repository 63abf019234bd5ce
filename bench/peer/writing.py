"""Writing composed records as Django code does: one ``bulk_create`` a table, a thousand records a transaction."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from bench.peer.models import Entry, Frequency, Record, Selector, Text, Version

if TYPE_CHECKING:
    from bowstreet.holdings.repository.composing import Composed

BATCH = 1_000


def write(agency: str, made: "Sequence[tuple[str, str, Composed]]", by: str, at: datetime) -> None:
    """Write (kind, key hash, composed) with versions, selectors, counts, texts, and a line of the log."""
    for first in range(0, len(made), BATCH):
        with transaction.atomic("peer"):
            _batch(agency, made[first : first + BATCH], by, at)
    Entry.objects.using("peer").create(at=at, by=by, action="import", count=len(made))


def _batch(agency: str, made: "Sequence[tuple[str, str, Composed]]", by: str, at: datetime) -> None:
    records = [
        Record(
            uid=str(uuid.uuid4()), kind=kind, agency=agency, terms_id=1, particulars_id=1, version=1, key_hash=hashed,
            market=each.market, products=each.products, grade="X4", first_on=each.first_on, last_on=each.last_on,
            recorded_at=at, changed_at=at, changed_by=by,
        )
        for kind, hashed, each in made
    ]  # fmt: skip
    Record.objects.using("peer").bulk_create(records)
    whole = [(record, each) for record, (_, _, each) in zip(records, made, strict=True)]
    Version.objects.using("peer").bulk_create(
        Version(record=record, number=1, at=at, by=by, act="import", what="Recorded by an intake", terms_id=1,
                particulars_id=1, body=each.body)
        for record, each in whole
    )  # fmt: skip
    selectors = [
        Selector(type=type, value=value, record=record, terms_id=1, depth=depth, agency=agency)
        for record, each in whole
        for type, value, depth in each.selectors
    ]
    Selector.objects.using("peer").bulk_create(selectors)
    _count(selectors)
    Text.objects.using("peer").bulk_create(
        Text(record=record, terms_id=1, depth=depth, title=title, body=body)
        for record, each in whole
        for depth, title, body in each.texts
    )


def _count(selectors: Sequence[Selector]) -> None:
    counts = Counter((each.type, each.value, each.depth) for each in selectors)
    values = {value for _, value, _ in counts}
    kept = Frequency.objects.using("peer").filter(value__in=values, terms_id=1)
    known = {(each.type, each.value, each.depth): each.pk for each in kept}
    for key in known:
        Frequency.objects.using("peer").filter(pk=known[key]).update(n=F("n") + counts.pop(key, 0))
    Frequency.objects.using("peer").bulk_create(
        Frequency(type=type, value=value, terms_id=1, depth=depth, n=n) for (type, value, depth), n in counts.items()
    )
