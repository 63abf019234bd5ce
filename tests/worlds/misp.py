"""Invented records as they leave for a foreign MISP: one of each kind, alike and differently handled."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tests.worlds import identifiers

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import HandlingCode, Scope, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Purpose, SubjectCategory
from bowstreet.vocabulary.linking import LinkType

ONION = identifiers.ONION
AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
CLOSED = Envelope(
    Terms("north", purposes=frozenset({Purpose.CROSS_CHECKING})),
    Particulars(
        legal_basis="Police act, article 8",
        review_on=date(2029, 1, 1),
        grade=Grade.read("B2"),
        subject_category=SubjectCategory.SUSPECT,
        category_ground="offered for sale on Saltmarket",
    ),
)
OPEN = replace(
    CLOSED, terms=replace(CLOSED.terms, scope=Scope.LEA, tlp=Tlp.GREEN, handling=frozenset({HandlingCode.H0}))
)

BODIES: dict[str, dict[str, Any]] = {
    "person": {"names": ["Wren Tallow", "Wren T."], "born_on": "1990-02-03", "emails": ["wren@tallow.example.org"],
               "telegram": ["quiet_wren"]},
    "device": {"imei": "354178036859789", "phones": ["+31205300300"]},
    "bank_account": {"iban": "BE31435411161155", "holder": ["W. Tallow"]},
    "pgp_key": {"fingerprint": "0123456789ABCDEF0123456789ABCDEF01234567", "user_ids": ["Wren <w@example.org>"]},
    "vendor_account": {"market": "Saltmarket", "handle": "quietharbour", "products": ["steroids"]},
    "user_account": {"market": "Saltmarket", "handle": "the tall wren"},
    "exchange_account": {"exchange": "Quay Exchange", "account": "42"},
    "vehicle": {"plate": "NL:AB12CD", "make": "Invented"},
    "onion_service": {"address": ONION, "title": "Saltmarket"},
    "location": {"town": "Harlingen", "country": "NL", "latitude": 53.17, "longitude": 5.42},
    "organisation": {"name": "Tallow Trading", "aliases": ["TT"]},
    "domain": {"name": "tallow.example.org", "ips": ["192.0.2.7"]},
    "incident": {"title": "Hand-over at the quay"},
    "document": {"title": "Report on the quay", "reference": "Q-7"},
    "wallet": {"address": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
    "market": {"name": "Saltmarket", "sites": [ONION]},
    "case": {"title": "Breakwater"},
}  # fmt: skip


def record(code: str, number: int, envelope: Envelope = CLOSED, version: int = 1) -> Leaving:
    kind = catalogue.ALL[code]
    body = kind.check(BODIES[code])
    own = f"018f0000-0000-7000-8000-{number:012x}"
    name = "Police of the North"
    return Leaving(own, code, kind.title(body), version, AT, AT, "north", name, envelope, body)


def bundle() -> Bundle:
    """Return one record of each kind that has a template and two that have none; the last in two versions."""
    found = [record(code, number, OPEN if number % 2 else CLOSED) for number, code in enumerate(BODIES)]
    found.append(replace(found[-1], version=2, title="Breakwater II"))
    links = (
        LeavingLink(found[0].id, LinkType.USES, found[2].id, first_seen=date(2026, 1, 2)),
        LeavingLink(found[0].id, LinkType.CONTROLS, found[1].id),
    )
    judged = (LeavingJudgement(found[4].id, found[0].id, Verdict.SAME, "same key", "north", AT),)
    return Bundle(tuple(found), links, judged)
