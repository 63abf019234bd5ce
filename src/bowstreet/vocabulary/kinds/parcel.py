"""A parcel or letter: how goods travel from a seller to a drop."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="parcel",
    label="Parcel",
    plural="Parcels",
    icon="package",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field(
            "tracking_number",
            "Tracking number",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            selector="tracking_number",
        ),
        Field("carrier", "Carrier"),
        Field("market", "Market", depth=Depth.TITLE, shape=Shape.MARKET),
        Field(
            "state",
            "State",
            shape=Shape.CHOICE,
            choices=(
                ("announced", "Announced"),
                ("travelling", "On its way"),
                ("held", "Held"),
                ("delivered", "Delivered"),
                ("returned", "Returned"),
                ("seized", "Seized"),
                ("lost", "Lost"),
            ),
        ),
        Field("posted_on", "Posted on", shape=Shape.DAY, past=True),
        Field("delivered_on", "Delivered on", shape=Shape.DAY, past=True),
        Field("posted_from", "Posted from", shape=Shape.COUNTRY),
        Field("sent_to", "Sent to", shape=Shape.COUNTRY),
        Field("post_office", "Post office or locker", depth=Depth.IDENTIFYING),
        Field("postmark", "Postmark or franking", depth=Depth.IDENTIFYING),
        Field("sender", "Sender as written", depth=Depth.IDENTIFYING, many=True),
        Field("sender_address", "Address of the sender as written", depth=Depth.IDENTIFYING, many=True),
        Field("recipient", "Recipient as written", depth=Depth.IDENTIFYING, many=True),
        Field("recipient_address", "Address of the recipient as written", depth=Depth.IDENTIFYING, many=True),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field("products", "Contents", shape=Shape.PRODUCT, many=True),
        Field("weight_grams", "Weight in grams", shape=Shape.NUMBER),
        Field("contents_grams", "Weight of the contents in grams", shape=Shape.NUMBER),
        Field("packaging", "Packaging and concealment", shape=Shape.LONG_TEXT),
        Field(
            "image_hashes",
            "Hashes of its pictures",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="image_hash",
        ),
        Field("notes", "Notes", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("tracking_number",),
    personal=True,
    titled="{tracking_number}",
    open_titled="Parcel",
)
"""A parcel; its natural key is its tracking number, where it has one."""
