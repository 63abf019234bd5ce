"""What officers do at the pages: sign in by a card, search, open, hand files in."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SETTLED = """() => {
  const row = document.querySelector("[data-row][aria-current]"), pane = document.querySelector("#preview");
  const awaited = row?.dataset.preview && pane?.offsetParent && !pane.querySelector(".kicker");
  const loading = document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling");
  return document.readyState === "complete" && !loading && !awaited;
}"""
"""Whether nothing is on its way to a page: no part of it, and no preview of the row that it chose itself."""


def sign_in(page: Page, officer: str) -> None:
    """Sign in by the card of an officer."""
    page.goto("/sign-in")
    page.locator(f'form:has(input[name="officer"][value="{officer}"]) button').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")


def find(page: Page, q: str) -> Locator:
    """Search from any page by the keyboard and return the hits."""
    page.keyboard.press("/")
    page.keyboard.type(q)
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?*")
    settle(page)
    return page.locator("li.hit")


def open_first(page: Page, q: str) -> None:
    """Search and open the first hit."""
    hits = find(page, q)
    hits.first.get_by_role("link").first.click()
    page.wait_for_url("**/records/*")


def hand_in(page: Page, *files: Path) -> None:
    """Hand files in and wait until they are read."""
    page.goto("/intake")
    page.locator("#files").set_input_files([str(each) for each in files])
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/intake/*")
    expect(page.locator("#progress .tag").first).to_have_text("done", timeout=120_000)


def settle(page: Page) -> None:
    """Wait until what is loaded after the page has come; a network that is idle is known half a second later alone."""
    page.wait_for_function(SETTLED)
