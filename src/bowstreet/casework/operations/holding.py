"""Which operations hold some records: in their shared pool, or in what an agency keeps to them for itself."""

from collections.abc import Collection
from datetime import datetime

from bowstreet.casework.operations import joint, models
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden


def holding(*, reader: Reader, now: datetime, ids: Collection[str]) -> list[tuple[str, str]]:
    """Return (operation, record) of some records that the reader's agency put there, where the board is there."""
    mine = [each.objects.filter(record__in=list(ids), agency=reader.agency) for each in (models.Pooled, models.Kept)]
    found = sorted({pair for some in mine for pair in some.values_list("operation", "record")})
    there = {id for id in {operation for operation, _ in found} if _is_there(id, reader, now)}
    return [(operation, record) for operation, record in found if operation in there]


def _is_there(id: str, reader: Reader, now: datetime) -> bool:
    try:
        joint.there(id, reader, now)
    except Hidden:
        return False
    return True
