"""How long a record is kept: a retention class gives the days of review and of erasure.

A review is due within three years (Regulation (EU) 2016/794 article 31(2)), and of the limits that provider,
agency and system set the earliest wins (article 31(4)).
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LONGEST_REVIEW_YEARS = 3


@dataclass(frozen=True)
class Retention:
    """A retention class: after how many months a record is reviewed and, unless that is decided otherwise, erased."""

    code: str
    label: str
    review_months: int
    erase_months: int


@dataclass(frozen=True)
class Dates:
    """The day on which a record must be reviewed and the day on which it is erased."""

    review_on: date
    erase_on: date


CLASSES: dict[str, Retention] = {
    each.code: each
    for each in (
        Retention("undetermined", "Category not yet determined", 6, 18),
        Retention("short", "Short", 12, 12),
        Retention("standard", "Standard", 36, 60),
        Retention("serious", "Serious crime", 36, 120),
        Retention("know_how", "Practices, methods and tools", 36, 120),
        Retention("consent", "Held with consent", 12, 36),
    )
}
"""Every retention class by its code."""


def after(day: date, months: int) -> date:
    """Return the day some months later, the last of the month where the month is shorter.

    >>> after(date(2024, 2, 29), 12).isoformat(), after(date(2023, 11, 30), 3).isoformat()
    ('2025-02-28', '2024-02-29')
    """
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def latest_review(day: date, erase_on: date | None, *, undetermined: bool = False) -> date:
    """Return the last day on which something that is kept on a day may be reviewed first, whoever says so.

    >>> latest_review(date(2026, 1, 31), None), latest_review(date(2026, 1, 31), date(2027, 1, 1))
    (datetime.date(2029, 1, 31), datetime.date(2027, 1, 1))
    """
    months = CLASSES["undetermined"].review_months if undetermined else 12 * LONGEST_REVIEW_YEARS
    return min(filter(None, (after(day, months), erase_on)))


def dates(retention: Retention, since: date, limits: Iterable[date | None] = ()) -> Dates:
    """Return the dates of a record held since a day; ``limits`` are erasure days that provider or agency set.

    The review never lies after the erasure, nor later than three years after ``since``.

    >>> dates(CLASSES["standard"], date(2026, 1, 31), [date(2027, 1, 1), None])
    Dates(review_on=datetime.date(2027, 1, 1), erase_on=datetime.date(2027, 1, 1))
    """
    erase = min([after(since, retention.erase_months), *(limit for limit in limits if limit is not None)])
    longest = min(retention.review_months, 12 * LONGEST_REVIEW_YEARS)
    return Dates(min(after(since, longest), erase), erase)
