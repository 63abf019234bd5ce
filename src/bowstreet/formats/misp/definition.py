"""The definition of our object template as MISP wants one, published in ``docs/reference/misp``."""

from typing import Any

from bowstreet.formats.misp import attribute_types as types
from bowstreet.formats.misp import carrying
from bowstreet.vocabulary.selector_types import SelectorType

_SAID = {
    "kind": ("What kind of record it is, in words", "text", False),
    "title": ("Title of the record", "text", False),
    "version": ("Number of the version of the record", "text", False),
    "condition": ("What a receiver has to obey", "text", True),
    carrying.RECORD: ("Id, kind, version, owner and times of the record, as JSON", "text", True),
    carrying.BODY: ("What the record says, as JSON; a long one in numbered parts", "text", True),
    carrying.ENVELOPE: ("Terms and particulars of the record, as JSON", "text", True),
    carrying.LINK: ("A link that begins at the record, as JSON", "text", True),
    carrying.JUDGEMENT: ("A judgement of the record and another one, as JSON", "text", True),
    types.IDENTIFIER.relation: ("Another identifier, with its type before it", "text", True),
}


def template() -> dict[str, Any]:
    """Return the definition of the template."""
    written = {each.relation: each.type for each in map(types.written, SelectorType) if each != types.IDENTIFIER}
    said = {**_SAID, **{name: ("An identifier in the record", type, True) for name, type in sorted(written.items())}}
    return {
        "attributes": {
            name: {
                "description": meant,
                "misp-attribute": type,
                "ui-priority": 1,
                "disable_correlation": type == "text",
                **({"multiple": True} if many else {}),
            }
            for name, (meant, type, many) in said.items()
        },
        "description": "A record of a Bowstreet repository, from which another one restores it as it was",
        "meta-category": carrying.CATEGORY,
        "name": carrying.NAME,
        "required": ["kind", carrying.RECORD, carrying.BODY, carrying.ENVELOPE],
        "uuid": carrying.TEMPLATE,
        "version": int(carrying.VERSION),
    }
