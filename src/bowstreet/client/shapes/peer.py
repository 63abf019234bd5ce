"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class IntakeWord:
    """An intake that waits for an officer's word."""

    id: str
    short: str
    title: str
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecallRow:
    """A recall that came from a peer: when, why, and what became of what it names. ``marks``: of stricter marks."""

    at: datetime.datetime
    reason: str
    sentence: str
    marks: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeerCard:
    """A peer. ``waiting`` are the intakes of what was pulled that wait for a word and open to the reader.

    ``bookmark`` is the moment up to which was taken, as the peer wrote it. The sentences are empty where all is well.
    """

    id: str
    short: str
    name: str
    address: str
    collection: str
    direction: str
    internal: bool
    state: str
    by: str
    made_at: datetime.datetime
    agreement: str | None
    bookmark: str
    pulled_at: datetime.datetime | None
    pull_sentence: str
    pushed_at: datetime.datetime | None
    push_sentence: str
    waiting: tuple[IntakeWord, ...]
    recalls: tuple[RecallRow, ...]
    may_end: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeerList:
    """The peers of an agency, the newest first; ``adds``: the reader may register one."""

    peers: tuple[PeerCard, ...]
    adds: bool
