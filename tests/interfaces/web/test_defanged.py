"""No page shows a live address of what is held: its dots and at signs stand in brackets, marks where they were."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import RequestFactory
from tests.interfaces.web import attacks
from tests.interfaces.web.sample_pages import FRAGMENTS, PAGES

from bowstreet.holdings.repository.answers import Segment
from bowstreet.interfaces.web import rendering

SHOWN = {**PAGES, **FRAGMENTS}
LIVE = " jo@quay-mail.example.org https://harbour.quay-shop.example.org/p?a=1 lamp.quay-bare.example.org 192.0.2.17 "
LEFT = re.compile(r".{0,40}(?:jo@quay-mail\.e|https?://harbour\.|quay-(?:mail|shop|bare)\.example|192\.0\.2\.17)")
TYPED = frozenset({"textarea", "script", "style"})
OWN = re.compile(r"AgencyCard|OfficerCard|Chip\.shown|\[address\]|Passkeys\.place")
"""Of whom: the desks, officers and addresses of the house itself, and what is defanged where it is made."""


class Addressed(attacks.Filled):
    """An answer made anew with live addresses behind each text."""

    def _text(self, value: str, name: str) -> str:
        return value if name in attacks.CODES or OWN.match(name) else f"{value}{LIVE}"


class _Texts(HTMLParser):
    """Collects what a page shows as text: no attributes, no fields, no original letter by letter."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.within: list[str] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TYPED or (tag == "pre" and dict(attrs).get("class") == "raw"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within[-1:]:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.said.append(data)


def page(name: str) -> str:
    template, context = SHOWN[name]
    filled: dict[str, Any] = Addressed().filled(context, "")
    return rendering.text(RequestFactory().get("/"), template, filled)


def test_no_page_shows_a_live_address() -> None:
    left = {name: LEFT.findall(" ".join(_Texts(page(name)).said))[:3] for name in SHOWN}
    assert {name: said for name, said in left.items() if said} == {}
    assert "jo[@]quay-mail[.]example[.]org hxxps://harbour[.]quay-shop[.]example[.]org/p?a=1" in page("record")


def test_what_is_typed_and_where_links_lead_stays_as_it_is() -> None:
    found = page("find")
    assert f'value="quietharbour{LIVE}"' in found
    assert (
        "q=quietharbour+jo%40quay-mail.example.org" in found or "q=quietharbour%20jo%40quay-mail.example.org" in found
    )
    assert LIVE.strip() in page("observation")


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (("write jo@quay-", "mail", ".example.org"), "write jo[@]quay-<mark>mail</mark>[.]example[.]org"),
        (("", "jo@quay-mail.example.org", " now"), "<mark>jo[@]quay-mail[.]example[.]org</mark> now"),
        (("http://a.", "quay.example.org", "/x.y"), "hxxp://a[.]<mark>quay[.]example[.]org</mark>/x.y"),
        (("v1.2, ", "e.g.", " <b>"), "v1.2, <mark>e.g.</mark> &lt;b&gt;"),
    ],
)
def test_marks_stay_round_what_was_found(pieces: tuple[str, str, str], said: str) -> None:
    before, marked, after = pieces
    assert rendering.segments((Segment(before), Segment(marked, True), Segment(after))) == said


def test_the_words_of_a_question_are_marked_in_a_row_that_is_defanged() -> None:
    assert rendering.found("jo@quay.example.org", "quay") == "jo[@]<mark>quay</mark>[.]example[.]org"
