"""Every page with long texts in each place where people write: without a space, in other scripts, right to left."""

from typing import Any

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser, Route
from tests.interfaces.web import attacks, test_browser
from tests.interfaces.web.sample_pages import PAGES
from tests.journeys.browser import window

from bowstreet.interfaces.web import rendering

LONG = (
    "Ж" * 30 + " Длинное имя с пробелами ", "一二三四五六七八九十" * 9, "שלום עולם " * 9, "0123456789abcdef" * 4,
    "quiet harbour " * 12, "W" * 90,
)  # fmt: skip
CODED = (
    "action", "basis", "choices", "code", "codes[]", "country", "event", "grade", "href", "icon", "id", "kind", "limit",
    "name]", "number", "order", "purposes[]", "result", "session", "sha256", "short", "state", "type", "value]", "]",
)  # fmt: skip
"""How the names of fields end that hold no text of a person."""


class Long(attacks.Filled):
    """An answer made anew with something long after each text that a person wrote."""

    def _text(self, value: str, name: str) -> str:
        last = name.rsplit(".", 1)[-1]
        if name in attacks.CODES or not value or last.startswith(CODED) or last.endswith(CODED):
            return value
        self.number += 1
        return value + LONG[self.number % len(LONG)]


def page(name: str) -> str:
    template, context = PAGES[name]
    filled: dict[str, Any] = Long().filled(context, "")
    return rendering.text(RequestFactory().get("/"), template, filled)


@pytest.mark.parametrize("width", [1240, 390])
def test_no_page_grows_wider_than_the_window(browser: Browser, width: int) -> None:
    def answer(route: Route) -> None:
        at = route.request.url.rpartition("/long/")[2]
        if at in PAGES:
            return route.fulfill(body=page(at), headers={"Content-Type": "text/html; charset=utf-8"})
        return test_browser.answer(route)

    wide = {}
    with window(browser, "http://localhost", width=width) as opened:
        opened.page.route("**/*", answer)
        for name in PAGES:
            opened.page.goto(f"/long/{name}")
            found = opened.page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                wide[name] = found
    assert wide == {}
