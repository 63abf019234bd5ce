"""However limits are set: the earliest wins, and a review is never later than three years nor than the erasure."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary import keeping

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(st.sampled_from(sorted(keeping.CLASSES)), DAYS, st.lists(st.none() | DAYS, max_size=3))
def test_the_earliest_of_provider_agency_and_system_wins(code: str, since: date, limits: list[date | None]) -> None:
    found = keeping.dates(keeping.CLASSES[code], since, limits)
    own = keeping.after(since, keeping.CLASSES[code].erase_months)
    assert found.erase_on == min([own, *(each for each in limits if each)])
    assert found.review_on <= found.erase_on
    assert found.review_on <= keeping.after(since, 36)


@given(DAYS, st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = keeping.after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)
