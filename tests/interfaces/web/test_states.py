"""Every page in each state it can have: full, empty, gone wrong, with long texts; narrow and wide, light and dark.

A page is opened once and then looked at in each width and theme, which is what makes so many looks cheap.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect
from tests.interfaces.web import geometry, long_texts
from tests.interfaces.web.sample_pages import ALONE, FRAGMENTS, PAGES
from tests.interfaces.web.sample_states import NEVER, STATES
from tests.interfaces.web.test_browser import answer
from tests.journeys.browser import Theme, Window, window

from bowstreet.interfaces.doors.table import DOORS

WHOLE = {**PAGES, **ALONE}
EVERY = sorted(WHOLE)
PARTS = 4
"""In so many parts are the samples looked through, so that one that is wrong hides no others."""

LOOKS: tuple[tuple[int, Theme], ...] = ((1240, "light"), (1240, "dark"), (390, "dark"), (390, "light"))
BESIDE = (320, 1920)
"""Widths at which pages are laid out otherwise; what axe asks does not differ there."""


@pytest.fixture
def desk(browser: Browser) -> Iterator[Window]:
    with window(browser, "http://localhost", width=1240) as opened:
        opened.page.emulate_media(reduced_motion="reduce")
        opened.page.route("**/*", answer)
        yield opened


def look(opened: Window, width: int, theme: Theme) -> None:
    opened.page.set_viewport_size({"width": width, "height": 900})
    opened.page.emulate_media(color_scheme=theme)
    opened.page.evaluate("document.querySelectorAll('.docket-line').forEach((each) => { each.hidden = false; })")
    opened.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_every_page_has_a_sample_of_each_state_it_can_have() -> None:
    pages = {each.page for each in DOORS if each.web and each.page}
    assert pages - STATES.keys() == set()
    shown = {template for template, _ in [*PAGES.values(), *FRAGMENTS.values()]}
    assert STATES.keys() - shown == set() and shown - STATES.keys() == set()
    named = {(template, each) for template, states in STATES.items() for each in states if not each.startswith(NEVER)}
    assert {each for _, each in named} - WHOLE.keys() == set()


def test_a_state_is_shown_by_a_sample_of_its_page_or_by_a_page_in_its_place() -> None:
    instead = {"cannot-take", "refused", "nothing-here", "failed", "link-over"}
    inside = {"find_results.html": "find.html", "intake_progress.html": "intake.html",
              "mapping_preview.html": "mapping_new.html"}  # fmt: skip
    for template, states in STATES.items():
        for each in (states.full, states.empty, states.error):
            made = WHOLE.get(each, ("", {}))[0]
            assert each.startswith(NEVER) or each in instead or made in (template, inside.get(template), "framed.html")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_in_every_state_is_whole_at_each_width_in_each_theme(desk: Window, part: int) -> None:
    wrong = {}
    for name in [name for name in EVERY if name != "find-all"][part::PARTS]:
        look(desk, *LOOKS[0])
        desk.page.goto(f"/{name}")
        expect(desk.page.locator(".htmx-request")).to_have_count(0)
        for width, theme in LOOKS:
            look(desk, width, theme)
            if found := desk.faults() + geometry.faults(desk.page):
                wrong[f"{name}, {width}, {theme}"] = found
        for width in BESIDE:
            look(desk, width, "light")
            if found := geometry.faults(desk.page):
                wrong[f"{name}, {width}"] = found
        if desk.complaints:
            wrong[name] = list(desk.complaints)
            desk.complaints.clear()
    assert wrong == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_holds_long_texts(desk: Window, part: int) -> None:
    def long(route: Route) -> None:
        at = route.request.url.rpartition("/long/")[2]
        if at in PAGES:
            return route.fulfill(body=long_texts.page(*PAGES[at]), headers={"Content-Type": "text/html; charset=utf-8"})
        return answer(route)

    desk.page.route("**/*", long)
    wrong = {}
    for name in sorted(PAGES)[part::PARTS]:
        look(desk, *LOOKS[0])
        desk.page.goto(f"/long/{name}")
        for width, theme in LOOKS:
            look(desk, width, theme)
            found = geometry.faults(desk.page)
            if (width, theme) in (LOOKS[0], LOOKS[2]) and name != "find-all":
                found += desk.faults()
            if found:
                wrong[f"{name}, {width}, {theme}"] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("main.style.width = '3000px'", "wider than the window"),
        ("h1.style.overflow = 'hidden'; h1.style.width = '20px'; h1.style.whiteSpace = 'nowrap'", "cut off: h1"),
        ("h1.style.height = '2px'; h1.style.overflow = 'hidden'", "cut off: h1"),
        ("document.querySelector('.btn:has(svg)').style.maxWidth = '4rem'", "a word broken on a button"),
        ("h1.style.marginBottom = '-60px'", "one over the other"),
        ("h1.style.marginLeft = '-400px'", "beyond the edge: h1"),
    ],
)
def test_what_is_cut_off_or_lies_over_another_is_found(desk: Window, spoil: str, said: str) -> None:
    desk.page.goto("/history")
    assert geometry.faults(desk.page) == []
    desk.page.evaluate(f"const main = document.querySelector('main'), h1 = document.querySelector('h1'); {spoil}")
    assert any(each.startswith(said) for each in geometry.faults(desk.page))
