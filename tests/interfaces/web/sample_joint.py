"""Invented joint operations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks
from tests.interfaces.web import sample_operations as operations

from bowstreet.casework.operations.boards import (
    DecisionRow,
    OperationBoard,
    OperationList,
    OperationRow,
    PartnerRow,
    TaskRow,
)

_LEAD, *_REST = checks.AGENCIES.values()
_OTHER = _REST[0] if _REST else _LEAD
_EARLIER = sample.NOW - timedelta(days=3)

ROW = OperationRow(sample.ID, "Operation Grey Heron", "action", _LEAD.slug, "lead", date(2030, 2, 8), 3, 1)
INVITED = replace(ROW, title=sample.HOSTILE, lead=_OTHER.slug, part="invited", stage="planned", action_on=None,
                  open_tasks=0, late_tasks=0)  # fmt: skip
_PARTNERS = (
    PartnerRow(_OTHER.slug, _OTHER.contact, "accepted", _EARLIER, "L. Morvan", sample.NOW, "Call the desk first."),
    PartnerRow("gone", sample.HOSTILE, "declined", _EARLIER, sample.HOSTILE, sample.NOW, sample.HOSTILE),
    PartnerRow("third", "desk@third.example", "invited", _EARLIER, "", None, ""),
)
_TASKS = (
    TaskRow(sample.ID, _LEAD.slug, "Copy the server", date(2030, 2, 1), True, "", None, True),
    TaskRow(sample.ID, _OTHER.slug, sample.HOSTILE, None, False, "", None, False),
    TaskRow(sample.ID, _OTHER.slug, "Watch the quay", date(2030, 2, 8), False, "L. Morvan", sample.NOW, False),
)
_DECISIONS = (
    DecisionRow(_LEAD.slug, "Elin Verhaal", sample.NOW, "The action waits until the copy is there."),
    DecisionRow("gone", sample.HOSTILE, _EARLIER, sample.HOSTILE),
)
BOARD = OperationBoard(
    sample.ID, "Operation Grey Heron", "GH-1", "Saltmarket and the Quay, ended in one week.", "running", _LEAD.slug,
    _LEAD.contact, "lead", operations.FOCUS.themes, date(2030, 1, 1), date(2030, 2, 8), "", _PARTNERS, _TASKS,
    _DECISIONS, ("decide", "done", "stage", "task", "close", "invite"),
)  # fmt: skip
ASKED = replace(
    BOARD, title=sample.HOSTILE, summary=sample.HOSTILE, lead=_OTHER.slug, part="invited", partners=_PARTNERS[2:],
    tasks=(), decisions=(), themes=(), begins_on=None, action_on=None, may=("answer",),
)  # fmt: skip
OVER = replace(BOARD, stage="concluded", outcome=sample.HOSTILE, tasks=(), decisions=(), partners=(), may=())
READ = replace(ASKED, may=())

_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "declares": True, "errors": (), "typed": {}}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "operations": (("operations.html", "/focus", OperationList((ROW, INVITED))), _MORE),
    "operations-empty": (("operations.html", "/focus", OperationList(())), {**_MORE, "declares": False}),
    "operations-wrong": (
        ("operations.html", "/focus", OperationList((ROW,))),
        {**_MORE, "errors": (("agency", sample.HOSTILE),), "typed": {"title": sample.HOSTILE}},
    ),
    "operation": (("operation.html", "/focus", BOARD), {"agencies": checks.AGENCIES}),
    "operation-invited": (("operation.html", "/focus", ASKED), {"agencies": checks.AGENCIES}),
    "operation-over": (("operation.html", "/focus", OVER), {"agencies": checks.AGENCIES}),
    "operation-read": (("operation.html", "/focus", READ), {"agencies": checks.AGENCIES}),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
