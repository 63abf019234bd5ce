"""Versions that came by exchange: what their givers told of them, beside what the repository knows itself.

When a version came in is its moment here, and all that is asked as of a day goes by that alone; when its giver made it
is told.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from bowstreet.vocabulary.drafts import Told


class Times(NamedTuple):
    """When a record was begun and when a version of it was made, wherever that was."""

    begun_at: datetime
    at: datetime


def times(recorded_at: datetime, at: datetime, first: str | None, told: str | None) -> Times:
    """Return the times of a version as it leaves; ``first`` is what was told of the first version of its record."""
    return Times(
        Told.from_json(first).begun_at if first else recorded_at,
        Told.from_json(told).at if told else at,
    )


def by(told: str | None, officer: str) -> str:
    """Return who made a version, for officers of its owner: where it was told, the agency that did and who took it in.

    >>> by(None, "Ann"), by('["north", 2, "2031-02-03T04:05:00+00:00", "2031-02-03T04:05:00+00:00"]', "Ann")
    ('Ann', 'north, as told; brought in by Ann')
    """
    return f"{Told.from_json(told).by}, as told; brought in by {officer}" if told else officer


def what(said: str, told: str | None) -> str:
    """Return what the history says of a version, with its number and time at its giver.

    >>> what("Recorded by an intake", '["north", 2, "2031-02-03T04:05:00+00:00", "2031-02-03T04:05:00+00:00"]')
    'Recorded by an intake: version 2 of its giver, of 2031-02-03 04:05 UTC'
    """
    if not told:
        return said
    one = Told.from_json(told)
    return f"{said}: version {one.number} of its giver, of {one.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
