"""A case: an investigation or prosecution of one agency."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="case",
    label="Case",
    plural="Cases",
    icon="briefcase",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("reference", "Reference", depth=Depth.TITLE),
        Field(
            "stage",
            "Stage",
            shape=Shape.CHOICE,
            choices=(
                ("open", "Open"),
                ("charged", "Charged"),
                ("court", "In court"),
                ("decided", "Decided"),
                ("closed", "Closed"),
            ),
        ),
        Field("opened_on", "Opened on", shape=Shape.DAY),
        Field("closed_on", "Closed on", shape=Shape.DAY),
        Field("authority", "Authority"),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
    ),
    key_fields=("reference",),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A case."""
