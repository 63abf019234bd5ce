"""Invented exchange documents: TagPacks, lists of addresses, and a format of which a test says every mark."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bowstreet.casework.intake import formats
from bowstreet.casework.intake.formats import Format
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Exchanged, Judged, Marks, Piece, Refused
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Classification, HandlingCode, Scope, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Purpose, SubjectCategory
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.selector_encodings import as_base58


def bitcoin(number: int) -> str:
    """Return an invented address that nobody holds the key of."""
    return as_base58(0, number.to_bytes(20, "big"))


def ethereum(number: int) -> str:
    """Return an invented address."""
    return f"0x{number:040x}"


HEAD = """title: Invented services
creator: Harbour Watch
description: Addresses of invented services
confidence: service_data
category: exchange
currency: BTC
lastmod: 2025-02-01
source: https://tags.example.org/harbour
tags:
"""


def tag(number: int, **said: str) -> str:
    """Return one tag of a pack."""
    whole = {"address": bitcoin(number), "label": "Quay Exchange", **said}
    return "".join(
        f"{'- ' if place == 0 else '  '}{name}: {value}\n" for place, (name, value) in enumerate(whole.items())
    )


def pack(tags: int = 3, head: str = HEAD, **said: str) -> bytes:
    """Return a TagPack with some tags."""
    return (head + "".join(tag(number, **said) for number in range(1, tags + 1))).encode()


def duplicates() -> bytes:
    """Return a bundle of STIX that holds two actors to be one."""
    frame = {"spec_version": "2.1", "created": "2025-02-01T00:00:00.000Z", "modified": "2025-02-01T00:00:00.000Z"}
    ids = [f"threat-actor--5a1fb1c6-3a1c-4f7e-9d2b-00000000000{number}" for number in (1, 2)]
    actors = [{**frame, "type": "threat-actor", "id": id, "name": f"Lamp Reeve {id[-1]}"} for id in ids]
    same = {
        **frame, "type": "relationship", "id": "relationship--5a1fb1c6-3a1c-4f7e-9d2b-000000000003",
        "relationship_type": "duplicate-of", "source_ref": ids[0], "target_ref": ids[1], "description": "One key.",
    }  # fmt: skip
    return json.dumps({"type": "bundle", "id": "bundle--1", "objects": [*actors, same]}).encode()


ACTORS = """title: Invented actors
creator: Harbour Watch
lastmod: '2025-02-01'
actors:
- id: quay_exchange
  label: Quay Exchange
  uri: quay.example.org
  jurisdictions: [NL]
  categories:
  - exchange
  context:
    twitter_handle: quay
    aliases: [Quay]
"""


def envelope(owner: str = "harbour-south", **said: Any) -> Envelope:
    """Return a whole envelope as another Bowstreet would write it; what is said is in the form of JSON."""
    purposes = frozenset({Purpose.OPERATIONAL_ANALYSIS, Purpose.PROSECUTION})
    held = json.loads(Terms(owner=owner, scope=Scope.LEA, purposes=purposes).as_json())
    particulars = Particulars(legal_basis="invented law, section 2", review_on=date(2027, 1, 31))
    return Envelope(Terms.from_json(json.dumps(held | said)), particulars)


def recognises(head: bytes) -> bool:
    """Say whether this is a document of the invented format."""
    return head.startswith(b'{"invented"')


def read(raw: bytes) -> Exchanged:
    """Read a document of the invented format: a line a thing, with all its marks."""
    pieces: list[Piece] = []
    refused: list[Refused] = []
    at = raw.index(b"\n") + 1
    for number, line in enumerate(raw[at:].splitlines(), 1):
        try:
            pieces.append(_piece(json.loads(line), line.decode(), at, len(pieces) + 1))
        except ValueError:
            refused.append(Refused(at, f"line {number}", "This line is no JSON."))
        at += len(line) + 1
    return Exchanged("invented", tuple(pieces), tuple(refused), (Loss("thing.colour", Why.NO_FIELD, len(pieces)),))


def _piece(said: Mapping[str, Any], text: str, at: int, number: int) -> Piece:
    cite = f"piece:{number}"
    kind, body = said.get("kind", "wallet"), said.get("body", {})
    links = tuple(DraftLink(LinkType(each[0]), each[1], each[2]) for each in said.get("links", ()))
    category = SubjectCategory(said["category"]) if "category" in said else None
    draft = Draft(kind, body, cites=(cite,), links=links, category=category, known_as=said.get("known_as", ""))
    carried = said.get("carried")
    marks = Marks(
        tlp=Tlp(said["tlp"]) if "tlp" in said else None,
        grade=Grade.read(said["grade"]) if "grade" in said else None,
        envelope=_whole(carried) if carried is not None else None,
        handling=frozenset(map(HandlingCode, said.get("handling", ()))),
        h3_text=said.get("h3_text", ""),
        classification=Classification(said["classification"]) if "classification" in said else None,
    )
    judged = tuple(Judged(tuple(one), tuple(other), Verdict(verdict), "Invented ground", "harbour-south")
                   for one, other, verdict in said.get("judged", ()))  # fmt: skip
    return Piece(number, said["id"], "thing", text, at, drafts=(draft,) if body else (), marks=marks, judged=judged,
                 revoked=said.get("revoked", False))  # fmt: skip


def _whole(said: Mapping[str, Any]) -> Envelope:
    """Return a whole envelope of which some terms are said and, as ``particulars``, some of the rest."""
    made = envelope(**{name: each for name, each in said.items() if name != "particulars"})
    rest = json.loads(made.particulars.as_json()) | said.get("particulars", {})
    return Envelope(made.terms, Particulars.from_json(json.dumps(rest)))


def document(*things: Mapping[str, Any] | str) -> bytes:
    """Return a document of the invented format; a text stands in it as it is."""
    lines = [each if isinstance(each, str) else json.dumps(each) for each in things]
    return "\n".join(['{"invented": 1}', *lines]).encode()


def wallet(number: int, **more: Any) -> dict[str, Any]:
    """Return a thing that is a wallet."""
    return {"id": f"thing-{number}", "body": {"address": ethereum(number)}, "category": "suspect", **more}


def teach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have intake know the invented format too, in this process."""
    made = Format("invented", "Invented documents", recognises, read)
    monkeypatch.setattr(formats, "FORMATS", (made, *formats.FORMATS))
