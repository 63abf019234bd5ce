"""The tour of the invented world in a real browser, each step as its page tells it."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.journeys import officers
from tests.journeys.browser import window
from tests.journeys.conftest import Node

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_ten_steps(browser: Browser, node: Node) -> None:
    fingerprint, (one, other) = node.tour["fingerprint"], node.tour["officers"]
    spaced = " ".join(fingerprint.lower()[at : at + 4] for at in range(0, 40, 4))
    with window(browser, node.base, width=1240, height=740) as desk:
        page = desk.page
        page.goto("/sign-in")
        desk.check()
        desk.picture("sign-in")
        officers.sign_in(page, one)
        expect(page.locator(".tour > li")).to_have_count(10)
        hits = officers.find(page, spaced)
        expect(hits).to_have_count(2)
        titles = [each.strip() for each in page.locator("li.hit .ti a").all_inner_texts()]
        expect(page.locator("#preview h2")).to_have_text(titles[0])
        desk.check()
        desk.picture("find")
        page.keyboard.press("j")
        expect(page.locator("#preview h2")).to_have_text(titles[1])
        page.keyboard.press("k" if titles[0].startswith("quietharbour") else "Shift")
        expect(page.locator("#preview h2")).to_have_text("quietharbour on Saltmarket")
        page.keyboard.press("Enter")
        page.wait_for_url("**/records/*")
        expect(page.get_by_role("heading", level=1)).to_have_text("quietharbour on Saltmarket")
        expect(page.locator(".docket").first).to_contain_text("Desk Noord")
        expect(page.locator("#why")).to_contain_text("Your agency owns it.")
        desk.check()
        desk.picture("record")
        mine = page.url
        page.goto("/ledger")
        expect(page.locator("tbody tr").first).to_contain_text("read the ledger")
        expect(page.locator("tbody")).to_contain_text("read a record")
        expect(page.locator("tbody")).to_contain_text("find")
        desk.check()
        desk.picture("ledger")
        page.goto("/")
        expect(page.locator("main")).to_contain_text("quietharbour on Saltmarket")
        desk.check()
        desk.picture("home")
        page.get_by_role("button", name="Search as the other officer").click()
        first = page.locator(".officers form").first
        expect(first.get_by_role("button")).to_have_text("Open as Luc Morvan")
        expect(first).to_contain_text("the other officer")
        desk.check()
        first.get_by_role("button").click()
        expect(page.locator(".tour")).to_contain_text(fingerprint)
        page.get_by_role("link", name="Find a fingerprint").click()
        officers.settle(page)
        hits = page.locator("li.hit")
        expect(hits).to_have_count(2)
        expect(hits.first).to_contain_text("Brigade Garonne")
        expect(page.locator("main")).not_to_contain_text("Desk Noord")
        desk.check()
        answer = page.goto(mine)
        assert answer is not None and answer.status == 404
        expect(page.locator("main")).not_to_contain_text("quietharbour")
    assert other == "investigator.garonne"


def test_examples_are_taken_in_and_their_reject_list_read(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=740) as desk:
        page = desk.page
        officers.sign_in(page, "analyst.noord")
        officers.hand_in(page, *sorted(EXAMPLES.glob("*.*v")), *sorted(EXAMPLES.glob("*.jsonl")))
        expect(page.locator("tfoot")).to_contain_text("adds up")
        rejects = page.locator("#rejects")
        expect(rejects).to_contain_text("10 rows")
        desk.check()
        desk.picture("intake")
        with page.expect_download() as taken:
            rejects.get_by_role("link", name="CSV").first.click()
        rows = list(csv.reader(io.StringIO(Path(taken.value.path()).read_text())))
        assert sum(row[4] == "yes" for row in rows[1:]) == 10
        before = page.locator("tfoot td.num").all_inner_texts()
        officers.hand_in(page, EXAMPLES / "amber-bazaar-vendors.csv")
        expect(page.locator("main")).to_contain_text("The same file twice changes nothing")
        again = page.locator("tfoot td.num").all_inner_texts()
        assert re.fullmatch(r"0\s+\d+ known", again[3]), "no new record comes of a file that was read before"
        assert not before[3].startswith("0")
        hits = officers.find(page, "northern_lamp")
        expect(hits.first).to_contain_text("northern_lamp")


def test_why_and_as_another_officer(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=740) as desk:
        page = desk.page
        officers.sign_in(page, "supervisor.noord")
        officers.open_first(page, "quietharbour on Saltmarket")
        page.locator("#officer").fill("analyst.noord")
        page.get_by_role("button", name="Show").last.click()
        expect(page.locator("#view-as")).to_contain_text("Everything in it.")
        page.goto("/ledger")
        expect(page.locator("tbody")).to_contain_text("as another officer")
        page.get_by_role("button", name="Verify").or_(page.get_by_role("link", name="Verify")).first.click()
        expect(page.locator(".note").first).to_contain_text("nbroken")
        desk.check()


def test_as_somebody_who_is_no_colleague_is_one_sentence_in_the_margin(browser: Browser, node: Node) -> None:
    with window(browser, node.base) as desk:
        page = desk.page
        officers.sign_in(page, "supervisor.noord")
        officers.open_first(page, "quietharbour on Saltmarket")
        said = []
        for name in ("investigator.garonne", "nobody.at.all"):
            page.locator("#officer").fill(name)
            with page.expect_response("**/view-as?*") as answered:
                page.get_by_role("button", name="Show").last.click()
            officers.settle(page)
            expect(page.locator("#view-as")).to_have_text("You may view as officers of your own agency.")
            said.append(answered.value.body())
        assert said[0] == said[1]
        desk.check()


def test_an_investigator_is_not_offered_to_view_as_another(browser: Browser, node: Node) -> None:
    with window(browser, node.base) as desk:
        officers.sign_in(desk.page, "investigator.noord")
        officers.open_first(desk.page, "quietharbour on Saltmarket")
        expect(desk.page.locator("#why")).to_contain_text("Your agency owns it.")
        expect(desk.page.locator("#officer")).to_have_count(0)


def test_each_version_of_one_day_opens_from_the_history(browser: Browser, node: Node) -> None:
    with window(browser, node.base) as desk:
        page = desk.page
        officers.sign_in(page, "investigator.noord")
        [found] = node.found("investigator.noord", "--kind", "focus", "Sellers shipping from the north")
        for said in ("A first note.", "A second note."):
            _amend(page, node, found["id"], {"summary": said})
        page.goto(f"/records/{found['id']}/history")
        desk.check()
        expect(page.locator(".story li")).to_have_count(3)
        expect(page.locator(".story li").first).to_contain_text("from A first note. to A second note.")
        page.get_by_role("link", name="Version 2").click()
        page.wait_for_url("**?version=2")
        expect(page.locator("#known")).to_contain_text("A first note.")
        page.go_back()
        page.get_by_role("link", name="Version 1").click()
        page.wait_for_url("**?version=1")
        expect(page.locator(".note").first).to_contain_text("Version 1.")
        desk.check()
        page.keyboard.press("Escape")
        page.wait_for_url("**/find")


def test_a_list_is_narrowed_by_each_facet_with_days_typed_before(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=740) as desk:
        page = desk.page
        officers.sign_in(page, "investigator.noord")
        page.goto("/find?q=saltmarket")
        for name in ("date", "kind", "agency", "market", "product", "grade"):
            if name == "kind":
                page.fill("#since", "2024-05-01")
                page.keyboard.press("Tab")
                officers.settle(page)
                expect(page.locator("#since")).to_have_value("2024-05-01")
            choice = page.locator(f'#facets input[name="{name}"]').first
            said = choice.locator("xpath=..").locator(".n").inner_text()
            choice.click()
            officers.settle(page)
            expect(page.locator(f'#facets input[name="{name}"]').first).to_be_checked()
            expect(page.locator(".results .lbar b").first).to_have_text(f"{said} found")
        desk.check()
        page.fill("#until", "2025-02-30")
        page.keyboard.press("Enter")
        expect(page.locator("#facets-why")).to_contain_text("until")
        expect(page.locator("#until")).to_have_value("2025-02-30")
        expect(page.locator("li.hit").first).to_be_visible()
        assert [each for each in desk.complaints if "422" not in each] == []
        desk.complaints.clear()
        page.fill("#until", "2025-13-01")
        page.keyboard.press("Enter")
        assert not page.locator("#until").evaluate("field => field.checkValidity()")


def test_the_tenth_purpose_has_a_key(browser: Browser, node: Node) -> None:
    with window(browser, node.base) as desk:
        officers.sign_in(desk.page, "investigator.noord")
        desk.page.goto("/purpose")
        desk.page.keyboard.press("0")
        expect(desk.page.locator(".choices .pick").nth(9).locator("input")).to_be_checked()


def _amend(page: Page, node: Node, id: str, body: dict[str, str]) -> None:
    token = node.tokens()["investigator.noord"]["token"]
    told = {"Authorization": f"Bearer {token}", "X-Purpose": "operational_analysis"}
    assert page.request.post(f"/api/v1/records/{id}/statements", headers=told, data={"body": body}).ok
