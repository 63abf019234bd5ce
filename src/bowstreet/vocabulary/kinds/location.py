"""A location: a drop, a post office, a home, a laboratory; where a trail touches the ground."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="location",
    label="Location",
    plural="Locations",
    icon="map-pin",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("address", "Address", depth=Depth.IDENTIFYING),
        Field("town", "Town or district", depth=Depth.TITLE),
        Field("postcode", "Postcode", depth=Depth.IDENTIFYING),
        Field("country", "Country", shape=Shape.COUNTRY),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("drop", "Drop"),
                ("locker", "Parcel locker"),
                ("post_office", "Post office"),
                ("home", "Home"),
                ("storage", "Storage"),
                ("laboratory", "Laboratory or workshop"),
                ("server", "Data centre"),
                ("business", "Business"),
                ("meeting", "Meeting place"),
                ("other", "Other"),
            ),
        ),
        Field("latitude", "Latitude in degrees", depth=Depth.IDENTIFYING, shape=Shape.NUMBER),
        Field("longitude", "Longitude in degrees", depth=Depth.IDENTIFYING, shape=Shape.NUMBER),
        Field("accuracy_metres", "Accuracy in metres", shape=Shape.NUMBER),
        Field("used_by", "Used by", depth=Depth.IDENTIFYING, many=True),
        Field("used_from", "Used from", shape=Shape.DAY),
        Field("used_to", "Used to", shape=Shape.DAY),
        Field("notes", "Notes", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=False,
    titled="{address}",
    open_titled="Location in {town}",
)
"""A location; it has no natural key, because addresses are written in many ways."""
