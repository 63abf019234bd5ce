"""What each kind of record is in STIX: the type of object, and which of its properties a field is.

To add a kind is to add a row; a test asks for it. What no property says stands in the description, each field after
its label, and all of it in the extension.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True)
class Form:
    """The form of a kind.

    ``type``: of the objects. ``always``: properties that all of them have. ``one`` and ``several``: properties that
    hold a text or a list of texts, each with the field or the fields that it is.
    """

    type: str
    always: Mapping[str, Any] = field(default_factory=dict)
    one: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Say whether the type is one of our extension."""
        return self.type.startswith(OURS)


OURS: Final = "bowstreet-"
SEEN: Final = frozenset({"threat-actor", "infrastructure"})
"""Types that have ``first_seen`` and ``last_seen``."""

NAMING: Final = frozenset({"report", "grouping", "note"})
"""Types that must name other objects."""


def _infrastructure(sort: str, **several: tuple[str, ...]) -> Form:
    return Form("infrastructure", {"infrastructure_types": [sort]}, several=several)


def _grouping(context: str) -> Form:
    return Form("grouping", {"context": context})


FORMS: Final[dict[str, Form]] = {
    "market": _infrastructure("dark-web-market", aliases=("aliases",)),
    "forum": _infrastructure("dark-web-forum", aliases=("aliases",)),
    "onion_service": _infrastructure("onion-service"),
    "domain": _infrastructure("domain"),
    "vendor_account": Form("threat-actor", {"roles": ["vendor"]}, several={"aliases": ("handle", "aliases")}),
    "user_account": Form("identity", {"identity_class": "individual"}, several={"roles": ("role",)}),
    "person": Form("identity", {"identity_class": "individual"}),
    "organisation": Form("identity", {"identity_class": "organization"}),
    "expert": Form("identity", {"identity_class": "individual"}, several={"roles": ("competences",)}),
    "location": Form(
        "location",
        one={"street_address": "address", "city": "town", "postal_code": "postcode", "country": "country"},
    ),
    "incident": Form("incident"),
    "document": Form("report", several={"report_types": ("sort",)}),
    "case": _grouping("case"),
    "operation": _grouping("operation"),
    "lead": _grouping("lead"),
    "focus": _grouping("focus"),
    "mistake": Form("note"),
    "lesson": Form("note"),
    "practice": Form("course-of-action"),
    "method": Form("course-of-action"),
    "behaviour": Form("attack-pattern"),
    "tool": Form("tool", one={"tool_version": "version"}),
    **{
        code: Form(OURS + code.replace("_", "-"))
        for code in (
            "pgp_key", "wallet", "exchange_account", "bank_account", "product", "image", "parcel", "vehicle", "device",
            "seizure", "test_purchase",
        )
    },
}  # fmt: skip
"""The form of every kind by its code."""
