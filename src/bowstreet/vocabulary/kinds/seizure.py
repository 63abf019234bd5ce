"""A seizure: what was taken, when, where and by what right."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="seizure",
    label="Seizure",
    plural="Seizures",
    icon="gavel",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("reference", "Reference", depth=Depth.TITLE),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("goods", "Goods"),
                ("cash", "Cash"),
                ("cryptocurrency", "Cryptocurrency"),
                ("device", "Device or data carrier"),
                ("server", "Server or site"),
                ("vehicle", "Vehicle"),
                ("document", "Documents"),
                ("other", "Other"),
            ),
        ),
        Field("seized_on", "Seized on", shape=Shape.DAY, past=True),
        Field("country", "Country", shape=Shape.COUNTRY),
        Field("authority", "Authority"),
        Field("legal_basis", "Legal basis"),
        Field("place", "Place", depth=Depth.IDENTIFYING),
        Field("persons", "Persons affected", depth=Depth.IDENTIFYING, many=True),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("quantity", "Quantity"),
        Field("weight_grams", "Weight in grams", shape=Shape.NUMBER),
        Field("value_eur", "Value in euros", shape=Shape.NUMBER),
        Field(
            "tracking_numbers",
            "Tracking numbers",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="tracking_number",
        ),
        Field(
            "wallets",
            "Addresses of wallets",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="bitcoin|ethereum|monero|litecoin|bitcoin_cash|tron",
        ),
        Field("sites", "Sites", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="onion|url|domain"),
        Field("exhibits", "Exhibits", depth=Depth.IDENTIFYING, many=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("identifiers", "What identifies", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("reference",),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A seizure; its natural key is its reference."""
