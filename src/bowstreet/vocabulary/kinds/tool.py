"""A tool: software or equipment that investigators use."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="tool",
    label="Tool",
    plural="Tools",
    icon="wrench",
    content_kind=ContentKind.TOOL_METHOD,
    fields=(
        Field("title", "Name", depth=Depth.TITLE, required=True),
        Field("version", "Version"),
        Field("maker", "Maker"),
        Field("licence", "Licence"),
        Field("users", "Who may use it", many=True),
        Field("sites", "Sites", shape=Shape.SELECTOR, many=True, selector="url|domain"),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("inputs", "Takes in", many=True),
        Field("outputs", "Gives out", many=True),
        Field("limits", "Limits", shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A tool."""
