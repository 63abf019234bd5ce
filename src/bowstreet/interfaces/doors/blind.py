"""The doors of blind matching. They have no address: keys, and who asks in clear, stay on the agency's own machine."""

from typing import Any

from pydantic import Field

from bowstreet.casework.deconfliction.blind import indexing, keying, matching
from bowstreet.casework.deconfliction.blind.answers import BlindPage, Heard, Indexed, KeyState
from bowstreet.casework.deconfliction.blind.ceremony import Deal
from bowstreet.casework.deconfliction.blind.parties import Card
from bowstreet.interfaces.doors.audience import RECORDERS, SUPERVISORS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.selectors import Selector


class MakeCard(Form):
    """Where the others reach the evaluator, and what seals the keys."""

    address: str = Field(min_length=1, max_length=500)
    passphrase: str = Field(max_length=1_000)


class DealOut(Form):
    """The cards of all members, and how many of them shall be needed."""

    cards: tuple[Card, ...] = Field(max_length=50)
    threshold: int
    passphrase: str = Field(max_length=1_000)


class Accept(Form):
    """The cards of all members, and what each dealt."""

    cards: tuple[Card, ...] = Field(max_length=50)
    deals: tuple[Deal, ...] = Field(max_length=50)
    passphrase: str = Field(max_length=1_000)


class Rotate(Form):
    """The epoch whose key comes into force."""

    epoch: int


class LetHit(Form):
    """What the agency holds, by type and normal form; and how the others are reached."""

    pairs: tuple[tuple[str, str], ...]
    silent: bool = False
    passphrase: str = Field(max_length=1_000)
    post: Any


class Drop(Form):
    """What the agency no longer holds."""

    pairs: tuple[tuple[str, str], ...]


class Match(Form):
    """What is asked for, and how the others are reached."""

    selectors: tuple[Selector, ...]
    passphrase: str = Field(max_length=1_000)
    post: Any


DOORS = (
    Door(
        "blind.card", "Make your agency's keys of blind matching, and its card for the other members",
        keying.make_card, MakeCard, Card, method="POST", roles=SUPERVISORS, command="blind key card",
    ),
    Door(
        "blind.deal", "Deal your part of a key that the members hold together", keying.deal, DealOut, Deal,
        method="POST", roles=SUPERVISORS, command="blind key deal",
    ),
    Door(
        "blind.accept", "Take up your share of what all members dealt", keying.accept, Accept, KeyState, method="POST",
        roles=SUPERVISORS, command="blind key accept",
    ),
    Door(
        "blind.show", "The key in force, and the mark that all members compare", keying.shown, answer=KeyState,
        roles=RECORDERS, command="blind key show",
    ),
    Door(
        "blind.rotate", "Put the key of a later epoch in force", keying.rotate, Rotate, KeyState, method="POST",
        roles=SUPERVISORS, command="blind rotate",
    ),
    Door(
        "blind.index", "Let other members hit what your agency holds", indexing.let_hit, LetHit, Indexed,
        method="POST", roles=SUPERVISORS, takes_case=True, command="blind index",
    ),
    Door(
        "blind.drop", "Let other members no longer hit values", indexing.drop, Drop, Indexed, method="POST",
        roles=SUPERVISORS, command="blind index",
    ),
    Door(
        "blind.match", "Which identifiers other members hold, without showing them which you ask for",
        matching.match, Match, BlindPage, method="POST", roles=RECORDERS, takes_case=True, command="blind match",
    ),
    Door(
        "blind.told", "Who asked for what your agency holds, and alarms", matching.heard, answer=Heard,
        roles=SUPERVISORS, command="blind told",
    ),
)  # fmt: skip
