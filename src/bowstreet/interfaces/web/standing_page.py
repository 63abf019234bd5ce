"""What the page of an agency's standing envelope shows beside it: words, choices, and what stands for each content."""

from typing import Any

from bowstreet.holdings.agencies.answers import Standing
from bowstreet.holdings.agencies.changing import MARKS
from bowstreet.holdings.agencies.standing import ALL_KINDS, DEFAULTS
from bowstreet.interfaces.web import wording
from bowstreet.vocabulary import keeping
from bowstreet.vocabulary.handling import IndexPolicy, Pap, Scope, Tlp
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Instrument, Purpose

CONTENTS = {
    "criminal_data": "Criminal data and investigations",
    "investigation_practice": "Practices and lessons",
    "tool_method": "Tools and methods",
    "operation_focus": "Current focus",
    "behaviour_pattern": "Behaviours and patterns",
    "expert_contact": "Experts",
}
LABELS = {
    "scope": "Scope", "tlp": "TLP", "pap": "PAP", "index": "A hit tells others",
    "handling": "Handling",
}  # fmt: skip
_CHOICES = {
    "scope": tuple(each.value for each in Scope), "tlp": tuple(each.value for each in Tlp),
    "pap": tuple(each.value for each in Pap), "index": tuple(each.value for each in IndexPolicy),
    "handling": ("H0", "H1", "H2", "H1+H2"),
}  # fmt: skip
_OFFERED = _CHOICES | {"scope": tuple(each for each in _CHOICES["scope"] if each not in ("GROUP", "NAMED"))}
"""A group or agencies by name are set over REST or by the command, which name them, too."""


def shown(answer: Standing) -> dict[str, Any]:
    """Return what the page wants beside a standing envelope."""
    kinds = {code: kind.label for code, kind in sorted(catalogue.ALL.items(), key=lambda each: each[1].label)}
    purposes = tuple(each.value for each in wording.in_order(Purpose))
    return {
        "contents": CONTENTS,
        "marks": {mark: LABELS[mark] for mark in MARKS},
        "marked": {code: _marked(answer, code) for code in CONTENTS},
        "kept": {code: _kept(answer, code) for code in CONTENTS},
        "choices": _CHOICES,
        "offered": _OFFERED,
        "words_of": words_of,
        "kinds": kinds,
        "said": {**{each: wording.purpose_said(each) for each in purposes}, **kinds, ALL_KINDS: "Every kind"},
        "purposes": purposes,
        "instruments": tuple(each.value for each in Instrument),
        "retentions": tuple(keeping.CLASSES.values()),
    }


def words_of(mark: str, code: str) -> str:
    """Return how a mark is said.

    >>> words_of("tlp", "AMBER"), words_of("handling", "H1+H2")
    ('TLP:AMBER', 'H1, H2')
    """
    if mark == "handling":
        return code.replace("+", ", ")
    return f"{mark.upper()}:{code}" if mark in ("tlp", "pap") else wording.say(code)


def _special(answer: Standing, code: str) -> dict[str, Any]:
    return {**DEFAULTS["content"][code], **answer.own.get("content", {}).get(code, {})}


def _marked(answer: Standing, code: str) -> dict[str, str]:
    special = _special(answer, code)
    return {mark: "+".join(sorted(special[mark])) if mark == "handling" else str(special[mark]) for mark in MARKS}


def _kept(answer: Standing, code: str) -> str:
    """Return how long records of a content are kept: as the agency set it, else as applies to the content."""
    own = answer.own.get("content", {}).get(code, {}).get("retention") or answer.own.get("retention")
    said = own or DEFAULTS["content"][code].get("retention", DEFAULTS["retention"])
    held = keeping.CLASSES[str(said)]
    return f"review after {held.review_months}, erase after {held.erase_months} months"
