"""What the acts and queries of blind matching return."""

from dataclasses import dataclass

from bowstreet.casework.deconfliction.blind.quotas import Alarm


@dataclass(frozen=True)
class KeyState:
    """The key in force: its epoch, how many of the members it needs, and the mark that all members compare.

    ``values`` is how many values of one's own are kept, ``indexed`` how many of them others can hit.
    """

    epoch: int
    threshold: int
    members: tuple[str, ...]
    mark: str
    values: int
    indexed: int


@dataclass(frozen=True)
class Indexed:
    """What came of indexing: values kept, how many others can hit, how many still wait, and why."""

    values: int
    indexed: int
    waiting: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class BlindHit:
    """An agency that holds an identifier, whom to reach there, and by which reference."""

    agency: str
    contact: str
    reference: str


@dataclass(frozen=True)
class BlindAnswer:
    """What became of one identifier."""

    type: str
    value: str
    answer: str
    hits: tuple[BlindHit, ...]


@dataclass(frozen=True)
class BlindPage:
    """The answers in the order of what was asked; which members did not answer; the type of numbers in a row."""

    results: tuple[BlindAnswer, ...]
    unanswered: tuple[str, ...]
    in_a_row: str


@dataclass(frozen=True)
class BlindTold:
    """That somebody asked for something of one's own; ``type`` and ``value`` empty where it is no longer held."""

    at: str
    agency: str
    officer: str
    purpose: str
    case: str
    reference: str
    type: str
    value: str
    silent: bool


@dataclass(frozen=True)
class Heard:
    """What an agency was told: who asked for what it holds, and what looks like counting up."""

    asked: tuple[BlindTold, ...]
    alarms: tuple[Alarm, ...]
