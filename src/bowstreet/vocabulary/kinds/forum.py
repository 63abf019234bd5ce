"""A forum: a place where people who trade or talk meet under names of their choice."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="forum",
    label="Forum",
    plural="Forums",
    icon="messages-square",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("name", "Name", depth=Depth.TITLE, shape=Shape.MARKET, required=True),
        Field("aliases", "Other names", many=True),
        Field("sites", "Sites", shape=Shape.SELECTOR, many=True, selector="onion|url|domain"),
        Field("pgp", "PGP keys", shape=Shape.SELECTOR, many=True, selector="pgp_fingerprint"),
        Field("languages", "Languages", many=True),
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
"""A forum, known by the slug of its name."""
