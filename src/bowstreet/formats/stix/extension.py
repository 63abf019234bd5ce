"""The extension of STIX by which a record leaves whole: its ids, and what its properties hold.

The object of STIX says to everybody what STIX can say; the extension says beside it what another Bowstreet restores.
Published as ``docs/reference/stix/extension.schema.json``, which is made of the classes here.
"""

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

import msgspec

from bowstreet.vocabulary.envelope import Particulars, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.selectors import SelectorType

NAMESPACE: Final = uuid.UUID("9d3c8a52-6f0b-4a1e-8c7d-2b5e1f4a9c60")
"""Of all ids that are made here of what a thing is: agencies, markings, links, judgements."""

RECORD: Final = "extension-definition--4f2a7e18-93c5-4d60-b1a7-6e0d8c5b2f94"
"""The property extension that carries a record, a link or a judgement."""

KINDS: Final = "extension-definition--c81d5b06-2e7f-4b39-a4d2-71f39e6a0d58"
"""The extension of new types of objects and observables, for what STIX has no word for."""

MAKER: Final = "identity--0e9b6c47-5d21-4c8a-9f73-d8a4b1e26c05"
"""The identity that the extension is made by."""

SCHEMA: Final = "docs/reference/stix/extension.schema.json in the documentation of Bowstreet"
VERSION: Final = "1.0.0"
MADE_AT: Final = "2026-11-29T00:00:00.000Z"
"""When all was made that is the same everywhere."""

Id = Annotated[
    str,
    msgspec.Meta(pattern="^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"),
]
Reference = Annotated[str, msgspec.Meta(max_length=300)]
Title = Annotated[str, msgspec.Meta(max_length=10_000)]
Agency = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=100_000)]
Number = Annotated[int, msgspec.Meta(ge=0, le=2**31)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Kind = Literal["property-extension"]


class Selected(msgspec.Struct, frozen=True):
    """A selector that the record yields, in normal form; told for others, made anew by whoever restores."""

    selector_type: SelectorType
    value: str


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A record in one version, with its whole envelope; ``masked`` names the fields that stayed behind.

    ``foreign`` names objects of other systems that the record came of and that leave beside it as they came.
    """

    extension_type: Kind = "property-extension"
    record: Id
    kind: str
    title: Title
    version: Number
    created_at: Moment
    modified_at: Moment
    owner: Agency
    owner_name: Title
    terms: Terms
    particulars: Particulars
    body: dict[str, Any] = {}
    first_seen: date | None = None
    last_seen: date | None = None
    masked: tuple[str, ...] = ()
    selectors: tuple[Selected, ...] = ()
    foreign: tuple[Reference, ...] = ()


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """A link between two records, by their ids."""

    extension_type: Kind = "property-extension"
    left: Id
    link: LinkType
    right: Id
    basis: Basis
    first_seen: date | None = None
    last_seen: date | None = None
    grade: Grade
    stated_by: Agency | None = None
    evidence: tuple[str, ...] = ()


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What an agency holds of two records, by their ids."""

    extension_type: Kind = "property-extension"
    left: Id
    right: Id
    verdict: Verdict
    ground: Text
    judged_by: Agency
    judged_at: Moment


def made_id(type: str, *parts: str) -> str:
    """Return the id of a thing that is known by what it is.

    >>> made_id("identity", "agency", "nl-unit")
    'identity--9421bf5f-b22c-5769-bd91-b79958a83826'
    """
    return f"{type}--{uuid.uuid5(NAMESPACE, chr(0x1F).join(parts))}"


def definitions() -> tuple[dict[str, Any], ...]:
    """Return the objects that tell a foreign reader what the extension is, and the identity that made it."""
    return (
        {
            **_frame("identity", MAKER),
            "name": "Bowstreet",
            "description": "The common repository for policing the dark web.",
            "identity_class": "system",
        },
        {
            **_frame("extension-definition", RECORD),
            "created_by_ref": MAKER,
            "name": "Bowstreet record",
            "description": "A record of law enforcement as its owner holds it: kind, body with its statements, envelope"
            " (terms and particulars), owner, version, days on which it was seen, selectors; links; judgements.",
            "schema": SCHEMA,
            "version": VERSION,
            "extension_types": ["property-extension"],
        },
        {
            **_frame("extension-definition", KINDS),
            "created_by_ref": MAKER,
            "name": "Bowstreet kinds",
            "description": "Types of objects for kinds of records that STIX has no type for, such as a parcel; they"
            " have a name and may have a description. Types of observables, such as a cryptocurrency wallet; their"
            " ids are made of their value, a bank account's of its iban.",
            "schema": SCHEMA,
            "version": VERSION,
            "extension_types": ["new-sdo", "new-sco"],
        },
    )


def _frame(type: str, own: str) -> dict[str, Any]:
    return {"type": type, "spec_version": "2.1", "id": own, "created": MADE_AT, "modified": MADE_AT}
