"""Every page in each state it can have: full, empty, gone wrong, with long texts; narrow and wide, light and dark.

A page is opened once and then looked at in each width and theme, which is what makes so many looks cheap.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.interfaces.web import geometry
from tests.interfaces.web.sample_pages import ALONE, FRAGMENTS, PAGES
from tests.interfaces.web.sample_states import NEVER, STATES
from tests.journeys.browser import ASKED, LOOKS_AT_ALL, Theme, Window, window

from bowstreet.interfaces.doors import table

WHOLE = {**PAGES, **ALONE}
EVERY = sorted(WHOLE)
PARTS = 4
"""In so many parts are the samples looked through, so that one that is wrong hides no others."""

EACH: tuple[tuple[int, Theme], ...] = ((1240, "light"), (390, "dark"))
LOOKS = (*EACH, (1240, "dark"), (390, "light")) if LOOKS_AT_ALL else EACH
"""Each width and each theme once, since a theme moves nothing; `make soak` looks at each width in each theme."""

LENGTH = ("color-contrast", "label-content-name-mismatch", "link-in-text-block", "scrollable-region-focusable",
          "target-size")  # fmt: skip
"""What of axe's rules may come out otherwise where texts are longer; `make soak` asks all of long texts, too."""

BESIDE = (320, 1920)
"""Widths at which pages are laid out otherwise; what axe asks does not differ there."""

LARGE = (1440, 390)
"""Widths at which pages are looked at with text of twice its size, too."""

FIRST = {states.full for states in STATES.values()} | set(ALONE)
"""What is looked at beside the two widths, too: each page full; ``make soak`` looks at all samples."""


@pytest.fixture(scope="module")
def walker(browser: Browser, samples: str) -> Iterator[Window]:
    """Open one window for all parts, which knows what texts stand out on the pages before."""
    with window(browser, samples, width=1240) as opened:
        opened.page.emulate_media(reduced_motion="reduce")
        yield opened


def look(opened: Window, width: int, theme: Theme = "light", *, text: int = 16) -> None:
    opened.look(width, theme, text=text, uncovered=".docket-line")


def turn_to(opened: Window, place: str) -> None:
    """Open a page as wide as it is first looked at; what is gone before it need not be laid out for that."""
    opened.page.evaluate("document.body.replaceChildren()")
    look(opened, *LOOKS[0])
    opened.page.goto(place)


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
def test_every_page_in_every_state_is_whole_at_each_width_in_each_theme(walker: Window, part: int) -> None:
    wrong = {}
    for name in [name for name in EVERY if name != "find-all"][part::PARTS]:
        turn_to(walker, f"/{name}")
        for width, theme in LOOKS:
            look(walker, width, theme)
            if found := walker.faults(sparing=True) + geometry.faults(walker.page):
                wrong[f"{name}, {width}, {theme}"] = found
        further = LOOKS_AT_ALL or name in FIRST
        for width in BESIDE if further else ():
            look(walker, width)
            if found := geometry.faults(walker.page):
                wrong[f"{name}, {width}"] = found
        for width in LARGE if further else ():
            look(walker, width, text=32)
            if found := geometry.faults(walker.page) + geometry.broken_words(walker.page):
                wrong[f"{name}, {width}, text at 200 %"] = found
        if walker.complaints:
            wrong[name] = list(walker.complaints)
            walker.complaints.clear()
    assert wrong == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_holds_long_texts(walker: Window, part: int) -> None:
    wrong = {}
    for name in sorted(PAGES)[part::PARTS]:
        turn_to(walker, f"/long/{name}")
        for width, theme in LOOKS:
            look(walker, width, theme)
            found = geometry.faults(walker.page)
            if name != "find-all":
                found += walker.faults(sparing=True, asked=ASKED if LOOKS_AT_ALL else LENGTH)
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
    look(desk, 390, text=32)
    assert geometry.faults(desk.page) + geometry.broken_words(desk.page) == []
    desk.page.evaluate(spoil)
    assert any(each.startswith(said) for each in geometry.faults(desk.page) + geometry.broken_words(desk.page))


def test_pages_are_laid_out_for_as_many_words_as_a_line_holds(desk: Window) -> None:
    desk.page.goto("/find")
    seen = {}
    for width, pixels in ((1440, 16), (1440, 24), (1440, 32), (720, 16)):
        look(desk, width, text=pixels)
        shown = [desk.page.locator(part).is_visible() for part in (".preview", ".facets", ".index", ".thumb")]
        seen[width, pixels] = shown
    assert seen[1440, 16] == [True, True, True, False]
    assert seen[1440, 24] == [False, True, True, False]
    assert seen[1440, 32] == seen[720, 16] == [False, False, False, True]


def test_large_text_takes_nothing_from_masthead_and_docket_line(desk: Window) -> None:
    desk.page.goto("/record")
    look(desk, 390, text=32)
    mast, field, purpose, who = (desk.page.locator(each) for each in (".mast", "#seek", ".purpose", ".who"))
    for part in (field, purpose, who, mast.locator(".brand")):
        expect(part).to_be_visible()
    wide = "(each) => each.getBoundingClientRect().width"
    assert field.evaluate(wide) >= 200 and purpose.evaluate(wide) >= 150
    docket, line = desk.page.locator("main > .docket"), desk.page.locator(".docket-line")
    desk.page.reload()
    assert docket.evaluate("(each) => each.getBoundingClientRect().top > innerHeight")
    expect(line).to_be_hidden()
    look(desk, 1440, text=32)
    desk.page.reload()
    expect(line).to_be_hidden()
    bottom = docket.evaluate("(each) => each.getBoundingClientRect().bottom")
    desk.page.mouse.wheel(0, bottom - mast.evaluate("(each) => each.offsetHeight") + 2)
    expect(line).to_be_visible()
