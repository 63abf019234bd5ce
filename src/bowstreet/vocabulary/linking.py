"""How one thing can stand to another: the types of a link, read from its left end to its right."""

from enum import StrEnum


class LinkType(StrEnum):
    """The types of links (8-model), left to right: an account *sells on* a market, a document is *part of* a case."""

    SELLS_ON = "sells_on"
    WRITES_ON = "writes_on"
    CONTROLS = "controls"
    USES = "uses"
    MENTIONS = "mentions"
    SHIPPED = "shipped"
    PAID = "paid"
    LOCATED_AT = "located_at"
    PART_OF = "part_of"
    WORKS_ON = "works_on"
    RELATED_TO = "related_to"
