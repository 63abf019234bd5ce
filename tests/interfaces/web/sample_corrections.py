"""Invented corrections of another agency's records."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.sharing.corrections.answers import (
    CorrectableField,
    CorrectionList,
    CorrectionView,
    CorrectSheet,
    HeldValue,
)
from bowstreet.holdings.repository.reconciling import Difference
from bowstreet.vocabulary.kinds import catalogue

_OWN, _OTHER = list(checks.AGENCIES)[:2]
_KIND = catalogue.kind("vendor_account")
WAITING = CorrectionView(
    sample.ID, sample.ID, "quietharbour on Saltmarket", _OWN, _OTHER, "Piotr Kamionka", "aliases", "Other handles",
    "replace", "open", sample.NOW, None, True, True, False, "quiet_harbor", "quiet_harbour",
    "The page that we kept spells it with a u.", sample.ID, 3, 4, "",
    (Difference("aliases", "Other handles", "mine", ("quiet_harbor (B2, fact)",), ("quiet_harbour (X4, fact)",), (),
                ()),),
    "", "", "", True, False,
)  # fmt: skip
GONE = replace(WAITING, hindrance="The value that was to be corrected stands in the record no more.", differences=())
MINE = replace(
    WAITING, owner=_OTHER, agency=_OWN, officer="Elin Verhaal", mine=True, decides=False, withdraws=True,
    differences=(), changed=False,
)  # fmt: skip
ACCEPTED = replace(
    MINE, state="accepted", ended_at=sample.NOW, ended_by="Piotr Kamionka", said="Well seen.", withdraws=False,
    sort="remove", after="",
)  # fmt: skip
CLOSED = replace(
    ACCEPTED, state="declined", title="", field="", label="", opens=False, before="", why="", evidence="", said="",
    begun=0, version=0,
)  # fmt: skip
LONG = replace(
    GONE, before=sample.HOSTILE, after=sample.HOSTILE, why=sample.HOSTILE, officer=sample.HOSTILE, title=sample.HOSTILE
)
_SECOND = replace(WAITING, state="waiting", decides=False, change=sample.ID)
_REST = tuple(replace(WAITING, state=each, decides=False) for each in ("waiting", "accepted", "withdrawn"))

_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "fields": {}}
_FORM: Mapping[str, Any] = {**_MORE, "errors": (), "typed": {}}
_HELD = {
    "market": ("Saltmarket",), "aliases": ("quiet_harbor", "qh"), "products": ("drugs",),
    "description": (sample.HOSTILE,),
}  # fmt: skip
_SHEET = CorrectSheet(
    sample.ID, "quietharbour on Saltmarket", _OTHER, _KIND.label, 4,
    tuple(
        CorrectableField(each, tuple(HeldValue(said, said) for said in _HELD.get(each.name, ())), each.name == "rating",
                         each.name == "aliases")
        for each in _KIND.fields
    ),
)  # fmt: skip
_TYPED = {"field": "aliases", "sort": "replace", "before": "qh", "after": sample.HOSTILE, "why": sample.HOSTILE}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "corrections": (
        ("corrections.html", "/requests", CorrectionList((WAITING, LONG), (MINE, ACCEPTED, CLOSED), _REST, True)), _MORE
    ),
    "corrections-empty": (("corrections.html", "/requests", CorrectionList((), (), (), False)), _MORE),
    "correction-decides": (("correction.html", "/requests", WAITING), _FORM),
    "correction-second": (("correction.html", "/requests", _SECOND), _FORM),
    "correction-mine": (("correction.html", "/requests", MINE), _FORM),
    "correction": (("correction.html", "/requests", ACCEPTED), _FORM),
    "correction-closed": (("correction.html", "/requests", CLOSED), _FORM),
    "correction-wrong": (
        ("correction.html", "/requests", LONG),
        {**_FORM, "errors": (("said", sample.HOSTILE),), "typed": {"said": sample.HOSTILE}},
    ),
    "correction-new": (("correction_new.html", "/find", _SHEET), _FORM),
    "correction-new-bare": (
        ("correction_new.html", "/find", replace(_SHEET, fields=tuple(
            replace(each, values=(), partly=each.field.name == "registered_on") for each in _SHEET.fields))), _FORM
    ),
    "correction-new-wrong": (
        ("correction_new.html", "/find", _SHEET),
        {**_FORM, "errors": (("after", sample.HOSTILE),), "typed": _TYPED},
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
