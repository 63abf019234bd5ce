"""A draft: a thing read but not yet recorded, with the rows that it was read from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from bowstreet.vocabulary.envelope import Envelope, Particulars
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.lawfulness import Basis, SubjectCategory
from bowstreet.vocabulary.linking import LinkType


@dataclass(frozen=True)
class DraftLink:
    """A link from a draft to another thing of the same import, named by its kind and natural key.

    Where that thing has no natural key, ``key`` is what it is known as. ``within`` is its envelope where it has one of
    its own. ``grade`` is the link's own where its source gives it one; without it the thing's counts. ``evidence`` are
    the lines that its source gives for it, and ``stated_by`` is the agency that states it there. ``home`` is the id of
    the other thing at its giver, where that says which of several with one key is meant.
    """

    type: LinkType
    kind: str
    key: str
    basis: Basis = Basis.FACT
    first_seen: date | None = None
    last_seen: date | None = None
    cites: tuple[str, ...] = ()
    within: Envelope | None = None
    grade: Grade | None = None
    evidence: tuple[str, ...] = ()
    stated_by: str = ""
    home: str = ""


@dataclass(frozen=True)
class Told:
    """Who made a version elsewhere, as it was told: which agency, of which number, when, and the record when."""

    by: str
    number: int
    at: datetime
    begun_at: datetime

    def as_json(self) -> str:
        """Return the value as the text that is kept."""
        return json.dumps([self.by, self.number, self.at.isoformat(), self.begun_at.isoformat()], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the value back from its text."""
        by, number, at, begun_at = json.loads(text)
        return cls(by, number, datetime.fromisoformat(at), datetime.fromisoformat(begun_at))


@dataclass(frozen=True)
class Earlier:
    """A version of a thing before the one that its draft is, as its giver had it."""

    body: Mapping[str, Any]
    particulars: Particulars
    told: Told
    first_seen: date | None = None
    last_seen: date | None = None


@dataclass(frozen=True)
class Draft:
    """A thing not yet recorded.

    ``body`` is valid for its kind (``vocabulary.kinds``). ``cites`` are sources of the form
    ``observation:<dataset>/<import>/<row>``; a handful suffices, ``rows`` counts all of them. ``known_as`` is the id
    under which its source knows a thing whose kind has no natural key. ``envelope`` is its own, its marks derived
    (``envelope.mark``), where the import's is not meant. ``told`` says who made it elsewhere, ``earlier`` are the
    versions before it there, the oldest first: they stand before it only where it becomes a new record. ``weighed``:
    its statements have the grades that somebody gave them, and one without has none. ``home`` is its id at its giver.
    ``older``: a newer version of what it was read from is held, so that its plain values change none that stands.
    """

    kind: str
    body: Mapping[str, Any]
    first_seen: date | None = None
    last_seen: date | None = None
    cites: tuple[str, ...] = ()
    rows: int = 1
    links: tuple[DraftLink, ...] = ()
    category: SubjectCategory | None = None
    category_ground: str = ""
    known_as: str = ""
    envelope: Envelope | None = None
    told: Told | None = None
    earlier: tuple[Earlier, ...] = ()
    weighed: bool = False
    home: str = ""
    older: bool = False
