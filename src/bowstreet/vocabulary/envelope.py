"""What every record carries beside its content: terms, which decide access, and particulars, which explain it.

Terms are immutable values, stored once each and shared by everything that has them; see ``docs/house.md``.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from bowstreet.vocabulary import handling
from bowstreet.vocabulary.evaluation import UNGRADED, Grade, weakest
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Pap, Scope, State, Tlp
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.lawfulness import (
    FLAG_OF_CATEGORY,
    Basis,
    ContentKind,
    Instrument,
    LegalRegime,
    ProtectedFlag,
    Purpose,
    SpecialCategory,
    SubjectCategory,
)


class WrongEnvelope(ValueError):
    """An envelope that the law does not allow; its message says why in a sentence."""


@dataclass(frozen=True, order=True)
class Restriction:
    """A processing condition set by the owner, also later: one action that others must ask for until a day."""

    action: Action
    text: str
    set_by: str
    set_on: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Terms:
    """All that decides who may see or do what. ``recipients`` holds agency slugs and officer ids."""

    owner: str
    scope: Scope = Scope.OWNER
    recipients: frozenset[str] = frozenset()
    group: str | None = None
    handling: frozenset[HandlingCode] = frozenset({HandlingCode.H2})
    h3_text: str = ""
    tlp: Tlp = Tlp.AMBER_STRICT
    pap: Pap = Pap.AMBER
    classification: Classification = Classification.UNCLASSIFIED
    index: IndexPolicy = IndexPolicy.HIT
    purposes: frozenset[Purpose] = frozenset()
    restrictions: tuple[Restriction, ...] = ()
    flags: frozenset[ProtectedFlag] = frozenset()
    special: frozenset[SpecialCategory] = frozenset()
    state: State = State.ACTIVE

    def as_json(self) -> str:
        """Return the canonical JSON of the value: sorted keys and sets, no spaces."""
        return json.dumps(
            {each.name: _plain(getattr(self, each.name)) for each in fields(self)},
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        )

    def digest(self) -> str:
        """Return the SHA-256 of the canonical JSON, in hexadecimal; equal terms have equal digests."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read terms back from their canonical JSON."""
        raw = json.loads(text)
        return cls(
            owner=raw["owner"],
            scope=Scope(raw["scope"]),
            recipients=frozenset(raw["recipients"]),
            group=raw["group"],
            handling=frozenset(HandlingCode(code) for code in raw["handling"]),
            h3_text=raw["h3_text"],
            tlp=Tlp(raw["tlp"]),
            pap=Pap(raw["pap"]),
            classification=Classification(raw["classification"]),
            index=IndexPolicy(raw["index"]),
            purposes=frozenset(Purpose(code) for code in raw["purposes"]),
            restrictions=tuple(_restriction(each) for each in raw["restrictions"]),
            flags=frozenset(ProtectedFlag(code) for code in raw["flags"]),
            special=frozenset(SpecialCategory(code) for code in raw["special"]),
            state=State(raw["state"]),
        )


@dataclass(frozen=True)
class Particulars:
    """The rest of the envelope: why it is held, how far it is trusted, how long it is kept, whence it came."""

    content_kind: ContentKind = ContentKind.CRIMINAL_DATA
    responsible_officer: str = ""
    author: str = ""
    case_ref: str = ""
    legal_regime: LegalRegime = LegalRegime.LED_NATIONAL
    legal_basis: str = ""
    instrument: Instrument = Instrument.NATIONAL_POWER
    instrument_ref: str = ""
    subject_category: SubjectCategory | None = None
    category_ground: str = ""
    strict_necessity: str = ""
    basis: Basis = Basis.FACT
    grade: Grade = UNGRADED
    foreign_grading: str = ""
    automation: frozenset[str] = frozenset({"link_proposals", "statistics"})
    collected_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    review_on: date | None = None
    erase_on: date | None = None
    retention_rule: str = ""
    legal_hold: bool = False
    necessity_note: str = ""
    proportionality_note: str = ""
    provenance: str = ""

    def as_json(self) -> str:
        """Return the canonical JSON of the value."""
        return json.dumps(
            {each.name: _plain(getattr(self, each.name)) for each in fields(self)},
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read particulars back from their canonical JSON."""
        raw = json.loads(text)
        day = {name: date.fromisoformat(raw[name]) if raw[name] else None for name in _DAYS}
        return cls(
            **{
                **raw,
                **day,
                "content_kind": ContentKind(raw["content_kind"]),
                "legal_regime": LegalRegime(raw["legal_regime"]),
                "instrument": Instrument(raw["instrument"]),
                "subject_category": SubjectCategory(raw["subject_category"]) if raw["subject_category"] else None,
                "basis": Basis(raw["basis"]),
                "grade": Grade.read(raw["grade"]),
                "automation": frozenset(raw["automation"]),
            }
        )


_DAYS = ("collected_on", "valid_from", "valid_to", "review_on", "erase_on")


@dataclass(frozen=True)
class Envelope:
    """Terms and particulars together."""

    terms: Terms
    particulars: Particulars


def mark(envelope: Envelope) -> Envelope:
    """Return the envelope with the marks that its subject category brings, such as ``witness`` or ``undetermined``."""
    category = envelope.particulars.subject_category
    terms = envelope.terms
    if category in FLAG_OF_CATEGORY:
        terms = replace(terms, flags=terms.flags | {FLAG_OF_CATEGORY[category]})
    if category is SubjectCategory.UNDETERMINED and terms.state is State.ACTIVE:
        terms = replace(terms, state=State.UNDETERMINED)
    return replace(envelope, terms=terms)


def check(envelope: Envelope) -> None:
    """Raise ``WrongEnvelope`` unless the envelope is complete and its halves agree."""
    for _, sentence in faults(envelope):
        raise WrongEnvelope(sentence)


def faults(envelope: Envelope) -> tuple[tuple[str, str], ...]:
    """Return all that is missing or does not agree, as (field, sentence)."""
    terms, particulars = envelope.terms, envelope.particulars
    told = (
        ("owner", not terms.owner, "A record needs an owner agency."),
        ("purposes", not terms.purposes, "A record needs at least one purpose."),
        ("legal_basis", not particulars.legal_basis, "A record needs a legal basis."),
        ("review_on", particulars.review_on is None, "A record needs a date on which it must be reviewed."),
        ("handling", not terms.handling, "A record needs at least one handling code; H0 is the most open."),
        (
            "h3_text",
            HandlingCode.H3 in terms.handling and not terms.h3_text.strip(),
            "Handling code H3 needs its text.",
        ),
        (
            "recipients",
            terms.scope is Scope.NAMED and not terms.recipients,
            "Scope NAMED needs at least one recipient.",
        ),
        ("group", terms.scope is Scope.GROUP and not terms.group, "Scope GROUP needs a group."),
        (
            "group",
            terms.scope is not Scope.GROUP and terms.group is not None,
            "A group is named only with scope GROUP.",
        ),
        (
            "strict_necessity",
            bool(terms.special) and is_blank(particulars.strict_necessity),
            "Special categories of data need a sentence on why they are strictly necessary.",
        ),
        (
            "subject_category",
            mark(envelope).terms != terms,
            "The subject category and the protected marks do not agree.",
        ),
    )
    return tuple((field, sentence) for field, wrong, sentence in told if wrong)


def strictest(envelopes: Iterable[Envelope], *, owner: str) -> Envelope:
    """Return the envelope of something made from several: of every mark the strictest, of purposes the common ones.

    Raise ``WrongEnvelope`` when the sources share no purpose, and ``ValueError`` when there are none.
    """
    many = list(envelopes)
    if not many:
        raise ValueError("There is nothing to combine.")
    terms = [each.terms for each in many]
    purposes = frozenset.intersection(*(each.purposes for each in terms))
    if not purposes:
        raise WrongEnvelope("The sources share no purpose, so nothing may be made of them together.")
    scope, recipients, group = _narrowest(terms)
    combined = Terms(
        owner=owner,
        scope=scope,
        recipients=recipients,
        group=group,
        handling=together(code for each in terms for code in each.handling),
        h3_text="\n".join(dict.fromkeys(each.h3_text for each in terms if each.h3_text)),
        tlp=handling.strictest(each.tlp for each in terms),
        pap=handling.strictest(each.pap for each in terms),
        classification=handling.strictest(each.classification for each in terms),
        index=handling.strictest(each.index for each in terms),
        purposes=purposes,
        restrictions=tuple(sorted({each for one in terms for each in one.restrictions}, key=repr)),
        flags=frozenset[ProtectedFlag]().union(*(each.flags for each in terms)),
        special=frozenset[SpecialCategory]().union(*(each.special for each in terms)),
        state=handling.strictest(each.state for each in terms),
    )
    return Envelope(combined, _combined_particulars([each.particulars for each in many]))


def together(codes: Iterable[HandlingCode]) -> frozenset[HandlingCode]:
    """Return the handling codes of something that several codes hold for; H0 says nothing beside another.

    >>> sorted(together([HandlingCode.H0, HandlingCode.H1]))
    [<HandlingCode.H1: 'H1'>]
    """
    all_of_them = frozenset(codes)
    return all_of_them - {HandlingCode.H0} or all_of_them


def _narrowest(terms: list[Terms]) -> tuple[Scope, frozenset[str], str | None]:
    scope = handling.strictest(each.scope for each in terms)
    groups = {each.group for each in terms if each.group}
    named = [each.recipients for each in terms if each.scope is Scope.NAMED]
    if scope is Scope.NAMED and not groups:
        common = frozenset.intersection(*named)
        return (Scope.NAMED, common, None) if common else (Scope.OWNER, frozenset(), None)
    if scope is Scope.GROUP and len(groups) == 1:
        return Scope.GROUP, frozenset(), groups.pop()
    if scope in (Scope.NAMED, Scope.GROUP, Scope.OWNER):
        return Scope.OWNER, frozenset(), None
    return scope, frozenset(), None


def _combined_particulars(many: list[Particulars]) -> Particulars:
    reviews = [each.review_on for each in many if each.review_on]
    erasures = [each.erase_on for each in many if each.erase_on]
    return replace(
        many[0],
        grade=weakest(each.grade for each in many),
        basis=max((each.basis for each in many), key=handling.rank),
        review_on=min(reviews, default=None),
        erase_on=min(erasures, default=None),
        automation=frozenset.intersection(*(each.automation for each in many)),
        legal_hold=any(each.legal_hold for each in many),
        strict_necessity=" ".join(dict.fromkeys(each.strict_necessity for each in many if each.strict_necessity)),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(str(each) for each in value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Restriction):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (StrEnum, Grade)):
        return str(value)
    return value


def _restriction(raw: dict[str, Any]) -> Restriction:
    until = raw["valid_until"]
    return Restriction(
        Action(raw["action"]),
        raw["text"],
        raw["set_by"],
        date.fromisoformat(raw["set_on"]),
        date.fromisoformat(until) if until else None,
    )
