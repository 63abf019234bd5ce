"""A person, as one agency knows them."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="person",
    label="Person",
    plural="Persons",
    icon="id-card",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("names", "Names", depth=Depth.IDENTIFYING, many=True, required=True),
        Field("born_on", "Born on", depth=Depth.IDENTIFYING, shape=Shape.DAY, past=True),
        Field("birthplace", "Place of birth", depth=Depth.IDENTIFYING),
        Field("nationalities", "Nationalities", depth=Depth.IDENTIFYING, shape=Shape.COUNTRY, many=True),
        Field("addresses", "Addresses", depth=Depth.IDENTIFYING, many=True),
        Field("pgp", "PGP keys", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="pgp_fingerprint"),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field("xmpp", "XMPP addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="xmpp"),
        Field(
            "telegram", "Telegram names", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="telegram"
        ),
        Field("wickr", "Wickr names", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="wickr"),
        Field(
            "messengers",
            "Session, Tox, Signal and OTR",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="session|tox|otr_fingerprint|signal",
        ),
        Field(
            "bitcoin", "Bitcoin addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="bitcoin"
        ),
        Field(
            "ethereum",
            "Ethereum addresses",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="ethereum",
        ),
        Field(
            "monero", "Monero addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="monero"
        ),
        Field(
            "coins",
            "Litecoin, Bitcoin Cash and tron addresses",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="litecoin|bitcoin_cash|tron",
        ),
        Field("documents", "Identity documents", depth=Depth.IDENTIFYING, many=True),
        Field("description", "Description", shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=True,
    titled="{names}",
    open_titled="Person",
)
"""A person; persons have no natural key and are never merged."""
