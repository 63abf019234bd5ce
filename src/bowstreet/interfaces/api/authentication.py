"""Who calls: the officer of a token, or of a session with second factor."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from bowstreet.holdings.agencies import sessions, tokens
from bowstreet.interfaces.doors import passing
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
    header = request.headers.get("Authorization", "")
    if header:
        reader, allowed = _of_token(header, now)
    else:
        reader, allowed = _of_session(request, now), None
    return passing.with_saying(
        _for_purpose(reader, request.headers.get("X-Purpose"), allowed),
        case=request.headers.get("X-Case"),
        reason=None,
    )


def _of_token(header: str, now: datetime) -> tuple[Reader, frozenset[Purpose]]:
    scheme, _, secret = header.partition(" ")
    found = tokens.resolve(secret.strip(), now=now) if scheme.lower() == "bearer" else None
    if found is None:
        raise NotSignedIn()
    reader = sessions.reader_for(
        officer_id=found.officer_id,
        purpose=None,
        case=None,
        reason=None,
        session=f"token:{found.token_id}",
        mfa=True,
        now=now,
    )
    if reader is None:
        raise NotSignedIn()
    return reader, found.purposes


def _of_session(request: HttpRequest, now: datetime) -> Reader:
    reader = sessions.reader_of_session(request.session, now=now)
    if reader is None:
        raise NotSignedIn()
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        _refuse_forged(request)
    return reader


def _for_purpose(reader: Reader, named: str | None, allowed: frozenset[Purpose] | None) -> Reader:
    if named is None:
        return reader
    if named not in set(Purpose) or (allowed is not None and named not in allowed):
        raise PurposeRefused()
    return sessions.with_choice(reader, purpose=Purpose(named), case=reader.case, reason=reader.reason)


def _refuse_forged(request: HttpRequest) -> None:
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    check.process_request(request)
    if check.process_view(request, lambda: HttpResponse(), (), {}) is not None:
        raise Forged()
