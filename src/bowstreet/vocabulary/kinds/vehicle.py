"""A vehicle: what carries goods and persons between locations."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="vehicle",
    label="Vehicle",
    plural="Vehicles",
    icon="car",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("plate", "Licence plate", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, selector="licence_plate"),
        Field(
            "other_plates",
            "Other licence plates",
            depth=Depth.IDENTIFYING,
            shape=Shape.SELECTOR,
            many=True,
            selector="licence_plate",
        ),
        Field("vin", "Vehicle identification number", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, selector="vin"),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("car", "Car"),
                ("van", "Van"),
                ("lorry", "Lorry"),
                ("motorcycle", "Motorcycle"),
                ("bicycle", "Bicycle"),
                ("boat", "Boat"),
                ("aircraft", "Aircraft"),
                ("other", "Other"),
            ),
        ),
        Field("make", "Make"),
        Field("model", "Model"),
        Field("colour", "Colour"),
        Field("country", "Registered in", shape=Shape.COUNTRY),
        Field("keeper", "Keeper or hirer", depth=Depth.IDENTIFYING, many=True),
        Field("seen_on", "Seen on", shape=Shape.DAY, past=True),
        Field("seen_at", "Seen at", depth=Depth.IDENTIFYING, many=True),
        Field("notes", "Notes", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("plate",),
    personal=True,
    titled="{plate}",
    open_titled="Vehicle",
)
"""A vehicle; its natural key is its licence plate with the country."""
