"""Who calls: the officer of a token, or of a session with second factor."""

from datetime import datetime

from django.http import HttpRequest

from bowstreet.holdings.agencies import sessions, tokens
from bowstreet.interfaces.doors import forging, passing
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import PurposeRefused, Refusal


class NotSignedIn(Refusal):
    """No token and no session, or one that has ended."""

    def __init__(self) -> None:
        """Say the one sentence, the same for every token that is no good."""
        super().__init__("Sign in, or send a token that is in force.")


class Forged(Refusal):
    """An act came with a session's cookie, but without the sign that only the session's own pages send along."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("An act in a session needs the session's X-CSRFToken. Programs send a token of their own.")


def caller_of(request: HttpRequest, now: datetime) -> Reader:
    """Return who calls, with the purpose and case of the headers.

    Raise ``NotSignedIn``, ``Forged`` or, for a purpose outside token or role, ``PurposeRefused``.
    """
    header, purpose = request.headers.get("Authorization", ""), request.headers.get("X-Purpose")
    reader = _of_token(header, purpose, now) if header else _for_purpose(_of_session(request, now), purpose)
    return passing.with_saying(reader, case=request.headers.get("X-Case"), reason=None)


def _of_token(header: str, purpose: str | None, now: datetime) -> Reader:
    scheme, _, secret = header.partition(" ")
    reader = tokens.reader_of(secret.strip(), purpose=purpose, now=now) if scheme.lower() == "bearer" else None
    if reader is None:
        raise NotSignedIn()
    return reader


def _of_session(request: HttpRequest, now: datetime) -> Reader:
    reader = sessions.reader_of_session(request.session, now=now)
    if reader is None:
        raise NotSignedIn()
    if request.method not in {"GET", "HEAD", "OPTIONS"} and forging.is_forged(request):
        raise Forged()
    return reader


def _for_purpose(reader: Reader, named: str | None) -> Reader:
    if named is None:
        return reader
    if named not in set(Purpose):
        raise PurposeRefused()
    return sessions.with_choice(reader, purpose=Purpose(named), case=reader.case, reason=reader.reason)
