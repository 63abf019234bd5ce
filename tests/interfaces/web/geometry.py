"""What lies wrong on a page as the browser laid it out: wider than the window, cut off, one thing over another."""

from pathlib import Path

from playwright.sync_api import Page

_LOOKED_AT = Path(__file__).with_suffix(".js").read_text()
_WORDS = Path(__file__).with_name("words.js").read_text()
_SHORT = 10
"""Letters of a word that has room on a line wherever a page has a text."""


def faults(page: Page) -> list[str]:
    """Return what lies wrong: text or a control cut off, over another, beyond the edge; a page wider than the window.

    What floats (masthead, menus, toasts) is compared with what floats in the same place alone, and what scrolls
    sideways with what shows of it.
    """
    found: list[str] = page.evaluate(_LOOKED_AT)
    return found


def broken_words(page: Page) -> list[str]:
    """Return the short words of a page that go over several lines: where they stand is narrower than a word."""
    found: list[str] = page.evaluate(_WORDS, _SHORT)
    return found
