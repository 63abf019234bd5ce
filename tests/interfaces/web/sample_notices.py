"""Invented notices."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.notices.answers import SORTS, NoticeList, NoticeRow, NoticeSettings, SortCount, SortSetting

_TOLD = tuple(
    NoticeRow(
        f"{n:032x}", sort, sample.NOW - timedelta(hours=7 * n),
        "quay-brigade and harbour-police" if sort == "conflict" else sample.ID[-8:], f"/leads/{sample.ID}", n > 4,
    )
    for n, sort in enumerate(SORTS)
)  # fmt: skip
_COUNTS = tuple(SortCount(sort, 1) for sort in SORTS)
_READ = NoticeList(_TOLD[5:], "all", "", 0, len(_TOLD) - 5, _COUNTS[5:], 0, False)
_NEW = NoticeSettings(
    tuple(SortSetting(each, True, "off", False) for each in SORTS), "", "operational_analysis", False, "", False, ()
)
_SET = NoticeSettings(
    tuple(SortSetting(each, n % 4 > 0, ("off", "daily", "weekly")[n % 3], n % 5 == 0) for n, each in enumerate(SORTS)),  # type: ignore[arg-type]
    "elin.verhaal@desk-noord.example", "operational_analysis", True, "https://alarm.desk-noord.example/bowstreet",
    True, ("alarm.desk-noord.example", "chat.desk-noord.example"),
)  # fmt: skip
_FORM: Mapping[str, Any] = {"errors": (), "typed": {}}
_WRONG = {
    "errors": tuple((each, sample.HOSTILE) for each in ("address", "hook", "secret", "weekly")),
    "typed": {"address": "desk at noord"},
}
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "notices": (("notices.html", "/notices", NoticeList(_TOLD, "all", "", 5, 1200, _COUNTS, 0, True)), {}),
    "notices-read": (("notices.html", "/notices", _READ), {}),
    "notices-none-unread": (("notices.html", "/notices", NoticeList((), "unread", "", 0, 3, (), 0, False)), {}),
    "notices-empty": (("notices.html", "/notices", NoticeList((), "all", "", 0, 0, (), 0, False)), {}),
    "notice-settings": (("notice_settings.html", "/notices", _SET), _FORM),
    "notice-settings-none": (("notice_settings.html", "/notices", _NEW), _FORM),
    "notice-settings-wrong": (("notice_settings.html", "/notices", _SET), _WRONG),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
