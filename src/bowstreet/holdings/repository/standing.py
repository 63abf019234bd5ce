"""Which version of a record stood at the end of a day or under a number, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bowstreet.holdings.repository import models
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.refusals import Hidden


@dataclass(frozen=True)
class Standing:
    """A record as it stood: which version, the envelope it had then, and the days on which it had been seen.

    ``until`` is the moment up to which what stood beside it is asked for; None where it stands so still.
    """

    row: Row
    number: int
    particulars_id: int
    first_on: str
    last_on: str
    until: datetime | None = None


def stood(row: Row, as_of: date | None = None, version: int | None = None) -> Standing:
    """Return the newest version that is neither later than a day nor another than the one of a number.

    A version of a number stood until the next one was written. Raise ``Hidden`` where there was none.
    """
    over = end_of(as_of)
    if version is None and over is None:
        return Standing(row, row.version, row.particulars_id, row.first_on, row.last_on)
    known = models.Version.objects.filter(record_id=row.id, number__lte=row.version)
    if over is not None:
        known = known.filter(at__lt=over)
    found = (known if version is None else known.filter(number=version)).order_by("-number").first()
    if found is None:
        raise Hidden()
    after = None if version is None else known.filter(number=version + 1).values_list("at", flat=True).first()
    return Standing(row, found.number, found.particulars_id, found.first_on, found.last_on, after or over)


def stood_all(found: Mapping[int, Row], as_of: date | None) -> dict[int, Standing]:
    """Return the same of several records at once, by running number; raise ``Hidden`` where one had no version."""
    stands = stood_before(found, end_of(as_of))
    if found.keys() - stands.keys():
        raise Hidden()
    return stands


def stood_before(found: Mapping[int, Row], until: datetime | None) -> dict[int, Standing]:
    """Return the last versions before a moment by running number, without the records that had none yet."""
    if until is None:
        return {id: stood(row) for id, row in found.items()}
    known = models.Version.objects.filter(record_id__in=list(found), at__lt=until)
    columns = ("record_id", "number", "particulars_id", "first_on", "last_on")
    last = {
        each[0]: each for each in known.order_by("number").values_list(*columns) if each[1] <= found[each[0]].version
    }
    return {
        id: Standing(found[id], number, particulars, first, last_on, until)
        for id, number, particulars, first, last_on in last.values()
    }


def end_of(day: date | None) -> datetime | None:
    """Return the moment at which a day is over, in UTC; None for no day and for the last that there is."""
    if day is None or day >= date.max:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, UTC)
