"""A new officer enrols, adds a passkey, and signs in with it."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect
from tests.journeys import officers
from tests.journeys.browser import window
from tests.journeys.conftest import Node

from bowstreet.holdings.agencies import second_factor

PASSWORD = "slow barge under lime trees"
KEY = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
       "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


def test_a_passkey_opens_in_place_of_the_code(browser: Browser, node: Node) -> None:
    with window(browser, node.base, width=1240, height=900) as desk:
        page = desk.page
        officers.sign_in(page, "supervisor.noord")
        secret = _enrol(page)
        debugger = desk.debugger
        debugger.send("WebAuthn.enable")
        key = debugger.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
        _password(page)
        page.get_by_label("Code").fill(second_factor.code_at(secret, datetime.now(UTC) + timedelta(seconds=30)))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("What do you need it for?")
        page.goto("/passkeys")
        desk.check()
        page.get_by_label("How you know it").fill("key on my ring")
        page.get_by_role("button", name="Add the passkey").click()
        expect(page.get_by_role("row", name="key on my ring")).to_contain_text("never")
        desk.check()
        desk.picture("passkeys")
        _sign_out(page)
        _password(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Your passkey")
        desk.check()
        debugger.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("What do you need it for?")
        page.goto("/passkeys")
        page.get_by_role("button", name="Remove it").click()
        expect(page.locator("#have + .count")).to_have_text("0")
        _sign_out(page)
        _password(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("The code of your app")
        desk.check()


def _enrol(page: Page) -> str:
    """Enrol a new officer by the supervisor's link, and return the secret of the app."""
    page.goto("/officers")
    form = page.locator('form[action="/officers/new"]')
    form.get_by_label("Name", exact=True).fill("Noor Kade")
    form.get_by_label("Sign-in name").fill("n.kade")
    form.get_by_label("Role").select_option("analyst")
    form.get_by_role("button").click()
    link = page.locator(".secret").inner_text()
    _sign_out(page)
    page.goto(link)
    secret = page.locator(".hint code").inner_text()
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_label("The code that the app shows now").fill(second_factor.code_at(secret, datetime.now(UTC)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return secret


def _password(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Login").fill("n.kade")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code")


def _sign_out(page: Page) -> None:
    page.locator("summary.who").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
