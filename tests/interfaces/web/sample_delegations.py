"""Invented delegations, as both sides read them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.sharing.delegations.answers import DelegationCard, DelegationList, Publication

_OWN, _OTHER = list(checks.AGENCIES)[:2]
_DONE = Publication("an-agency-that-is-gone", sample.NOW, "Piotr Kamionka")
_GIVEN = DelegationCard(
    sample.ID, sample.ID, "quietharbour on Saltmarket", _OWN, _OTHER, (_OTHER, "an-agency-that-is-gone"),
    sample.NOW.date() + timedelta(days=9), sample.NOW, "Elin Verhaal", "standing", (_DONE,), False, True,
)  # fmt: skip
_HELD = replace(_GIVEN, owner=_OTHER, agency=_OWN, publishes=True, by="")
_OVER = replace(_HELD, state="over", published=(), publishes=False, ends=False, title=sample.HOSTILE)
_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "fields": {}, "errors": (), "typed": {}}
_TYPED = {"record": "the seller of the quay", "agency": _OTHER, "until": "soon"}
_WRONG = tuple((each, sample.HOSTILE) for each in ("record", "agency", "receivers", "until"))
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "delegations": (
        ("delegations.html", "/agreements", DelegationList(
            (_GIVEN, replace(_GIVEN, state="ended", ends=False)), (_HELD, _OVER), True, True)), _MORE
    ),
    "delegations-held": (("delegations.html", "/agreements", DelegationList((), (_HELD,), False, False)), _MORE),
    "delegations-empty": (("delegations.html", "/agreements", DelegationList((), (), False, False)), _MORE),
    "delegations-wrong": (
        ("delegations.html", "/agreements", DelegationList((), (), True, False)),
        {**_MORE, "errors": _WRONG, "typed": _TYPED},
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
