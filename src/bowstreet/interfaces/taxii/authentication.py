"""Who calls: the officer of a token, sent as bearer or, by programs that know no other way, as a password."""

import base64
import binascii
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest

from bowstreet.casework.sharing import collecting
from bowstreet.holdings.agencies import tokens
from bowstreet.interfaces.doors import passing
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

CHALLENGE = 'Basic realm="Bowstreet", charset="UTF-8", Bearer realm="Bowstreet"'
"""What an answer without a good token asks for."""


class NotSignedIn(Refusal):
    """No token, or one that is not in force."""

    def __init__(self) -> None:
        """Say the one sentence, the same for every token that is no good."""
        super().__init__("Send a token that is in force: as bearer, or as the password of any name.")


def caller_of(request: HttpRequest, collection: str | None, now: datetime) -> Reader:
    """Return who calls, with the purpose that a request to a collection, or to none, counts for.

    Raise ``NotSignedIn``, or ``PurposeRefused`` where token and role have none.
    """
    held = tokens.holder_of(_secret(request.headers.get("Authorization", "")), now=now)
    if held is None:
        raise NotSignedIn()
    said = passing.with_saying(held.reader, case=request.headers.get("X-Case"), reason=None)
    if not held.purposes:
        return replace(said, purpose=None)
    return collecting.entering(said, held.purposes, id=collection, named=request.headers.get("X-Purpose"))


def _secret(header: str) -> str:
    scheme, _, told = header.partition(" ")
    if scheme.lower() == "bearer":
        return told.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(told.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
