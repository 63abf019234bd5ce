"""Tokens: keys for programs, made by an officer in person, for purposes of the officer's role, until a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from bowstreet.holdings.agencies import rules, sessions
from bowstreet.holdings.agencies.answers import NewToken, TokenCard
from bowstreet.holdings.agencies.counter import raise_counter
from bowstreet.holdings.agencies.hashing import hashed
from bowstreet.holdings.agencies.models import Token
from bowstreet.holdings.agencies.purposes import purposes_of
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Malformed, PurposeRefused, Refusal

LONGEST_DAYS = 365
_MARK = "bow_"
_TOUCH = timedelta(minutes=5)
_HELD = "SELECT * FROM agencies_token WHERE secret_hash = %s"
"""Said by hand because every request of a program asks for it, and Django takes longer to write it."""


class NotInPerson(Refusal):
    """A token was asked for by a token, or without second factor."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("A token is made by its officer in person, signed in with both factors.")


class WrongToken(Malformed):
    """A token that cannot be made as described."""


class Holder(NamedTuple):
    """Who holds a token, still without a purpose, and the purposes that it was made for."""

    reader: Reader
    purposes: frozenset[Purpose]


def make(*, reader: Reader, now: datetime, label: str, purposes: Iterable[str] = (), days: int = 30) -> NewToken:
    """Make a token of the reader's own; its secret is shown once. No purposes named: all that the role has now.

    Raise ``NotInPerson``, ``PurposeRefused`` for a purpose outside the role, or ``WrongToken``.
    """
    if not reader.mfa or reader.suspended or rules.by_token(reader):
        raise NotInPerson()
    if is_blank(label) or not 1 <= days <= LONGEST_DAYS:
        raise WrongToken("A token needs a name and a term of 1 to 365 days.")
    chosen = _purposes(purposes, reader.role)
    secret = _MARK + chance.secret(32)
    with transaction.atomic():
        row = Token.objects.create(
            id=UUID(chance.identifier(reader.agency, f"token:{reader.officer}:{secret}", now)),
            officer_id=UUID(reader.officer), label=label.strip(), secret_hash=hashed(secret),
            purposes=" ".join(sorted(chosen)), made_at=now, expires_at=now + timedelta(days=days),
        )  # fmt: skip
        recording.record_act(actor=reader, event=Event.ADMIN, action="token.make", now=now)
    return NewToken(_card(row), secret)


def mine(*, reader: Reader, now: datetime) -> tuple[TokenCard, ...]:
    """Return the reader's own tokens, newest first."""
    rows = Token.objects.filter(officer_id=UUID(reader.officer)).order_by("-made_at", "-id")
    return tuple(_card(row) for row in rows)


def revoke(*, reader: Reader, now: datetime, id: str) -> TokenCard:
    """End a token of the reader's own at once; raise ``Hidden`` for anything else."""
    try:
        key = UUID(id)
    except ValueError:
        raise Hidden() from None
    with transaction.atomic():
        row = Token.objects.filter(id=key, officer_id=UUID(reader.officer)).first()
        if row is None:
            raise Hidden()
        if row.revoked_at is None:
            row.revoked_at = now
            row.save()
            raise_counter()
            recording.record_act(actor=reader, event=Event.ADMIN, action="token.revoke", now=now)
    return _card(row)


def reader_of(secret: str, *, purpose: str | None, now: datetime) -> Reader | None:
    """Return the reader of a token with a purpose; None unless token, officer and agency are in force.

    Raise ``PurposeRefused`` for a purpose that the token was not made for, or that the officer's role has no more. The
    moment of last use is kept to five minutes, so that a look-up seldom writes.
    """
    held = holder_of(secret, now=now)
    if held is None or purpose is None:
        return held.reader if held else None
    if purpose not in held.purposes:
        raise PurposeRefused()
    return sessions.with_choice(held.reader, purpose=Purpose(purpose), case=None, reason=None)


def holder_of(secret: str, *, now: datetime) -> Holder | None:
    """Return who holds a token, for callers that cannot say a purpose; None as ``reader_of`` does."""
    row = _in_force(secret, now)
    if row is None:
        return None
    reader = sessions.reader_for(
        officer_id=str(row.officer_id), purpose=None, case=None, reason=None, session=f"token:{row.id}", mfa=True,
        now=now,
    )  # fmt: skip
    if reader is None:
        return None
    if row.last_used_at is None or now - row.last_used_at >= _TOUCH:
        Token.objects.filter(id=row.id).update(last_used_at=now)
    return Holder(reader, frozenset(map(Purpose, row.purposes.split())))


def _in_force(secret: str, now: datetime) -> Token | None:
    if not secret.startswith(_MARK):
        return None
    row = next(iter(Token.objects.raw(_HELD, [hashed(secret)])), None)
    return row if row is not None and row.revoked_at is None and row.expires_at > now else None


def _purposes(named: Iterable[str], role: Role) -> frozenset[Purpose]:
    asked = tuple(named)
    if not asked:
        return purposes_of(role)
    if not set(asked) <= {purpose.value for purpose in purposes_of(role)}:
        raise PurposeRefused()
    return frozenset(Purpose(code) for code in asked)


def _card(row: Token) -> TokenCard:
    return TokenCard(
        str(row.id), row.label, tuple(row.purposes.split()), row.made_at, row.expires_at, row.last_used_at,
        row.revoked_at,
    )  # fmt: skip
