"""Invented requests to an owner."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.sharing.requests.answers import AskSheet, RequestCard, RequestList

_OWN, _OTHER = list(checks.AGENCIES)[:2]
_UNTIL = sample.NOW.date() + timedelta(days=30)
WAITING = RequestCard(
    sample.ID, sample.ID, "quietharbour on Saltmarket", _OWN, _OTHER, "Piotr Kamionka", "operational_analysis",
    "BG-26-118", "We hold a seller with the same key and have to know which one is meant.",
    ("identifiers", "disseminate"), True, _UNTIL, sample.NOW, "open", (), False, None, "", "", None, None, False, True,
    False,
)  # fmt: skip
MINE = replace(WAITING, owner=_OTHER, agency=_OWN, officer="Elin Verhaal", mine=True, answers=False, ends=True)
RELEASED = replace(
    MINE, state="approved", given=("identifiers",), last_day=_UNTIL - timedelta(days=20), answered_at=sample.NOW,
    answered_by="Piotr Kamionka", said="For matching alone.",
)  # fmt: skip
LONG = replace(
    RELEASED, state="lapsed", why=sample.HOSTILE, said=sample.HOSTILE, case=sample.HOSTILE, officer=sample.HOSTILE,
    title="", ends=False, to_agency=True,
)  # fmt: skip
WITHDRAWN = replace(MINE, state="withdrawn", ended_at=sample.NOW, ends=False)
_REST = tuple(replace(WAITING, state=each, answers=False) for each in ("declined", "taken_back", "over"))

_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "fields": {}}
_FORM: Mapping[str, Any] = {**_MORE, "errors": (), "typed": {}}
_ASK = {**_FORM, "last": _UNTIL}
_SHEET = AskSheet(sample.ID, "quietharbour on Saltmarket", _OTHER, ("identifiers", "disseminate", "court"))
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "requests": (
        ("requests.html", "/requests", RequestList((WAITING,), (MINE, RELEASED, LONG, WITHDRAWN), _REST, True)), _MORE
    ),
    "requests-empty": (("requests.html", "/requests", RequestList((), (), (), False)), _MORE),
    "request-answers": (("request.html", "/requests", WAITING), _FORM),
    "request": (("request.html", "/requests", RELEASED), _FORM),
    "request-mine": (("request.html", "/requests", MINE), _FORM),
    "request-long": (("request.html", "/requests", LONG), _FORM),
    "request-withdrawn": (("request.html", "/requests", WITHDRAWN), _FORM),
    "request-new": (("request_new.html", "/find", _SHEET), _ASK),
    "request-wrong": (
        ("request_new.html", "/find", _SHEET),
        {**_ASK, "errors": (("why", sample.HOSTILE),), "typed": {"why": sample.HOSTILE, "until": "tomorrow"}},
    ),
    "request-answers-wrong": (
        ("request.html", "/requests", WAITING),
        {**_FORM, "errors": (("said", sample.HOSTILE),), "typed": {"said": sample.HOSTILE, "until": "tomorrow"}},
    ),
    "request-nothing": (("request_new.html", "/find", replace(_SHEET, actions=(), title=sample.HOSTILE)), _ASK),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
