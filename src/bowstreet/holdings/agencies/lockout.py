"""The counter of wrong passwords and codes: after five, a login is closed for fifteen minutes, whatever the method.

It stands in the database, so that all processes share it, and knows a login only by its keyed hash: spellings that
differ in case, width or invisible characters share one counter, and a login that does not exist has one like any other.
"""

import hashlib
import hmac
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from bowstreet.holdings.agencies import queries, rules
from bowstreet.holdings.agencies.answers import OfficerCard
from bowstreet.holdings.agencies.models import Attempt
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort

LIMIT = 5
TERM = timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)
_LONGEST = 256


class Locked(Refusal):
    """Too many wrong tries: the same words for every login, known or not."""

    sort = Sort.TOO_MUCH

    def __init__(self) -> None:
        """Say the one sentence and how the lock ends."""
        super().__init__(
            "Too many wrong tries. This login is closed for 15 minutes; your supervisor can open it sooner."
        )


def normal(login: str) -> str:
    """Return the login as it is looked up and counted.

    >>> normal(" Ｎoor.de\u200bWit ")
    'noor.dewit'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login[:_LONGEST]).casefold())
    return "".join(sign for sign in folded if unicodedata.category(sign) not in {"Cf", "Cc"}).strip()


def refuse_locked(login: str, now: datetime) -> None:
    """Raise ``Locked`` while a login is closed."""
    if Attempt.objects.filter(login_hash=_key(login), locked_until__gt=now).exists():
        raise Locked()


def count_failure(login: str, now: datetime) -> bool:
    """Count a wrong try inside the caller's transaction; say whether it was the one that closed the login."""
    Attempt.objects.filter(last_at__lt=now - _FORGOTTEN).delete()
    key = _key(login)
    row = Attempt.objects.filter(login_hash=key).first() or Attempt(login_hash=key, failures=0)
    if row.locked_until is not None and row.locked_until <= now:
        row.failures, row.locked_until = 0, None
    row.failures += 1
    row.last_at = now
    closes = row.failures >= LIMIT and row.locked_until is None
    if closes:
        row.locked_until = now + TERM
    row.save()
    return closes


def forget(login: str) -> None:
    """Begin the count of a login anew, inside the caller's transaction: both factors were right."""
    Attempt.objects.filter(login_hash=_key(login)).delete()


def lift(*, reader: Reader, officer: str, now: datetime) -> OfficerCard:
    """Open the login of an officer of the supervisor's own agency before its time; raise ``Hidden`` for another."""
    row = queries.officer_row(officer)
    if row is None or row.agency_id != reader.agency or not rules.is_supervisor(reader):
        raise Hidden()
    with transaction.atomic():
        forget(row.login)
        recording.record_act(actor=reader, event=Event.ADMIN, action="officer.unlock", now=now,
                             recipients=(str(row.id),))  # fmt: skip
    return queries.officer_card(row)


def _key(login: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"login:" + normal(login).encode("utf-8", "surrogatepass"),
                    hashlib.sha256).hexdigest()  # fmt: skip
