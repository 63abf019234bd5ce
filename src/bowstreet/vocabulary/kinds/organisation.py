"""An organisation: a company, a group or a body that is not a market."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="organisation",
    label="Organisation",
    plural="Organisations",
    icon="building-2",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("name", "Name", depth=Depth.IDENTIFYING, required=True),
        Field("aliases", "Other names", depth=Depth.IDENTIFYING, many=True),
        Field("registration", "Registration number", depth=Depth.IDENTIFYING),
        Field("country", "Country", shape=Shape.COUNTRY),
        Field("addresses", "Addresses", depth=Depth.IDENTIFYING, many=True),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field("xmpp", "XMPP addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="xmpp"),
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
        Field("sites", "Sites", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="onion|url|domain"),
        Field("activity", "Activity"),
        Field("description", "Description", shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=False,
    titled="{name}",
    open_titled="Organisation",
)
"""An organisation; its name identifies."""
