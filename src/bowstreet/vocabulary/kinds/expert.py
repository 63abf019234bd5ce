"""An expert: an investigator or prosecutor who agreed to be asked."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="expert",
    label="Expert",
    plural="Experts",
    icon="graduation-cap",
    content_kind=ContentKind.EXPERT_CONTACT,
    fields=(
        Field("name", "Name", depth=Depth.IDENTIFYING, required=True),
        Field("competences", "Competences", depth=Depth.TITLE, many=True, required=True),
        Field("languages", "Languages", many=True),
        Field("jurisdictions", "Jurisdictions", shape=Shape.COUNTRY, many=True),
        Field("function", "Function"),
        Field("unit", "Unit"),
        Field("emails", "E-mail addresses", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="email"),
        Field(
            "phones", "Telephone numbers", depth=Depth.IDENTIFYING, shape=Shape.SELECTOR, many=True, selector="phone"
        ),
        Field("consented_on", "Consented on", shape=Shape.DAY, past=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=True,
    titled="{name}",
    open_titled="Expert in {competences}",
)
"""An expert who consented to be listed."""
