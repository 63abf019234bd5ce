"""Places in a list, sealed: a reader hands one back and can neither read nor make one."""

import base64
import hashlib
import json
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from bowstreet.vocabulary.refusals import Malformed


class WrongCursor(Malformed):
    """A cursor that this node did not give to this reader for this list."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This place in the list is not known; begin at its first page.")


def seal(place: list[str | int], scope: str) -> str:
    """Return a place as an opaque text that only ``scope`` (list and reader) opens; equal places, equal texts."""
    plain, key = json.dumps(place).encode(), _key(scope)
    nonce = hashlib.blake2b(plain, key=key, digest_size=SecretBox.NONCE_SIZE).digest()
    return base64.urlsafe_b64encode(bytes(SecretBox(key).encrypt(plain, nonce))).decode().rstrip("=")


def open_sealed(cursor: str, scope: str) -> list[Any]:
    """Return the place in a cursor; raise ``WrongCursor`` for any that was not sealed for this scope."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return list(json.loads(SecretBox(_key(scope)).decrypt(raw)))
    except (ValueError, CryptoError, TypeError):
        raise WrongCursor() from None


def _key(scope: str) -> bytes:
    return hashlib.blake2b(
        scope.encode(), key=hashlib.sha256(settings.SECRET_KEY.encode()).digest(), digest_size=32
    ).digest()
