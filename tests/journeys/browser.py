"""A real browser for the stories: collects what the console complains of, asks axe, takes pictures for the docs.

The fixture ``browser`` is there for every test; one Chromium serves a whole run.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PICTURES = Path(os.environ.get("BOWSTREET_PICTURES") or tempfile.gettempdir() + "/bowstreet-pictures")
LARGEST = 200_000
CHROMIUM = "/usr/bin/chromium"
STARTED_WITH = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"]  # fmt: skip
ASKED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAID_OUT = Path(__file__).with_name("laid_out.js").read_text()
JUDGED = Path(__file__).with_name("judged.js").read_text()
SPARED = """() => {
  axe.configure({ rules: [{ id: "color-contrast", selector: "*" }] });
  document.querySelectorAll("[data-unjudged]").forEach((each) => each.removeAttribute("data-unjudged"));
}"""
FOUND = f"""async ([asked, sparing]) => {{
  if (typeof axe !== "object") return null;
  scrollTo({{ top: 0, behavior: "instant" }});
  if (sparing) ({JUDGED})();
  const {{ violations }} = await axe.run(document, {{ runOnly: asked, resultTypes: ["violations"] }});
  if (sparing) ({SPARED})();
  const places = (nodes) => nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ");
  const found = violations.map(({{ id, nodes }}) => `${{id}}: ${{places(nodes)}}`);
  return document.documentElement.scrollWidth > innerWidth ? [...found, "wider than the window"] : found;
}}"""
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
        self._shown: dict[str, int | str] = {}
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda wrong: self.complaints.append(str(wrong)))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    @cached_property
    def debugger(self) -> CDPSession:
        """One for the window: where a session is let go, Chromium forgets the virtual authenticators of the page."""
        return self.page.context.new_cdp_session(self.page)

    def look(self, width: int, theme: Theme, *, text: int = 16, uncovered: str | None = None) -> None:
        """Show the page at a width, in a theme, with text of a size (pixels); wait until it is so and nothing loads.

        The browser is told only what is otherwise than before, since it lays the page out anew whatever it is told.
        The width is told by the debugger: Playwright would size the browser's own window as well. ``uncovered``
        selects what else shows only after a page is scrolled.
        """
        if self._shown.get("text", 16) != text:
            self.debugger.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text * 13 // 16}})
        if self._shown.get("width") != width:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            self.debugger.send("Emulation.setDeviceMetricsOverride", size)
        if self._shown.get("theme") != theme:
            self.page.emulate_media(color_scheme=theme)
        self._shown = {"text": text, "width": width, "theme": theme}
        self.page.evaluate(LAID_OUT, [width, f"{text}px", theme, uncovered])

    def faults(self, *, sparing: bool = False, asked: Sequence[str] = ASKED) -> list[str]:
        """Return what axe finds on the page from its top, and whether it is wider than the window.

        Where a page is scrolled, what lies half under its head would count as too small to be hit. Whether a text
        stands out takes axe longer than all else; ``sparing`` asks it once for all texts of the window whose own
        colours and size, and those of all that they lie within, are the same (``make soak`` asks for each).
        ``asked`` names axe's tags or rules.
        """
        line = [list(asked), sparing and not LOOKS_AT_ALL]
        found: list[str] | None = self.page.evaluate(FOUND, line)
        if found is None:
            # The page's policy forbids an injected script, so axe is evaluated by the debugger, and by the browser
            # itself in each page that follows.
            self.debugger.send("Runtime.evaluate", {"expression": axe()})
            self.page.add_init_script(axe())
            found = self.page.evaluate(FOUND, line)
        assert found is not None
        return found

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
