"""A test purchase: goods ordered by police under an authorisation, and what came of it."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="test_purchase",
    label="Test purchase",
    plural="Test purchases",
    icon="shopping-bag",
    content_kind=ContentKind.OPERATION_FOCUS,
    fields=(
        Field("reference", "Reference", depth=Depth.TITLE, required=True),
        Field("market", "Market", depth=Depth.TITLE, shape=Shape.MARKET),
        Field("seller", "Seller", depth=Depth.IDENTIFYING, selector="handle"),
        Field("authority", "Authority"),
        Field("authorisation", "Authorisation"),
        Field(
            "stage",
            "Stage",
            shape=Shape.CHOICE,
            choices=(
                ("planned", "Planned"),
                ("ordered", "Ordered"),
                ("paid", "Paid"),
                ("arrived", "Arrived"),
                ("examined", "Examined"),
                ("failed", "Did not arrive"),
                ("abandoned", "Abandoned"),
            ),
        ),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("ordered_on", "Ordered on", shape=Shape.DAY, past=True),
        Field("arrived_on", "Arrived on", shape=Shape.DAY, past=True),
        Field("price_eur", "Price in euros", shape=Shape.NUMBER),
        Field("ordered_grams", "Ordered in grams", shape=Shape.NUMBER),
        Field("received_grams", "Received in grams", shape=Shape.NUMBER),
        Field("purity_percent", "Purity in percent", shape=Shape.NUMBER),
        Field("ships_from", "Came from", shape=Shape.COUNTRY),
        Field(
            "wallets",
            "Paid to",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="bitcoin|ethereum|monero|litecoin|bitcoin_cash|tron",
        ),
        Field(
            "tracking_numbers",
            "Tracking numbers",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="tracking_number",
        ),
        Field("result", "Result", shape=Shape.LONG_TEXT),
        Field("identifiers", "What identifies", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("reference",),
    personal=False,
    titled="Test purchase {reference}",
    open_titled="Test purchase {reference}",
)
"""A test purchase; its natural key is its reference. It names no undercover persona: personas are never records."""
