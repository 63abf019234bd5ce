"""What a node refuses, and what keeps a call from being answered, as exceptions that say it in one sentence."""

from collections.abc import Mapping
from typing import Any

import httpx


class NotDone(Exception):
    """A call that was not answered with what it asked for; ``sentence`` says why, fit to show an officer."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.sentence = sentence


class Unreachable(NotDone):
    """A node that did not answer, or not in time. An act may have been done nevertheless: look before you repeat it."""


class Unreadable(NotDone):
    """An answer that is not what the node's description says, or a file that is not whole."""


class StillWorking(NotDone):
    """An intake that goes on for longer than was to be waited."""


class Refusal(NotDone):
    """A call that the node refused.

    ``status`` is the code of HTTP, ``title`` the name of that sort of refusal, ``type`` the paragraph of the node's
    page of operations that explains it, ``errors`` are the fields that are wrong, as (field, sentence).
    """

    def __init__(
        self, sentence: str, status: int, title: str = "", type: str = "", errors: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Keep what the node said."""
        super().__init__(sentence)
        self.status, self.title, self.type, self.errors = status, title, type, errors


class NotSignedIn(Refusal):
    """A token that is not in force."""


class Refused(Refusal):
    """No purpose, or one that role or token may not use; a clause of the gate; or what is done in person alone."""


class NotThere(Refusal):
    """Nothing here for you: it does not exist or it is hidden from you, and the node answers both alike."""


class Conflict(Refusal):
    """In conflict with what is there."""


class TooMuch(Refusal):
    """More than the node takes."""


class Invalid(Refusal):
    """What cannot be taken as it is; ``errors`` names the fields."""


class Unavailable(Refusal):
    """The ledger cannot be written, or the node cannot answer now, so nothing is served."""


class Failed(Refusal):
    """An answer that could not be made; the sentence has a number for the help desk."""


SORTS: Mapping[int, type[Refusal]] = {
    401: NotSignedIn, 403: Refused, 404: NotThere, 409: Conflict, 413: TooMuch, 415: Invalid, 422: Invalid,
    500: Failed, 502: Unavailable, 503: Unavailable, 504: Unavailable,
}  # fmt: skip


def refusal_of(answer: httpx.Response) -> Refusal:
    """Return what an answer says, as the exception of its status; what stands before a node says nothing of its own."""
    sort = SORTS.get(answer.status_code, Refusal)
    told = _document(answer)
    sentence = told.get("detail") or told.get("description") or told.get("title")
    if not isinstance(sentence, str):
        return sort(f"The address answered {answer.status_code} and did not say why.", answer.status_code)
    wrong = told.get("errors")
    errors = tuple(
        (str(each.get("field", "")), str(each.get("detail", "")))
        for each in (wrong if isinstance(wrong, list) else ())
        if isinstance(each, dict)
    )
    return sort(sentence, answer.status_code, str(told.get("title", "")), str(told.get("type", "")), errors)


def _document(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
