"""Invented tickets."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.deconfliction.answers import Answer, AskRow, TicketCard, TicketList

_OWNER = next(iter(checks.AGENCIES.values()))
_NONE = Answer("", "", "", None)
HOLDS = TicketCard(
    "H7K2-QXDM-4M3P", "pgp_fingerprint", "8C1F 22A0 9D4E B371 0F5A  6C2D 91E0 4B77 35D8 AA16", _OWNER.slug,
    _OWNER.contact, "holds", sample.NOW - timedelta(hours=18), sample.NOW + timedelta(hours=30), False, "", None, False,
    _NONE, _NONE, True, "", None, "", (), checks.CHECKED.results[2].records, False,
)  # fmt: skip
ASKS = replace(
    HOLDS, ref="ABCD-EFGH-2345", type="bitcoin", shown="bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", how="asks",
    taken_by="Elin Verhaal", taken_at=sample.NOW, mine=True, escalated_by=sample.HOSTILE, escalated_at=sample.NOW,
    due_at=sample.NOW - timedelta(hours=1), late=True, common=True,
    asks=(AskRow(_OWNER.slug, "L. Morvan", "operational_analysis", "BG-26-118\nbefore a test purchase", sample.NOW),
          AskRow(_OWNER.slug, sample.HOSTILE, "cross_checking", sample.HOSTILE, sample.NOW)),
)  # fmt: skip
CLOSED = replace(HOLDS, ref="ZZZZ-YYYY-7654", type="handle", shown="", records=(), they_know=False, how="asked")
AGREED = replace(
    ASKS, ref="QQQQ-RRRR-2222", answer=Answer("share", "Please call before you buy again.", "Elin Verhaal", sample.NOW),
    theirs=Answer("share", sample.HOSTILE, sample.HOSTILE, sample.NOW), late=False,
    they_escalated_by=sample.HOSTILE, they_escalated_at=sample.NOW,
)  # fmt: skip
MERGED = replace(CLOSED, ref="MMMM-NNNN-3333", merged_into=HOLDS.ref, taken_by=sample.HOSTILE, taken_at=sample.NOW)
LONG = replace(
    HOLDS, ref="LLLL-LLLL-5555", type="url", contact=sample.HOSTILE, shown=f"hxxps://quay[.]example[.]org/{'x' * 90}"
)

SOME = (ASKS, CLOSED, LONG)

_MORE = {"agencies": checks.AGENCIES, "fields": {"record": None}, "conflicts": 1, "alerts": 2}
_LIST = TicketList((ASKS, HOLDS, CLOSED, LONG), "open", 4, 1, 2, "cursor", True)
OF_RECORD = replace(_LIST, tickets=SOME)
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "tickets": (("deconfliction.html", "/deconfliction", _LIST), _MORE),
    "tickets-settled": (
        ("deconfliction.html", "/deconfliction", TicketList((AGREED, MERGED), "settled", 4, 1, 2, None, False)), _MORE
    ),
    "tickets-empty": (("deconfliction.html", "/deconfliction", TicketList((), "open", 0, 0, 0, None, False)), _MORE),
    "tickets-of-record": (
        ("deconfliction.html", "/deconfliction", TicketList((), "mine", 0, 0, 0, None, False)),
        {**_MORE, "fields": {"record": sample.ID}, "conflicts": 0, "alerts": 0},
    ),
    "ticket": (("ticket.html", "/deconfliction", HOLDS), _MORE),
    "ticket-asks": (("ticket.html", "/deconfliction", ASKS), _MORE),
    "ticket-closed": (("ticket.html", "/deconfliction", CLOSED), _MORE),
    "ticket-agreed": (("ticket.html", "/deconfliction", AGREED), _MORE),
    "ticket-merged": (("ticket.html", "/deconfliction", MERGED), _MORE),
    "ticket-long": (("ticket.html", "/deconfliction", LONG), _MORE),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
