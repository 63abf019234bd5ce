"""A focus: what an agency works on at present."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="focus",
    label="Focus",
    plural="Foci",
    icon="crosshair",
    content_kind=ContentKind.OPERATION_FOCUS,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("methods", "Methods", many=True),
        Field("countries", "Countries", shape=Shape.COUNTRY, many=True),
        Field("begins_on", "Begins on", shape=Shape.DAY),
        Field("ends_on", "Ends on", shape=Shape.DAY),
        Field("unit", "Unit"),
        Field("contact", "Contact"),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A focus."""
