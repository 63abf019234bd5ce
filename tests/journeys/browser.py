"""A real browser for the stories: collects what the console complains of, asks axe, takes pictures for the docs.

The fixture ``browser`` is there for every test; one Chromium serves a whole run.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PICTURES = Path(os.environ.get("BOWSTREET_PICTURES") or tempfile.gettempdir() + "/bowstreet-pictures")
LARGEST = 200_000
CHROMIUM = "/usr/bin/chromium"
STARTED_WITH = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"]  # fmt: skip
ASKED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGED = Path(__file__).with_name("judged.js").read_text()
SPARED = """() => {
  axe.configure({ rules: [{ id: "color-contrast", selector: "*" }] });
  document.querySelectorAll("[data-unjudged]").forEach((each) => each.removeAttribute("data-unjudged"));
}"""
LOOKS_AT_ALL = os.environ.get("BOWSTREET_LOOKS") == "all"
Theme = Literal["light", "dark"]


@cache
def axe() -> str:
    """Return the script of axe, to be evaluated in a page."""
    return (ROOT / "tests/vendor/axe.min.js").read_text() + ";1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=STARTED_WITH)
        yield started
        started.close()


class Window:
    """One officer's window: a page, what its console complained of, and whether axe finds fault with it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda wrong: self.complaints.append(str(wrong)))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    @cached_property
    def debugger(self) -> CDPSession:
        """One for the window: where a session is let go, Chromium forgets the virtual authenticators of the page."""
        return self.page.context.new_cdp_session(self.page)

    def faults(self, *, sparing: bool = False) -> list[str]:
        """Return what axe finds on the page from its top, and whether it is wider than the window.

        Where a page is scrolled, what lies half under its head would count as too small to be hit. Whether a text
        stands out takes axe longer than all else; ``sparing`` asks it once for all texts of the window whose own
        colours and size, and those of all that they lie within, are the same (``make soak`` asks for each).
        """
        self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        if not self.page.evaluate("typeof axe === 'object'"):
            # The page's policy forbids an injected script, so axe is evaluated by the debugger.
            self.debugger.send("Runtime.evaluate", {"expression": axe()})
        if sparing and not LOOKS_AT_ALL:
            self.page.evaluate(JUDGED)
        found: list[dict[str, Any]] = self.page.evaluate(
            "async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations"
            ".map((each) => ({id: each.id, at: each.nodes.map((node) => node.target.join(' '))}))",
            ASKED,
        )
        if sparing and not LOOKS_AT_ALL:
            self.page.evaluate(SPARED)
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return [f"{each['id']}: {', '.join(each['at'][:3])}" for each in found] + (["wider than the window"] * wide)

    def check(self) -> None:
        """Raise unless console and axe have nothing to say."""
        assert self.complaints == []
        assert (found := self.faults()) == [], found

    def picture(self, name: str, *, whole: bool = False) -> Path:
        """Take a picture, into the docs where ``make pictures`` asked for it; raise where it is over 200 KB."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        content = self.page.screenshot(full_page=whole, animations="disabled")
        if len(content) > LARGEST:
            raise ValueError(f"The picture {name} has {len(content):,} bytes; take less of the page.")
        place = PICTURES / f"{name}.png"
        place.write_bytes(content)
        return place


@contextmanager
def window(
    started: Browser, base: str, *, width: int = 1440, height: int = 900, theme: Theme = "light"
) -> Iterator[Window]:
    """Open a window with a cookie jar of its own; addresses may begin with a slash."""
    context = started.new_context(base_url=base, viewport={"width": width, "height": height}, color_scheme=theme)
    try:
        yield Window(context.new_page())
    finally:
        context.close()
