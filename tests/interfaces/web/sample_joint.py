"""Invented joint operations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks
from tests.interfaces.web import sample_leads as leads
from tests.interfaces.web import sample_operations as operations

from bowstreet.casework.operations.boards import (
    Across,
    AcrossPart,
    AcrossRow,
    Clash,
    DecisionRow,
    InstrumentRow,
    InstrumentStepRow,
    KeptRow,
    OperationBoard,
    OperationList,
    OperationRow,
    PartnerRow,
    PoolRow,
    PrivateLayer,
    TargetRow,
    TaskRow,
)
from bowstreet.casework.operations.leads.answers import LeadList

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
_POOL = (
    PoolRow(sample.ID, "vendor_account", "quietharbour on Saltmarket", _LEAD.slug, sample.NOW, True),
    PoolRow(sample.ID, "wallet", sample.HOSTILE, "gone", _EARLIER, False),
)
_SENT = InstrumentStepRow("sent", _LEAD.slug, date(2030, 1, 9))
_INSTRUMENTS = (
    InstrumentRow(sample.ID, "EIO", "The disk of the server at the Quay", "EIO-30-7", _LEAD.slug, _OTHER.slug,
                  date(2030, 1, 20), True, (InstrumentStepRow("prepared", _LEAD.slug, date(2030, 1, 2)), _SENT),
                  ("withdrawn",)),
    InstrumentRow(sample.ID, "MLA", sample.HOSTILE, sample.HOSTILE, "gone", _LEAD.slug, None, False, (_SENT,),
                  ("received", "granted", "refused", "executed")),
    InstrumentRow(sample.ID, "JIT", "One team for both courts", "", _LEAD.slug, _OTHER.slug, date(2030, 3, 1), False,
                  (replace(_SENT, state="granted"),), ()),
)  # fmt: skip
_TARGETS = (
    TargetRow(sample.ID, "handle", "quietharbour on Saltmarket", _LEAD.slug, sample.NOW, True),
    TargetRow(sample.ID, "email", sample.HOSTILE, "gone", _EARLIER, False),
)
KEPT = PrivateLayer(
    sample.ID,
    (
        KeptRow(sample.ID, "Our source is not named on the board.", "", "", "Elin Verhaal", sample.NOW),
        KeptRow(sample.ID, sample.HOSTILE, sample.ID, sample.HOSTILE, sample.HOSTILE, _EARLIER),
        KeptRow(sample.ID, "", sample.ID, "quietharbour on Saltmarket", "Elin Verhaal", _EARLIER),
    ),
    True,
)
BOARD = OperationBoard(
    sample.ID, "Operation Grey Heron", "GH-1", "Saltmarket and the Quay, ended in one week.", "running", _LEAD.slug,
    _LEAD.contact, "lead", operations.FOCUS.themes, date(2030, 1, 1), date(2030, 2, 8), "", _PARTNERS, _TASKS,
    _DECISIONS, _POOL, _TARGETS, _INSTRUMENTS,
    ("decide", "done", "pool", "target", "instrument", "stage", "task", "close", "invite"),
)  # fmt: skip
ASKED = replace(
    BOARD, title=sample.HOSTILE, summary=sample.HOSTILE, lead=_OTHER.slug, part="invited", partners=_PARTNERS[2:],
    tasks=(), decisions=(), pool=(), targets=(), instruments=(), themes=(), begins_on=None, action_on=None,
    may=("answer",),
)  # fmt: skip
OVER = replace(
    BOARD,
    stage="concluded",
    outcome=sample.HOSTILE,
    tasks=(),
    decisions=(),
    pool=(),
    targets=(),
    instruments=(),
    partners=(),
    may=(),
)
READ = replace(ASKED, may=())

_SIDES = (
    AcrossPart(_LEAD.slug, _LEAD.country, "lead", 2, 0, None),
    AcrossPart(_OTHER.slug, _OTHER.country, "accepted", 3, 1, date(2030, 2, 1)),
    AcrossPart("gone", "EU", "invited", 0, 0, None),
)
ACROSS = Across(
    (
        AcrossRow(sample.ID, BOARD.title, True, "running", BOARD.themes[:1], date(2030, 2, 8), _SIDES, 1,
                  (Clash(sample.ID, sample.HOSTILE, _OTHER.slug, BOARD.themes[:1], date(2030, 2, 9), 1),)),
        AcrossRow(sample.ID, sample.HOSTILE, False, "planned", (), None, _SIDES[:1], 0, ()),
    ),
    1, 1, 4, True,
)  # fmt: skip

_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "declares": True, "errors": (), "typed": {}}
_BESIDE: Mapping[str, Any] = {"agencies": checks.AGENCIES, "layer": None, "leads": None, "errors": (), "typed": {}}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "operations": (("operations.html", "/focus", OperationList((ROW, INVITED))), _MORE),
    "operations-empty": (("operations.html", "/focus", OperationList(())), {**_MORE, "declares": False}),
    "operations-wrong": (
        ("operations.html", "/focus", OperationList((ROW,))),
        {**_MORE, "errors": (("agency", sample.HOSTILE),), "typed": {"title": sample.HOSTILE}},
    ),
    "operations-across": (("operations_across.html", "/focus", ACROSS), {"agencies": checks.AGENCIES}),
    "operations-across-empty": (
        ("operations_across.html", "/focus", Across((), 0, 0, 2, False)), {"agencies": checks.AGENCIES},
    ),
    "operation": (("operation.html", "/focus", BOARD), {**_BESIDE, "layer": KEPT, "leads": leads.OF_OPERATION}),
    "operation-invited": (("operation.html", "/focus", ASKED), _BESIDE),
    "operation-wrong": (
        ("operation.html", "/focus", replace(BOARD, pool=())),
        {**_BESIDE, "layer": KEPT, "leads": LeadList((), 0, 0, 0, 0, False),
         "sent": "instrument", "typed": {"title": sample.HOSTILE, "due_on": "the day after"},
         "errors": tuple((each, sample.HOSTILE) for each in ("title", "to", "due_on"))},
    ),
    "operation-over": (("operation.html", "/focus", OVER), {**_BESIDE, "layer": PrivateLayer(sample.ID, (), False)}),
    "operation-read": (("operation.html", "/focus", READ), _BESIDE),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
