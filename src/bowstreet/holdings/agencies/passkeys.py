"""Passkeys: a second factor that no other site can ask for, beside the codes of the app.

W3C Web Authentication (Level 2): each ceremony answers one challenge, under the origin of this node alone. What a
passkey signs with is never here; kept are its public key and how often it has signed.
"""

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bowstreet.holdings.agencies import rules
from bowstreet.holdings.agencies.answers import PasskeyCard, Passkeys
from bowstreet.holdings.agencies.models import Officer
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal

TERM = timedelta(minutes=10)
MOST = 10
_LONGEST_SAID = 20_000
_VERIFIED = UserVerificationRequirement.PREFERRED
_NONE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error)
"""What reading an answer raises that is none; the library says no more."""

_SIGNER = signing.Signer(salt="passkey to be added")


class NotInPerson(Refusal):
    """A passkey was added or removed by a token, or without second factor."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("A passkey is added and removed by its officer in person, signed in with both factors.")


class WrongPasskey(Invalid):
    """What came from the browser is no passkey for this node."""


@dataclass(frozen=True)
class Asked:
    """What a browser is asked to sign: ``options`` as JSON for it, ``challenge`` to be kept for the check."""

    options: str
    challenge: str


def mine(*, reader: Reader, now: datetime) -> Passkeys:
    """Return the reader's own passkeys, newest first, and what a browser needs to make another."""
    rows = _rows(reader.officer)
    challenge = _challenge()
    entity = PublicKeyCredentialUserEntity(
        id=UUID(reader.officer).bytes, name=_login(reader.officer), display_name=reader.name
    )
    options, _ = _server().register_begin(
        entity, [_credential(row) for row in rows], ResidentKeyRequirement.DISCOURAGED, _VERIFIED,
        challenge=websafe_decode(challenge),
    )  # fmt: skip
    ticket = {"officer": reader.officer, "challenge": challenge, "at": now.timestamp()}
    cards = tuple(_card(row) for row in sorted(rows, key=lambda row: (row.created_at, row.pk), reverse=True))
    return Passkeys(cards, json.dumps(dict(options)["publicKey"]), str(_SIGNER.sign_object(ticket)), _place())


def add(*, reader: Reader, now: datetime, name: str, ticket: str, credential: str) -> PasskeyCard:
    """Keep a passkey that the reader's browser made for a ticket; ``credential`` is the browser's answer as JSON.

    Raise ``NotInPerson``, or ``WrongPasskey`` with a sentence.
    """
    _in_person(reader)
    state = _of_ticket(reader, ticket, now)
    try:
        made = _server().register_complete(state, _answer(credential)).credential_data
    except _NONE:
        raise WrongPasskey("The browser's answer is no passkey for this node. Begin again.") from None
    if made is None or is_blank(name):
        raise WrongPasskey("A passkey needs a name by which you know it.")
    with transaction.atomic():
        rows = _rows(reader.officer)
        if any(_credential(row).credential_id == made.credential_id for row in rows):
            raise WrongPasskey("You have this passkey already.")
        if len(rows) >= MOST:
            raise WrongPasskey(f"An officer has at most {MOST} passkeys. Remove one first.")
        kept = {"name": name.strip()[:100], "credential": websafe_encode(bytes(made)), "count": 0}
        row = Authenticator.objects.create(
            user_id=UUID(reader.officer), type=Authenticator.Type.WEBAUTHN, data=kept, created_at=now
        )
        recording.record_act(actor=reader, event=Event.ADMIN, action="passkey.add", now=now)
    return _card(row)


def remove(*, reader: Reader, now: datetime, id: str) -> PasskeyCard:
    """Remove a passkey of the reader's own; raise ``NotInPerson``, or ``Hidden`` for anything else."""
    _in_person(reader)
    with transaction.atomic():
        row = next((row for row in _rows(reader.officer) if _id(row) == id), None)
        if row is None:
            raise Hidden()
        card = _card(row)
        row.delete()
        recording.record_act(actor=reader, event=Event.ADMIN, action="passkey.remove", now=now)
    return card


def asked(officer: str) -> Asked | None:
    """Return what the browser of an officer who signs in is asked to sign; None of an officer without passkeys."""
    rows = _rows(officer)
    if not rows:
        return None
    challenge = _challenge()
    options, _ = _server().authenticate_begin(
        [_credential(row) for row in rows], _VERIFIED, challenge=websafe_decode(challenge)
    )
    return Asked(json.dumps(dict(options)["publicKey"]), challenge)


def accept(officer: Officer, challenge: str, said: str, now: datetime) -> bool:
    """Say whether a browser's answer, as JSON, opens: signed for this challenge and node by a passkey of the officer.

    A passkey that counts its signatures and has counted no further was copied, and opens nothing.
    """
    if not challenge:
        return False
    rows = {_credential(row).credential_id: row for row in _rows(str(officer.pk))}
    try:
        answer = AuthenticationResponse.from_dict(_answer(said))
        used = _server().authenticate_complete(_state(challenge), [_credential(row) for row in rows.values()], answer)
    except _NONE:
        return False
    row, count = rows[used.credential_id], answer.response.authenticator_data.counter
    if count <= row.data["count"] and (count or row.data["count"]):
        return False
    row.data["count"], row.last_used_at = count, now
    row.save()
    return True


def _in_person(reader: Reader) -> None:
    if not reader.mfa or reader.suspended or rules.by_token(reader):
        raise NotInPerson()


def _of_ticket(reader: Reader, ticket: str, now: datetime) -> dict[str, object]:
    """Return the state of the ceremony that a ticket stands for."""
    try:
        held: Mapping[str, Any] = _SIGNER.unsign_object(ticket[:_LONGEST_SAID])
    except (signing.BadSignature, ValueError):
        held = {}
    age = now.timestamp() - held.get("at", 0)
    if held.get("officer") != reader.officer or not 0 <= age <= TERM.total_seconds():
        raise WrongPasskey("This page has stood open too long. Load it again and add the passkey then.")
    return _state(held["challenge"])


def _answer(said: str) -> Mapping[str, Any]:
    if len(said) > _LONGEST_SAID:
        raise ValueError("longer than any passkey")
    answer = json.loads(said)
    if not isinstance(answer, dict):
        raise ValueError("no object")
    return answer


def _state(challenge: str) -> dict[str, object]:
    return {"challenge": challenge, "user_verification": _VERIFIED}


def _challenge() -> str:
    return str(websafe_encode(hashlib.sha256(chance.secret(32).encode()).digest()))


def _server() -> Fido2Server:
    """Return what checks ceremonies for this node: for its first origin, or for a node on this machine alone."""
    origins = frozenset(settings.CSRF_TRUSTED_ORIGINS)
    allowed = origins.__contains__ if origins else _is_this_machine
    return Fido2Server(PublicKeyCredentialRpEntity(id=_place(), name="Bowstreet"), verify_origin=allowed)


def _place() -> str:
    """Return the name under which passkeys are made: browsers give them to pages of this host and no other."""
    origins: Iterable[str] = settings.CSRF_TRUSTED_ORIGINS
    return next((urlsplit(each).hostname or "localhost" for each in origins), "localhost")


def _is_this_machine(origin: str) -> bool:
    return urlsplit(origin).hostname == "localhost"


def _login(officer: str) -> str:
    return str(Officer.objects.values_list("login", flat=True).get(pk=UUID(officer)))


def _rows(officer: str) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=UUID(officer), type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def _credential(row: Authenticator) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.data["credential"]))


def _id(row: Authenticator) -> str:
    return hashlib.sha256(_credential(row).credential_id).hexdigest()[:16]


def _card(row: Authenticator) -> PasskeyCard:
    return PasskeyCard(_id(row), row.data["name"], row.created_at, row.last_used_at)
