"""An exchange document dropped in: looked through first, its losses read, admitted, found, and taken back whole."""

from pathlib import Path

from playwright.sync_api import Browser, expect
from tests.journeys import officers
from tests.journeys.browser import window
from tests.journeys.conftest import Node

PACK = Path(__file__).parents[2] / "examples" / "harbour-tagpack.yaml"


def test_a_tagpack_is_looked_through_admitted_and_taken_back(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=1060) as desk:
        page = desk.page
        officers.sign_in(page, "analyst.noord")
        page.goto("/intake")
        page.locator("#files").set_input_files(str(PACK))
        page.get_by_role("button", name="Hand in").click()
        page.wait_for_url("**/intake/*")
        expect(page.locator("#progress .tag").first).to_have_text("waits for your word", timeout=120_000)
        expect(page.locator("[aria-labelledby=foreseen-title] tbody").first).to_contain_text("Wallet")
        expect(page.locator("#rejects")).to_contain_text("It holds an alias, which no pack needs.")
        losses = page.locator("#losses + div table")
        expect(losses).to_contain_text("tag.is_cluster_definer")
        expect(losses).to_contain_text("Nothing here says this")
        desk.check()
        desk.picture("exchange")
        intake = page.url
        expect(officers.find(page, "Lamplocker")).to_have_count(0)
        page.goto(intake)
        page.locator("summary", has_text="Envelope").click()
        page.locator("form.sheetform").get_by_text("TLP:RED").click()
        page.get_by_role("button", name="Admit it").click()
        expect(page.locator("#progress .tag").first).to_have_text("done", timeout=120_000)
        expect(page.locator(".docket").first).to_contain_text("TLP:RED")
        expect(page.locator("tfoot")).to_contain_text("adds up")
        expect(losses).to_contain_text("tag.is_cluster_definer")
        hits = officers.find(page, "Lamplocker")
        expect(hits).to_have_count(3)
        hits.first.get_by_role("link").first.click()
        page.locator("main a[href^='/observations/']").first.click()
        expect(page.locator("main")).to_contain_text("abuse: ransomware")
        page.goto(intake)
        page.get_by_role("link", name="Take it back").click()
        page.get_by_role("button", name="Take it back").click()
        expect(page.locator("#progress .tag").first).to_have_text("taken back", timeout=120_000)
        expect(officers.find(page, "Lamplocker")).to_have_count(0)
