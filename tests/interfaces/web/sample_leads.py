"""Invented leads on their way."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks
from tests.interfaces.web import sample_writing as writing

from bowstreet.casework.operations.leads import showing
from bowstreet.casework.operations.leads.answers import (
    ChainStep,
    Funnel,
    FunnelRow,
    FunnelStage,
    HandOverRow,
    LeadChain,
    LeadList,
    LeadRow,
)
from bowstreet.casework.operations.leads.packaging import LeadPackage

_OWNER, *_REST = checks.AGENCIES.values()
_OTHER = _REST[0] if _REST else _OWNER
_DAY, _DUE = date(2030, 1, 7), date(2030, 2, 8)

ROW = LeadRow(
    sample.ID, "Seller at the quay", _OTHER.slug, _OTHER.slug, "FR", "handed_over", "answer", True, _DUE, True, 12
)
_OVER = replace(ROW, title=sample.HOSTILE, owner="gone", stage="convicted", awaited="", mine=False, due_on=None,
                stale=False)  # fmt: skip
_NEW = replace(ROW, stage="", country="", awaited="hand_over", due_on=None, days=None, stale=False)

_GIVEN = HandOverRow(
    sample.ID, _OTHER.slug, _OWNER.slug, "NL", "EIO", "prosecution", _DUE, sample.NOW, "waiting", True, "", None,
    "Public prosecutor of Delft, desk for cybercrime", "EIO-7/2030", "", "", "L. Morvan", "",
)  # fmt: skip
_BACK = replace(
    _GIVEN, receiver="gone", instrument="none", asked="identified", state="wrong_address", late=False,
    authority=sample.HOSTILE, instead=sample.HOSTILE, said=sample.HOSTILE, answered_by=sample.HOSTILE,
    answered_at=sample.NOW, reference=sample.HOSTILE,
)  # fmt: skip
_CODES = replace(_GIVEN, state="accepted", authority="", reference="", by="", instrument="MLA")
_LINE = (
    ChainStep("handed_over", _OTHER.slug, "gone", "FR", _DAY, None, "", _BACK),
    ChainStep("wrong_address", "gone", "", "FR", _DAY + timedelta(days=4), 4, "", None),
    ChainStep("handed_over", _OTHER.slug, _OWNER.slug, "NL", _DAY + timedelta(days=5), 1, "", _GIVEN),
)
_FURTHER = (
    ChainStep("handed_over", _OTHER.slug, "gone", "FR", _DAY, None, "", _CODES),
    ChainStep("accepted", "gone", "", "FR", _DAY, 0, "", None),
    *(
        ChainStep(code, "gone", "", "", _DAY + timedelta(days=1200), 1200, why, None)
        for code, why in (("charged", ""), ("dropped", "no_evidence"))
    ),
)
ASKED = LeadChain(
    sample.ID, "Seller at the quay", _OTHER.slug, _OTHER.contact, _OTHER.slug, "handed_over", "", "answer", _DUE, True,
    _LINE, _GIVEN, "", ("answer", "package"), (),
)  # fmt: skip
NEW = replace(
    ASKED, owner=_OWNER.slug, holder=_OWNER.slug, stage="", awaited="hand_over", due_on=None, stale=False, line=(),
    waiting=None, may=("stage", "hand_over"), ahead=("identified", "charged"),
)  # fmt: skip
OVER = replace(
    NEW, title=sample.HOSTILE, holder="gone", stage="dropped", why="no_evidence", awaited="", line=_FURTHER,
    operation=sample.ID, may=(),
)  # fmt: skip

PACKAGE = LeadPackage(
    ASKED, _GIVEN, sample.RECORD.docket, 3, sample.RECORD.values, (), sample.RECORD.links, writing.FILES, sample.NOW,
    "Elin Verhaal",
)  # fmt: skip

_STAGES = tuple(FunnelStage(each, 1200 - 150 * n, 4.5 if n else None) for n, each in enumerate(showing.REACHED))
_NL = FunnelRow("NL", 1200, 3, _STAGES)
_NONE = FunnelRow("FR", 0, 0, tuple(FunnelStage(each, 0, None) for each in showing.REACHED))

OF_OPERATION = LeadList((replace(ROW, awaited="answer", mine=False), _OVER), 51, 0, 1, 0, True)

_MORE: Mapping[str, Any] = {"agencies": checks.AGENCIES}
_FORM: Mapping[str, Any] = {**_MORE, "errors": (), "typed": {}, "operations": ()}
_TYPED = {"to": _OTHER.slug, "authority": "The prosecutor of Delft", "due_on": "2001-01-01", "instrument": "JIT"}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "leads": (("leads.html", "/leads", LeadList((ROW, _NEW, _OVER), 90, 1, 1, 0, True)), _MORE),
    "leads-empty": (("leads.html", "/leads", LeadList((), 0, 0, 0, 0, False)), _MORE),
    "lead": (("lead.html", "/leads", ASKED), _FORM),
    "lead-new": (("lead.html", "/leads", NEW), {**_FORM, "operations": (replace(ROW, title="Operation Grey Heron"),)}),
    "lead-over": (("lead.html", "/leads", OVER), _FORM),
    "lead-wrong": (
        ("lead.html", "/leads", NEW), {**_FORM, "errors": (("due_on", sample.HOSTILE),), "typed": _TYPED}
    ),
    "lead-package": (("lead_package.html", "/leads", PACKAGE), _MORE),
    "lead-package-closed": (
        ("lead_package.html", "/leads", replace(PACKAGE, values=(), masked=("What identifies",), links=(),
                                               attachments=())),
        _MORE,
    ),
    "leads-funnel": (("leads_funnel.html", "/leads", Funnel((_NL, _NONE), _NL)), {}),
    "leads-funnel-empty": (("leads_funnel.html", "/leads", Funnel((), _NONE)), {}),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
