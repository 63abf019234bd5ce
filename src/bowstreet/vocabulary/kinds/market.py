"""A market: a place on the dark web where sellers offer goods and services."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="market",
    label="Market",
    plural="Markets",
    icon="store",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("name", "Name", depth=Depth.TITLE, shape=Shape.MARKET, required=True),
        Field("aliases", "Other names", many=True),
        Field("sites", "Sites", shape=Shape.SELECTOR, many=True, selector="onion|url|domain"),
        Field("pgp", "PGP keys", shape=Shape.SELECTOR, many=True, selector="pgp_fingerprint"),
        Field("languages", "Languages", many=True),
        Field("products", "Products", shape=Shape.PRODUCT, many=True),
        Field("opened_on", "Opened on", shape=Shape.DAY),
        Field("closed_on", "Closed on", shape=Shape.DAY),
        Field(
            "ending",
            "How it ended",
            shape=Shape.CHOICE,
            choices=(
                ("open", "Open"),
                ("seized", "Seized by police"),
                ("exit_scam", "Exit scam"),
                ("closed", "Closed by its operators"),
                ("hacked", "Closed after a theft or attack"),
                ("unknown", "Gone, why is not known"),
            ),
        ),
        Field("description", "Description", shape=Shape.LONG_TEXT),
    ),
    key_fields=("name",),
    personal=False,
    titled="{name}",
    open_titled="{name}",
)
"""A market, known by the slug of its name."""
