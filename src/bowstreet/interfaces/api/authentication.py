"""Who calls: the officer of a token, or of a session with second factor."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from bowstreet.holdings.agencies import sessions, tokens
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import PurposeRefused, Refusal


class NotSignedIn(Refusal):
    """No token and no session, or one that has ended."""

    def __init__(self) -> None:
        """Say the one sentence, the same for every token that is no good."""
        super().__init__("Sign in, or send a token that is in force.")


@dataclass(frozen=True)
class Caller:
    """A reader, and whether they came by token (no cookie, so nothing to forge)."""

    reader: Reader
    by_token: bool


def caller_of(request: HttpRequest, now: datetime) -> Caller:
    """Return who calls; raise ``NotSignedIn`` or, for a purpose outside token or role, ``PurposeRefused``."""
    header = request.headers.get("Authorization", "")
    if header:
        return Caller(_of_token(request, header, now), by_token=True)
    reader = sessions.reader_of_session(request.session, now=now)
    if reader is None:
        raise NotSignedIn()
    _refuse_forged(request)
    return Caller(_with_headers(reader, request, None, now), by_token=False)


def _of_token(request: HttpRequest, header: str, now: datetime) -> Reader:
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
    return _with_headers(reader, request, found.purposes, now)


def _with_headers(reader: Reader, request: HttpRequest, allowed: frozenset[Purpose] | None, now: datetime) -> Reader:
    named = request.headers.get("X-Purpose")
    purpose = reader.purpose
    if named is not None:
        if named not in set(Purpose):
            raise PurposeRefused()
        purpose = Purpose(named)
    if purpose is not None and not _may(reader, purpose, allowed):
        raise PurposeRefused()
    return sessions.with_choice(
        reader, purpose=purpose, case=request.headers.get("X-Case") or reader.case, reason=reader.reason
    )


def _may(reader: Reader, purpose: Purpose, allowed: frozenset[Purpose] | None) -> bool:
    return sessions.may_use(reader.role, purpose) and (allowed is None or purpose in allowed)


def _refuse_forged(request: HttpRequest) -> None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    check.process_request(request)
    if check.process_view(request, lambda: HttpResponse(), (), {}) is not None:
        raise NotSignedIn()
