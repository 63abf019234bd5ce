"""Invented behaviours with their instances, sightings and suggestions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.library.behaviours import suggesting
from bowstreet.casework.library.behaviours.answers import (
    AnsweredBy,
    BehaviourCard,
    BehaviourList,
    BehaviourRow,
    Instance,
    SuggestedInstance,
)
from bowstreet.casework.library.behaviours.sighting import seen, sightings
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.products import ALL

_ROW = BehaviourRow(
    sample.ID, "Payment outside the market", "Regular buyers are asked to pay directly.", sample.NOORD, ("Saltmarket",),
    ("drugs", "fraud"), 12, "2026-10",
)  # fmt: skip
_BARE_ROW = replace(_ROW, title=sample.HOSTILE, summary="", markets=(), products=(), instances=0, last_seen="")
_INSTANCE = Instance(
    sample.ID, sample.ID, "quietharbour on Saltmarket", "Vendor account", sample.GARONNE, sample.NOORD, "Elin Verhaal",
    sample.NOW, ("The listing says ‘write first’.",), "saltmarket", date(2026, 1, 5), date(2026, 10, 2), True,
)  # fmt: skip
_OTHER = replace(
    _INSTANCE, title=sample.HOSTILE, officer="", why=(), stated_by=sample.GARONNE, mine=False, first_seen=None,
    last_seen=None,
)  # fmt: skip
_SEEN = sightings([
    seen(date(2026, first, 5), date(2026, last, 20), market, named)
    for first, last, market, named in (
        (1, 3, "saltmarket", ("NL",)), (2, 3, "saltmarket", ("NL", "FR")), (3, 9, "lanternhouse", ()),
        (3, 10, None, ("BE",)),
    )
] + [seen(None, None, None, ())])  # fmt: skip
_PRACTICE = AnsweredBy(
    sample.ID, sample.ID, "Test purchases by parcel locker", "Practice", sample.NOORD, sample.NOORD, sample.NOW,
    ("In two of three purchases the wallet was known within a week.",), True,
)  # fmt: skip
_SUGGESTED = SuggestedInstance(
    sample.ID, "lampwright on Saltmarket", "Vendor account", sample.GARONNE, date(2026, 9, 2),
    ("‘write first’ stands in it.", "It is of Saltmarket, which the card names."),
)  # fmt: skip
CARD = BehaviourCard(
    sample.ID, "Payment outside the market", sample.docket(tlp=Tlp.GREEN), "Regular buyers are asked to pay directly.",
    "A wallet in the description.", ("write first", "no escrow"), "Buy once and keep the wallet.", ("Saltmarket",),
    ("drugs", "fraud"), ("NL-R-26-4",), (_INSTANCE, _OTHER), 5, _SEEN, (_PRACTICE, replace(_PRACTICE, mine=False)),
    (_SUGGESTED, replace(_SUGGESTED, title=sample.HOSTILE, last_seen=None)), True, suggesting.METHOD, True,
)  # fmt: skip
BARE = replace(
    CARD, title=sample.HOSTILE, summary="", signs="", words=(), counter_measures="", markets=(), products=(),
    references=(), instances=(), instances_total=0, sightings=sightings([]), practices=(), suggested=(), more=False,
)  # fmt: skip
_READ = replace(BARE, title="Payment outside the market", confirms=False)
_UNDATED = replace(BARE, words=("no escrow",), instances=(_OTHER,), instances_total=1, sightings=sightings([
    seen(None, None, None, ())
]))  # fmt: skip

_MORE: Mapping[str, Any] = {
    "errors": (), "typed": {}, "product_names": {code: each.label for code, each in ALL.items()}
}  # fmt: skip
_ASKED = {"q": "payment", "after": 50, "limit": 50}
_TYPED = {"record": "x", "why": sample.HOSTILE, "practice": "y", "said": sample.HOSTILE, "seen_on": "2026-01-05"}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "behaviours": (
        ("behaviours.html", "/library", BehaviourList((_ROW, _BARE_ROW), 120, True, True)), {**_MORE, "fields": _ASKED}
    ),
    "behaviours-empty": (("behaviours.html", "/library", BehaviourList((), 0, False, False)), _MORE),
    "behaviour": (("behaviour.html", "/library", CARD), _MORE),
    "behaviour-bare": (("behaviour.html", "/library", BARE), _MORE),
    "behaviour-read": (("behaviour.html", "/library", _READ), _MORE),
    "behaviour-undated": (("behaviour.html", "/library", _UNDATED), _MORE),
    "behaviour-wrong": (
        ("behaviour.html", "/library", CARD),
        {**_MORE, "errors": (("record", sample.HOSTILE), ("said", sample.HOSTILE)), "typed": _TYPED},
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
