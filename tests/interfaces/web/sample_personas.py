"""Invented personas."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.deconfliction.personas.answers import AlertRow, BroughtRow, PersonaCard, PersonaList

_OTHER = next(iter(checks.AGENCIES.values()))
_ASKED = AlertRow(
    "handle:saltmarket:the baker", _OTHER.slug, _OTHER.contact, "asked", "L. Morvan", "before a test purchase",
    "H7K2-QXDM-4M3P", sample.NOW,
)  # fmt: skip
_HOLDS = replace(_ASKED, how="holds", officer="", why="", reference="", shown=f"email:{sample.HOSTILE}")
_CARD = PersonaCard(sample.ID, "The baker", ("handle:saltmarket:the baker",), sample.NOW, (_ASKED, _HOLDS))
_QUIET = replace(_CARD, label=sample.HOSTILE, alerts=())
_ROW = BroughtRow(
    "handle", _OTHER.slug, _OTHER.contact, "Elin Verhaal", _OTHER.slug, _OTHER.contact, "asked", "H7K2-QXDM-4M3P",
    sample.NOW,
)  # fmt: skip
_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "fields": {}, "errors": (), "typed": {}}
_WRONG = (("identifiers", "A line is no identifier. Write a handle as handle:MARKET:NAME."),)
_TYPED = {"label": "The baker", "identifiers": "the baker"}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "personas": (("personas.html", "/deconfliction", PersonaList((_CARD, _QUIET), False, ())), _MORE),
    "personas-empty": (("personas.html", "/deconfliction", PersonaList((), False, ())), _MORE),
    "personas-coordinator": (
        ("personas.html", "/deconfliction", PersonaList((_CARD,), True, (_ROW, replace(_ROW, reference="")))), _MORE
    ),
    "personas-coordinator-none": (("personas.html", "/deconfliction", PersonaList((), True, ())), _MORE),
    "personas-wrong": (
        ("personas.html", "/deconfliction", PersonaList((), False, ())), {**_MORE, "errors": _WRONG, "typed": _TYPED}
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
