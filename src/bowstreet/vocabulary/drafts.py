"""A draft: a thing read but not yet recorded, with the rows that it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.lawfulness import Basis, SubjectCategory
from bowstreet.vocabulary.linking import LinkType


@dataclass(frozen=True)
class DraftLink:
    """A link from a draft to another thing of the same import, named by its kind and natural key.

    Where that thing has no natural key, ``key`` is what it is known as. ``within`` is its envelope where it has one of
    its own.
    """

    type: LinkType
    kind: str
    key: str
    basis: Basis = Basis.FACT
    first_seen: date | None = None
    last_seen: date | None = None
    cites: tuple[str, ...] = ()
    within: Envelope | None = None


@dataclass(frozen=True)
class Draft:
    """A thing not yet recorded.

    ``body`` is valid for its kind (``vocabulary.kinds``). ``cites`` are sources of the form
    ``observation:<dataset>/<import>/<row>``; a handful suffices, ``rows`` counts all of them. ``known_as`` is the id
    under which its source knows a thing whose kind has no natural key. ``envelope`` is its own, its marks derived
    (``envelope.mark``), where the import's is not meant.
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
