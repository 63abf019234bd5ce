"""An operation: what several agencies plan and do together."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="operation",
    label="Operation",
    plural="Operations",
    icon="target",
    content_kind=ContentKind.OPERATION_FOCUS,
    fields=(
        Field("title", "Name", depth=Depth.TITLE, required=True),
        Field("reference", "Reference", depth=Depth.TITLE),
        Field(
            "stage",
            "Stage",
            shape=Shape.CHOICE,
            choices=(
                ("planned", "Planned"),
                ("running", "Running"),
                ("action", "Action day"),
                ("concluded", "Concluded"),
                ("abandoned", "Abandoned"),
            ),
        ),
        Field("lead_agency", "Leading agency"),
        Field("partners", "Partners", many=True),
        Field("begins_on", "Begins on", shape=Shape.DAY),
        Field("action_on", "Action day", shape=Shape.DAY),
        Field("ends_on", "Ends on", shape=Shape.DAY),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("outcome", "Outcome", shape=Shape.LONG_TEXT),
    ),
    key_fields=("reference",),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""An operation."""
