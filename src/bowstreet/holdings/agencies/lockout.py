"""The counter of wrong passwords and codes: after five, a login is closed for fifteen minutes, whatever the method.

It stands in the database, so that all processes share it, and knows a login only by its keyed hash: spellings that
differ in case, width or invisible characters share one counter, and a login that does not exist has one like any other.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from bowstreet.holdings.agencies.models import Attempt
from bowstreet.vocabulary.refusals import Refusal, Sort

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


def locked_until(logins: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Return of those logins that are closed when each opens by itself."""
    by_key = {_key(login): login for login in logins}
    closed = Attempt.objects.filter(login_hash__in=by_key, locked_until__gt=now)
    return {by_key[row.login_hash]: row.locked_until for row in closed if row.locked_until}


def _key(login: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"login:" + normal(login).encode("utf-8", "surrogatepass"),
                    hashlib.sha256).hexdigest()  # fmt: skip
