"""Records of two invented agencies, recorded through the acts that officers use."""

from dataclasses import dataclass, replace
from typing import Any

from tests.worlds import agencies

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import enveloping, finding, recording
from bowstreet.holdings.repository.answers import FindPage
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import ContentKind, Purpose
from bowstreet.vocabulary.readers import Reader

NOW = agencies.NOW
KEY = "0123456789ABCDEF0123456789ABCDEF01234567"
SUSPECT = {"subject_category": "suspect", "category_ground": "offered for sale"}
BASIS = {"legal_basis": "section 1 of an invented act"}
SHARED = {**SUSPECT, **BASIS, "scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}
OWN = {**SUSPECT, **BASIS}
GIVEN = {**OWN, "scope": "NAMED", "recipients": ["south"]}


@dataclass(frozen=True)
class World:
    """The readers of the two agencies."""

    north: Reader
    analyst: Reader
    south: Reader

    def vendor(self, reader: Reader, handle: str, envelope: dict[str, Any] | None = None, **body: Any) -> str:
        """Record a vendor account and return its id."""
        fields = {"market": "Lantern Market", "handle": handle, **body}
        made = recording.record(reader=reader, now=NOW, kind="vendor_account", body=fields, envelope=envelope or OWN)
        return made.id

    def given(self, reader: Reader, handle: str, by: str, envelope: dict[str, Any] | None = None) -> str:
        """Record a vendor account that somebody gave to a reader's agency, as an intake would."""
        whole = self.envelope(reader, **(envelope or OWN))
        made = replace(whole, terms=replace(whole.terms, given_by=by))
        body = {"market": "Lantern Market", "handle": handle}
        return recording.enter(reader, NOW, catalogue.kind("vendor_account"), body, made).id

    def envelope(self, reader: Reader, **changes: Any) -> Envelope:
        """Return an envelope for an import of a reader."""
        standing = queries.standing_envelope(
            agency=reader.agency, kind_code="vendor_account", content_kind=ContentKind.CRIMINAL_DATA, reader=reader,
            now=NOW,
        )  # fmt: skip
        return enveloping.overridden(standing, {**OWN, **changes}, catalogue.kind("vendor_account"))


def made(two: agencies.Two) -> World:
    """Return the world of two agencies."""
    gate.forget()
    purpose = Purpose.OPERATIONAL_ANALYSIS
    return World(
        two.north.reader(purpose=purpose), two.analyst.reader(purpose=purpose), two.south.reader(purpose=purpose)
    )


def found(reader: Reader, q: str = "", **more: Any) -> FindPage:
    """Search."""
    return finding.find(reader=reader, now=NOW, q=q, **more)


def ids(page: FindPage) -> list[str]:
    """Return the ids of a page's hits."""
    return [hit.id for hit in page.hits]


def sellers(reader: Reader) -> dict[str, str]:
    """Return the ids of the sellers that a reader finds, by their titles in their order."""
    hits = (each for each in found(reader, limit=100).hits if each.kind == "vendor_account")
    return dict(sorted(("".join(part.text for part in each.title), each.id) for each in hits))
