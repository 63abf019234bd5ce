"""Stories of one thing known to several: two records judged the same and undone, and what was known on a day."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect
from tests.journeys import officers
from tests.journeys.browser import window
from tests.journeys.conftest import ROOT, Node

PAST = """
import sys
from datetime import UTC, datetime, timedelta
from bowstreet.interfaces.cli import starting
starting.start()
from bowstreet.holdings.repository import recording
from bowstreet.interfaces.demonstration import people
from bowstreet.interfaces.demonstration.telling import SHARED
for days, said in ((20, "Ships from a garage near the harbour."), (5, "Moved to a depot by the railway.")):
    now = datetime.now(UTC) - timedelta(days=days)
    reader = people.reader("analyst.noord", now=now)
    if days == 20:
        body = {"title": "Quayside senders", "summary": said}
        made = recording.record(reader=reader, now=now, kind="focus", body=body, envelope=SHARED)
    else:
        recording.amend(reader=reader, now=now, id=made.id, body={"summary": said})
print(made.id)
"""
"""Records something twenty days ago and changes it five days ago, by the acts that officers use."""


def test_two_agencies_records_are_judged_the_same_and_undone(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1180, height=820) as desk:
        page = desk.page
        officers.sign_in(page, "investigator.noord")
        _open_shared(desk.page)
        page.locator("#shared").get_by_role("link", name="Same as ...").first.click()
        page.wait_for_url(re.compile(r"/records/[^/]+/judgements\?other="))
        expect(page.locator("table.side thead th[scope=col]")).to_have_count(2)
        expect(page.locator("table.side thead")).to_contain_text("Desk Noord")
        expect(page.locator("table.side thead")).to_contain_text("Referat Elbe")
        desk.check()

        page.get_by_label("the same").check()
        page.get_by_label("What it rests on").fill("One PGP key, the same parcels in the same week.")
        page.get_by_role("button", name="Judge").click()
        page.wait_for_url("**/entities/*")
        expect(page.locator("h1 ~ .lede")).to_contain_text("Nothing is merged.")
        columns = page.locator("table.side thead th[scope=col]")
        expect(columns).to_have_count(2)
        widths = [round(each.bounding_box()["width"]) for each in columns.all()]  # type: ignore[index]
        assert max(widths) - min(widths) <= 1
        expect(page.locator("#judgements tbody tr").first).to_contain_text("One PGP key")
        desk.check()
        desk.picture("entity")

        page.keyboard.press("u")
        page.wait_for_load_state("networkidle")
        expect(columns).to_have_count(1)
        last = page.locator("#judgements tbody tr")
        expect(last).to_have_count(2)
        expect(last.first).to_contain_text("unsure")
        expect(last.first).to_contain_text("Takes back ‘same’")
        expect(last.nth(1)).to_contain_text("a later one stands in its place")
        desk.check()
        page.goto(page.url.split("?")[0].replace("/entities/", "/records/") + "/history")
        expect(page.locator(".story")).to_contain_text("judged")
        desk.check()


def test_what_was_known_on_a_day(browser: Browser, node: Node) -> None:
    made = subprocess.run(
        [sys.executable, "-c", PAST], env={**os.environ, "BOWSTREET_DIR": str(node.state)}, cwd=ROOT, text=True,
        capture_output=True, check=True,
    ).stdout.strip()  # fmt: skip
    day = (datetime.now(UTC) - timedelta(days=9)).date().isoformat()
    with window(browser, node.base, width=1240, height=820) as desk:
        page = desk.page
        officers.sign_in(page, "analyst.garonne")
        expect(officers.find(page, "garage harbour")).to_have_count(0)
        page.locator("#as_of").fill(day)
        page.locator("#as_of").press("Tab")
        page.wait_for_url(f"**as_of={day}*")
        officers.settle(page)
        expect(page.locator(".note")).to_contain_text(f"As known on {day}.")
        hits = page.locator("li.hit")
        expect(hits).to_have_count(1)
        expect(hits.locator("mark").first).to_have_text("garage")
        desk.check()
        desk.picture("as-of")
        hits.get_by_role("link").first.click()
        page.wait_for_url(f"**/records/{made}?as_of={day}")
        expect(page.locator("#known")).to_contain_text("garage near the harbour")
        page.get_by_role("link", name="Show today").click()
        expect(page.locator("#known")).to_contain_text("depot by the railway")
        told = node.found("analyst.garonne", "garage harbour", "--as-of", day)
        assert [each["id"] for each in told] == [made] and not node.found("analyst.garonne", "garage harbour")


def _open_shared(page: Page) -> None:
    """Open a seller of Desk Noord whose key stands in a record of the task group, too."""
    page.goto("/find?agency=desk-noord&kind=vendor_account")
    officers.settle(page)
    address = page.locator("li.hit:has(a.held)").last.get_by_role("link").first.get_attribute("href")
    page.goto(str(address))
