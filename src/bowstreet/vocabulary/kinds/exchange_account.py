"""An exchange account: a customer's account where cryptocurrency is bought, sold or kept."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="exchange_account",
    label="Exchange account",
    plural="Exchange accounts",
    icon="coins",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("exchange", "Exchange or service", depth=Depth.TITLE, required=True),
        Field("account", "Number or name of the account", depth=Depth.IDENTIFYING),
        Field("holder", "Holder as stated", depth=Depth.IDENTIFYING, many=True),
        Field(
            "verified",
            "Identity checked",
            shape=Shape.CHOICE,
            choices=(
                ("yes", "Yes"),
                ("no", "No"),
                ("unknown", "Not known"),
            ),
        ),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field(
            "wallets",
            "Addresses of wallets",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="bitcoin|ethereum|monero|litecoin|bitcoin_cash|tron",
        ),
        Field("ibans", "IBANs", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="iban"),
        Field("ips", "IP addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="ipv4|ipv6"),
        Field("opened_on", "Opened on", shape=Shape.DAY),
        Field("frozen_on", "Frozen on", shape=Shape.DAY, past=True),
        Field("notes", "Notes", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=(
        "exchange",
        "account",
    ),
    personal=True,
    titled="{account} at {exchange}",
    open_titled="Account at {exchange}",
)
"""An exchange account; its natural key is the exchange and its number there."""
