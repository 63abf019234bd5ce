"""How objects of MISP stand to each other, and which links of ours that is.

MISP lets anybody name a relation; the names here are those of its own list (``misp-objects``, relationships) that say a
link of ours, and the codes of our links with hyphens, by which we write those that its list has no name for.
"""

from typing import Final

from bowstreet.vocabulary.linking import LinkType

_L = LinkType

SAME: Final = frozenset(("same-as", "duplicate-of"))
"""Relations by which a source says that two of its things are one."""

_OUT: Final[dict[LinkType, str]] = {
    _L.SELLS_ON: "seller-on",
    _L.OFFERS: "seller-of",
    _L.SHIPPED: "sends",
    _L.HOLDS: "owns",
    _L.MADE: "creator-of",
    _L.LEARNED_FROM: "derived-from",
}

_ALONG: Final[dict[LinkType, str]] = {
    _L.SELLS_ON: "seller-on",
    _L.OFFERS: "seller-of",
    _L.SHIPPED: "sends",
    _L.HOLDS: "owns owner-of",
    _L.MADE: "creator-of is-author-of creates developer-of",
    _L.LEARNED_FROM: "derived-from",
    _L.CONTROLS: "controls operator-of administrator-of",
    _L.USES: "uses user-of drives",
    _L.MENTIONS: "mentions references describes documents",
    _L.LOCATED_AT: "located located-at",
    _L.PART_OF: "part-of member-of belongs-to included-in contained-by contained-within",
    _L.REGISTERED_TO: "registered-to",
    _L.PAID: "paid",
    _L.RELATED_TO: "related-to connected-to linked-to associated-with relates is-in-relation-with",
    _L.SHOWS: "picture-of screenshot-of",
}
_AGAINST: Final[dict[LinkType, str]] = {
    _L.USES: "used-by",
    _L.PART_OF: "includes contains consists",
    _L.MADE: "authored-by created-by",
    _L.REGISTERED_TO: "registered",
    _L.SHOWS: "pictured-by",
}
_IN: Final = {
    **{each.value.replace("_", "-"): (each, False) for each in LinkType},
    **{name: (link, False) for link, names in _ALONG.items() for name in names.split()},
    **{name: (link, True) for link, names in _AGAINST.items() for name in names.split()},
}


def read(name: str) -> tuple[LinkType, bool] | None:
    """Return the link that a relation is and whether it runs the other way; None for a relation of no link of ours.

    >>> read("used-by"), read("enemy-of")
    ((<LinkType.USES: 'uses'>, True), None)
    """
    return _IN.get(name.strip().casefold())


def written(link: LinkType) -> str:
    """Return the relation that says a link.

    >>> written(LinkType.SELLS_ON), written(LinkType.BOUGHT_FROM)
    ('seller-on', 'bought-from')
    """
    return _OUT.get(link, link.value.replace("_", "-"))
