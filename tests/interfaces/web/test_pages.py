"""Every template full and empty: it renders, escapes what is hostile, holds nothing inline, and its links exist."""

import dataclasses
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from jinja2 import UndefinedError
from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_keeping as keeping
from tests.interfaces.web import sample_pages
from tests.interfaces.web import sample_writing as writing
from tests.interfaces.web.places import PLACES

from bowstreet.casework.intake.answers import IntakeList
from bowstreet.holdings.observations.answers import ObservationPage
from bowstreet.holdings.repository.reconciling import Difference
from bowstreet.interfaces.web import assets, frame, rendering
from bowstreet.vocabulary.kinds import catalogue

ALL = {**sample_pages.PAGES, **sample_pages.ALONE, **sample_pages.FRAGMENTS}
VOID = {
    "area", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "rect", "line", "polyline",
    "polygon", "ellipse",
}  # fmt: skip


def request() -> HttpRequest:
    return RequestFactory().get("/find")


def rendered(name: str, context: dict[str, Any] | None = None) -> str:
    template, made = ALL[name]
    return rendering.text(request(), template, context or made)


class Page(HTMLParser):
    """Notes of a page what the policy forbids, where it links to, its ids, and whether its elements close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.inline += [f"{tag}@{name}" for name in held if name == "style" or name.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and "src" not in held):
            self.inline.append(tag)
        for name in ("href", "src", "action", "hx-get", "hx-post", "data-preview"):
            if name in held and tag not in ("use",):
                (self.anchors if held[name].startswith("#") else self.links).append(held[name])
        if "id" in held:
            self.ids.append(held["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(tag)


@pytest.fixture(params=[True, False], ids=["invented world", "real world"])
def world(request: pytest.FixtureRequest, settings: Any) -> None:
    settings.DEMONSTRATION = request.param


@pytest.mark.parametrize("name", ALL)
def test_a_page_is_well_formed_and_holds_nothing_inline(name: str, world: None) -> None:
    page = Page(rendered(name))
    assert page.inline == []
    assert page.wrong == [] and page.open == []
    assert len(page.ids) == len(set(page.ids)), sorted(each for each in page.ids if page.ids.count(each) > 1)


@pytest.mark.parametrize("name", ALL)
def test_links_lead_to_addresses_that_exist(name: str, world: None) -> None:
    page = Page(rendered(name))
    unknown = [link for link in page.links if not any(re.fullmatch(place, link) for place in PLACES)]
    assert unknown == []


@pytest.mark.parametrize("name", sample_pages.PAGES)
def test_links_within_a_page_have_their_part(name: str) -> None:
    page = Page(rendered(name))
    assert [each for each in page.anchors if each.removeprefix("#") not in page.ids] == []
    assert page.tags.count("h1") == 1 and page.tags.count("main") == 1


def hostile(value: Any) -> Any:
    """Return an answer in which every free text is hostile; codes, ids and times stay."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{each.name: _hostile_field(each.name, getattr(value, each.name)) for each in dataclasses.fields(value)},
        )
    if isinstance(value, keeping.Home):
        lists = (hostile(value.intakes), value.tickets, 0, hostile(value.seen), hostile(value.edited))
        return keeping.Home(*lists, hostile(value.questions), value.entry)
    if isinstance(value, tuple):
        return tuple(hostile(each) for each in value)
    return value


FREE = {
    "title", "shown", "name", "login", "label", "source", "what", "by", "sentence", "reason", "excerpt", "path",
    "note", "raw", "other_title", "other_kind", "kind_label", "market_label", "case", "legal_basis", "contact",
    "dataset_title", "searched", "text", "q", "provenance", "category_ground", "h3_text", "first_broken", "session",
    "responsible", "notice", "clause", "original_name", "secret", "why", "column", "short", "country", "type",
    "reader", "mapping", "action",
}  # fmt: skip


def _hostile_cell(cell: Any) -> Any:
    """Return a cell of a row with its mark, or of a table that is being taught, as something hostile."""
    return (sample.HOSTILE, sample.HOSTILE, cell[2]) if type(cell) is tuple else cell and sample.HOSTILE


def _hostile_field(name: str, value: Any) -> Any:
    if type(value) is str and name in FREE:
        return sample.HOSTILE
    if name == "cells":
        return tuple(_hostile_cell(each) for each in value)
    if name in ("masked", "evidence"):
        return tuple(sample.HOSTILE for _ in value)
    return hostile(value)


TYPED = re.compile(r'name="(?:q|text|part|title|name|market)"[^>]* value="[^"]*"|<textarea .*?</textarea>', re.DOTALL)
"""Where an officer goes on with what was typed, which stays as it was."""


@pytest.mark.parametrize("name", [name for name, (_, context) in ALL.items() if "answer" in context])
def test_hostile_text_stays_text(name: str) -> None:
    _, context = ALL[name]
    asked = {
        key: sample.HOSTILE if key in ("q", "officer") and value is not None else value
        for key, value in context["fields"].items()
    }
    clean, dirty = (
        Page(rendered(name)),
        rendered(name, {**context, "answer": hostile(context["answer"]), "fields": asked}),
    )
    page = Page(dirty)
    assert page.inline == []
    assert page.tags.count("script") == clean.tags.count("script")
    assert page.tags.count("img") == clean.tags.count("img")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", TYPED.sub("", dirty))
    assert "49" not in re.findall(r"&#39;&amp;(\d+)", dirty)


def test_something_hostile_was_in_the_pages() -> None:
    _, context = ALL["record"]
    assert "&lt;script&gt;alert(1)" in rendered("record", {**context, "answer": hostile(context["answer"])})


def test_an_override_is_shown_by_its_number_and_a_question_is_typed_on_as_it_was() -> None:
    _, context = ALL["find"]
    turned = dataclasses.replace(sample.FIND, q="gpj\u202e.exe")
    text = rendered("find", {**context, "answer": turned})
    assert "<title>gpj[U+202E].exe" in text and 'data-query value="gpj\u202e.exe"' in text
    assert "q=gpj%E2%80%AE.exe" in text


def test_the_words_of_a_question_are_marked_in_a_row_and_nothing_else() -> None:
    assert rendering.found("Grey MDMA, 5 g", 'mdma "5 g"') == "Grey <mark>MDMA</mark>, <mark>5 g</mark>"
    assert rendering.found("a < b", "<") == "a <mark>&lt;</mark> b"
    assert rendering.found("plain", "") == "plain"


def test_a_part_on_a_page_of_its_own_has_a_title_what_was_asked_and_the_way_back() -> None:
    for name, title in (("near-alone-empty", "Handles written alike"), ("rows-alone", "In the rows of datasets")):
        page = rendered(name)
        assert f"<h1>{title}</h1>" in page and page.count('name="q"') == 1
        assert re.search(r'class="kicker">.*<a href="/find\?q=q', page)
    assert f'<a href="/records/{sample.ID}">The record</a>' in rendered("view-as-alone")


def test_what_was_found_in_a_row_is_said_before_its_other_cells() -> None:
    row = dataclasses.replace(keeping.OBSERVATION, cells=(("pgp", "armour", False), ("seller", "quietharbour", True)))
    answer = ObservationPage("quietharbour", (row,), None, "Searched.")
    found = rendered("find-observations", {**ALL["find-observations"][1], "answer": answer})
    assert found.index("seller") < found.index("pgp")


def test_a_later_page_of_the_list_says_so_and_leads_to_the_first() -> None:
    assert "From the first" not in rendered("find")
    later = rendered("find-further")
    assert " further on, of " in later
    assert re.search(r'href="/find\?q=quietharbour[^"]*order=best">From the first', later)


def test_a_checked_identifier_says_agency_and_kind_as_everywhere() -> None:
    page = rendered("check-answered")
    assert '<span class="cc">NL</span>Desk Noord' in page and ", desk-noord" not in page


def test_the_history_opens_each_version_and_says_what_it_changed() -> None:
    text = rendered("history")
    assert [f"?version={number}" in text for number in (1, 2, 3)] == [True] * 3
    assert (
        "bc1qqh" in text
        and "to <bdi" in text
        and "judged" in text
        and "linked it" in text
        and "closed under your purpose" in text
        and "text of H3" in text
    )


def test_the_form_says_whose_words_it_holds_where_only_one_can_stand() -> None:
    def said(*pairs: tuple[str, str, str]) -> str:
        told = tuple(
            Difference(label, label, "clash", ("was",), (mine,) if mine else (), ("theirs",), (held,))
            for label, mine, held in pairs
        )
        answer = dataclasses.replace(writing.EDIT, differences=told)
        page = rendered("form-compare", {**ALL["form-compare"][1], "answer": answer})
        return " ".join(re.sub("<[^>]+>", "", page.split("wrote version", 1)[1]).split())

    assert "The form below holds both together. Read it" in said(("Notes", "mine", "mine theirs"))
    one = said(("Rating", "mine", "mine"))
    assert "Both of you changed Rating, where only one value can stand: the form below holds yours" in one
    assert "together. Read" not in one
    assert "You emptied Rating, where the record has another" in said(("Rating", "", "theirs"))
    both = said(("Rating", "mine", "mine"), ("Notes", "mine", "mine theirs"))
    assert "holds yours" in both and "Of the rest it holds both together. Read" in both


def test_a_change_offers_what_can_be_done_with_it() -> None:
    for name, approve, decline in (
        ("change", True, True), ("change-files", True, True), ("change-restored", False, True),
        ("change-gone", False, True), ("change-not-yours", False, True), ("change-stale", False, False),
    ):  # fmt: skip
        page = rendered(name)
        assert [f"/{act}" in page for act in ("approve", "decline")] == [approve, decline], name
        assert ("cannot be approved any more" in page) == (name in ("change-restored", "change-gone", "change-stale"))
    assert "0 fields" not in rendered("change-restored") and "compare" not in rendered("change-restored").lower()


def test_a_value_without_a_source_says_where_it_came_from() -> None:
    text = rendered("record")
    assert f'<a href="/intake/{sample.ID}">Intake <bdi>Saltmarket, second crawl</bdi></a>' in text
    assert "none stated" in text
    _, context = ALL["record"]
    assert f'href="/intake/{sample.ID}"' not in rendered("record", {**context, "intakes": {}})


def test_no_place_is_current_where_nothing_is() -> None:
    assert frame.place_of("") == ""


def test_a_name_that_no_context_has_is_an_error_not_an_empty_word() -> None:
    template, context = ALL["record"]
    with pytest.raises(UndefinedError):
        rendering.text(request(), template, {key: value for key, value in context.items() if key != "answer"})


def test_the_place_one_is_at_is_marked_and_only_existing_places_are_shown() -> None:
    text = rendered("ledger")
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', text) == ["/ledger", "/ledger"]
    assert set(re.findall(r'class="key" aria-hidden="true">(\w)<', text)) == set("HFNDWLQTBXIA")


def test_a_world_that_is_not_invented_does_not_say_so(settings: Any) -> None:
    settings.DEMONSTRATION = False
    text = rendered("home")
    assert "invented" not in text.lower() or "holds invented ones" in text
    assert "/components" not in text
    settings.DEMONSTRATION = True
    assert "Everything here is invented" in rendered("home")


def test_selectors_are_shown_defanged_and_masked_ones_cannot_be_copied() -> None:
    text = rendered("record")
    assert "qhshop3fk7vtad[.]onion" in text
    assert 'data-copy="closed"' not in text and 'data-copy="quietharbour @ saltmarket"' in text


def test_numbers_of_a_running_intake_are_polled_and_of_a_finished_one_are_not() -> None:
    assert f'hx-get="/intake/{sample.ID}/progress"' in rendered("intake-running")
    assert "/progress" not in rendered("intake") and "/progress" not in rendered("intake-failed")


def test_a_sum_that_is_wrong_is_said() -> None:
    _, context = ALL["intake"]
    wrong = dataclasses.replace(keeping.INTAKE, sources=(dataclasses.replace(keeping.SOURCES[0], observed=1),))
    assert "does not add up" in rendered("intake", {**context, "answer": wrong})
    assert "does not add up" not in rendered("intake")
    left = dataclasses.replace(keeping.SOURCES[0], bytes_unread=1234)
    text = rendered("intake", {**context, "answer": dataclasses.replace(keeping.INTAKE, sources=(left,))})
    assert "does not add up" in text and "1,234 bytes not read" in text


def test_an_intake_in_which_nothing_was_read_is_not_done_in_green() -> None:
    nothing = dataclasses.replace(keeping.GLANCES[0], read=0, observed=0, rejected=0, readable=0)
    _, context = ALL["home"]
    home = rendered("home", {**context, "answer": keeping.Home((nothing,), (), 0, (), ())})
    _, context = ALL["intakes"]
    listed = rendered("intakes", {**context, "answer": IntakeList((nothing,), None)})
    _, context = ALL["intake"]
    unread = dataclasses.replace(keeping.INTAKE, sources=(keeping.SOURCES[2],), totals=keeping.SOURCES[2], recognised=0)
    for text in (home, listed, rendered("intake", {**context, "answer": unread})):
        assert re.search(r'class="tag warn">.*?nothing read', text) and not re.search(r'class="tag ok">.*?done<', text)


def test_a_broken_chain_is_said_first() -> None:
    assert "acts 17: edited" in rendered("ledger-broken") and "Unbroken" not in rendered("ledger-broken")
    assert "Unbroken up to entry 8,114,202" in rendered("ledger")


def test_assets_have_their_hash_in_the_address_and_unknown_ones_are_an_error() -> None:
    assert assets.address("bowstreet.css") == f"/static/{assets.version()}/bowstreet.css"
    with pytest.raises(KeyError):
        assets.address("css/00-tokens.css")
    served = assets.serve(request(), assets.version(), "bowstreet.css")
    assert "immutable" in served["Cache-Control"] and "url(fonts/" in served.content.decode()
    assert assets.serve(request(), "old", "bowstreet.css").get("Cache-Control") is None
    assert assets.serve(request(), "old", "../pages.py").status_code == 404


def test_every_typeface_of_the_sheet_is_served() -> None:
    sheet = assets.assets()["bowstreet.css"].content.decode()
    named = set(re.findall(r"url\(([^)]+)\)", sheet))
    assert named and named <= set(assets.assets())


def test_every_kind_has_its_icon() -> None:
    assert {kind.icon for kind in catalogue.ALL.values()} <= set(rendering.icons())
    assert rendering.icon("no such icon") == rendering.icon("file-text")


def test_an_envelope_without_a_category_does_not_say_that_it_is_about_nobody() -> None:
    docket = sample.docket()
    open_one = dataclasses.replace(docket, particulars=dataclasses.replace(docket.particulars, subject_category=None))
    subject = {}
    for name, answer in (("intake", keeping.INTAKE), ("record", sample.RECORD)):
        _, context = ALL[name]
        text = rendered(name, {**context, "answer": dataclasses.replace(answer, docket=open_one)})
        assert "no person" not in text.lower()
        subject[name] = re.findall(r"<dt>Subject</dt><dd>([^<]*)", text)
    assert subject == {"intake": ["By kind of record"], "record": ["Nothing stated"]}
    assert "<dt>Subject</dt><dd>Suspect" in rendered("record")


def test_a_token_says_its_purposes_in_few_words_and_all_of_them_where_they_are_asked_for() -> None:
    _, context = ALL["tokens"]
    some = ("prosecution", "training", "cross_checking", "victim_protection")
    text = rendered("tokens", {**context, "answer": (dataclasses.replace(keeping.TOKEN, purposes=some),)})
    assert "<summary>Cross-checking, Prosecution and 2 others</summary>" in text
    assert "<li>Protection of victims</li><li>Training</li>" in text
    assert "<summary>all of your role</summary>" in rendered("tokens")
    two = rendered("tokens", {**context, "answer": (dataclasses.replace(keeping.TOKEN, purposes=some[:2]),)})
    assert "<td>Prosecution, Training</td>" in two
