"""The samples of pages as a node would answer them, opened in a real browser.

They come from a server of this process, since a browser whose requests are answered by the test keeps nothing: style,
script and typefaces would be sent and read anew for each page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlparse

import pytest
from django.test import RequestFactory
from playwright.sync_api import Browser, Route
from tests.interfaces.web import long_texts
from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web.sample_pages import ALONE, FRAGMENTS
from tests.interfaces.web.sample_pages import PAGES as WHOLE
from tests.journeys.browser import Window, window

from bowstreet.interfaces.web import assets, headers, rendering

PARTS = {
    "/find/preview/": "find-preview",
    "/find/near": "find-near",
    "/find/observations": "find-observations",
    f"/behaviours/{sample.ID}/rows": "behaviour-rows",
    "/ledger/8": "ledger-entry",
    f"/intake/{sample.ID}/progress": "intake-progress",
    f"/records/{sample.ID}/view-as": "view-as",
    "/mappings/new/preview": "mapping-preview",
}
PAGES = {**WHOLE, **ALONE}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


def said(path: str) -> tuple[bytes, dict[str, str]]:
    """Return what is answered to a path, and its headers; below ``/long/`` are the pages with long texts."""
    if path.startswith("/static/"):
        asset = assets.assets()[path.split("/", 3)[3]]
        return asset.content, {"Content-Type": asset.media, **KEPT}
    policy = {"Content-Security-Policy": headers.POLICY, "Content-Type": "text/html; charset=utf-8"}
    name = path.strip("/")
    if name.removeprefix("long/") in WHOLE and name.startswith("long/"):
        return long_texts.page(*WHOLE[name.removeprefix("long/")]).encode(), policy
    part = next((name for begin, name in PARTS.items() if path.startswith(begin)), None)
    template, context = FRAGMENTS[part] if part else PAGES.get(name, PAGES["nothing-here"])
    return rendering.text(RequestFactory().get("/"), template, context).encode(), policy


def answer(route: Route) -> None:
    """Answer a request that a test holds or looks at."""
    body, headers = said(urlparse(route.request.url).path)
    route.fulfill(body=body, headers=headers)


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body, headers = said(urlparse(self.path).path)
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler] = _Answering) -> Iterator[str]:
    """Serve from a thread of this process, and give the address."""
    server = ThreadingHTTPServer(("localhost", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def samples() -> Iterator[str]:
    """Serve the samples for a whole run."""
    with serving() as base:
        yield base


@pytest.fixture
def desk(browser: Browser, samples: str) -> Iterator[Window]:
    """Open a window on the samples, in which nothing moves."""
    with window(browser, samples, width=1240) as opened:
        opened.page.emulate_media(reduced_motion="reduce")
        yield opened
