"""A lead: something that an authority can act on, handed to it."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="lead",
    label="Lead",
    plural="Leads",
    icon="milestone",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("reference", "Reference", depth=Depth.TITLE),
        Field("receiving_authority", "Receiving authority"),
        Field("country", "Country", shape=Shape.COUNTRY),
        Field("legal_instrument", "Legal instrument"),
        Field("due_on", "Due on", shape=Shape.DAY),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("identifiers", "What identifies", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
        Field("outcome", "Outcome", shape=Shape.LONG_TEXT),
    ),
    key_fields=("reference",),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A lead."""
