"""What another Bowstreet says of a record in a form of ours, read back: every value is looked at, none believed.

STIX keeps an envelope as objects and lists and reads it in ``stix.restoring``; the others keep it as JSON in a text.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import msgspec

from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.evaluation import Grade

Text = Annotated[str, msgspec.Meta(max_length=1_000_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Number = Annotated[int, msgspec.Meta(ge=0, le=2**31)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Half = TypeVar("_Half", Terms, Particulars)


class NotCarried(ValueError):
    """What does not hold what it should; the message says why in a sentence."""


def envelope(terms: Any, particulars: Any) -> Envelope:
    """Return an envelope by its halves as JSON holds them; raise ``NotCarried`` or ``msgspec.ValidationError``."""
    return Envelope(_half(Terms, terms), _half(Particulars, particulars))


def in_utc(at: datetime) -> datetime:
    """Return a moment in UTC; raise ``NotCarried`` for one that no calendar of ours reaches there.

    >>> in_utc(datetime.fromisoformat("2031-02-03T04:05:06+02:00")).isoformat()
    '2031-02-03T02:05:06+00:00'
    """
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise NotCarried("A time in it lies before the year 1 or after the year 9999.") from None


def _half(of: type[_Half], held: Any) -> _Half:
    """Return half an envelope: every part has to be there, and none that is not known, as it may forbid something."""
    if not isinstance(held, Mapping):
        raise NotCarried("A half of the envelope is no object.")
    known = {each.name for each in fields(of)}
    if missing := sorted(known - held.keys()):
        raise NotCarried(f"'{missing[0]}' is missing in the envelope.")
    if unknown := sorted(held.keys() - known):
        raise NotCarried(f"The envelope says '{unknown[0][:60]}', which is not known here.")
    return msgspec.convert({**held, **_grade(held)}, of)


def _grade(held: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the grade of an envelope as its two codes apart, for whoever looks at them."""
    if "grade" not in held:
        return {}
    grade = Grade.read(str(held["grade"]))
    return {"grade": {"source": grade.source.value, "accuracy": grade.accuracy.value}}
