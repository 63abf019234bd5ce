"""Agencies that meet: a hit on one key, a shared operation, planned actions, a lesson found, an expert asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect
from tests.journeys import officers
from tests.journeys.browser import Window, window
from tests.journeys.conftest import Node

OURS, THEIRS = "investigator.noord", "investigator.garonne"
LESSON = "Close the escrow before the servers"


def test_two_agencies_hit_on_one_key_and_say_that_they_will_talk(browser: Browser, node: Node) -> None:
    with at(browser, node, THEIRS) as theirs, at(browser, node, OURS) as ours:
        page = ours.page
        page.goto("/check")
        page.locator("#text").fill(node.tour["fingerprint"])
        page.locator("#reason").fill("a controlled delivery is prepared")
        page.get_by_role("button", name="Check").click()
        expect(page.locator("[aria-labelledby=hits]")).to_contain_text("Brigade Garonne")
        expect(page.locator("[aria-labelledby=hits]")).not_to_contain_text("quietharbour on Pierside")
        ours.check()
        ours.picture("hit")
        reference = page.locator("[aria-labelledby=hits] .shut .mono").first.inner_text()
        answered(page, reference, "share", "Let us compare notes before anybody buys.")
        answered(theirs.page, reference, "share", "Gladly; call the desk.")
        expect(theirs.page.locator("main")).to_contain_text("Both sides said that they would open content")
        expect(theirs.page.locator("main")).to_contain_text("Let us compare notes before anybody buys.")
        theirs.check()
        theirs.picture("ticket")


def test_an_operation_is_led_together_and_its_lesson_is_found(browser: Browser, node: Node) -> None:
    with at(browser, node, "supervisor.noord") as ours, at(browser, node, "supervisor.garonne") as theirs:
        page = ours.page
        page.goto("/operations")
        page.locator("#title").fill("Quiet Water")
        page.locator("#markets").fill("Saltmarket")
        page.get_by_label("Brigade Garonne").check()
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url("**/operations/*")
        operation = page.url
        theirs.page.goto(operation)
        theirs.page.get_by_role("button", name="Take part").click()
        expect(theirs.page.locator("tbody tr", has_text="Quiet Water")).to_contain_text("takes part")
        page.goto(operation)
        page.get_by_text("Give a task", exact=True).click()
        page.locator("#task-title").fill("Hold the second warehouse")
        page.locator("#task-agency").select_option(label="Brigade Garonne")
        page.get_by_role("button", name="Give it").click()
        theirs.page.goto(operation)
        theirs.check()
        theirs.picture("operation")
        theirs.page.get_by_role("button", name="Done").click()
        expect(theirs.page.locator("[aria-labelledby=tasks]")).to_contain_text("done")
        page.goto(operation)
        page.get_by_text("Close the operation", exact=True).click()
        page.locator("#close-outcome").fill("Two arrests.")
        page.locator("#close-lesson").fill(LESSON)
        page.locator("#close-happened").fill("Money left while the servers were fetched.")
        page.locator("#close-advice").fill("Freeze the escrow first.")
        page.get_by_role("button", name="Close it").click()
        expect(page.locator("main")).to_contain_text("Two arrests.")
        hits = officers.find(theirs.page, LESSON)
        expect(hits.first).to_contain_text(LESSON)
        theirs.check()
        theirs.picture("lesson")


def test_two_planned_actions_at_one_place_are_in_conflict(browser: Browser, node: Node) -> None:
    begins = datetime.now(UTC) + timedelta(days=2)
    with at(browser, node, OURS) as ours, at(browser, node, THEIRS) as theirs:
        planned(ours.page, "A test purchase", begins, begins + timedelta(hours=3))
        planned(theirs.page, "An arrest", begins + timedelta(hours=1), begins + timedelta(hours=5))
        expect(theirs.page.locator("main")).to_contain_text("Desk Noord")
        expect(theirs.page.locator("main")).not_to_contain_text("A test purchase")
        ours.page.goto("/deconfliction/plans")
        expect(ours.page.locator("tbody").first).to_contain_text("conflict")
        ours.page.get_by_role("link", name="A test purchase").click()
        expect(ours.page.locator("main")).to_contain_text("Brigade Garonne")
        expect(ours.page.locator("main")).not_to_contain_text("An arrest")
        ours.check()
        ours.picture("conflict")


def test_a_lead_goes_from_the_seizure_to_the_verdict(browser: Browser, node: Node) -> None:
    lead = recorded(node, "A seller on the seized server", "QW-1")
    with at(browser, node, "supervisor.noord") as ours, at(browser, node, "supervisor.garonne") as theirs:
        page = ours.page
        page.goto(f"/leads/{lead}")
        page.locator("#to").select_option("brigade-garonne")
        page.locator("#authority").fill("Court of Bordeaux")
        page.locator("#instrument").select_option("EIO")
        page.locator("#due_on").fill(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}")
        page.get_by_role("button", name="Hand it over").click()
        expect(page.locator("[aria-labelledby=stands]")).to_contain_text("an answer")
        theirs.page.goto("/leads")
        theirs.page.get_by_role("link", name="A seller on the seized server").click()
        theirs.page.get_by_role("button", name="Answer").click()
        for stage in ("identified", "prosecution", "charged", "convicted"):
            theirs.page.locator("#stage").select_option(stage)
            theirs.page.get_by_role("button", name="Say it").click()
            expect(theirs.page.locator("tbody tr").last).to_contain_text(stage)
        page.goto(f"/leads/{lead}")
        expect(page.locator("tbody tr").last).to_contain_text("convicted")
        ours.check()
        ours.picture("lead")
        page.goto("/leads/funnel")
        expect(page.locator("main")).to_contain_text("FR")
        ours.check()


def test_an_owner_is_asked_releases_and_takes_back(browser: Browser, node: Node) -> None:
    record = recorded(node, "A warehouse at the quay", "QW-2")
    with at(browser, node, "supervisor.noord") as ours, at(browser, node, "investigator.garonne") as theirs:
        page = theirs.page
        page.goto(f"/records/{record}")
        page.get_by_role("link", name="Ask the owner").click()
        page.get_by_label("pass it on").check()
        page.locator("#why").fill("for the joint team's export")
        page.locator("#until").fill(f"{datetime.now(UTC) + timedelta(days=800):%Y-%m-%d}")
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("#until-e")).to_contain_text("within 366 days")
        expect(page.locator("#why")).to_have_value("for the joint team's export")
        expect(page.get_by_label("pass it on")).to_be_checked()
        theirs.complaints.clear()
        page.locator("#until").fill(f"{datetime.now(UTC) + timedelta(days=8):%Y-%m-%d}")
        page.get_by_role("button", name="Ask").click()
        page.wait_for_url("**/requests/*")
        request = page.url
        ours.page.goto("/")
        ours.page.get_by_role("link", name="Read and answer them").click()
        ours.page.get_by_role("link", name="A warehouse at the quay").click()
        ours.check()
        ours.picture("request")
        ours.page.get_by_role("button", name="Release it").click()
        expect(ours.page.locator("main")).to_contain_text("released")
        page.goto(request)
        expect(page.locator("main")).to_contain_text("released")
        ours.page.get_by_role("button", name="Take it back").click()
        page.reload()
        expect(page.locator("main")).to_contain_text("taken back")
        theirs.check()


def test_an_expert_is_found_for_a_record_and_asked(browser: Browser, node: Node) -> None:
    with at(browser, node, OURS) as ours, at(browser, node, THEIRS) as theirs:
        page = theirs.page
        page.goto("/experts")
        page.locator("summary", has_text="Be listed").click()
        page.locator("#competences").fill("sellers\nparcels")
        page.locator("#consent").check()
        page.get_by_role("button", name="Be listed").click()
        page.wait_for_url("**/experts/*")
        officers.open_first(ours.page, "quietharbour on Saltmarket")
        ours.page.get_by_role("link", name="Who can help").click()
        line = ours.page.locator("ol.cards > li", has_text="Brigade Garonne").first
        expect(line.locator(".told")).to_contain_text("sellers")
        ours.check()
        ours.picture("who-can-help")
        line.get_by_role("link").first.click()
        ours.page.locator("#said").fill("How does your customs service answer on parcels?")
        ours.page.locator("#reason").fill("case 26-114")
        ours.page.get_by_role("button", name="Ask").click()
        page.goto("/questions")
        expect(page.locator("ul.cards")).to_contain_text("How does your customs service answer on parcels?")
        theirs.check()


@contextmanager
def at(browser: Browser, node: Node, officer: str) -> Iterator[Window]:
    """Open a window in which an officer is signed in."""
    with window(browser, node.base, width=1240, height=900) as desk:
        officers.sign_in(desk.page, officer)
        yield desk


def recorded(node: Node, title: str, reference: str) -> str:
    """Record a lead that another agency may read, by the command line, and return its id."""
    place = node.state / f"{reference}.json"
    envelope = {"scope": "NAMED", "recipients": ["brigade-garonne"], "tlp": "AMBER+STRICT",
                "subject_category": "suspect", "category_ground": "named in a seized table"}  # fmt: skip
    place.write_text(json.dumps({"body": {"title": title, "reference": reference}, "envelope": envelope}))
    line = ("record", "new", "lead", str(place), "--json")
    done = node.run(*line, officer="supervisor.noord", purpose="operational_analysis")
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["id"])


def answered(page: Page, reference: str, answer: str, said: str) -> None:
    """Open a ticket that both sides have, take it and answer it."""
    page.goto(f"/deconfliction/{reference}")
    page.locator(f"input[name=answer][value={answer}]").check()
    page.locator("#said").fill(said)
    page.get_by_role("button", name="Send the answer").click()


def planned(page: Page, title: str, since: datetime, until: datetime) -> None:
    """Plan an action on one market."""
    page.goto("/deconfliction/plans/new")
    page.locator("#title").fill(title)
    page.locator("#since").fill(f"{since:%Y-%m-%d %H:%M}")
    page.locator("#until").fill(f"{until:%Y-%m-%d %H:%M}")
    page.locator("input[name=kind]").first.check()
    page.locator("#place").fill("Saltmarket")
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/deconfliction/plans/*")
