"""A behaviour: a pattern of how criminals act, and how it shows."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="behaviour",
    label="Behaviour",
    plural="Behaviours",
    icon="footprints",
    content_kind=ContentKind.BEHAVIOUR_PATTERN,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("signs", "How it shows", shape=Shape.LONG_TEXT),
        Field("words", "Words that show it", many=True, hint="Words or phrases by which instances are looked for."),
        Field("counter_measures", "What helps against it", shape=Shape.LONG_TEXT),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("references", "References", many=True),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A behaviour."""
