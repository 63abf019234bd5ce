"""A wallet: an address of a cryptocurrency."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="wallet",
    label="Wallet",
    plural="Wallets",
    icon="wallet",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field(
            "address",
            "Address",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            required=True,
            selector="bitcoin|ethereum|monero|litecoin|bitcoin_cash|tron",
        ),
        Field("market", "Market or forum", depth=Depth.TITLE, shape=Shape.MARKET),
        Field(
            "use",
            "Used for",
            shape=Shape.CHOICE,
            choices=(
                ("deposit", "Deposits"),
                ("escrow", "Escrow"),
                ("withdrawal", "Withdrawals"),
                ("cash_out", "Cash-out"),
                ("other", "Other"),
            ),
        ),
        Field("service", "Service that holds it"),
        Field("labels", "Labels given to it", depth=Depth.IDENTIFYING, many=True),
        Field("first_used_on", "First used on", shape=Shape.DAY, past=True),
        Field("last_used_on", "Last used on", shape=Shape.DAY, past=True),
        Field("description", "Notes", shape=Shape.LONG_TEXT),
    ),
    key_fields=("address",),
    personal=True,
    titled="{address}",
    open_titled="Wallet",
)
"""A wallet; its natural key is its address."""
