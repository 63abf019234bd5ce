"""Signing in: password, then passkey or code, then purpose. Every step is entered, without what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from bowstreet.holdings.agencies import enrolling, lockout, passkeys, second_factor
from bowstreet.holdings.agencies.models import Officer
from bowstreet.holdings.agencies.purposes import may_use
from bowstreet.holdings.agencies.queries import officer_row
from bowstreet.holdings.agencies.sessions import reader_for
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event, Result
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import PurposeRefused, Refusal

_LONGEST_PASSWORD = 1024


class SignInRefused(Refusal):
    """Wrong login or password, or an account not in use: the same words for all."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Login and password do not fit together, or the account is not in use.")


class CodeRefused(Refusal):
    """A code that does not open."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This code does not open, or was used already. Wait for the next one in your app.")


class PasskeyRefused(Refusal):
    """A passkey that does not open."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This passkey does not open. Try again, or take a code of your app.")


@dataclass(frozen=True)
class Known:
    """The officer whose password was right, or who has signed in."""

    officer_id: str
    name: str
    agency: str
    last_sign_in: datetime | None


def try_password(*, login: str, password: str, now: datetime) -> Known:
    """Return the officer of a login and password; raise ``SignInRefused`` or ``lockout.Locked``.

    An unknown login costs the same work as a known one. The hash is computed outside the transaction, which looks at
    the lock once more: of many tries at once no more than five are judged.
    """
    lockout.refuse_locked(login, now)
    officer = _usable(Officer.objects.select_related("agency").filter(login=lockout.normal(login)).first())
    typed = password[:_LONGEST_PASSWORD]
    fits = check_password(typed, officer.password if officer else _nobody()) and officer is not None and bool(password)
    with transaction.atomic():
        lockout.refuse_locked(login, now)
        if not fits:
            _fail(login, officer, "sign-in.password", now)
    if not fits or officer is None:
        raise SignInRefused()
    return _known(officer)


def try_code(*, officer_id: str, code: str, session: str, now: datetime) -> Known:
    """Finish signing in an officer whose password was right; raise ``CodeRefused`` or ``lockout.Locked``.

    ``session`` names the new session in the ledger.
    """
    return _second(officer_id, lambda officer: second_factor.accept(officer, code[:32], now), "code", session, now)


def try_passkey(*, officer_id: str, challenge: str, said: str, session: str, now: datetime) -> Known:
    """Finish signing in by a passkey's answer to a challenge; raise as ``try_code`` does."""
    return _second(officer_id, lambda officer: passkeys.accept(officer, challenge, said, now), "passkey", session, now)


def sign_in(*, login: str, password: str, code: str, session: str, now: datetime) -> Reader:
    """Return the reader of an officer who gave password and code at once, as at the command line; raise as both do."""
    known = try_password(login=login, password=password, now=now)
    try_code(officer_id=known.officer_id, code=code, session=session, now=now)
    reader = reader_for(
        officer_id=known.officer_id, purpose=None, case=None, reason=None, session=session, mfa=True, now=now
    )
    if reader is None:
        raise SignInRefused()
    return reader


def by_card(*, login: str, session: str, now: datetime) -> Known:
    """Sign in an officer of a demonstration world without factors; the door asks whether this is one."""
    officer = _usable(Officer.objects.select_related("agency").filter(login=login).first())
    if officer is None:
        raise SignInRefused()
    with transaction.atomic():
        _enter(officer, "sign-in.demonstration", session, now)
    return _known(officer)


def choose_purpose(*, reader: Reader, purpose: str, case: str | None, reason: str | None, now: datetime) -> Reader:
    """Return the reader with a chosen purpose, case and reason, after the entry; raise ``PurposeRefused``."""
    if purpose not in set(Purpose) or not may_use(reader.role, Purpose(purpose)):
        raise PurposeRefused()
    chosen = replace(reader, purpose=Purpose(purpose), case=case or None, reason=reason or None)
    action = "purpose.chosen" if reader.purpose is None else "purpose.changed"
    with transaction.atomic():
        recording.record_act(actor=chosen, event=Event.AUTH, action=action, now=now, reason=chosen.reason)
    return chosen


def sign_out(*, reader: Reader, now: datetime) -> None:
    """Write that the officer ended the session."""
    with transaction.atomic():
        recording.record_act(actor=reader, event=Event.AUTH, action="sign-out", now=now)


def _second(officer_id: str, opens: Callable[[Officer], bool], factor: str, session: str, now: datetime) -> Known:
    officer = _usable(officer_row(officer_id))
    if officer is None:
        raise SignInRefused()
    with transaction.atomic():
        lockout.refuse_locked(officer.login, now)
        fits = opens(officer)
        if fits:
            lockout.forget(officer.login)
            _enter(officer, "sign-in", session, now)
        else:
            _fail(officer.login, officer, f"sign-in.{factor}", now)
    if not fits:
        raise CodeRefused() if factor == "code" else PasskeyRefused()
    return _known(officer)


def _usable(officer: Officer | None) -> Officer | None:
    open_ = officer is not None and officer.is_active and officer.agency.suspended_at is None
    return officer if open_ else None


def _fail(login: str, officer: Officer | None, action: str, now: datetime) -> None:
    closed = lockout.count_failure(login, now)
    if officer is None:
        return
    actor = enrolling.as_actor(officer, now)
    recording.record_act(actor=actor, event=Event.AUTH, action=action, now=now, result=Result.DENY)
    if closed:
        recording.record_act(actor=actor, event=Event.AUTH, action="sign-in.closed", now=now, result=Result.DENY)


def _enter(officer: Officer, action: str, session: str, now: datetime) -> None:
    actor = replace(enrolling.as_actor(officer, now), session=session, mfa=True)
    Officer.objects.filter(id=officer.id).update(last_login=now)
    recording.record_act(actor=actor, event=Event.AUTH, action=action, now=now)


def _known(officer: Officer) -> Known:
    return Known(str(officer.id), officer.name, officer.agency_id, officer.last_login)


@cache
def _nobody() -> str:
    return make_password("nobody has this password")
