"""MISP ``tlp``: the Traffic Light Protocol as a tag, and the level of ours that each of its tags is."""

from typing import Final

from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.taxonomies.taxonomy import MISP_LICENCE, MISP_SOURCE, Tag, Taxonomy

TAXONOMY = Taxonomy(
    namespace="tlp",
    title="Traffic Light Protocol",
    source=f"{MISP_SOURCE}, tlp; after FIRST, TLP 2.0",
    licence=MISP_LICENCE,
    version="10",
    predicates={
        "red": "TLP:RED, for the persons addressed alone",
        "amber": "TLP:AMBER, for the organisation and those it serves",
        "amber+strict": "TLP:AMBER+STRICT, for the organisation alone",
        "green": "TLP:GREEN, for the community",
        "white": "TLP:WHITE of version 1, today TLP:CLEAR",
        "clear": "TLP:CLEAR, for everybody",
        "ex:chr": "Who said it is not to be told",
        "unclear": "The sender does not know the level",
    },
    values={},
)
"""The taxonomy ``tlp``."""

_LEVELS: Final = {
    "red": Tlp.RED,
    "amber": Tlp.AMBER,
    "amber+strict": Tlp.AMBER_STRICT,
    "green": Tlp.GREEN,
    "white": Tlp.CLEAR,
    "clear": Tlp.CLEAR,
}


def level(tag: Tag) -> Tlp | None:
    """Return the level that a tag of this namespace is, the strictest for one that says none we know.

    None is for what stands beside a level: that the source is not to be named.

    >>> level(Tag("tlp", "WHITE")), level(Tag("tlp", "unclear")), level(Tag("tlp", "ex:chr"))
    (<Tlp.CLEAR: 'CLEAR'>, <Tlp.RED: 'RED'>, None)
    """
    if tag.predicate.casefold() == "ex:chr":
        return None
    return _LEVELS.get(tag.predicate.casefold(), Tlp.RED)


def tag(code: Tlp) -> Tag:
    """Return the tag of a level."""
    return Tag(TAXONOMY.namespace, code.value.lower())
