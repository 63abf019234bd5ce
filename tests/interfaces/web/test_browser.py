"""The pages in a real browser: nothing breaks the policy, axe finds no fault, and the keys do what they say."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect
from tests.interfaces.web.sample_desk import answer
from tests.journeys.browser import Window, window


@pytest.fixture
def desk(browser: Browser, samples: str) -> Iterator[Window]:
    with window(browser, samples) as opened:
        yield opened


def test_a_page_with_a_fault_is_found(desk: Window) -> None:
    desk.page.goto("/history")
    desk.page.evaluate("document.querySelector('main').innerHTML = '<img src=x><p style=\"color:#eee\">pale</p>'")
    assert any("image-alt" in each for each in desk.faults())
    assert any("style" in each.lower() for each in desk.complaints)


@pytest.mark.parametrize(
    "spoil", ["color = '#aaa'", "parentElement.style.backgroundColor = '#777'", "parentElement.style.opacity = '0.4'"]
)
def test_a_text_is_judged_again_where_a_colour_on_its_way_is_another(desk: Window, spoil: str) -> None:
    for name in ("history", "history", "history-first"):
        desk.page.goto(f"/{name}")
        assert desk.faults(sparing=True) == []
    at = "document.querySelector('h1')"
    desk.page.evaluate(f"{at}.{spoil if spoil.startswith('parent') else 'style.' + spoil}")
    assert [each.split(":")[0] for each in desk.faults(sparing=True)] == ["color-contrast"]
    assert desk.page.locator("[data-unjudged]").count() == 0
    assert [each.split(":")[0] for each in desk.faults()] == ["color-contrast"]


def test_the_best_hit_is_chosen_and_shown_beside_the_list_and_keys_move_on(desk: Window) -> None:
    desk.page.goto("/find")
    shown = desk.page.locator("#preview")
    shown.locator("h2", has_text="quietharbour").wait_for()
    assert "handle equal" in shown.inner_text()
    desk.page.keyboard.press("j")
    rows = desk.page.locator("[data-row]")
    assert rows.nth(1).get_attribute("aria-current") == "true" and rows.nth(0).get_attribute("aria-current") is None
    desk.page.keyboard.press("k")
    assert rows.nth(0).get_attribute("aria-current") == "true"
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/records/*")


def test_where_something_is_written_like_it_the_heading_says_so_first(desk: Window) -> None:
    desk.page.goto("/find-empty")
    heading = desk.page.locator(".find-empty h2")
    expect(heading.filter(has_text="Written otherwise it is found")).to_be_visible()
    expect(heading.filter(has_text="Nothing found for this")).to_be_hidden()


def test_g_and_a_letter_go_there_and_slash_finds(desk: Window) -> None:
    desk.page.goto("/ledger")
    desk.page.keyboard.press("/")
    assert desk.page.evaluate("document.activeElement.id") == "seek"
    desk.page.keyboard.press("g")
    desk.page.keyboard.press("i")
    assert desk.page.input_value("#seek") == "gi"
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("g")
    desk.page.keyboard.press("i")
    desk.page.wait_for_url("**/intake")


def test_single_keys_can_be_switched_off(desk: Window) -> None:
    desk.page.goto("/ledger")
    desk.page.keyboard.press("?")
    desk.page.get_by_label("Single keys are on").uncheck()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("/")
    assert desk.page.evaluate("document.activeElement.id") != "seek"


def test_an_entry_opens_in_the_margin_and_takes_the_focus(desk: Window) -> None:
    desk.page.goto("/ledger")
    desk.page.get_by_role("link", name="8,114,202").click()
    desk.page.locator("#entry h2", has_text="Entry 8,114,202").wait_for()
    assert desk.page.evaluate("document.activeElement.textContent") == "Entry 8,114,202"
    assert "/ledger" in desk.page.url and desk.complaints == []


def test_the_docket_shrinks_to_one_line(desk: Window) -> None:
    desk.page.goto("/record")
    line = desk.page.locator(".docket-line")
    assert not line.is_visible()
    desk.page.mouse.wheel(0, 900)
    line.wait_for(state="visible")
    assert "TLP:AMBER" in line.inner_text()


def test_theme_is_kept(desk: Window) -> None:
    desk.page.goto("/home")
    desk.page.get_by_role("button", name="Light or dark").click()
    desk.page.goto("/ledger")
    assert desk.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_picture_too_large_is_not_kept(desk: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from tests.journeys import browser as journeys

    monkeypatch.setattr(journeys, "PICTURES", tmp_path)
    desk.page.goto("/home-empty")
    assert desk.picture("home").stat().st_size <= journeys.LARGEST
    monkeypatch.setattr(journeys, "LARGEST", 10)
    with pytest.raises(ValueError, match="take less"):
        desk.picture("home")


def test_the_whole_zone_takes_files_and_says_which(desk: Window) -> None:
    desk.page.goto("/intakes")
    zone, words = desk.page.locator(".drop"), desk.page.get_by_text("Drop files here")
    carried = desk.page.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['x'], 'one.csv'));"
        " all.items.add(new File(['y'], 'two.csv')); return all; }"
    )
    words.dispatch_event("dragover", {"dataTransfer": carried})
    assert zone.get_attribute("data-over") == ""
    words.dispatch_event("drop", {"dataTransfer": carried})
    assert desk.page.evaluate("document.querySelector('#files').files.length") == 2
    expect(desk.page.locator("#files-chosen")).to_have_text("2 files: one.csv, two.csv")
    for at in ({"x": 5, "y": 5}, None):
        with desk.page.expect_file_chooser() as chosen:
            zone.click(position=at)
        chosen.value.set_files({"name": "a\u202egnp.csv", "mimeType": "text/csv", "buffer": b"x"})
        expect(desk.page.locator("#files-chosen")).to_have_text("1 file: a[U+202E]gnp.csv")
    assert desk.complaints == [] and desk.faults() == []


def test_escape_goes_back_to_the_list_and_first_leaves_a_field(desk: Window) -> None:
    desk.page.goto("/intake#rejects")
    with desk.page.expect_navigation(url="**/intake"):
        desk.page.keyboard.press("Escape")
    desk.page.goto("/find?q=quietharbour")
    desk.page.locator("[data-row] a").first.click()
    desk.page.wait_for_url("**/records/*")
    desk.page.goto("/record")
    desk.page.locator("#officer").focus()
    desk.page.keyboard.press("Escape")
    assert desk.page.url.endswith("/record")
    desk.page.keyboard.press("?")
    desk.page.keyboard.press("Escape")
    assert desk.page.url.endswith("/record")
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_url("**/find")


def test_a_page_that_is_not_there_marks_no_place(desk: Window) -> None:
    desk.page.goto("/nothing-here")
    expect(desk.page.locator("[aria-current=page]")).to_have_count(0)


def test_boxes_stand_apart_from_their_labels(desk: Window) -> None:
    desk.page.goto("/tokens")
    box = desk.page.locator("fieldset input[type=checkbox]").first.bounding_box()
    word = desk.page.locator("fieldset .pick span").first.bounding_box()
    assert box and word and word["x"] - (box["x"] + box["width"]) >= 4


def test_a_column_gets_its_meaning_by_the_keyboard_and_the_rows_follow(desk: Window) -> None:
    desk.page.goto("/mapping-new")
    expect(desk.page.locator("#name-e")).to_be_hidden()
    chosen = desk.page.locator("#becomes-3")
    chosen.focus()
    with desk.page.expect_request("**/mappings/new/preview") as asked:
        desk.page.keyboard.press("ArrowDown")
    sent = asked.value.post_data or ""
    assert (sent.count("becomes="), sent.count("becomes=left")) == (6, 2)
    expect(desk.page.locator("#name-e")).to_contain_text("Small letters")
    expect(desk.page.locator("#columns-e")).to_contain_text("name of the seller")
    expect(desk.page.locator("#becomes-3")).to_be_focused()
    desk.page.locator("#market").fill("Grey Heron")
    with desk.page.expect_request("**/mappings/new/preview"):
        expect(desk.page.locator("#market")).to_be_focused()
    desk.check()


def test_a_change_does_not_wait_for_the_answer_to_the_one_before(desk: Window) -> None:
    held: list[Route] = []
    desk.page.route("**/mappings/new/preview", lambda route: answer(route) if held else held.append(route))
    desk.page.goto("/mapping-new")
    for meaning in ("wallet", "email"):
        with desk.page.expect_request("**/mappings/new/preview", timeout=5_000) as asked:
            desk.page.locator("#becomes-3").select_option(meaning)
        assert f"becomes={meaning}" in (asked.value.post_data or "")
    expect(desk.page.locator("#columns-e")).to_contain_text("name of the seller")
