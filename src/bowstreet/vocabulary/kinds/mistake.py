"""A mistake: by which somebody on a market shows who or where they are."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="mistake",
    label="Mistake",
    plural="Mistakes",
    icon="search-x",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("market", "Market or forum", depth=Depth.TITLE, shape=Shape.MARKET, required=True),
        Field("handle", "Handle", depth=Depth.IDENTIFYING, selector="handle"),
        Field(
            "sort",
            "Sort",
            required=True,
            shape=Shape.CHOICE,
            choices=(
                ("handle", "Same or like handle elsewhere"),
                ("key", "Same key elsewhere"),
                ("wallet", "Same wallet elsewhere"),
                ("contact", "Own contact given"),
                ("image", "Image or its metadata"),
                ("text", "Way of writing"),
                ("rhythm", "Rhythm of activity"),
                ("parcel", "Sender, postmark or packaging"),
                ("server", "Badly kept server"),
                ("money", "Cash-out"),
                ("other", "Other"),
            ),
        ),
        Field("made_on", "Made on", shape=Shape.DAY, past=True),
        Field("found_on", "Found on", shape=Shape.DAY, past=True),
        Field("found_by", "Found by"),
        Field("description", "What the mistake is", shape=Shape.LONG_TEXT),
        Field("shown", "What it shows", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
        Field("evidence", "Evidence", depth=Depth.IDENTIFYING, many=True),
    ),
    key_fields=(),
    personal=True,
    titled="Mistake of {handle} on {market}",
    open_titled="Mistake on {market}",
)
"""A mistake; each recording is one of its own."""
