"""Every page with long texts in each place where people write: without a space, in other scripts, right to left."""

from typing import Any

from django.test import RequestFactory
from tests.interfaces.web import attacks

from bowstreet.interfaces.web import rendering

LONG = (
    "Ж" * 30 + " Длинное имя с пробелами ", "一二三四五六七八九十" * 9, "שלום עולם " * 9, "0123456789abcdef" * 4,
    "quiet harbour " * 12, "W" * 90,
)  # fmt: skip
CODED = (
    "action", "actions[]", "basis", "choices", "code", "codes[]", "country", "event", "given[]", "grade", "href",
    "icon", "id", "kind", "limit", "name]", "number", "order", "purposes[]", "result", "session", "sha256", "short",
    "stage", "state", "type", "value]", "]",
)  # fmt: skip
"""How the names of fields end that hold no text of a person."""


OWN = frozenset({"Place.address", "Place.group", "Place.icon", "Place.key", "Place.label"})
"""The product's own words for its places, which nobody writes."""


class Long(attacks.Filled):
    """An answer made anew with something long after each text that a person wrote."""

    def _text(self, value: str, name: str) -> str:
        last = name.rsplit(".", 1)[-1]
        if name in attacks.CODES or name in OWN or not value or last.startswith(CODED) or last.endswith(CODED):
            return value
        self.number += 1
        return value + LONG[self.number % len(LONG)]


def page(template: str, context: dict[str, Any]) -> str:
    """Return a page whose texts are long."""
    filled: dict[str, Any] = Long().filled(context, "")
    return rendering.text(RequestFactory().get("/"), template, filled)
