"""The classes of the stylesheets and of the pages: none that no page has, none that no rule and no script knows."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from tests.interfaces.web.sample_pages import ALONE, FRAGMENTS, PAGES

from bowstreet.interfaces.web import assets, rendering

PLAIN = frozenset({"fact", "g3", "h0"})
"""The member of a family of looks that needs no rule: solid line, pale cell, thin edge."""

_WITHIN = re.compile(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", re.DOTALL)
_RULE = re.compile(r"\{[^{}]*\}")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")


class _Classes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update((dict(attrs).get("class") or "").split())


def styled(sheet: str) -> set[str]:
    """Return the classes in the selectors of a stylesheet."""
    return set(_CLASS.findall(_RULE.sub("{}", _WITHIN.sub("", sheet))))


@cache
def sheet() -> str:
    return assets.assets()["bowstreet.css"].content.decode()


@cache
def scripts() -> str:
    return "".join(each.read_text() for each in Path(assets.STATIC).glob("*.js"))


def worn() -> set[str]:
    """Return the classes that stand on anything in a sample of a page or of a part of one."""
    parser = _Classes()
    for template, context in (*PAGES.values(), *ALONE.values(), *FRAGMENTS.values()):
        parser.feed(rendering.text(RequestFactory().get("/"), template, context))
    return parser.found


@pytest.fixture
def _invented(settings: Any) -> None:
    settings.DEMONSTRATION = True


@pytest.mark.usefixtures("_invented")
def test_every_class_of_the_stylesheets_stands_on_a_page_and_every_class_of_a_page_is_known() -> None:
    on_pages, in_sheets = worn(), styled(sheet())
    assert sorted(in_sheets - on_pages) == []
    on_pages -= PLAIN
    hooks = {each for each in on_pages - in_sheets if re.search(rf"[.\"' ]{re.escape(each)}\b", scripts() + parts())}
    assert sorted(on_pages - in_sheets - hooks) == []


@cache
def parts() -> str:
    """Return where templates say which part of a page an answer goes to."""
    templates = "".join(each.read_text() for each in (rendering.HERE / "templates").rglob("*.html"))
    return "".join(re.findall(r"hx-(?:target|select|trigger)=\"[^\"]*\"", templates))


def test_a_class_that_nothing_wears_is_found() -> None:
    said = (
        '@media print { .gone, p.held > a:hover { color: red; } } .x[href=".y"] { background: url(a.woff2); } /* .z */'
    )
    assert styled(said) == {"gone", "held", "x"}
