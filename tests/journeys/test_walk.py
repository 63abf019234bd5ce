"""Every page of the invented world, for the roles that use it, in both themes and four widths: nothing is wrong.

The narrowest is 320 px (WCAG 1.4.10).
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.journeys import officers
from tests.journeys.browser import Theme, Window, window
from tests.journeys.conftest import Node

PLACES = {
    "investigator.noord": ("/", "/find", "/find?q=quietharbour", "/find?q=zzzz", "/intake", "/tokens", "/purpose"),
    "analyst.garonne": ("/", "/find?q=baker&kind=vendor_account", "/intake", "/find/observations?q=cannabis"),
    "supervisor.elbe": ("/", "/officers", "/ledger", "/find?market=saltmarket"),
    "dpo.noord": ("/", "/find", "/ledger"),
    "auditor.noord": ("/", "/ledger"),
    "coordinator.centre": ("/", "/find?kind=behaviour"),
    "prosecutor.meuse": ("/", "/find?kind=case", "/find?kind=document"),
    "supervisor.centre": ("/", "/find"),
}  # fmt: skip


LOOKS: tuple[tuple[int, Theme], ...] = ((1440, "light"), (1440, "dark"), (1000, "light"), (390, "dark"), (320, "light"))


@pytest.fixture(scope="module")
def walker(browser: Browser, node: Node) -> Iterator[Window]:
    """Open one window for all officers, one after the other, which knows what texts stand out on the pages before."""
    with window(browser, node.base) as desk:
        desk.page.emulate_media(reduced_motion="reduce")
        yield desk


@pytest.mark.parametrize("officer", PLACES)
def test_no_page_has_a_fault(walker: Window, officer: str) -> None:
    walker.page.context.clear_cookies()
    wrong = {}
    walker.look(*LOOKS[0])
    officers.sign_in(walker.page, officer)
    record = _record(walker)
    for place in (*PLACES[officer], record, f"{record}/history"):
        wrong.update(_faults(walker, place))
    assert wrong == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_a_phone_and_of_the_dark(browser: Browser, node: Node, theme: Theme) -> None:
    width = 390 if theme == "light" else 1240
    with window(browser, node.base, width=width, height=844 if width == 390 else 740, theme=theme) as desk:
        officers.sign_in(desk.page, "investigator.noord")
        officers.open_first(desk.page, "quietharbour on Saltmarket")
        officers.settle(desk.page)
        assert desk.picture(f"record-{'phone' if width == 390 else 'dark'}").stat().st_size > 10_000


def _record(desk: Window) -> str:
    desk.page.goto("/find")
    found = desk.page.locator("li.hit a").first
    return str(found.get_attribute("href"))


def _faults(desk: Window, place: str) -> dict[str, list[str]]:
    """Return what is wrong with a page that is opened once and looked at in each width and theme."""
    desk.page.evaluate("document.body.replaceChildren()")  # what goes anyway is not laid out anew before
    desk.look(*LOOKS[0])
    answer = desk.page.goto(place)
    wrong = {} if answer is not None and answer.ok else {place: ["did not answer"]}
    for width, theme in LOOKS:
        desk.look(width, theme)
        officers.settle(desk.page)
        if found := desk.faults(sparing=True) + desk.complaints:
            wrong[f"{place}, {width}, {theme}"] = found
        desk.complaints.clear()
    return wrong
