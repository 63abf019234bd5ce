"""The page of operations: all of them, nothing inline, nothing from elsewhere; in a real browser it sends them."""

import re
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from django.test import Client
from playwright.sync_api import Browser, Route, expect
from tests.journeys.browser import Theme, Window, window
from tests.worlds.callers import Callers

from bowstreet.interfaces.api import docs, problems
from bowstreet.interfaces.doors import table


def test_every_operation_has_a_form_and_every_problem_a_paragraph() -> None:
    page = Client().get("/api/v1/docs").content.decode()
    described = {(each.method, each.path) for group in docs.groups().values() for each in group}
    assert described == {(each.method, each.api) for each in table.every() if each.api}
    assert page.count('<form class="try"') == len(described)
    assert set(docs.WHY) == set(problems.TITLE)
    for status in problems.TITLE:
        assert f'id="problem-{status}"' in page


def test_nothing_is_inline_and_nothing_comes_from_elsewhere() -> None:
    answer = Client().get("/api/v1/docs")
    page = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page)
    loaded = re.findall(r'(?:src|href)="([^"#]*)"', page)
    assert loaded and all(each.startswith("/") and not each.startswith("//") for each in loaded)
    for each in loaded:
        if each.startswith(("/static", "/api")):
            assert Client().get(each).status_code == 200, each
    assert Client().get("/api/v1/docs/none.js").status_code == 404


def _answered(client: Client) -> object:
    def answer(route: Route) -> None:
        """Answer a browser's request by the program itself, in this process."""
        asked = route.request
        place = urlparse(asked.url)
        names = {"x-purpose", "authorization", "x-csrftoken", "x-case"}
        came = client.generic(
            asked.method, f"{place.path}?{place.query}" if place.query else place.path, asked.post_data_buffer or b"",
            content_type=asked.headers.get("content-type", "application/octet-stream"),
            headers={name: value for name, value in asked.headers.items() if name in names},
        )  # fmt: skip
        said = {name: value for name, value in came.headers.items() if name != "Set-Cookie"}
        route.fulfill(status=came.status_code, body=came.content, headers=said)

    return answer


@pytest.fixture
def opened(browser: Browser, world: Callers) -> Iterator[Window]:
    session = world.in_session(world.two.north)
    with window(browser, "http://localhost") as made:
        made.page.route("**/*", _answered(session.client))  # type: ignore[arg-type]
        made.page.goto("/api/v1/docs#find")
        yield made


def test_a_form_is_sent_and_its_answer_shown(opened: Window) -> None:
    form = opened.page.locator("#find form")
    form.get_by_label("q", exact=True).fill("quietharbour")
    form.get_by_role("button", name="Send GET").click()
    expect(form.locator(".answer p")).to_have_text(re.compile("^200"))
    expect(form.locator(".answer pre")).to_contain_text('"kind": "vendor_account"')
    form.get_by_label("limit").fill("0")
    form.get_by_role("button", name="Send GET").click()
    expect(form.locator(".answer pre")).to_contain_text("limit must be 1 or more.")
    assert opened.faults() == []


def test_an_act_is_sent_with_the_sign_of_the_session(opened: Window) -> None:
    opened.page.locator("#record_new summary").click()
    form = opened.page.locator("#record_new form")
    form.get_by_label("kind").fill("vendor_account")
    form.get_by_label("body").fill('{"market": "Lantern Market", "handle": "reedsinger"}')
    form.get_by_label("envelope").fill('{"subject_category": "suspect", "category_ground": "offered for sale"}')
    form.get_by_role("button", name="Send POST").click()
    expect(form.locator(".answer p")).to_have_text(re.compile("^201"))
    form.get_by_label("body").fill("{")
    form.get_by_role("button", name="Send POST").click()
    expect(form.locator(".answer p")).to_have_text("Not sent")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_easy_to_reach_in_both_themes_and_widths(browser: Browser, width: int, theme: Theme) -> None:
    with window(browser, "http://localhost", width=width, theme=theme) as made:
        made.page.route("**/*", _answered(Client()))  # type: ignore[arg-type]
        made.page.goto("/api/v1/docs")
        made.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        made.check()
