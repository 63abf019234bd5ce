"""Invented answers of the library."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.library.answers import (
    BehaviourAnswered,
    CardLine,
    CardView,
    Cited,
    LibraryPage,
    Said,
    Section,
    Sort,
)
from bowstreet.casework.library.rates import rate

_PRACTICE = CardLine(
    "practice", "heron-watch", "Watching a market drain before it closes",
    "The arrests are brought forward when a market that is watched begins to move its escrow.", "",
    ("NL", "DE"), 14, 2, 2,
)  # fmt: skip
_OPERATION = CardLine(
    "operation", "grey-heron", "Operation Grey Heron: Saltmarket and Quay",
    "Two invented markets were ended in a week.",
    "2030-02-01 to 2030-02-08", ("NL",), 31, 0, 3,
)  # fmt: skip
_MARKET = CardLine("market", "saltmarket", "Saltmarket", "Seized by police", "2028 to 2030-02", (), 3, 1, 1)
_LINES = (_OPERATION, _PRACTICE, replace(_PRACTICE, title=sample.HOSTILE, summary=sample.HOSTILE), _MARKET)
_COUNTS: tuple[tuple[Sort, int], ...] = (("operation", 1), ("practice", 2), ("method", 0), ("market", 100))
_WORDS = ("escrow", "saltmarket", "heron")

PAGE = LibraryPage("escrow saltmarket heron", None, _WORDS, _COUNTS, _LINES, True, sample.FIND.hits[:3], True)
NOTHING = LibraryPage(
    "qqq", "method", ("qqq",), tuple((sort, 0) for sort, _ in _COUNTS), (), False, (), False
)  # fmt: skip
WHOLE = LibraryPage("", None, (), _COUNTS, _LINES, False, (), False)

_SOURCES = tuple(
    Cited(number, f"gazette-{number}", title, "The Marsh Gazette", f"https://gazette.example/{number}/{'long-' * 12}",
          "press", part, "2030-11-30", published)
    for number, title, part, published in
    ((1, "Two markets end", "whole", "2030-02-09"), (2, sample.HOSTILE, "opening", ""))
)  # fmt: skip

_ANSWERED = BehaviourAnswered(
    sample.ID, "Withdrawals slow before the end", sample.NOORD, sample.GARONNE, sample.NOW, ("Exchanges were warned.",)
)
CARD = CardView(
    _PRACTICE, (), ("chain analysis", "an exact copy of the site"),
    Said("The arrests are brought forward when a market begins to move its escrow.", sources=(1, 2)),
    (
        Section("What it takes", (Said("The operators are known.", sources=(1,)), Said("Their wallets are watched."))),
        Section("Steps", (Said("Watch for failing withdrawals.", sources=(1,)), Said("Be ready.", sources=(2,)))),
        Section("Legal basis by country", (Said("Article 12 of an invented law.", "Netherlands", sources=(1,)),)),
        Section("Where it was used", (
            Said("Grey Heron: three were arrested.", "Worked", sources=(2,), card=("operation", "grey-heron")),
            Said(sample.HOSTILE, sample.HOSTILE, "2030-02"),
        )),
    ),
    rate(1, 2), _SOURCES,
    (_ANSWERED, replace(_ANSWERED, title=sample.HOSTILE, owner=sample.GARONNE, said=(sample.HOSTILE,))),
)  # fmt: skip
BARE = CardView(_MARKET, ("Old Saltmarket",), (), Said(""), (), None, ())

PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "library": (("library.html", "/library", PAGE), {"fields": {"after": 0, "limit": 50}}),
    "library-all": (("library.html", "/library", WHOLE), {"fields": {"after": 50, "limit": 50}}),
    "library-nothing": (("library.html", "/library", NOTHING), {"fields": {"after": 0, "limit": 50}}),
    "library-card": (("library_card.html", "/library", CARD), {}),
    "library-card-bare": (("library_card.html", "/library", BARE), {}),
}  # fmt: skip
