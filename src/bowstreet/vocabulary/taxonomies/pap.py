"""MISP ``PAP``: the Permissible Actions Protocol as a tag, and the level of ours that each of its tags is."""

from typing import Final

from bowstreet.vocabulary.handling import Pap
from bowstreet.vocabulary.taxonomies.taxonomy import MISP_LICENCE, MISP_SOURCE, Tag, Taxonomy

TAXONOMY = Taxonomy(
    namespace="PAP",
    title="Permissible Actions Protocol",
    source=f"{MISP_SOURCE}, PAP",
    licence=MISP_LICENCE,
    version="3",
    predicates={
        "RED": "PAP:RED, nothing that can be noticed from outside",
        "AMBER": "PAP:AMBER, passive checks with others' services",
        "GREEN": "PAP:GREEN, active steps are allowed",
        "CLEAR": "PAP:CLEAR, no limit",
        "WHITE": "PAP:WHITE of old, today PAP:CLEAR",
    },
    values={},
)
"""The taxonomy ``PAP``."""

_LEVELS: Final = {"RED": Pap.RED, "AMBER": Pap.AMBER, "GREEN": Pap.GREEN, "CLEAR": Pap.CLEAR, "WHITE": Pap.CLEAR}


def level(tag: Tag) -> Pap:
    """Return the level that a tag of this namespace is, the strictest for one that says none we know.

    >>> level(Tag("PAP", "white")), level(Tag("pap", "other"))
    (<Pap.CLEAR: 'CLEAR'>, <Pap.RED: 'RED'>)
    """
    return _LEVELS.get(tag.predicate.upper(), Pap.RED)


def tag(code: Pap) -> Tag:
    """Return the tag of a level."""
    return Tag(TAXONOMY.namespace, code.value)
