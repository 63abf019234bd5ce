"""Who works at the command line: the officer of a token, with a purpose."""

import os
from datetime import datetime
from pathlib import Path

from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal


class NoToken(Refusal):
    """No officer's token was given."""

    def __init__(self) -> None:
        """Say how to give one."""
        super().__init__("Give an officer's token: --token, BOWSTREET_TOKEN, or sign in with 'bowstreet login'.")


class TokenRefused(Refusal):
    """The token is not in force."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This token is not in force. Make a new one with 'bowstreet login' or on the page Tokens.")


def kept_token(state: Path) -> Path:
    """Return where ``bowstreet login`` keeps the token of this machine's user."""
    return state / f"login-{os.getuid()}"


def reader(*, state: Path, token: str | None, purpose: str | None, case: str | None, reason: str | None,
           now: datetime) -> Reader:  # fmt: skip
    """Return the reader of a token with the purpose asked for; raise a refusal with a sentence otherwise."""
    from bowstreet.holdings.agencies import tokens
    from bowstreet.interfaces.doors import passing

    secret = token or os.environ.get("BOWSTREET_TOKEN") or _kept(state)
    if not secret:
        raise NoToken()
    made = tokens.reader_of(secret, purpose=purpose or os.environ.get("BOWSTREET_PURPOSE"), now=now)
    if made is None:
        raise TokenRefused()
    return passing.with_saying(
        made,
        case=case or os.environ.get("BOWSTREET_CASE"),
        reason=reason or os.environ.get("BOWSTREET_REASON"),
    )


def _kept(state: Path) -> str | None:
    place = kept_token(state)
    return place.read_text().strip() if place.is_file() else None
