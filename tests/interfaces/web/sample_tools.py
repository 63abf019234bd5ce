"""Invented tools with uses, faults and acceptance in court."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.library.rates import rate
from bowstreet.casework.library.tools.answers import (
    AcceptanceOfTool,
    CardNaming,
    FaultOfTool,
    ToolCard,
    ToolList,
    ToolRow,
    UseOfTool,
)
from bowstreet.vocabulary.handling import Tlp

_ROW = ToolRow(
    sample.ID, "Key reader", "2.1", "Desk Noord", "Reads keys out of damaged pages.", sample.NOORD, 7, 1, ("NL", "FR")
)
_BARE_ROW = replace(
    _ROW, title=sample.HOSTILE, version="", maker="", summary="", uses=0, faults=0, accepted_in=()
)  # fmt: skip
_USE = UseOfTool(
    sample.ID, sample.ID, "Breakwater", "Operation", sample.NOORD, sample.NOW, "2.1", "yes",
    ("Two torn keys were one, and the court had both.",),
)  # fmt: skip
_USES = (
    _USE, replace(_USE, worked="partly", version=""), replace(_USE, worked="no", said=(sample.HOSTILE,)),
    replace(_USE, title=sample.HOSTILE, worked=None, said=(), version=sample.HOSTILE[:60]),
)  # fmt: skip
_FAULT = FaultOfTool(
    sample.ID, "2.0", "2.1", "Takes two keys in one block for one.", "its makers", sample.NOORD, sample.NOW
)
_HELD = AcceptanceOfTool(
    sample.ID, "NL", "Netherlands", "accepted", "2.1", "The repairs were named.", "NL-K-26-18", sample.NOORD, sample.NOW
)
TOOL = ToolCard(
    sample.ID, "Key reader", sample.docket(tlp=Tlp.GREEN), "2.1", "Desk Noord", "EUPL 1.2",
    "Reads keys out of damaged pages.", "Needs a third of the block.", ("Officers of every agency",), ("pages",),
    ("keys", "repairs"), _USES, 7, rate(4, 6),
    (_FAULT, replace(_FAULT, version="", mended="", said=sample.HOSTILE, source=sample.HOSTILE)),
    (_HELD, replace(_HELD, held="refused", label="France", country="FR"),
     replace(_HELD, held="not_tried", label="Belgium", country="BE", version="", said="", source="")),
    (CardNaming(("practice", "take-over-and-run"), "Take it over and run it"),), True,
)  # fmt: skip
BARE = replace(
    TOOL, title=sample.HOSTILE, version="", maker="", licence="", summary="", limits="", users=(), inputs=(),
    outputs=(), uses=(), uses_total=0, rate=None, faults=(), acceptance=(), named_by=(),
)  # fmt: skip
_MORE: Mapping[str, Any] = {"errors": (), "typed": {}}
_TYPED = {"record": "x", "worked": "yes", "said": "It was one."}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "tools": (
        ("tools.html", "/library", ToolList((_ROW, _BARE_ROW), 120, True, True)),
        {"fields": {"q": "tool for keys", "after": 50, "limit": 50}},
    ),
    "tools-empty": (("tools.html", "/library", ToolList((), 0, False, False)), {}),
    "tool": (("tool.html", "/library", TOOL), _MORE),
    "tool-bare": (("tool.html", "/library", BARE), _MORE),
    "tool-read": (("tool.html", "/library", replace(BARE, title="Key reader", states=False)), _MORE),
    "tool-wrong": (
        ("tool.html", "/library", TOOL),
        {**_MORE, "sent": "use", "typed": _TYPED,
         "errors": tuple((each, sample.HOSTILE) for each in ("record", "worked", "said"))},
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
