"""What owners released to officers and agencies: given, ended, and handed to the reader whom the gate sees."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from bowstreet.holdings.agencies.counter import raise_counter
from bowstreet.holdings.agencies.models import Release as Row
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Release


def give(request: str, agency: str, releases: Iterable[Release], now: datetime) -> None:
    """Have releases to an agency, or an officer of it, stand under a request, in the caller's transaction.

    Those of anybody whose last day is over are taken away.
    """
    Row.objects.filter(until__lt=now.date()).delete()
    Row.objects.bulk_create(
        Row(
            request=request, terms=each.terms, action=each.action.value, purpose=each.purpose.value,
            agency_id=agency, officer=each.officer or "", until=each.until,
        )
        for each in releases
    )  # fmt: skip
    raise_counter()


def end(request: str) -> None:
    """Have nothing stand under a request any more, in the caller's transaction: from the next request on."""
    Row.objects.filter(request=request).delete()
    raise_counter()


def held_by(officer: str, agency: str) -> tuple[Release, ...]:
    """Return the releases to an officer and to the officer's agency, also those whose last day is over."""
    found = Row.objects.filter(Q(officer="") | Q(officer=officer), agency_id=agency).order_by("request", "action")
    return tuple(
        Release(each.terms, Action(each.action), Purpose(each.purpose), each.until, each.officer or None, agency)
        for each in found
    )


def standing(releases: tuple[Release, ...], day: date) -> tuple[Release, ...]:
    """Return those of some releases whose last day is not over."""
    return tuple(each for each in releases if day <= each.until)
