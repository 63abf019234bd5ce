"""Invented behaviours with their instances, sightings and suggestions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.library.behaviours import observing, suggesting
from bowstreet.casework.library.behaviours.answers import (
    AccountRecord,
    AnsweredBy,
    AnsweredByCard,
    BehaviourCard,
    BehaviourList,
    BehaviourRow,
    BehaviourRows,
    Instance,
    SignsIn,
    SuggestedInstance,
    SuggestedRow,
)
from bowstreet.casework.library.behaviours.sighting import seen, sightings
from bowstreet.casework.library.rates import Rate, rate
from bowstreet.holdings.observations import asking
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.products import ALL

_ROW = BehaviourRow(
    sample.ID, "Payment outside the market", "Regular buyers are asked to pay directly.", sample.NOORD, ("Saltmarket",),
    ("drugs", "fraud"), 12, "2026-10",
)  # fmt: skip
_BARE_ROW = replace(_ROW, title=sample.HOSTILE, summary="", markets=(), products=(), instances=0, last_seen="")
_INSTANCE = Instance(
    sample.ID, sample.ID, "quietharbour on Saltmarket", "Vendor account", sample.GARONNE, sample.NOORD, "Elin Verhaal",
    sample.NOW, ("The listing says ‘write first’.",), (f"observation:{sample.ID}/{sample.ID}/88214",), "saltmarket",
    date(2026, 1, 5), date(2026, 10, 2), True,
)  # fmt: skip
_OTHER = replace(
    _INSTANCE, title=sample.HOSTILE, officer="", why=(), rows=(), stated_by=sample.GARONNE, mine=False, first_seen=None,
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
_CARD = AnsweredByCard(
    sample.ID, ("practice", "knock-and-talk"), "Knock and talk", sample.NOORD, sample.NOW,
    ("Two of five sellers stopped.",), True,
)  # fmt: skip
_SUGGESTED = SuggestedInstance(
    sample.ID, "lampwright on Saltmarket", "Vendor account", sample.GARONNE, date(2026, 9, 2),
    ("‘write first’ stands in it.", "It is of Saltmarket, which the card names."),
)  # fmt: skip
CARD = BehaviourCard(
    sample.ID, "Payment outside the market", sample.docket(tlp=Tlp.GREEN), "Regular buyers are asked to pay directly.",
    "A wallet in the description.", ("write first", "no escrow"), "Buy once and keep the wallet.", ("Saltmarket",),
    ("drugs", "fraud"), ("NL-R-26-4",), (_INSTANCE, _OTHER), 5, _SEEN, (_PRACTICE, replace(_PRACTICE, mine=False)),
    (_CARD, replace(_CARD, said=(sample.HOSTILE,), mine=False)),
    (_SUGGESTED, replace(_SUGGESTED, title=sample.HOSTILE, last_seen=None)), True, suggesting.METHOD, True,
)  # fmt: skip
BARE = replace(
    CARD, title=sample.HOSTILE, summary="", signs="", words=(), counter_measures="", markets=(), products=(),
    references=(), instances=(), instances_total=0, sightings=sightings([]), practices=(), cards=(), suggested=(),
    more=False,
)  # fmt: skip
_READ = replace(BARE, title="Payment outside the market", confirms=False)
_UNDATED = replace(BARE, words=("no escrow",), instances=(_OTHER,), instances_total=1, sightings=sightings([
    seen(None, None, None, ())
]))  # fmt: skip


def _share(worked: int, tries: int) -> Rate:
    made = rate(worked, tries)
    assert made
    return made


_ACCOUNT = AccountRecord(sample.ID, "quietharbour on Saltmarket", "Vendor account", sample.NOORD)
_ROW_SEEN = SuggestedRow(
    f"observation:{sample.ID}/{sample.ID}/88214", "Saltmarket crawl 2026-09", 88_214, sample.NOORD, "saltmarket",
    sample.DAY, (("vendor", "quietharbour", False), ("description", "Regulars write first for a tenth less.", True)),
    ("‘write first’ stands in it.", "It is of Saltmarket, which the card names."),
    (_ACCOUNT, replace(_ACCOUNT, owner=sample.GARONNE)),
)  # fmt: skip
_BARE_SEEN = replace(
    _ROW_SEEN, dataset_title=sample.HOSTILE, market=None, day=None, cells=(("post", sample.HOSTILE, True),),
    reasons=("‘no escrow’ stands in it.",), accounts=(),
)  # fmt: skip
_SIGNS = SignsIn(
    sample.ID, "Saltmarket crawl 2026-09", sample.NOORD, "saltmarket", _share(31, 2_944), date(2026, 1, 5), sample.DAY
)
ROWS = BehaviourRows(
    sample.ID, "Payment outside the market", ("write first", "no escrow"), (_ROW_SEEN, _BARE_SEEN), True,
    (_SIGNS, replace(_SIGNS, title=sample.HOSTILE, owner=sample.GARONNE, market=None, rate=_share(3, 51_200),
                     first_seen=None, last_seen=None)),
    4, _share(34, 81_200), 12_500, "", observing.METHOD, True,
)  # fmt: skip
_NO_ROWS = replace(ROWS, rows=(), more=False, datasets=(), base=_share(0, 81_200), beyond=0)
_DAYS = {"since": date(2026, 1, 1), "until": None}
FRAGMENTS: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "behaviour-rows": (("behaviour_rows.html", "", ROWS), {"fields": _DAYS}),
    "behaviour-rows-none": (("behaviour_rows.html", "", _NO_ROWS), {"fields": _DAYS}),
    "behaviour-rows-silent": (
        ("behaviour_rows.html", "", replace(_NO_ROWS, base=None, looked=0, silent=asking.ReaderSilent().sentence)),
        {"fields": _DAYS},
    ),
}  # fmt: skip
"""Of the part that is swapped in: with rows, with none, and while they cannot be read."""

_MORE: Mapping[str, Any] = {
    "errors": (), "typed": {}, "product_names": {code: each.label for code, each in ALL.items()}
}  # fmt: skip
_ASKED = {"q": "payment", "after": 50, "limit": 50}
_TYPED = {"record": "x", "why": sample.HOSTILE, "practice": "y", "said": sample.HOSTILE, "seen_on": "2026-01-05",
          "row": "observation:a/b/7"}  # fmt: skip
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
