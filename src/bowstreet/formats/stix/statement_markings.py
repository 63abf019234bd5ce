"""Markings that leave with a record: TLP by the ids of OASIS, and as statements all else that binds its receiver."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from bowstreet.formats.stix import extension, marking
from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode

_HANDLING: Final = {
    HandlingCode.H0: "H0: for preventing and combating crime, within the law that applies.",
    HandlingCode.H1: "H1: not to be used in judicial proceedings without the permission of its owner.",
    HandlingCode.H2: "H2: not to be passed on without the permission of its owner.",
    HandlingCode.H3: "H3: {text}",
}

_WEIGHED: Final = ("PAP:", "H0:")


def statements(terms: Terms) -> tuple[str, ...]:
    """Return what binds a receiver beside TLP, a sentence or code each.

    >>> statements(Terms("nl-unit"))
    ('PAP:AMBER', 'H2: not to be passed on without the permission of its owner.')
    """
    codes = [_HANDLING[code].format(text=terms.h3_text or "ask its owner") for code in sorted(terms.handling)]
    secret = terms.classification is not Classification.UNCLASSIFIED
    classified = [f"Classification: {terms.classification.replace('_', ' ')}"] if secret else []
    return (f"PAP:{terms.pap}", *codes, *classified, *map(_condition, terms.restrictions))


def refs(many: Iterable[Terms]) -> list[str]:
    """Return the ids of the markings of something that falls under several terms: the strictest TLP, all statements."""
    several = list(many)
    level = handling.strictest(each.tlp for each in several).lower()
    return [marking.TLP[level], *dict.fromkeys(own for each in several for own in _ids(each))]


@lru_cache(maxsize=1_000)
def _ids(terms: Terms) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_id, statements(terms))))


def binding(terms: Terms) -> frozenset[str]:
    """Return the ids of the statements that bind a receiver beyond TLP, PAP and what the law asks anyway."""
    return frozenset(map(_id, (each for each in statements(terms) if not each.startswith(_WEIGHED))))


def definitions(many: Iterable[Terms]) -> list[dict[str, Any]]:
    """Return the markings that terms bring, each once."""
    several = list(many)
    levels = dict.fromkeys(each.tlp.lower() for each in several)
    said = dict.fromkeys(text for each in several for text in statements(each))
    return [*map(marking.definition, levels), *map(_definition, said)]


def _condition(held: Restriction) -> str:
    until = f" until {held.valid_until}" if held.valid_until else ""
    return f"Condition of {held.set_by or 'its owner'}: {held.text} (for {held.action} its owner is asked{until})"


def _id(text: str) -> str:
    return extension.made_id("marking-definition", "statement", text)


def _definition(text: str) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _id(text),
        "created": extension.MADE_AT,
        "created_by_ref": extension.MAKER,
        "definition_type": "statement",
        "definition": {"statement": text},
    }
