"""A method: a way of finding out or proving something, with its error rates."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="method",
    label="Method",
    plural="Methods",
    icon="route",
    content_kind=ContentKind.TOOL_METHOD,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("steps", "Steps", shape=Shape.LONG_TEXT),
        Field("requirements", "What it needs", shape=Shape.LONG_TEXT),
        Field("error_rates", "Known error rates", shape=Shape.LONG_TEXT),
        Field("references", "References", many=True),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A method."""
