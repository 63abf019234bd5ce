"""A market's page day dropped in: each page a file that adds up, its sellers found at once, the collector nowhere."""

from pathlib import Path

from playwright.sync_api import Browser, expect
from tests.journeys import officers
from tests.journeys.browser import window
from tests.journeys.conftest import Node

DAY = Path(__file__).parents[2] / "examples" / "agora-2026-03-02.zip"


def test_a_markets_page_day_dropped_in(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=1060) as desk:
        page = desk.page
        officers.sign_in(page, "analyst.noord")
        page.goto("/intake")
        page.locator("#files").set_input_files(str(DAY))
        expect(page.locator("#seen-on")).to_have_value("2026-03-02")
        page.get_by_role("button", name="Hand in").click()
        page.wait_for_url("**/intake/*")
        expect(page.locator("#progress .tag").first).to_have_text("done", timeout=120_000)
        files = page.locator("#progress table tbody")
        expect(files.locator("th")).to_have_count(11)
        expect(files).to_contain_text("An archive of 10 files")
        expect(files).to_contain_text("A waiting wall: it holds nothing to observe.")
        expect(files).to_contain_text("What the page says of the account that collected it was left out.")
        expect(files).to_contain_text("guessed (machine inference, grade X4)")
        expect(files).to_contain_text("day 2026-03-02")
        expect(page.locator("#rejects")).to_contain_text("1 row")
        expect(page.locator("#rejects")).to_contain_text("departs from its site")
        expect(page.locator("tfoot")).to_contain_text("adds up")
        desk.check()
        desk.picture("pages")
        hits = officers.find(page, "kettle_and_leaf")
        expect(hits.first).to_contain_text("kettle_and_leaf on Agora")
        expect(officers.find(page, "collector9")).to_have_count(0)
        officers.hand_in(page, DAY)
        again = page.locator("tfoot td.num").all_inner_texts()
        assert again[3].splitlines() == ["0", "6 known"], "the same day again makes no new record"
