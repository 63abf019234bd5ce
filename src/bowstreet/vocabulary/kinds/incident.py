"""An incident: something that happened on a day and that others may have seen too."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="incident",
    label="Incident",
    plural="Incidents",
    icon="siren",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("reference", "Reference", depth=Depth.TITLE),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("sighting", "Sighting"),
                ("delivery", "Delivery or handing over"),
                ("payment", "Payment or cash-out"),
                ("overdose", "Overdose or poisoning"),
                ("violence", "Violence or threat"),
                ("theft", "Theft or fraud"),
                ("attack", "Attack on a site"),
                ("outage", "Outage of a site"),
                ("arrest", "Arrest"),
                ("other", "Other"),
            ),
        ),
        Field("happened_on", "Happened on", shape=Shape.DAY, past=True),
        Field("ended_on", "Ended on", shape=Shape.DAY, past=True),
        Field("country", "Country", shape=Shape.COUNTRY),
        Field("place", "Place", depth=Depth.IDENTIFYING),
        Field("persons", "Persons", depth=Depth.IDENTIFYING, many=True),
        Field("markets", "Markets", shape=Shape.MARKET, many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("sources", "Sources", depth=Depth.IDENTIFYING, many=True),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("identifiers", "What identifies", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=("reference",),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""An incident; its natural key is its reference."""
