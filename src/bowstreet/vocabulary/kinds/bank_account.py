"""A bank account: where money enters or leaves the trade."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="bank_account",
    label="Bank account",
    plural="Bank accounts",
    icon="landmark",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("iban", "IBAN", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, selector="iban"),
        Field("number", "Number where it has no IBAN", depth=Depth.IDENTIFYING),
        Field("bank", "Bank"),
        Field("country", "Country", shape=Shape.COUNTRY),
        Field("holder", "Holder", depth=Depth.IDENTIFYING, many=True),
        Field("currency", "Currency"),
        Field(
            "use",
            "Used for",
            shape=Shape.CHOICE,
            choices=(
                ("cash_out", "Cash-out"),
                ("deposit", "Deposits"),
                ("mule", "Money mule"),
                ("business", "Business"),
                ("private", "Private"),
                ("other", "Other"),
            ),
        ),
        Field("opened_on", "Opened on", shape=Shape.DAY),
        Field("closed_on", "Closed on", shape=Shape.DAY),
        Field("frozen_on", "Frozen on", shape=Shape.DAY, past=True),
        Field("notes", "Notes", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("iban",),
    personal=True,
    titled="{iban}",
    open_titled="Bank account",
)
"""A bank account; its natural key is its IBAN, where it has one."""
