"""The samples of pages as a node would answer them, opened in a real browser."""

from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser, Route
from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web.sample_pages import ALONE, FRAGMENTS
from tests.interfaces.web.sample_pages import PAGES as WHOLE
from tests.journeys.browser import Window, window

from bowstreet.interfaces.web import assets, headers, rendering

PARTS = {
    "/find/preview/": "find-preview",
    "/find/near": "find-near",
    "/find/observations": "find-observations",
    "/ledger/8": "ledger-entry",
    f"/intake/{sample.ID}/progress": "intake-progress",
    f"/records/{sample.ID}/view-as": "view-as",
    "/mappings/new/preview": "mapping-preview",
}
PAGES = {**WHOLE, **ALONE}


def answer(route: Route) -> None:
    path = urlparse(route.request.url).path
    policy = {"Content-Security-Policy": headers.POLICY, "Content-Type": "text/html; charset=utf-8"}
    if path.startswith("/static/"):
        asset = assets.assets()[path.split("/", 3)[3]]
        return route.fulfill(body=asset.content, headers={"Content-Type": asset.media})
    part = next((name for begin, name in PARTS.items() if path.startswith(begin)), None)
    template, context = FRAGMENTS[part] if part else PAGES.get(path.strip("/"), PAGES["nothing-here"])
    return route.fulfill(body=rendering.text(RequestFactory().get("/"), template, context), headers=policy)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Window]:
    """Open a window on the samples, in which nothing moves."""
    with window(browser, "http://localhost", width=1240) as opened:
        opened.page.emulate_media(reduced_motion="reduce")
        opened.page.route("**/*", answer)
        yield opened
