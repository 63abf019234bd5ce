"""Each page says what it was made from, by its bytes and as a browser mends it, and never more than that."""

import re
import time
from typing import Any

import pytest
from tests.formats.pages import invented, invented_later
from tests.formats.pages.invented import COLLECTOR, DAY, Invented

from bowstreet.formats.pages import dom, reading
from bowstreet.formats.pages.page import PageKind, ReadBy, ReadPage

PAGES = [
    invented.agora_vendor(),
    invented.agora_listing(),
    invented.agora_index(),
    invented.smf_board(),
    invented_later.cryptonia_vendor(),
    invented_later.cryptonia_listing(),
    invented_later.dream_vendor(),
    invented_later.dream_listing(),
    invented_later.mirrors(),
    invented_later.dream_ratings(),
    invented_later.mirrors_of_all(),
    invented_later.cryptonia_index(),
]


def words(value: Any) -> Any:
    return "".join(value.split()) if isinstance(value, str) else value


def wrong(made: ReadPage, page: Invented) -> str:
    """Return in what a reading differs from what the page was made from; empty where in nothing."""
    for dataset in {row.dataset for row in made.rows} | set(page.rows):
        have, want = made.of(dataset), page.rows.get(dataset, [])
        if len(have) != len(want):
            return f"{len(have)} {dataset} instead of {len(want)}"
        for row, fields in zip(have, want, strict=True):
            for name, value in fields.items():
                if words(row.values.get(name)) != words(value):
                    return f"{dataset}.{name} is {row.values.get(name)!r} instead of {value!r}"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_a_page_is_read_from_its_bytes(page: Invented) -> None:
    made = reading.read(page.page, DAY)
    assert made.rejected is None
    assert made.read_by is ReadBy.BYTES
    assert wrong(made, page) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_each_field_leads_back_to_its_bytes(page: Invented) -> None:
    for row in reading.read(page.page, DAY).rows:
        for name, (begins, ends) in row.spans.items():
            raw = page.page[begins:ends]
            value = row.values.get(name)
            if name not in ("mark", "state") and isinstance(value, str) and value.isalnum():
                assert value.encode() in raw


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_a_page_mended_by_a_browser_says_the_same(page: Invented) -> None:
    shouted = page.page.replace(b"<div", b"<DIV").replace(b"<td ", b"<TD\t") + b"<!-- end -->"
    made = reading.read(shouted, DAY)
    assert wrong(made, page) == ""
    again = reading.read(dom.mended(page.page), DAY)
    assert again.rejected or wrong(again, page) == ""


@pytest.mark.parametrize("page", PAGES[:8], ids=lambda each: each.name)
def test_the_collectors_account_is_told_and_is_in_no_row(page: Invented) -> None:
    made = reading.read(page.page, DAY)
    assert made.signed_in_as == COLLECTOR
    assert not any(COLLECTOR in map(str, row.values.values()) for row in made.rows)


@pytest.mark.parametrize("make", [invented.agora_vendor, invented_later.cryptonia_vendor, invented_later.dream_vendor])
def test_the_collectors_own_page_yields_nothing(make: Any) -> None:
    made = reading.read(make(COLLECTOR).page, DAY)
    assert made.rows == ()
    assert "account that collected it" in made.notes[-1].sentence


BARREN = [
    (b"More than 2 requests/second, please chill for 30 seconds.", PageKind.WALL),
    (b"<html><head><title>Cryptonia DDoS Protection</title></head>Redirecting</html>", PageKind.WALL),
    (b"<title>Cryptonia Market - Login</title><input type=password>", PageKind.LOG_IN),
    (b"<title>Dream Market - DDOS Protection</title>", PageKind.WALL),
    (b"<title>Dream Market Login</title><input type=\"password\"/>", PageKind.LOG_IN),
    (b'<div class="bakrlop"></div><img src="./../item-not-found.jpg"/>', PageKind.NOT_FOUND),
    (b"<title>404 Not Found</title>", PageKind.NOT_FOUND),
]  # fmt: skip


@pytest.mark.parametrize(("page", "kind"), BARREN)
def test_pages_without_content_are_known_as_such(page: bytes, kind: PageKind) -> None:
    made = reading.read(page, DAY)
    assert (made.kind, made.rows) == (kind, ())


def test_an_unknown_site_is_guessed_at_and_says_so() -> None:
    page = b"<html><title>Shop</title><script>var x='hidden@example.org'</script><p>Write to tea@example.org</p></html>"
    made = reading.read(page, DAY)
    assert (made.family.value, made.read_by) == ("unknown", ReadBy.GUESS)
    assert [row.values["value"] for row in made.rows] == ["tea@example.org"]
    assert "guessed" in made.notes[0].sentence


@pytest.mark.parametrize(
    "words", ["DDOS Protection", "No products found in this category.", "404 not found", "please wait"]
)
def test_words_of_a_seller_do_not_turn_the_page_into_another_kind(words: str) -> None:
    page = invented_later.cryptonia_vendor().page.replace(b"No milk.", words.encode())
    made = reading.read(page, DAY)
    assert made.kind is PageKind.VENDOR
    assert made.of("sellers")[0].values["terms"] == words


VENDOR = invented.agora_vendor().page
HOSTILE = {
    "deep": VENDOR.replace(b"Ask me.", b"<div>" * 1_000_000),
    "scripts": VENDOR.replace(b"Ask me.", b"<script>alert(1)</script>"),
    "handlers": VENDOR.replace(b"<strong>", b'<strong onclick="x()">'),
    "nul": VENDOR.replace(b"teapot", b"tea\x00pot"),
    "latin": VENDOR.replace(b"Tea &amp;", b"Th\xe9 &amp;"),
    "turned": VENDOR.replace(b"teapot_seller", "teapot\u202eselles".encode()),
    "large": VENDOR + b" " * dom.LARGEST,
    "angles": VENDOR.replace(b"Ask me.", b"<" * 3_000_000),
    "tags": VENDOR.replace(b"Ask me.", b"<br/>" * 1_000_000),
    "hidden": VENDOR.replace(b'<div id="middlestuff"', b'<!-- <div id="middlestuff"'),
    "twice": VENDOR + VENDOR.replace(b"4.50", b"1.50"),
    "utf16": VENDOR.decode().encode("utf-16"),
    "cut": VENDOR[: len(VENDOR) // 2],
    "noise": bytes(range(256)) * 2_000,
    "empty": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_and_put_no_markup_in_a_field(name: str) -> None:
    began = time.process_time()
    made = reading.read(HOSTILE[name], DAY)
    assert time.process_time() - began < 10
    for row in made.rows:
        assert not any(re.search("<[a-z/!]|\x00", str(value)) for value in row.values.values())
    if made.rejected:
        assert made.rejected.sentence.endswith(".")
    if name in ("deep", "scripts", "large", "hidden", "cut"):
        assert made.rejected


def test_a_name_that_turns_the_direction_is_kept_and_noted() -> None:
    made = reading.read(HOSTILE["turned"], DAY)
    assert made.of("sellers")[0].values["handle"] == "teapot\u202eselles"
    assert "direction" in made.notes[-1].sentence


def test_pages_one_after_the_other_in_one_file_are_all_read() -> None:
    made = reading.read(HOSTILE["twice"], DAY)
    assert sorted(str(row.values["rating"]) for row in made.of("sellers")) == ["1.5", "4.5"]
    assert "2 pages" in made.notes[0].sentence


@pytest.mark.parametrize("said", ["Report This Listing", " products "])
def test_what_a_link_of_the_site_says_is_no_title(said: str) -> None:
    page = invented_later.cryptonia_listing().page
    title = str(reading.read(page, DAY).of("listings")[0].values["title"]).encode()
    made = reading.read(page.replace(b"<h2>" + title, b"<h2>" + said.encode()), DAY)
    assert made.rejected and not made.rows
    assert made.rejected.sentence == f"'{said.strip()}' is what a link of this site says and no title."


@pytest.mark.parametrize("make", [invented_later.cryptonia_vendor, invented_later.cryptonia_listing])
def test_a_buyer_that_is_not_masked_as_the_site_masks_is_noted(make: Any) -> None:
    page = make().page
    assert reading.read(page, DAY).notes == ()
    made = reading.read(page.replace(b">p***k<", b">Green tea<"), DAY)
    assert [each.sentence for each in made.notes] == [
        "The buyers in some feedback are not masked as this site masks them."
    ]
    assert made.of("feedback")[0].values["buyer"] == "Green tea"


@pytest.mark.parametrize("make", [invented.agora_vendor, invented.agora_listing])
def test_a_buyer_whom_the_site_names_nowhere_else_is_noted(make: Any) -> None:
    page = make().page
    assert reading.read(page, DAY).notes == ()
    made = reading.read(page.replace(b'user-link">anon<', b'user-link">Green tea<'), DAY)
    assert [each.sentence for each in made.notes] == [
        "The buyers in some feedback are named, which this site does not do."
    ]
