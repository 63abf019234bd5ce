"""Pages in colours that a system forces, and in strong contrast: each sign keeps an edge, each state a line."""

from pathlib import Path
from typing import Literal

import pytest
from tests.interfaces.web.sample_states import NEVER, STATES
from tests.journeys.browser import LOOKS_AT_ALL, Window, axe

LOOKED_AT = Path(__file__).with_name("contrast.js").read_text()
EVERY = sorted(
    {each for states in STATES.values() for each in (states.full, states.error)[: 2 if LOOKS_AT_ALL else 1]
     if not each.startswith(NEVER)}
)  # fmt: skip
"""Each page full; `make soak` looks at those gone wrong, too."""

TABBED = ("find", "form", "tokens", "purpose")
HELD = """() => {
  const held = document.activeElement, inside = held.matches('.seek input, .qbox input');
  const style = getComputedStyle(inside ? held.parentElement : held);
  return [held.outerHTML.slice(0, 90), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
PALE = """async () => (await axe.run({exclude: ['.tlp']}, {
  runOnly: {type: 'rule', values: ['color-contrast-enhanced']}, resultTypes: ['violations'],
  rules: {'color-contrast-enhanced': {enabled: true}},
})).violations.flatMap((each) => each.nodes.map((node) => `${node.target} ${node.any[0].data.contrastRatio}`))"""
Way = Literal["forced", "more"]


def turn(opened: Window, way: Way | None) -> None:
    opened.page.emulate_media(forced_colors="active" if way == "forced" else "none")
    opened.page.emulate_media(contrast="more" if way == "more" else "no-preference")


def test_nothing_is_told_by_the_colour_of_its_ground_alone(desk: Window) -> None:
    wrong, compared = {}, 0
    for name in EVERY:
        turn(desk, None)
        desk.page.goto(f"/{name}")
        grounds = desk.page.evaluate(LOOKED_AT, None)
        compared += len(grounds)
        for way in ("forced", "more"):
            turn(desk, way)
            if found := desk.page.evaluate(LOOKED_AT, grounds):
                wrong[f"{name}, {way}"] = found
    assert wrong == {} and compared > len(EVERY)


@pytest.mark.parametrize("way", ["forced", "more"])
@pytest.mark.parametrize("name", TABBED)
def test_the_focus_has_a_ring_wherever_it_goes(desk: Window, way: Way, name: str) -> None:
    turn(desk, way)
    desk.page.goto(f"/{name}")
    for _ in range(14):
        desk.page.keyboard.press("Tab")
        shown = desk.page.evaluate(HELD)
        if shown[0].startswith("<body"):
            break
        assert shown[1] in ("solid", "auto") and shown[2] >= 2, shown


def test_strong_contrast_is_seven_to_one(desk: Window) -> None:
    """Of all but the signs of TLP, whose colours are the standard's own."""
    turn(desk, "more")
    wrong = {}
    for name in ("components", "record-own", "find", "form", "ledger-broken", "intake-running", "purpose"):
        desk.page.goto(f"/{name}")
        desk.debugger.send("Runtime.evaluate", {"expression": axe()})
        for theme in ("light", "dark"):
            desk.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found = desk.page.evaluate(PALE)
            if found:
                wrong[f"{name}, {theme}"] = found[:6]
    assert wrong == {}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("document.querySelector('.docket dt').style.background = 'red'", "told by its ground"),
        ("document.querySelector('.tag').style.border = '0'", "without an edge"),
        (
            "document.querySelectorAll('.tabs a').forEach((each) => { each.style = 'all: revert'; })",
            "chosen and rest look alike",
        ),
    ],
)
def test_a_state_told_by_colour_alone_is_found(desk: Window, spoil: str, said: str) -> None:
    desk.page.goto("/components")
    desk.page.evaluate(spoil)
    grounds = desk.page.evaluate(LOOKED_AT, None)
    turn(desk, "forced")
    assert any(each.startswith(said) for each in desk.page.evaluate(LOOKED_AT, grounds))
