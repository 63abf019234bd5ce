"""A practice: how something was done that worked, told so that others can do it."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="practice",
    label="Practice",
    plural="Practices",
    icon="book-open-check",
    content_kind=ContentKind.INVESTIGATION_PRACTICE,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("preconditions", "Preconditions", shape=Shape.LONG_TEXT),
        Field("steps", "Steps", shape=Shape.LONG_TEXT),
        Field("failure_modes", "How it fails", shape=Shape.LONG_TEXT),
        Field("legal_bases", "Legal basis by country", many=True),
        Field("tools", "Tools", many=True),
        Field("countries", "Countries", shape=Shape.COUNTRY, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("outcome", "Outcome", shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A practice."""
