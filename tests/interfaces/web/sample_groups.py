"""Invented groups of agencies."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.holdings.agencies.answers import GroupCard, MemberRow

_DAY = sample.NOW.date()
_OWN, _OTHER = sample.NOORD.slug, list(checks.AGENCIES)[1]
_MEMBERS = (
    MemberRow(_OWN, _DAY - timedelta(days=90), None), MemberRow(_OTHER, _DAY - timedelta(days=9), _DAY),
    MemberRow("an-agency-that-is-gone", _DAY - timedelta(days=90), _DAY - timedelta(days=30)),
)  # fmt: skip
_LED = GroupCard("jit-tidegate", "Joint team Tidegate", _OWN, "0" * 64, _MEMBERS, False)
_LED_HIDDEN = GroupCard("quiet-water", sample.HOSTILE, _OWN, "", _MEMBERS, True)
_HIDDEN = GroupCard("lamp-circle", "Lamp circle", _OTHER, "", _MEMBERS[:1], True)
_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "errors": (), "typed": {}, "leads": True}
_TYPED = {"slug": "jit tidegate", "name": sample.HOSTILE, "since": "2026-03-02", "hidden": "true"}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "groups": (("groups.html", "", (_LED, _LED_HIDDEN, _HIDDEN)), _MORE),
    "groups-read": (("groups.html", "", (_LED, _HIDDEN)), {**_MORE, "leads": False}),
    "groups-empty": (("groups.html", "", ()), {**_MORE, "leads": False}),
    "groups-wrong": (
        ("groups.html", "", ()), {**_MORE, "errors": (("slug", sample.HOSTILE),), "typed": _TYPED}
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
