"""Every page in each state it can have: full, empty, gone wrong, with long texts; narrow and wide, light and dark.

A page is opened once and then looked at in each width and theme, which is what makes so many looks cheap.
"""

import pytest
from playwright.sync_api import expect
from tests.interfaces.web import geometry
from tests.interfaces.web.sample_pages import ALONE, FRAGMENTS, PAGES
from tests.interfaces.web.sample_states import NEVER, STATES
from tests.journeys.browser import LOOKS_AT_ALL, Theme, Window

from bowstreet.interfaces.doors import table

WHOLE = {**PAGES, **ALONE}
EVERY = sorted(WHOLE)
PARTS = 4
"""In so many parts are the samples looked through, so that one that is wrong hides no others."""

EACH: tuple[tuple[int, Theme], ...] = ((1240, "light"), (390, "dark"))
LOOKS = (*EACH, (1240, "dark"), (390, "light")) if LOOKS_AT_ALL else EACH
"""Each width and each theme once, since a theme moves nothing; `make soak` looks at each width in each theme."""

BESIDE = (320, 1920)
"""Widths at which pages are laid out otherwise; what axe asks does not differ there."""

LARGE = (1440, 390)
"""Widths at which pages are looked at with text of twice its size, too."""


def text_of(opened: Window, pixels: int) -> None:
    """Set the size of text as an officer sets it in the browser; 16 is what browsers come with."""
    opened.debugger.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": pixels * 13 // 16}})
    expect(opened.page.locator("html")).to_have_css("font-size", f"{pixels}px")


def look(opened: Window, width: int, theme: Theme) -> None:
    opened.page.set_viewport_size({"width": width, "height": 900})
    opened.page.emulate_media(color_scheme=theme)
    opened.page.evaluate("document.querySelectorAll('.docket-line').forEach((each) => { each.hidden = false; })")
    opened.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_every_page_has_a_sample_of_each_state_it_can_have() -> None:
    pages = {each.page for each in table.every() if each.web and each.page}
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
            if found := desk.faults(sparing=True) + geometry.faults(desk.page):
                wrong[f"{name}, {width}, {theme}"] = found
        for width in BESIDE:
            look(desk, width, "light")
            if found := geometry.faults(desk.page):
                wrong[f"{name}, {width}"] = found
        text_of(desk, 32)
        for width in LARGE:
            look(desk, width, "light")
            if found := geometry.faults(desk.page) + geometry.broken_words(desk.page):
                wrong[f"{name}, {width}, text at 200 %"] = found
        text_of(desk, 16)
        if desk.complaints:
            wrong[name] = list(desk.complaints)
            desk.complaints.clear()
    assert wrong == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_holds_long_texts(desk: Window, part: int) -> None:
    wrong = {}
    for name in sorted(PAGES)[part::PARTS]:
        look(desk, *LOOKS[0])
        desk.page.goto(f"/long/{name}")
        for width, theme in LOOKS:
            look(desk, width, theme)
            found = geometry.faults(desk.page)
            if name != "find-all":
                found += desk.faults(sparing=True)
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


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("document.querySelector('.docket').style.gridTemplateColumns = 'repeat(8, 1fr)'", "broken in"),
        ("document.querySelector('.docket').style.width = '3000px'", "wider than the window"),
    ],
)
def test_a_cell_that_falls_to_letters_is_found(desk: Window, spoil: str, said: str) -> None:
    desk.page.goto("/record")
    text_of(desk, 32)
    look(desk, 390, "light")
    assert geometry.faults(desk.page) + geometry.broken_words(desk.page) == []
    desk.page.evaluate(spoil)
    assert any(each.startswith(said) for each in geometry.faults(desk.page) + geometry.broken_words(desk.page))


def test_pages_are_laid_out_for_as_many_words_as_a_line_holds(desk: Window) -> None:
    desk.page.goto("/find")
    seen = {}
    for width, pixels in ((1440, 16), (1440, 24), (1440, 32), (720, 16)):
        look(desk, width, "light")
        text_of(desk, pixels)
        shown = [desk.page.locator(part).is_visible() for part in (".preview", ".facets", ".index", ".thumb")]
        seen[width, pixels] = shown
    assert seen[1440, 16] == [True, True, True, False]
    assert seen[1440, 24] == [False, True, True, False]
    assert seen[1440, 32] == seen[720, 16] == [False, False, False, True]


def test_large_text_takes_nothing_from_masthead_and_docket_line(desk: Window) -> None:
    desk.page.goto("/record")
    text_of(desk, 32)
    look(desk, 390, "light")
    mast, field, purpose, who = (desk.page.locator(each) for each in (".mast", "#seek", ".purpose", ".who"))
    for part in (field, purpose, who, mast.locator(".brand")):
        expect(part).to_be_visible()
    wide = "(each) => each.getBoundingClientRect().width"
    assert field.evaluate(wide) >= 200 and purpose.evaluate(wide) >= 150
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    desk.page.reload()
    docket, line = desk.page.locator("main > .docket"), desk.page.locator(".docket-line")
    expect(line).to_be_hidden()
    bottom = docket.evaluate("(each) => each.getBoundingClientRect().bottom")
    desk.page.mouse.wheel(0, bottom - mast.evaluate("(each) => each.offsetHeight") + 2)
    expect(line).to_be_visible()
