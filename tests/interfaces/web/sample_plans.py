"""Invented planned actions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.deconfliction.planned import places
from bowstreet.casework.deconfliction.planned.answers import ConflictRow, MeetingRow, PlanCard, PlanList, SideRow

_OTHER = next(iter(checks.AGENCIES.values()))
_SINCE, _UNTIL = sample.NOW + timedelta(hours=20), sample.NOW + timedelta(hours=26)
_ROW = ConflictRow(_OTHER.slug, _OTHER.contact, _SINCE, _UNTIL, sample.NOW)
ALONE = PlanCard(
    sample.ID, "Test purchase at the baker’s", "Elin Verhaal", True, "account", "the baker on Saltmarket", _SINCE,
    _UNTIL, "squad room, +31 555 0142", sample.NOW, None, (),
)  # fmt: skip
MET = replace(
    ALONE, title="Take the forum’s server away", kind="forum", place="Quayside Talk", mine=False,
    conflicts=(_ROW, replace(_ROW, contact=sample.HOSTILE)),
)  # fmt: skip
AREA = replace(
    ALONE, kind="area", place="kadestraat 12 delft (52.01160, 4.35710, within 200 m)", title=sample.HOSTILE,
    called_off_at=sample.NOW,
)  # fmt: skip
OVER = replace(ALONE, since=sample.NOW - timedelta(days=2), until=sample.NOW - timedelta(days=1), title="Search")
_SIDE = SideRow(_OTHER.slug, _OTHER.contact, "market", "Saltmarket")
_AT_BAKER = replace(_SIDE, kind="account", place="the baker on Saltmarket")
_MEETING = MeetingRow((_SIDE, _AT_BAKER), _SINCE, _UNTIL, sample.NOW)

_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "fields": {}}
NEW: Mapping[str, Any] = {"errors": (), "typed": {}, "kinds": places.KINDS, "own": _OTHER, "fields": {}}
_TYPED = QueryDict("title=Search&kind=area&place=&since=soon&until=2026-11-15+09%3A00&latitude=52.01&metres=")
WRONG = {**NEW, "errors": (("since", "Say a day and a time as 2026-03-02 09:00, in UTC."),), "typed": _TYPED}
_LIST = PlanList((MET, ALONE), "ahead", 2, 1, False, (), False)
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "plans": (("plans.html", "/deconfliction", _LIST), _MORE),
    "plans-over": (("plans.html", "/deconfliction", PlanList((OVER, AREA), "over", 2, 2, False, (), False)), _MORE),
    "plans-empty": (("plans.html", "/deconfliction", PlanList((), "ahead", 0, 0, False, (), False)), _MORE),
    "plans-coordinator": (
        ("plans.html", "/deconfliction", replace(_LIST, coordinates=True, meetings=(_MEETING,), capped=True)), _MORE
    ),
    "plans-coordinator-none": (("plans.html", "/deconfliction", replace(_LIST, coordinates=True)), _MORE),
    "plan": (("plan.html", "/deconfliction", MET), _MORE),
    "plan-alone": (("plan.html", "/deconfliction", ALONE), _MORE),
    "plan-off": (("plan.html", "/deconfliction", AREA), _MORE),
    "plan-new": (("plan_new.html", "/deconfliction", _LIST), NEW),
    "plan-wrong": (("plan_new.html", "/deconfliction", _LIST), WRONG),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
