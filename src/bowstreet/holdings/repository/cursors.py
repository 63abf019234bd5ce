"""Cursors: where in a list to go on, sealed so that nobody reads or makes one, and bound to what was asked.

AES-SIV (RFC 5297) is deterministic: the same place in the same list gives the same cursor.
"""

import base64
import binascii
import hashlib
import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from bowstreet.vocabulary.refusals import Malformed


class WrongCursor(Malformed):
    """A cursor that was not given out for this question."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This place in the list does not belong to this question; begin again at its first page.")


def sealed(place: Any, asked: str) -> str:
    """Return the cursor of a place (JSON-able) in the answer to a question."""
    whole = _box(settings.SECRET_KEY).encrypt(json.dumps(place).encode(), [asked.encode()])
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")


def opened(cursor: str, asked: str) -> Any:
    """Return the place that a cursor holds; raise ``WrongCursor`` when it is no cursor of this question."""
    try:
        whole = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        return json.loads(_box(settings.SECRET_KEY).decrypt(whole, [asked.encode()]))
    except (InvalidTag, ValueError, binascii.Error):
        raise WrongCursor() from None


@lru_cache(maxsize=4)
def _box(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(b"bowstreet repository cursors\x00" + secret.encode()).digest())
