"""What a writer of an exchange format is given: records as their reader may see and take them, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bowstreet.formats.exchange.losses import Loss
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.evaluation import UNGRADED, Grade
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType


@dataclass(frozen=True)
class LeavingLink:
    """A link between two records that both leave, by their ids; ``by`` is the agency that states it."""

    left: str
    type: LinkType
    right: str
    basis: Basis = Basis.FACT
    first_seen: date | None = None
    last_seen: date | None = None
    grade: Grade = UNGRADED
    by: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeavingJudgement:
    """What an agency holds of two records that both leave, by their ids; ``by`` is the agency, never the officer."""

    left: str
    right: str
    verdict: Verdict
    ground: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Leaving:
    """One record in a version that leaves. ``body`` is as its kind declares it, statements and all.

    A record that leaves with its history comes once a version, the oldest first. ``body`` holds what its receiver may
    have: ``masked`` names the fields that stay behind. ``foreign`` are the ids of the things of another system that
    the record came of and that leave beside it as they came.
    """

    id: str
    kind: str
    title: str
    version: int
    created_at: datetime
    modified_at: datetime
    owner: str
    owner_name: str
    envelope: Envelope
    body: Mapping[str, Any]
    first_seen: date | None = None
    last_seen: date | None = None
    masked: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True)
class Original:
    """A thing of another system as it came: its id there, and its bytes.

    ``part_of`` is the id of the thing that it stands in and ``among`` the name of the list there, where there is one.
    """

    id: str
    raw: bytes
    part_of: str = ""
    among: str = ""


@dataclass(frozen=True)
class Bundle:
    """All that leaves together: records, the links between them and what was judged of them.

    ``originals`` are things of the written format that leave as they came, some of them as what records came of.
    """

    records: tuple[Leaving, ...]
    links: tuple[LeavingLink, ...] = ()
    judgements: tuple[LeavingJudgement, ...] = ()
    originals: tuple[Original, ...] = ()


@dataclass(frozen=True)
class Part(Bundle):
    """A bundle that is one of several in which much leaves; ``number`` counts them from 1."""

    number: int = 1


@dataclass(frozen=True)
class Written:
    """A document of a format, and what of the records found no home in it."""

    content: bytes
    losses: tuple[Loss, ...] = ()
