"""Every text of every page filled with attacks, in a real browser whose policy lets them run: none does."""

import os
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser, Route
from tests.interfaces.web.attacks import ATTACKS, BLOCK, CODES, Filled
from tests.interfaces.web.sample_pages import FRAGMENTS, PAGES
from tests.journeys.browser import Window, window

from bowstreet.interfaces.web import assets, headers, rendering

EVERY = {**PAGES, **FRAGMENTS}
ALL = os.environ.get("BOWSTREET_ATTACKS") == "all"
"""Each attack in each text takes minutes; ``make soak`` does it."""

_BLOCKS = -(-len(ATTACKS) // BLOCK)
_WATCH = """
window.ran = [];
document.addEventListener("securitypolicyviolation", (each) => window.ran.push("policy " + each.effectiveDirective));
window.__xss = (what) => window.ran.push(String(what));
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (what) => window.ran.push(name + what);
"""
_FOUND = """() => {
    const leads = ["href", "src", "action", "formaction", "data", "xlink:href"];
    const strange = ["iframe", "object", "embed", "base", "math", "marquee"];
    const wrong = [...window.ran.map((each) => "ran " + each)];
    for (const each of document.querySelectorAll("*")) {
        for (const attribute of each.attributes) {
            const said = attribute.value.replace(/[\\u0000-\\u0020]/g, "").toLowerCase();
            if (attribute.name.startsWith("on")) wrong.push(each.localName + " has " + attribute.name);
            if (leads.includes(attribute.name) && /^(javascript|vbscript|data):/.test(said)) {
                wrong.push(each.localName + " leads to " + said.slice(0, 30));
            }
        }
        const from = each.getAttribute("src") || "";
        if (each.localName === "script" && !from.startsWith("/static/")) wrong.push("a script in the page");
        if (strange.includes(each.localName)) wrong.push(each.localName);
    }
    return wrong;
}"""


class Served:
    """What is served to one window, and what it asked for beside that."""

    def __init__(self, opened: Window) -> None:
        self.page = opened.page
        self.body, self.asked = "", list[str]()
        self.page.add_init_script(_WATCH)
        self.page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        address = urlparse(route.request.url)
        if address.hostname != "localhost":
            self.asked.append(route.request.url)
            return route.abort()
        if address.path.startswith("/static/"):
            asset = assets.assets()[address.path.split("/", 3)[3]]
            return route.fulfill(body=asset.content, headers={"Content-Type": asset.media})
        whole = address.path == "/attacked"
        said = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy-Report-Only": headers.POLICY}
        return route.fulfill(body=self.body if whole else "<p>A part.</p>", headers=said)

    def wrong(self, body: str) -> list[str]:
        """Open a page and return what ran, what could, and what was asked for elsewhere."""
        self.body = body
        self.asked.clear()
        self.page.goto("http://localhost/attacked")
        found: list[str] = self.page.evaluate(_FOUND)
        return found + self.asked


@pytest.fixture
def served(browser: Browser) -> Iterator[Served]:
    with window(browser, "http://localhost") as opened:
        yield Served(opened)


def filled(name: str) -> Iterator[str]:
    """Yield a page as often as it takes until each attack stood in one of its texts, or (``ALL``) in each of them."""
    template, context = EVERY[name]
    placed = 0
    while placed < _BLOCKS:
        made = Filled(placed)
        context_now = made.filled(context, "")
        yield rendering.text(RequestFactory().get("/"), template, context_now)
        if made.number == placed:
            return
        placed = placed + 1 if ALL else made.number


def test_there_are_two_hundred_attacks_and_few_texts_are_left_out() -> None:
    names = set[str]()
    for _, context in EVERY.values():
        made = Filled()
        made.filled(context, "")
        names |= made.names
    assert len(ATTACKS) == len(set(ATTACKS)) >= 200
    assert len(names) > 400 and len(CODES) < 15


def test_nothing_runs_on_any_page_whatever_stands_in_its_texts(served: Served) -> None:
    wrong = {}
    for name in EVERY:
        found = [each for body in filled(name) for each in served.wrong(body)]
        if found:
            wrong[name] = sorted(set(found))[:6]
    assert wrong == {}


@pytest.mark.parametrize("name", ["record", "find-results", "sign-in"])
def test_a_text_that_is_not_escaped_runs(served: Served, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The measure itself: with texts written as they are, scripts run, handlers stand and others are called."""
    kept = [each for name, each in vars(rendering).items() if hasattr(each, "cache_clear") and name != "environment"]
    for each in kept:
        each.cache_clear()
    for way in ("written", "read"):
        monkeypatch.setattr(rendering.Pages, way, staticmethod(str))
    found = [each for body in filled(name) for each in served.wrong(body)]
    for each in kept:
        each.cache_clear()
    assert "ran 1" in found, found[:9]
    assert any("elsewhere.invalid" in each for each in found)
    assert any(each.startswith("ran policy") for each in found)
