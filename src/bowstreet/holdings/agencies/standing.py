"""The standing envelope of an agency: what a recording carries where it is silent itself."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bowstreet.vocabulary import envelope as envelopes
from bowstreet.vocabulary import keeping
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms, WrongEnvelope
from bowstreet.vocabulary.handling import HandlingCode, IndexPolicy, Pap, Scope, Tlp
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import ContentKind, Instrument, LegalRegime, Purpose, SubjectCategory
from bowstreet.vocabulary.readers import OPERATIONAL_PURPOSES, Reader
from bowstreet.vocabulary.refusals import Invalid

FIRST_PURPOSES = (
    Purpose.CROSS_CHECKING,
    Purpose.OPERATIONAL_ANALYSIS,
    Purpose.STRATEGIC_THEMATIC_ANALYSIS,
    Purpose.INFORMATION_EXCHANGE,
    Purpose.OFFICER_SAFETY_DECONFLICTION,
    Purpose.PROSECUTION,
)
"""The purposes with which a standing envelope begins."""

_SHARED_KNOW_HOW = {
    "scope": "LEA",
    "tlp": "GREEN",
    "handling": ["H0"],
    "index": "hit",
    "pap": "GREEN",
    "retention": "know_how",
}

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "legal_regime": "LED_national",
        "legal_basis": "national law transposing Directive (EU) 2016/680",
        "instrument": "national_power",
        "instrument_ref": "",
        "retention": "standard",
        "purposes": [purpose.value for purpose in FIRST_PURPOSES],
        "category": {},
        "second_person": [],
        "content": {
            "criminal_data": {
                "scope": "OWNER",
                "tlp": "AMBER+STRICT",
                "handling": ["H2"],
                "index": "hit",
                "pap": "AMBER",
            },
            "investigation_practice": _SHARED_KNOW_HOW,
            "tool_method": _SHARED_KNOW_HOW,
            "behaviour_pattern": _SHARED_KNOW_HOW,
            "operation_focus": {"scope": "OWNER", "tlp": "RED", "handling": ["H2"], "index": "none", "pap": "RED"},
            "expert_contact": {
                "scope": "LEA",
                "tlp": "GREEN",
                "handling": ["H2"],
                "index": "hit",
                "pap": "GREEN",
                "retention": "consent",
                "legal_regime": "GDPR",
                "legal_basis": "consent of the person, Regulation (EU) 2016/679 article 6(1)(a)",
                "instrument": "voluntary_private",
                "category": {"category": "other_party", "ground": "expert who consented to be listed"},
            },
        },
    }
)
"""What applies where an agency's own is silent: the narrowest sharing that still shows double effort."""

ALL_KINDS = "all"
"""What stands in the list of kinds that want a second officer when every kind does."""

_ABSENT: Mapping[str, Any] = MappingProxyType({})


class WrongStanding(Invalid):
    """A standing envelope that cannot be used; the sentence says why."""


def read(standing: Mapping[str, Any]) -> str:
    """Return a standing envelope as the text that is kept, after trying it for every kind of content.

    Raise ``WrongStanding`` for unknown keys and codes, and for an envelope that the law does not allow.
    """
    unknown = sorted(set(standing) - set(DEFAULTS))
    if unknown:
        raise WrongStanding(f"A standing envelope does not have {', '.join(unknown)}.")
    text = json.dumps(dict(standing), sort_keys=True, ensure_ascii=False)
    day = date(2000, 2, 29)
    try:
        _check_content(standing)
        _check_categories(standing)
        _check_second_person(standing)
        for content_kind in ContentKind:
            built = build(text, agency="agency", kind_code="", content_kind=content_kind, officer="", day=day)
            envelopes.check(built)
    except (WrongEnvelope, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise WrongStanding(f"This standing envelope cannot be used: {wrong}") from wrong
    return text


@lru_cache(maxsize=256)
def build(text: str, *, agency: str, kind_code: str, content_kind: ContentKind, officer: str, day: date) -> Envelope:
    """Return the envelope of a new record of a kind, out of the kept text of an agency's standing envelope."""
    own = json.loads(text)
    general = {**DEFAULTS, **own}
    special = {**DEFAULTS["content"][content_kind.value], **own.get("content", _ABSENT).get(content_kind.value, {})}
    retention = keeping.CLASSES[_retention(own, content_kind)]
    dates = keeping.dates(retention, day)
    category = own.get("category", _ABSENT).get(kind_code) or special.get("category") or _ABSENT
    terms = Terms(
        owner=agency,
        scope=Scope(special["scope"]),
        tlp=Tlp(special["tlp"]),
        pap=Pap(special["pap"]),
        handling=frozenset(HandlingCode(code) for code in special["handling"]),
        h3_text=special.get("h3_text", ""),
        index=IndexPolicy(special["index"]),
        group=special.get("group"),
        recipients=frozenset(special.get("recipients", ())),
        purposes=frozenset(Purpose(code) for code in special.get("purposes", general["purposes"])),
    )
    particulars = Particulars(
        content_kind=content_kind,
        responsible_officer=officer,
        author=officer,
        legal_regime=LegalRegime(special.get("legal_regime", general["legal_regime"])),
        legal_basis=special.get("legal_basis", general["legal_basis"]).strip(),
        instrument=Instrument(special.get("instrument", general["instrument"])),
        instrument_ref=special.get("instrument_ref", general["instrument_ref"]),
        subject_category=SubjectCategory(category["category"]) if category else None,
        category_ground=category.get("ground", ""),
        collected_on=day,
        review_on=dates.review_on,
        erase_on=dates.erase_on,
        retention_rule=retention.code,
    )
    return envelopes.mark(Envelope(terms, particulars))


def wants_second_person(text: str, kind_code: str) -> bool:
    """Say whether the kept text of a standing envelope wants a second officer for changes of a kind by hand."""
    kinds = {**DEFAULTS, **json.loads(text)}["second_person"]
    return kind_code in kinds or ALL_KINDS in kinds


def for_reader(envelope: Envelope, reader: Reader, now: datetime) -> Envelope:
    """Return the envelope with what the session adds: its purpose, where it is an operational one, and its case."""
    added = {reader.purpose} & OPERATIONAL_PURPOSES if reader.purpose else frozenset[Purpose]()
    return Envelope(
        replace(envelope.terms, purposes=envelope.terms.purposes | added),
        replace(envelope.particulars, case_ref=reader.case or ""),
    )


def _check_second_person(standing: Mapping[str, Any]) -> None:
    named = standing.get("second_person", [])
    if not isinstance(named, list) or not set(named) <= {ALL_KINDS, *catalogue.ALL}:
        raise WrongStanding("'second_person' is a list of kinds, or of the word all.")


def _check_content(standing: Mapping[str, Any]) -> None:
    for code in standing.get("content", _ABSENT):
        ContentKind(code)


def _check_categories(standing: Mapping[str, Any]) -> None:
    for kind_code, category in standing.get("category", _ABSENT).items():
        if SubjectCategory(category["category"]) is SubjectCategory.UNDETERMINED:
            raise WrongStanding(f"'undetermined' may not be the standing category of {kind_code}.")
        if not category.get("ground"):
            raise WrongStanding(f"The standing category of {kind_code} needs its ground.")


def _retention(own: Mapping[str, Any], content_kind: ContentKind) -> str:
    """Return the retention class: the agency's for this content, its general one, or what applies by content."""
    for said in (own.get("content", _ABSENT).get(content_kind.value, _ABSENT), own):
        if "retention" in said:
            return str(said["retention"])
    return str(DEFAULTS["content"][content_kind.value].get("retention", DEFAULTS["retention"]))
