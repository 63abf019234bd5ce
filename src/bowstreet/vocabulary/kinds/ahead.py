"""Days that lie ahead where only what happened can stand: seen, found, seized, born. A day that is planned may."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bowstreet.vocabulary.kinds.kind import Kind

_EARLIEST_ZONE = timedelta(hours=14)
"""How far the clock of the Line Islands, the first to see a day, is before UTC."""

SEEN = "The day {day} lies ahead of the day on which this was handed in, so nothing can have been seen on it."
_SAID = "{label}: the day {day} lies ahead, and this can only have happened."


def today_anywhere(now: datetime) -> date:
    """Return the latest day that it is anywhere at a moment.

    >>> from datetime import UTC
    >>> str(today_anywhere(datetime(2026, 3, 2, 11, tzinfo=UTC)))
    '2026-03-03'
    """
    return (now + _EARLIEST_ZONE).date()


def ahead(kind: Kind, body: Mapping[str, Any], now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what of a checked body would have happened after today, as (place, sentence) of ``Kind.faults``."""
    return tuple(_ahead(kind, body, today_anywhere(now).isoformat()))


def _ahead(kind: Kind, body: Mapping[str, Any], latest: str) -> Iterator[tuple[str, str]]:
    for name, value in body.items():
        field = kind.by_name[name]
        if field.many:
            for place, each in enumerate(value):
                day = max(each.get("first_seen") or "", each.get("last_seen") or "")
                if day > latest:
                    yield f"{name}.{place}", _SAID.format(label=field.label, day=day)
        elif field.past and value > latest:
            yield name, _SAID.format(label=field.label, day=value)
