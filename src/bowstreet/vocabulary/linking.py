"""How one thing can stand to another: the types of a link, read from its left end to its right."""

from enum import StrEnum


class LinkType(StrEnum):
    """The types of links (8-model), left to right: an account *sells on* a market, a document is *part of* a case.

    A trail from the screen to the street reads: an account *offers* a product and *shipped* a parcel, which was
    *delivered to* a location or *carried by* a vehicle, which is *registered to* a person. What was
    seen is an *instance of* a behaviour, which a practice *answers*.
    """

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
    OFFERS = "offers"
    BOUGHT_FROM = "bought_from"
    RECEIVED = "received"
    DELIVERED_TO = "delivered_to"
    CARRIED_BY = "carried_by"
    REGISTERED_TO = "registered_to"
    SEIZED_IN = "seized_in"
    SHOWS = "shows"
    HOLDS = "holds"
    MADE = "made"
    LEARNED_FROM = "learned_from"
    INSTANCE_OF = "instance_of"
    ANSWERS = "answers"
