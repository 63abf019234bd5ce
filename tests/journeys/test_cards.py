"""Every card of the sign-in page keeps its word: each step of its tour leads to something that this officer finds."""

import re

from playwright.sync_api import Browser, Page, expect
from tests.journeys import officers
from tests.journeys.browser import window
from tests.journeys.conftest import Node

from bowstreet.interfaces.demonstration.cast import OFFICERS

CARDS = [each.login for each in OFFICERS if each.card]


def test_every_step_of_every_card_shows_something(browser: Browser, node: Node) -> None:
    empty = {}
    for login in CARDS:
        with window(browser, node.base) as desk:
            officers.sign_in(desk.page, login)
            addresses = desk.page.locator(".tour a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
            assert len(addresses) >= 4, login
            for address in dict.fromkeys(addresses):
                desk.page.goto(address)
                officers.settle(desk.page)
                if not _shows_something(desk.page, address):
                    empty[f"{login} {address}"] = desk.page.url
            assert desk.complaints == []
    assert empty == {}


def test_what_a_card_names_is_found_by_its_officer(browser: Browser, node: Node) -> None:
    for login in (each for each in CARDS if each.startswith("investigator.")):
        with window(browser, node.base) as desk:
            desk.page.goto("/sign-in")
            card = desk.page.locator(f'form:has(input[value="{login}"])')
            named = re.search(r"fingerprint of (\S+),", card.inner_text())
            assert named, login
            card.get_by_role("button").click()
            desk.page.get_by_role("link", name="Find a fingerprint").click()
            expect(desk.page.locator("li.hit", has_text=f"{named[1]} on Saltmarket").first).to_be_visible()


def test_both_of_each_pair_hold_the_same_fingerprint(browser: Browser, node: Node) -> None:
    for login in (each for each in CARDS if each.startswith("investigator.")):
        with window(browser, node.base) as desk:
            officers.sign_in(desk.page, login)
            fingerprint = desk.page.locator(".tour .mono").first.inner_text()
            desk.page.get_by_role("button", name="Search as the other officer").click()
            desk.page.locator(".officers form").first.get_by_role("button").click()
            expect(desk.page.locator(".tour .mono").first).to_have_text(fingerprint)


def _shows_something(page: Page, address: str) -> bool:
    if address.startswith("/find"):
        return page.locator("li.hit").count() > 0
    if address.startswith("/ledger"):
        return page.locator("tbody tr").count() > 0
    if address in ("/intake", "/purpose"):
        return page.get_by_role("heading", level=1).first.inner_text() in ("Hand files in", "What do you need it for?")
    return page.locator("main [data-row], main tbody tr").count() > 0
