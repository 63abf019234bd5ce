"""A seller edited by two officers at once: both texts stay, the difference is shown, nothing that was typed is lost."""

import random

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys import officers
from tests.journeys.browser import Window, window
from tests.journeys.conftest import Node

SELLER = "quietharbour on Saltmarket"


def kept(page: Page) -> None:
    """Wait until the page says that the server has what was typed."""
    expect(page.locator("[data-kept-here]")).to_contain_text("on the server", timeout=30_000)


def save(page: Page) -> bool:
    """Send the form; True when it was recorded, False when the difference came back."""
    page.get_by_role("button", name="Save it").click()
    page.wait_for_url(lambda address: "done=" in address or "draft=" in address)
    return "done=" in page.url


def test_a_seller_edited_by_two_officers_at_once(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=740) as one, window(browser, node.base, theme="dark") as other:
        record = _opened(one, other)
        one.page.keyboard.press("e")
        one.page.wait_for_url("**/edit")
        one.check()
        other.page.goto(f"{record}/edit")
        one.page.fill("#f-registered_on", "2024-01-02")
        one.page.fill("#f-ships_to-0", "Europe and beyond")
        kept(one.page)
        other.page.fill("#f-registered_on", "2024-01-03")
        other.page.fill("#f-deals-0", "1200")
        assert save(other.page)
        expect(other.page.locator("[data-toast]")).to_contain_text("Saved as version")
        one.page.fill("#f-ships_to-0", "Europe and far beyond")
        expect(one.page.locator("[data-kept-here]")).to_contain_text("Somebody else wrote", timeout=30_000)
        assert not save(one.page)
        told = one.page.locator("#compare")
        clash = told.get_by_role("row", name="Registered on")
        expect(clash).to_contain_text("look at it")
        expect(clash).to_contain_text("2024-01-02")
        expect(clash).to_contain_text("2024-01-03")
        expect(one.page.locator("#f-registered_on")).to_have_value("2024-01-02")
        expect(one.page.locator("#f-deals-0")).to_have_value("1200")
        expect(one.page.locator("#f-ships_to-0")).to_have_value("Europe and far beyond")
        one.check()
        one.picture("two-officers")
        assert save(one.page)
        expect(one.page.locator("#known")).to_contain_text("2024-01-02")
        one.page.keyboard.press("u")
        one.page.wait_for_url(record)
        expect(one.page.locator("#known")).to_contain_text("2024-01-03")
        assert other.complaints == one.complaints == []


def test_what_the_server_did_not_get_is_kept_in_the_browser_and_comes_later(browser: Browser, node: Node) -> None:
    with window(browser, node.base) as desk:
        officers.sign_in(desk.page, "analyst.garonne")
        desk.page.keyboard.press("n")
        desk.page.get_by_role("link", name="Practice", exact=True).click()
        desk.page.wait_for_url("**/records/new/practice")
        desk.page.context.set_offline(True)
        desk.page.fill('[name="body.title"]', "Written without a network")
        expect(desk.page.locator("[data-kept-here]")).to_contain_text("in this browser", timeout=30_000)
        desk.page.close()
        desk.page = desk.page.context.new_page()
        desk.page.context.set_offline(False)
        with desk.page.expect_response(lambda answer: answer.url.endswith("/drafts") and answer.ok):
            desk.page.goto(f"{node.base}/")
        desk.page.goto(f"{node.base}/drafts")
        desk.page.get_by_role("link", name="Written without a network").click()
        expect(desk.page.locator('[name="body.title"]')).to_have_value("Written without a network")


NOTHING_KEPT = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
)
NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.parametrize("browser_says", [NOTHING_KEPT, NO_ROOM])
def test_a_browser_that_keeps_nothing_sends_straight_to_the_server(
    browser: Browser, node: Node, browser_says: str
) -> None:
    with window(browser, node.base) as desk:
        page = desk.page
        page.context.add_init_script(browser_says)
        officers.sign_in(page, "analyst.garonne")
        page.goto(f"{node.base}/records/new/practice")
        page.context.set_offline(True)
        page.fill('[name="body.title"]', "Kept by no browser")
        expect(page.locator("[data-kept-here]")).to_contain_text("kept nowhere yet", timeout=30_000)
        page.context.set_offline(False)
        kept(page)
        page.goto(f"{node.base}/drafts")
        page.get_by_role("link", name="Kept by no browser").first.click()
        expect(page.locator('[name="body.title"]')).to_have_value("Kept by no browser")


def test_two_browsers_in_any_order_lose_no_sign(browser: Browser, node: Node) -> None:
    pick = random.Random(7)
    typed: list[str] = []
    with window(browser, node.base) as one, window(browser, node.base) as other:
        record = _opened(one, other)
        for desk in (one, other):
            desk.page.goto(f"{record}/edit")
        for step in range(24):
            page = pick.choice((one, other)).page
            if pick.random() < 0.6:
                word = f"w{step}y"
                field = page.locator("#f-description-0")
                field.press(pick.choice(("Control+Home", "Control+End")))
                field.press_sequentially(f" {word} ")
                typed.append(word)
            elif pick.random() < 0.5:
                kept(page) if page.locator("[data-kept-here]").inner_text() == "writing …" else page.reload()
            elif save(page):
                page.goto(f"{record}/edit")
            page.wait_for_load_state()
        for desk in (one, other):
            while not save(desk.page):
                pass
        _save_drafts(one, record)
        _save_drafts(other, record)
        one.page.goto(record)
        shown = one.page.locator("#known").inner_text()
        assert [word for word in typed if word not in shown] == []


def _opened(one: Window, other: Window) -> str:
    """Sign two colleagues in and open the seller in the first one's window; return its address."""
    officers.sign_in(one.page, "investigator.noord")
    officers.sign_in(other.page, "supervisor.noord")
    officers.open_first(one.page, SELLER)
    return one.page.url


def _save_drafts(desk: Window, record: str) -> None:
    while True:
        desk.page.goto("/drafts")
        desk.page.wait_for_load_state("networkidle")
        left = desk.page.locator(f'a[href^="/records/{record.rsplit("/", 1)[1]}/edit"]')
        if not left.count():
            return
        left.first.click()
        while not save(desk.page):
            pass
