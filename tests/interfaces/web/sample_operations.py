"""Invented foci and double effort."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_checks as checks

from bowstreet.casework.library.rates import METHOD, rate
from bowstreet.casework.operations.answers import (
    BothOthers,
    Counterpart,
    DoubledAgency,
    DoubleEffort,
    FocusPage,
    FocusRow,
    Named,
    SharedTheme,
    ThemeSaid,
    TypeCount,
)
from bowstreet.casework.situation.answers import GiftCount, GiveAndGet, OtherPair, PairBalance, SortBalance
from bowstreet.interfaces.web import wording
from bowstreet.vocabulary.gifts import LABELS, SORTS

_OWNER, *_REST = checks.AGENCIES.values()
_MARKET = ThemeSaid("market", "saltmarket", "Saltmarket")
_GOODS = ThemeSaid("product", "drugs", "Drugs")
_METHOD = ThemeSaid("method", sample.HOSTILE, sample.HOSTILE)
_MINE = Named(sample.ID, "focus", "Sellers shipping from the north")
_THEIRS = Named(sample.ID, "operation", "Operation Grey Heron")
_HOSTILE = Named(sample.ID, "focus", sample.HOSTILE)

FOCUS = FocusRow(
    sample.ID, "focus", "Sellers shipping from the north", _OWNER.slug, _OWNER.contact, (_MARKET, _GOODS), ("NL", "DE"),
    "Desk Noord", date(2030, 2, 1), None, True, "contact",
)  # fmt: skip
OVER = replace(
    FOCUS, kind="operation", title=sample.HOSTILE, agency="gone", themes=(_MARKET, _METHOD), unit=sample.HOSTILE,
    ends_on=date(2030, 3, 1), current=False, disclosure=None,
)  # fmt: skip
SHUT = replace(FOCUS, title="Focus of Brigade Garonne", themes=(), countries=(), unit="", begins_on=None,
               disclosure=None)  # fmt: skip
MEET = Counterpart(
    _OWNER.slug, _OWNER.contact,
    (SharedTheme("market", "saltmarket", "Saltmarket", "H7K2-QXDM-4M3P"),
     SharedTheme("method", sample.HOSTILE, sample.HOSTILE, "ABCD-EFGH-2345")),
    (_MINE,), (_THEIRS, _HOSTILE), True,
)  # fmt: skip
ALONE = replace(MEET, agency=sample.HOSTILE, contact=sample.HOSTILE, theirs=(), ours=(_MINE, _HOSTILE))

DOUBLED = DoubledAgency(
    _OWNER.slug, _OWNER.contact, 1_214, (TypeCount("handle", 1_200), TypeCount("pgp_fingerprint", 14)), 1_203,
    ("H7K2-QXDM-4M3P", "ABCD-EFGH-2345", "QQQQ-RRRR-2222"), MEET,
)  # fmt: skip
WORK_ALONE = DoubledAgency(sample.HOSTILE, sample.HOSTILE, 0, (), 0, (), ALONE)
PAIR = BothOthers(_OWNER.slug, sample.HOSTILE, (_MARKET, _METHOD), (_MINE,), (_HOSTILE, _THEIRS))
BALANCE = GiveAndGet(
    date(2030, 1, 2),
    (
        PairBalance(
            _OWNER.slug, tuple(SortBalance(each, 1_214 * n, 12 * n) for n, each in enumerate(SORTS)), rate(37, 40),
            rate(0, 3),
        ),
        PairBalance(sample.HOSTILE, (SortBalance("record", 0, 120_000),), None, rate(1, 1)),
    ),
    tuple(SortBalance(each, 1_214 * n, 120_012 * n) for n, each in enumerate(SORTS)),
    (OtherPair(_OWNER.slug, sample.HOSTILE, (GiftCount("lead", 2), GiftCount("task", 14))),),
)  # fmt: skip

_MORE: Mapping[str, Any] = {
    "agencies": checks.AGENCIES, "products": wording.products(), "declares": True, "errors": (), "typed": {},
    "fields": {"market": "", "product": "", "method": "", "agency": ""},
}  # fmt: skip
_BALANCED: Mapping[str, Any] = {"agencies": checks.AGENCIES, "gifts": LABELS, "method": METHOD}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "focus": (("focus.html", "/focus", FocusPage((FOCUS, OVER, SHUT), 120, 0, True, (MEET, ALONE))), _MORE),
    "focus-empty": (
        ("focus.html", "/focus", FocusPage((), 0, 0, False, ())),
        {**_MORE, "declares": False, "fields": {"market": sample.HOSTILE, "product": "drugs", "method": "x"}},
    ),
    "focus-wrong": (
        ("focus.html", "/focus", FocusPage((FOCUS,), 1, 50, False, ())),
        {**_MORE, "errors": (("markets", sample.HOSTILE),), "typed": {"title": sample.HOSTILE},
         "fields": {}},
    ),
    "double-effort": (
        ("double_effort.html", "/focus", DoubleEffort((DOUBLED, WORK_ALONE), (PAIR,), True)),
        {"agencies": checks.AGENCIES},
    ),
    "balance": (("balance.html", "/focus", BALANCE), _BALANCED),
    "balance-none": (("balance.html", "/focus", GiveAndGet(date(2030, 1, 2), (), (), ())), _BALANCED),
    "double-effort-none": (
        ("double_effort.html", "/focus", DoubleEffort((), (), False)), {"agencies": checks.AGENCIES}
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
