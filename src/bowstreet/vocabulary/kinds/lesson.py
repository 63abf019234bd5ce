"""A lesson: what one learned when something went wrong or well, for those who come after."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="lesson",
    label="Lesson",
    plural="Lessons",
    icon="graduation-cap",
    content_kind=ContentKind.INVESTIGATION_PRACTICE,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("legal", "Legal"),
                ("technical", "Technical"),
                ("cooperation", "Cooperation"),
                ("evidence", "Evidence"),
                ("safety", "Safety of officers"),
                ("other", "Other"),
            ),
        ),
        Field("learned_on", "Learned on", shape=Shape.DAY, past=True),
        Field("happened", "What happened", shape=Shape.LONG_TEXT),
        Field("cause", "Why", shape=Shape.LONG_TEXT),
        Field("advice", "What to do next time", shape=Shape.LONG_TEXT),
        Field("countries", "Countries", shape=Shape.COUNTRY, many=True),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("references", "References", many=True),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A lesson."""
