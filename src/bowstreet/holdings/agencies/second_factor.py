"""The second factor: time-based codes (RFC 6238) and recovery codes, kept in allauth's table, sealed at rest."""

import hashlib
from datetime import datetime

import nacl.secret
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings

from bowstreet.holdings.agencies.models import Officer

PERIOD = 30
TOLERANCE = 1


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals the secrets of the second factor with a key derived from the node's session secret."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed, in hexadecimal."""
        return bytes(_box().encrypt(text.encode())).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what ``encrypt`` sealed."""
        return bytes(_box().decrypt(bytes.fromhex(encrypted_text))).decode()


def new_secret() -> str:
    """Return a new secret for an authenticator app, in base 32."""
    return str(generate_totp_secret())


def sealed(secret: str) -> str:
    """Return a secret as it may lie in a table."""
    return Adapter().encrypt(secret)


def opened(text: str) -> str:
    """Return what ``sealed`` closed."""
    return Adapter().decrypt(text)


def address(login: str, secret: str) -> str:
    """Return the ``otpauth://`` address that an authenticator app reads."""
    return f"otpauth://totp/Bowstreet:{login}?secret={secret}&issuer=Bowstreet"


def picture(login: str, secret: str) -> str:
    """Return the address as a QR code, an SVG element."""
    return str(Adapter().build_totp_svg(address(login, secret)))


def code_at(secret: str, now: datetime) -> str:
    """Return the code that an authenticator app shows at a moment."""
    return str(format_hotp_value(hotp_value(secret, _step(now))))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step whose code this is, at most one beside the present one; None when there is none."""
    for step in range(_step(now) - TOLERANCE, _step(now) + TOLERANCE + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def replace(officer: Officer, secret: str, step: int) -> tuple[str, ...]:
    """Give the officer this second factor instead of any before; return the recovery codes, shown once."""
    Authenticator.objects.filter(user_id=officer.pk).delete()
    totp = TOTP.activate(officer, secret)
    totp.instance.data["last_step"] = step
    totp.instance.save()
    return tuple(RecoveryCodes.activate(officer).generate_codes())


def accept(officer: Officer, code: str, now: datetime) -> bool:
    """Say whether a code opens, and use it up: no code of the app is taken twice, nor one older than the last.

    Runs inside the caller's transaction, which holds the database's only writer, so two processes cannot both take it.
    """
    code = code.strip()
    kept = {row.type: row for row in Authenticator.objects.filter(user_id=officer.pk)}
    totp, recovery = kept.get(Authenticator.Type.TOTP), kept.get(Authenticator.Type.RECOVERY_CODES)
    if not code or totp is None:
        return False
    step = step_of(opened(totp.data["secret"]), code, now)
    if step is not None and step > totp.data.get("last_step", 0):
        totp.data["last_step"] = step
        totp.last_used_at = now
        totp.save()
        return True
    return recovery is not None and bool(recovery.wrap().validate_code(code))


def _step(now: datetime) -> int:
    return int(now.timestamp()) // PERIOD


def _box() -> nacl.secret.SecretBox:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factor").digest()
    return nacl.secret.SecretBox(key)
