"""Markings that leave with a record: TLP by the ids of OASIS, and as statements all else that binds its receiver."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from bowstreet.formats.exchange import conditions
from bowstreet.formats.stix import extension, marking
from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap

_SECRET: Final = frozenset(Classification) - {Classification.UNCLASSIFIED}


def refs(many: Iterable[Terms]) -> list[str]:
    """Return the ids of the markings of something that falls under several terms: the strictest TLP, all statements."""
    several = list(many)
    level = handling.strictest(each.tlp for each in several).lower()
    return [marking.TLP[level], *dict.fromkeys(own for each in several for own in _ids(each))]


@lru_cache(maxsize=1_000)
def _ids(terms: Terms) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_id, conditions.statements(terms))))


def definitions(many: Iterable[Terms]) -> list[dict[str, Any]]:
    """Return the markings that terms bring, each once."""
    several = list(many)
    levels = dict.fromkeys(each.tlp.lower() for each in several)
    said = dict.fromkeys(text for each in several for text in conditions.statements(each))
    return [*map(marking.definition, levels), *map(_definition, said)]


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


_EVERYWHERE: Final = (
    *conditions.statements(Terms("", handling=frozenset(HandlingCode) - {HandlingCode.H3})),
    *(f"PAP:{each}" for each in Pap),
    *(conditions.statements(Terms("", classification=each))[-1] for each in Classification if each in _SECRET),
)
KNOWN: Final = {_id(text): conditions.read(text) for text in _EVERYWHERE}
"""What our statements mean that are the same everywhere, by their ids: they need not stand in a source."""
