"""A fresh node in a folder of its own, with one agency and its first officer, made by the acts that operators use."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bowstreet.vocabulary.envelope import Envelope
    from bowstreet.vocabulary.readers import Reader

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STANDING = {
    "legal_basis": "section 1 of an invented act",
    "category": {
        "vendor_account": {"category": "suspect", "ground": "offered for sale on a market"},
        "user_account": {"category": "other_party", "ground": "wrote on a forum"},
        "pgp_key": {"category": "suspect", "ground": "shown by a seller"},
        "wallet": {"category": "suspect", "ground": "named by a seller"},
    },
}


@dataclass(frozen=True)
class Node:
    """A node: its state folder, and the reader who works on it."""

    state: Path
    reader: "Reader"

    def envelope(self, **said: Any) -> "Envelope":
        """Return the agency's standing envelope, open to the other agencies' police unless said otherwise."""
        from bowstreet.holdings.agencies import queries
        from bowstreet.holdings.repository import enveloping
        from bowstreet.vocabulary.kinds import catalogue
        from bowstreet.vocabulary.lawfulness import ContentKind

        standing = queries.standing_envelope(
            agency=self.reader.agency, kind_code="vendor_account", content_kind=ContentKind.CRIMINAL_DATA,
            reader=self.reader, now=NOW,
        )  # fmt: skip
        return enveloping.overridden(standing, said, catalogue.kind("vendor_account"))


@contextmanager
def fresh(settings: str = "bench.settings") -> Iterator[Node]:
    """Make a node in a temporary folder, which is gone afterwards. Once a process: Django starts on it."""
    with tempfile.TemporaryDirectory(prefix="bowstreet-bench-") as folder, at(Path(folder), settings) as node:
        yield node


@contextmanager
def at(folder: Path, settings: str = "bench.settings") -> Iterator[Node]:
    """Make a node in a folder, or open the one that was made there before."""
    os.environ.update(BOWSTREET_DIR=str(folder), DJANGO_SETTINGS_MODULE=settings)
    from bowstreet.interfaces.cli import starting

    starting.start(new=True)
    starting.build_tables()
    from django.db import connections

    from bowstreet.holdings.agencies import queries
    from bowstreet.holdings.ledger import lookups

    yield Node(folder, reader("north") if "north" in queries.cards() else found("north"))
    lookups.close()
    connections.close_all()


def found(slug: str) -> "Reader":
    """Found an agency, enrol its first officer by the link, and return that officer's reader."""
    from bowstreet.holdings.agencies import enrolling, founding, second_factor

    founding.found_agency(
        slug=slug, name=f"Agency {slug}", country="NL", sort="national_unit", contact=f"desk@{slug}.example",
        standing=STANDING, now=NOW, actor=founding.operator(),
    )  # fmt: skip
    link = enrolling.first_link(agency=slug, name="Robin Vale", login=f"{slug}.first", now=NOW)
    token = link.path.removeprefix("/enrol/")
    opened = enrolling.open_link(token, now=NOW)
    code = second_factor.code_at(opened.totp_secret, NOW)
    enrolling.accept(token, password="quiet harbour lamp 41", code=code, now=NOW)
    return reader(slug)


def reader(slug: str) -> "Reader":
    """Return the first officer of an agency in a session with second factor."""
    from bowstreet.holdings.agencies import queries, sessions
    from bowstreet.vocabulary.lawfulness import Purpose

    made = sessions.reader_for(
        officer_id=queries.officer_of_login(f"{slug}.first").id, purpose=Purpose.OPERATIONAL_ANALYSIS, case=None,
        reason=None, session="bench", mfa=True, now=NOW,
    )  # fmt: skip
    if made is None:
        raise LookupError(f"The first officer of {slug} cannot sign in.")
    return made
