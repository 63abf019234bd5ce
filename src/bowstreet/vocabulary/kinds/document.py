"""A document: a report, a statement, a scan or a file that may become an exhibit."""

from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.lawfulness import ContentKind

KIND = Kind(
    code="document",
    label="Document",
    plural="Documents",
    icon="file-text",
    content_kind=ContentKind.CRIMINAL_DATA,
    fields=(
        Field("title", "Title", depth=Depth.TITLE, required=True),
        Field("reference", "Reference", depth=Depth.TITLE),
        Field(
            "sort",
            "Sort",
            shape=Shape.CHOICE,
            choices=(
                ("report", "Report"),
                ("statement", "Statement"),
                ("decision", "Court or prosecutor decision"),
                ("seizure", "Record of a seizure"),
                ("expert_opinion", "Expert opinion"),
                ("file", "File"),
                ("other", "Other"),
            ),
        ),
        Field("dated_on", "Dated", shape=Shape.DAY),
        Field("language", "Language"),
        Field("sha256", "SHA-256", shape=Shape.SELECTOR, many=True, selector="sha256"),
        Field("summary", "Summary", shape=Shape.LONG_TEXT),
        Field("text", "Text", depth=Depth.IDENTIFYING, shape=Shape.LONG_TEXT),
    ),
    key_fields=(),
    personal=False,
    titled="{title}",
    open_titled="{title}",
)
"""A document."""
