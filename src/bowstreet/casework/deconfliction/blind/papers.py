"""What an asker sends and gets: two questions, each signed by its agency, and their answers. JSON over HTTP.

The signature is over the bytes of the body and stands in a header. A question names whom it is for, so that it is of
no use with another member, and has a number that is answered once.
"""

from datetime import datetime, timedelta
from typing import Annotated, Final

import msgspec

from bowstreet.casework.deconfliction.blind.parties import WrongPaper

EVALUATE: Final = "/evaluate"
MATCH: Final = "/match"
SIGNATURE: Final = "X-Signature"

MOST: Final = 10_000
"""So many elements, or tags, stand in one request."""

LARGEST: Final = 1 << 20
"""So many bytes has a request at most."""

PATIENCE: Final = timedelta(minutes=10)
"""So far may the clocks of two members be apart."""


Mark = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Code = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_-]{1,60}$")]


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks whom, under which key, what for; officer and case by marks that their agency alone can read."""

    sender: Code
    receiver: Code
    epoch: int
    officer: Mark
    purpose: Code
    case: Mark
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    request: Mark


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked, by type: blinded elements to be evaluated, or tags to be matched, in hexadecimal."""

    about: About
    asked: dict[str, list[str]]


class Evaluated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Elements times a share, in their order, with the proof of it."""

    elements: list[str]
    proof: str


class Evaluation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a question for evaluation, by type."""

    evaluated: dict[str, Evaluated]


class Matching(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a question for matches: a reference of each tag by type, or as many noughts; and whom to reach."""

    contact: str
    references: dict[str, list[str]]


class Refused(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why nothing is answered."""

    sentence: str


def check_bounds(question: Question) -> None:
    """Raise ``WrongPaper`` for a question without anything asked, or with more than stands in one."""
    counts = [len(each) for each in question.asked.values()]
    if not counts or not all(counts) or sum(counts) > MOST:
        raise WrongPaper(f"A request asks for one at least and for {MOST:,} at most.")
