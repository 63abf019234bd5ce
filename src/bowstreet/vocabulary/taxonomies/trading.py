"""Which product type a tag of a taxonomy speaks of, and which tag says a product type to others."""

from typing import Final

from bowstreet.vocabulary import products
from bowstreet.vocabulary.taxonomies.taxonomy import Tag

_TOPICS = {
    "drugs-narcotics": "drugs",
    "credit-card": "cards",
    "cash-out": "money_laundering",
    "mixer": "money_laundering",
    "hacking": "cybercrime",
    "child-sexual-abuse-material": "abuse_material",
    "weapons": "weapons",
    "softwares": "malware",
    "counterfeit-materials": "documents",
}
_DRUGS = {
    ("alkaloids-and-derivatives", "morphinans"): "opioids",
    ("alkaloids-and-derivatives", "ergoline-and-derivatives"): "psychedelics",
    ("organoheterocyclic-compounds", "benzodiazepines"): "benzodiazepines",
    ("lipids-and-lipid-like-molecules", "steroids-and-steroid-derivatives"): "steroids",
}
_ENTITIES = {
    "counterfeit_product": "counterfeits",
    "credentials": "accounts",
    "bank_credentials": "accounts",
    "bulletproof_hosting": "bulletproof",
    "tumbler": "money_laundering",
}

PRODUCTS: Final[dict[Tag, str]] = {
    **{Tag("dark-web", "topic", value): code for value, code in _TOPICS.items()},
    Tag("dark-web", "motivation", "ddos-services"): "ddos",
    **{Tag("drugs", *way): code for way, code in _DRUGS.items()},
    **{Tag("dw-va", "entity", value): code for value, code in _ENTITIES.items()},
    Tag("dw-va", "abuse", "ransomware"): "malware",
}
"""The product type that each tag speaks of. Other tags of ``drugs`` speak of drugs, most others of nothing sold."""

_SAYING: Final[dict[str, Tag]] = {
    "drugs": Tag("dark-web", "topic", "drugs-narcotics"),
    "benzodiazepines": Tag("drugs", "organoheterocyclic-compounds", "benzodiazepines"),
    "steroids": Tag("drugs", "lipids-and-lipid-like-molecules", "steroids-and-steroid-derivatives"),
    "cards": Tag("dark-web", "topic", "credit-card"),
    "abuse_material": Tag("dark-web", "topic", "child-sexual-abuse-material"),
    "weapons": Tag("dark-web", "topic", "weapons"),
    "documents": Tag("dark-web", "topic", "counterfeit-materials"),
    "ddos": Tag("dark-web", "motivation", "ddos-services"),
    "cybercrime": Tag("dark-web", "topic", "hacking"),
}


def product(tag: Tag) -> str | None:
    """Return the product type that a tag speaks of, None where it speaks of none.

    >>> product(Tag("drugs", "benzenoids", "indanes")), product(Tag("dark-web", "topic", "ponies"))
    ('drugs', None)
    """
    return PRODUCTS.get(tag) or ("drugs" if tag.namespace == "drugs" else None)


def tags(code: str) -> tuple[Tag, ...]:
    """Return the tags that say a product type and the wider ones, the narrowest first; none where no tag says any.

    >>> [str(each) for each in tags("steroids")][1], tags("wildlife")
    ('dark-web:topic="drugs-narcotics"', ())
    """
    return tuple(_SAYING[each] for each in products.with_wider(code) if each in _SAYING)
