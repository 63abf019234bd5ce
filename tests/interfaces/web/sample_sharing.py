"""Invented answers about what leaves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_keeping as keeping

from bowstreet.casework.sharing import writers
from bowstreet.casework.sharing.answers import Asking, Balance, ExportCard, ExportLook, LossLine

BALANCE = Balance(
    614,
    1_902,
    597,
    12,
    661,
    (Asking(sample.NOORD, 565), Asking(replace(sample.NOORD, slug="x", name=sample.HOSTILE), 1)),
    (
        LossLine("vendor_account.aliases.source", "no_field", 41),
        LossLine("vendor_account.field.description", "coarser", 3),
        LossLine("envelope.responsible_officer", "withheld", 614),
        LossLine("link.sells_on", "withheld", 510),
        LossLine("wallet", "withheld", 130),
        LossLine(sample.HOSTILE, "not_read", 1),
        LossLine("x-note", "no_kind", 1),
    ),
    "1,227 of the chosen stay behind, and 594 leave without fields that may not be passed on.",
)
NOTHING = replace(BALANCE, records=0, versions=0, links=0, judgements=0, losses=())
WHOLE = Balance(1, 1, 0, 0, 0, (), (), "All that was chosen leaves whole.")
CARD = ExportCard(
    sample.ID, writers.cards()[3], sample.NOW, sample.NOW, sample.NOW + timedelta(hours=1), False,
    "bowstreet-2026-11-14-4d2e9f10.xlsx", 2_446_645, "c8" * 32, "75" * 32, True,
    {"tlp": "AMBER", "handling": "H2"}, ("desk-noord", sample.HOSTILE), BALANCE,
)  # fmt: skip
CHOICES = {"agencies": keeping.AGENCIES, "tlps": ["GREEN", "AMBER"], "handlings": ["H0", "H1"]}
NO_CHOICE: Mapping[str, Any] = {
    "id": (), "q": "", "found": True, "kind": (), "agency": (), "market": (), "product": (), "grade": (), "date": (),
    "since": None, "until": None, "around": "", "tlp": None, "handling": None, "pap": None, "classification": None,
    "history": False, "format": "",
}  # fmt: skip
SOUGHT = {**NO_CHOICE, "q": sample.HOSTILE, "kind": ("wallet",), "tlp": "AMBER", "history": True, "format": "xlsx"}

PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "export": (
        ("export.html", "/find", ExportLook(writers.cards()[3], BALANCE, writers.cards())),
        {**CHOICES, "fields": SOUGHT},
    ),
    "export-nothing": (
        ("export.html", "/find", ExportLook(None, NOTHING, writers.cards())),
        {**CHOICES, "fields": {**NO_CHOICE, "id": (sample.ID,)}},
    ),
    "export-taken": (("export_taken.html", "/find", CARD), {}),
    "export-over": (
        ("export_taken.html", "/find", replace(CARD, over=True, balance=WHOLE, ceiling={}, recipients=())),
        {},
    ),
}
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
