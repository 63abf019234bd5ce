"""What a page looks like in a real browser: columns that stay, edges that meet, nothing that touches or is cut off."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, expect
from tests.interfaces.web import geometry
from tests.journeys.browser import Theme, Window, window

LEAST_GAP = 8


@pytest.fixture
def phone(browser: Browser, samples: str) -> Iterator[Window]:
    with window(browser, samples, width=390, height=844) as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser, samples: str) -> Iterator[Window]:
    with window(browser, samples, width=1240) as opened:
        yield opened


def box(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found is not None
    return found


def gap(upper: Locator, lower: Locator) -> float:
    above = box(upper)
    return box(lower)["y"] - (above["y"] + above["height"])


def right(part: Locator) -> float:
    found = box(part)
    return found["x"] + found["width"]


def style(part: Locator, name: str) -> str:
    said: str = part.evaluate("(each, name) => getComputedStyle(each).getPropertyValue(name)", name)
    return said


CUT = """() => [...document.querySelectorAll("main select")].flatMap(each => {
  const style = getComputedStyle(each), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 18;
  return [...each.options].filter(one => pen.measureText(one.text).width > room).map(one => one.text);
})"""
"""The words of choices that their box cuts off; its arrow takes eighteen pixels."""


@pytest.mark.parametrize("name", ["mapping-new", "mapping-new-wrong", "standing"])
def test_no_choice_is_cut_off(desk: Window, name: str) -> None:
    desk.page.goto(f"/{name}")
    assert desk.page.locator("main select").count() > 5
    assert desk.page.evaluate(CUT) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ledger", "intake"])
def test_the_first_column_of_a_wide_table_stays_while_the_rest_is_scrolled(
    browser: Browser, samples: str, name: str, theme: Theme
) -> None:
    with window(browser, samples, width=390, theme=theme) as opened:
        opened.page.goto(f"/{name}")
        region = opened.page.locator(".scroll:has(> table.t)").first
        expect(region).to_have_attribute("tabindex", "0")
        for row in ("thead tr", "tbody tr"):
            first, second = (region.locator(f"{row}:first-child > :nth-child({place})") for place in (1, 2))
            region.evaluate("(each) => { each.scrollLeft = 0; }")
            before = box(first)["x"], box(second)["x"]
            region.evaluate("(each) => { each.scrollLeft = 120; }")
            after = box(first)["x"], box(second)["x"]
            assert before[0] == after[0] and before[1] - after[1] == 120
            assert style(first, "background-color").startswith("rgb(") and style(first, "box-shadow") != "none"


def test_a_table_that_stacks_has_no_column_that_stays(phone: Window) -> None:
    phone.page.goto("/tokens")
    assert style(phone.page.locator("table.stacks tbody th").first, "position") == "static"
    assert phone.faults() == []


def test_the_masthead_of_a_phone_says_purpose_and_case_on_a_line_each(phone: Window) -> None:
    phone.page.goto("/ledger")
    chosen, case = phone.page.locator(".purpose b > span").first, phone.page.locator(".purpose .case")
    expect(chosen).to_have_text("Operational analysis")
    expect(case).to_have_text("TG-17")
    chosen.evaluate("(each) => { each.textContent = 'Prevention of an immediate and serious threat to security'; }")
    assert right(case) <= right(phone.page.locator(".purpose"))
    assert box(chosen)["height"] <= 16 and style(chosen, "text-overflow") == "ellipsis"
    mast, purpose = box(phone.page.locator(".mast")), box(phone.page.locator(".purpose"))
    assert mast["y"] <= purpose["y"] and purpose["y"] + purpose["height"] <= mast["y"] + mast["height"]


def test_the_keys_of_a_list_are_not_explained_where_there_are_none(phone: Window) -> None:
    phone.page.goto("/find")
    last = phone.page.locator("p.lbar", has_text="of")
    assert "open" not in last.last.inner_text()


def test_an_entry_of_the_ledger_has_two_lines_whoever_made_it(desk: Window) -> None:
    desk.page.goto("/ledger")
    region = desk.page.locator(".scroll").first
    assert region.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    rows = desk.page.locator("table.snug tbody tr")
    rows.locator("td:nth-child(4) > :first-child").evaluate_all(
        "(all) => all.forEach((each) => { each.textContent = 'Wilhelmina van der Bergh'; })"
    )
    heights = {round(box(each)["height"]) for each in rows.all()}
    assert len(heights) == 1 and heights.pop() <= 50
    assert geometry.faults(desk.page) == []


def test_the_drop_zone_and_its_fields_end_where_the_table_ends(desk: Window) -> None:
    desk.page.goto("/intakes")
    edge = right(desk.page.locator("main table.t"))
    for part in (".drop", "#title", ".head"):
        assert abs(right(desk.page.locator(part)) - edge) <= 1, part


def test_what_a_refused_sign_in_says_does_not_touch_the_field(desk: Window) -> None:
    desk.page.goto("/sign-in-refused")
    assert gap(desk.page.locator(".note"), desk.page.locator("label[for=login]")) >= LEAST_GAP
    desk.page.goto("/sign-in-code")
    assert gap(desk.page.locator(".note"), desk.page.locator("label[for=code]")) >= LEAST_GAP


def test_recovery_codes_stand_apart(phone: Window) -> None:
    phone.page.goto("/enrolled")
    codes = phone.page.locator(".codes")
    assert gap(phone.page.locator(".lede"), codes) >= LEAST_GAP
    assert gap(codes, phone.page.get_by_role("link", name="Sign in as")) >= LEAST_GAP


def test_the_button_of_the_purpose_stands_apart(phone: Window) -> None:
    phone.page.goto("/purpose")
    start = phone.page.get_by_role("button", name="Start work")
    assert gap(phone.page.get_by_text("Some steps want"), start) >= LEAST_GAP
    assert gap(start, phone.page.locator(".note.info")) >= LEAST_GAP


@pytest.mark.parametrize("width", [320, 390, 1240, 1920])
@pytest.mark.parametrize("name", ["purpose", "sign-in", "enrolled"])
def test_an_invented_world_says_so_before_anybody_works_in_it(
    browser: Browser, samples: str, settings: Any, name: str, width: int
) -> None:
    settings.DEMONSTRATION = True
    with window(browser, samples, width=width, height=700) as opened:
        opened.page.goto(f"/{name}")
        expect(opened.page.get_by_text("Everything here is invented")).to_be_in_viewport()
        assert opened.faults() == []


def test_the_acts_of_an_officer_stand_in_one_row(phone: Window) -> None:
    phone.page.goto("/officers")
    cell = phone.page.locator("td.acts", has=phone.page.get_by_role("button", name="Open again"))
    tops = {round(box(each)["y"]) for each in cell.get_by_role("button").all()}
    assert len(tops) == 1


def test_a_token_for_many_purposes_makes_no_deep_row(desk: Window) -> None:
    desk.page.goto("/tokens")
    row = desk.page.locator("tbody tr", has_text="all of it")
    assert box(row)["height"] < 80
    row.locator("summary").click()
    expect(row.get_by_text("Public information on suspects")).to_be_visible()
    region = desk.page.locator(".scroll").first
    assert region.evaluate("(each) => each.scrollWidth <= each.clientWidth")


@pytest.mark.parametrize("name", ["ledger", "intakes", "history", "home"])
def test_the_row_that_the_keys_have_chosen_is_seen(desk: Window, name: str) -> None:
    desk.page.goto(f"/{name}")
    row = desk.page.locator("[data-row]").first
    before = style(row, "background-color"), style(row, "box-shadow")
    desk.page.keyboard.press("j")
    expect(row).to_have_attribute("aria-current", "true")
    assert style(row, "background-color") != before[0] and style(row, "box-shadow") != before[1]


def test_why_a_file_was_not_read_has_room_below_its_row(desk: Window) -> None:
    desk.page.goto("/intake")
    said = desk.page.get_by_role("cell", name="Nothing recognised it.")
    assert box(said)["width"] > 400
    assert style(said, "position") == "static"
    assert desk.faults() == []


def test_a_shared_selector_is_not_broken_into_many_short_lines(desk: Window) -> None:
    desk.page.goto("/record")
    for each in desk.page.locator("td.held-by .sel").all():
        assert box(each)["height"] < 80


@pytest.mark.parametrize("width", [1920, 2560])
def test_no_field_and_no_line_of_prose_is_stretched_on_a_wide_desk(browser: Browser, samples: str, width: int) -> None:
    with window(browser, samples, width=width) as opened:
        wrong = {}
        for name in (
            "intakes",
            "officers",
            "tokens",
            "home",
            "history",
            "entity",
            "ledger-broken",
            "observation-damaged",
        ):
            opened.page.goto(f"/{name}")
            for part, most in (
                ("main .in", 720),
                ("main .drop", 720),
                ("main .note > div", 1000),
                ("main .desk", 1800),
            ):
                for each in opened.page.locator(part).all():
                    if each.is_visible() and box(each)["width"] > most:
                        wrong[f"{name} {part}"] = box(each)["width"]
        assert wrong == {}


@pytest.mark.parametrize("width", [1440, 1920, 2399, 2400, 2560])
def test_the_tables_of_a_record_are_whole_at_every_width_of_a_desk(browser: Browser, samples: str, width: int) -> None:
    with window(browser, samples, width=width) as opened:
        opened.page.goto("/record")
        for part in ("#shared", "#links"):
            table = opened.page.locator(f"{part} .scroll")
            assert table.evaluate("(each) => each.scrollWidth - each.clientWidth") <= 1, part
            assert box(table)["width"] >= 780, part
        known, envelope = opened.page.locator("#known"), opened.page.locator("#envelope")
        assert (box(envelope)["x"] > right(known)) == (width >= 1900)


@pytest.mark.parametrize("width", [320, 390])
def test_labels_of_another_language_break_in_the_tab_bar_and_leave_it_whole(
    browser: Browser, samples: str, width: int
) -> None:
    with window(browser, samples, width=width, height=844) as opened:
        opened.page.goto("/ledger")
        places = opened.page.locator(".thumb > a, .thumb summary")
        for at, label in enumerate(("Mein Schreibtisch", "Durchsuchen", "Entgegennahmeverzeichnis", "Protokollbuch")):
            places.nth(at).evaluate("(each, label) => { each.lastChild.data = label; }", label)
        bar = box(opened.page.locator(".thumb"))
        assert round(bar["y"] + bar["height"]) == 844 and bar["height"] <= 844 / 8
        across = [box(each) for each in places.all()]
        assert max(each["width"] for each in across) - min(each["width"] for each in across) <= 1
        assert places.evaluate_all("(all) => all.every((each) => each.scrollWidth <= each.clientWidth)")
        assert geometry.faults(opened.page) == []


@pytest.mark.parametrize(("width", "most"), [(390, 64), (1240, 40)])
def test_the_line_that_the_docket_shrinks_to_stays_low(browser: Browser, samples: str, width: int, most: int) -> None:
    with window(browser, samples, width=width, height=844) as opened:
        opened.page.goto("/record")
        opened.page.locator("#shared").scroll_into_view_if_needed()
        opened.page.mouse.wheel(0, 500)
        line = opened.page.locator(".docket-line")
        expect(line).to_be_visible()
        for said in ("quietharbour", "DeskNoordStrasse" * 20):
            line.locator("b, .agy").evaluate_all(
                f"(all) => all.forEach((each) => {{ each.lastChild.data = '{said}'; }})"
            )
            assert box(line)["height"] <= most and right(line.locator(".gr")) <= width


def test_what_may_be_one_can_be_judged_on_a_phone_too(phone: Window) -> None:
    phone.page.goto("/record")
    same = phone.page.get_by_role("link", name="Same as")
    expect(same).to_be_visible()
    assert box(same)["height"] >= 24 and right(same) <= 390
    assert phone.page.locator("#shared td.acts:empty").evaluate_all(
        "(all) => all.length === 1 && all.every((each) => !each.checkVisibility())"
    )


@pytest.mark.parametrize(("page", "notes"), [("intake", 2), ("intake-pages", 2)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_notes_of_files_wrap_within_what_is_seen_of_the_table(
    browser: Browser, samples: str, theme: Theme, page: str, notes: int
) -> None:
    with window(browser, samples, width=390, height=844, theme=theme) as opened:
        opened.page.goto(f"/{page}")
        said = opened.page.locator(".noted .below div")
        assert said.count() >= notes
        for across in (0, 150, 10_000):
            opened.page.locator(".noted").evaluate_all(
                f"(all) => all.forEach((each) => {{ each.scrollLeft = {across}; }})"
            )
            for each in said.all():
                seen = each.locator("xpath=ancestor::div[contains(@class, 'noted')]")
                assert box(each)["x"] >= box(seen)["x"] and right(each) <= right(seen) <= 390, across
                assert each.evaluate("(it) => it.scrollWidth <= it.clientWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_square_code_stands_black_on_white_in_every_theme(browser: Browser, samples: str, theme: Theme) -> None:
    with window(browser, samples, width=390, theme=theme) as opened:
        opened.page.goto("/enrol")
        code = opened.page.locator(".qr svg")
        assert style(code, "background-color") == "rgb(255, 255, 255)" and box(code)["width"] >= 160
