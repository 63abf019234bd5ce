"""What a browser does not show is in no row, and what is left of a page beside its rows is known or refused."""

import re

import pytest
from tests.formats.pages import invented, invented_later
from tests.formats.pages.invented import COLLECTOR, DAY, Invented
from tests.formats.pages.test_reading import wrong

from bowstreet.formats.pages import hidden, reading
from bowstreet.formats.pages.page import PageKind, ReadBy, ReadPage

ALL = invented_later.mirrors_of_all()
QUAY = ALL.page[ALL.page.index(b'<h4><a href="/quay">') : ALL.page.index(b'<h4><a href="/pier">')]
WITHOUT_QUAY = Invented("", b"", {"mirrors": [each for each in ALL.rows["mirrors"] if each["site"] != "Quay Market"]})
HIDDEN = {
    "a comment": b"<!-- retired " + QUAY + b"-->",
    "a template": b"<template>" + QUAY + b"</template>",
    "a style": b'<div style="color: red; display : NONE">do not use ' + QUAY + b"</div>",
    "a style in references": b'<div style="display&#58;none">' + QUAY + b"</div>",
    "an attribute": b"<section HIDDEN>" + QUAY + b"</section>",
    "a hidden list": QUAY.replace(b'<div class="online">', b'<div class="online" hidden>'),
    "no colour at all": b'<div style="opacity:0.0">' + QUAY + b"</div>",
    "a sheet of the page": b"<div class=old>" + QUAY + b"</div>",
    "a closed dialogue": b"<dialog>" + QUAY + b"</dialog>",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_an_address_that_a_browser_hides_is_no_mirror(way: str) -> None:
    page = ALL.page.replace(QUAY, HIDDEN[way]).replace(b"<head>", b"<head><style>.old{display:none}</style>")
    made = reading.read(page, DAY)
    assert made.rejected or wrong(made, WITHOUT_QUAY) == ""
    if way not in ("a comment", "a hidden list"):
        assert any("does not show" in note.sentence for note in made.notes)


def test_an_address_under_a_heading_that_the_list_does_not_have_is_refused_with_its_place() -> None:
    for tag in (b"<h3>Known phishing addresses</h3>", b'<div class="x">', b"<p>Do not use:</p>", b"Closed: "):
        at = ALL.page.index(QUAY)
        made = reading.read(ALL.page[:at] + tag + ALL.page[at:], DAY)
        assert made.rejected and not made.rows
        assert made.rejected.at > 0


def test_an_address_that_stands_elsewhere_on_the_page_is_not_passed_over() -> None:
    item = re.search(rb'<li class="online status2">.*?</li>', ALL.page)
    assert item
    made = reading.read(ALL.page.replace(b"<p>Plain.</p>", b"<ul>" + item[0] + b"</ul>"), DAY)
    assert made.rejected
    assert "Of 8 addresses that the page lists, 7" in made.rejected.sentence


def test_the_list_says_how_many_false_addresses_it_hides_in_itself() -> None:
    assert reading.read(ALL.page, DAY).notes[0].sentence.endswith("left out: 1.")
    one = invented_later.mirrors().page
    assert reading.read(one, DAY).notes[0].sentence.endswith("left out: 1.")
    refused(one.replace(b'class="fud"><td class="url status"', b'class="fud"><td class="url status1"'), "false ones")
    made = reading.read(one.replace(b"<h5>Harbour", b"<h3>Phishing</h3><h5>Harbour"), DAY)
    assert made.rejected


def test_a_page_of_an_unknown_site_is_guessed_at_without_what_it_hides() -> None:
    page = (
        b"<html><style>.trap, #t{display:none} .tab{display:none} .tab:target{display:block}"
        b"@media print{p{display:none}}</style><p>tea@example.org<p class=trap>one@example.org</p>"
        b"<b id=t>two@example.org</b>"
        b"<p style='left: -9999px'>three@example.org</p><p class=tab>pot@example.org</p></html>"
    )
    made = reading.read(page, DAY)
    assert [row.values["value"] for row in made.rows] == ["tea@example.org", "pot@example.org"]
    assert "does not show" in made.notes[-1].sentence


VENDOR = invented.agora_vendor()


def test_a_hidden_part_beside_the_rows_leaves_them_read_from_their_bytes() -> None:
    for aside in (b"<div hidden><b>x</b></div>", b'<p style="display:none">x</p>', b"<script>'<div hidden>'</script>"):
        made = reading.read(VENDOR.page.replace(b"<body>", b"<body>" + aside), DAY)
        assert made.read_by is ReadBy.BYTES
        assert wrong(made, VENDOR) == ""


def test_a_page_whose_part_is_hidden_is_refused_and_one_that_seems_so_is_mended_first() -> None:
    inside = VENDOR.page.replace(b'<div id="middlestuff"', b'<div hidden><br><div id="middlestuff"')
    made = reading.read(inside, DAY)
    assert made.rejected and not made.rows
    unpaired = VENDOR.page.replace(b"<body>", b"<body><div hidden><p>x</div>")
    made = reading.read(unpaired, DAY)
    assert (made.read_by, wrong(made, VENDOR)) == (ReadBy.DOM, "")


@pytest.mark.parametrize(
    ("page", "covered"),
    [
        (b"<div hidden>x</div>@", False),
        (b"<div hidden>@", True),
        (b"<div hidden><i>x</div>@", True),
        (b"<div hidden><i>x</div></i>@", True),
        (b"<div hidden><br><img src='>'>x</div>@", False),
        (b"<div hidden><textarea></div></textarea>@", True),
        (b"<div hidden><!-- </div> -->@", True),
        (b'<div title="hidden">@', False),
        (b'<div class="hidden">@', False),
        (b"<input hidden>@", False),
        (b"<!-- <div hidden> -->@", False),
        (b"<div STYLE='visibility:hidden'>@", True),
    ],
)
def test_an_element_hides_what_stands_in_it(page: bytes, covered: bool) -> None:
    at = page.index(b"@")
    assert (hidden.covers(page, at, at + 1) >= 0) == covered


def refused(page: bytes, words: str) -> None:
    made = reading.read(page, DAY)
    assert made.rejected and not made.rows
    assert words in made.rejected.sentence


def test_a_page_that_says_two_things_is_refused() -> None:
    bar = VENDOR.page[VENDOR.page.index(b'<div id="login-info-bar">') : VENDOR.page.index(b"</div></td></tr></table>")]
    other = bar.replace(COLLECTOR.encode(), b"kettle") + b"</div>"
    refused(VENDOR.page.replace(b'<div id="topmost">', b'<div id="topmost">' + other), "there twice")
    refused(VENDOR.page.replace(b"Products of teapot_seller", b"Products of kettle"), "two sellers")
    listing = invented.agora_listing().page
    refused(listing.replace(b'page-price">0.04', b'page-price">0.05'), "two prices")
    refused(listing.replace(b'/vendor/teapot_seller#"', b'/vendor/kettle#"'), "two sellers")
    refused(VENDOR.page.replace(b"6 days ago.", b"6 days Other."), "last seen")


DREAM = invented_later.dream_listing()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b">Product ratings<", b">Product reviews<"),
        (b">Product ratings<", b"> Product ratings\n<"),
        (b'<div class="ratings">', b"<div>"),
        (b'class="ratings"', b"class='ratings'"),
        (b'<col width="60"/>', b""),
    ],
)
def test_ratings_are_read_under_any_heading(old: bytes, new: bytes) -> None:
    made = reading.read(DREAM.page.replace(old, new), DAY)
    assert wrong(made, DREAM) == ""


def dream_refused(page: Invented, old: bytes, new: bytes) -> ReadPage:
    assert old in page.page
    made = reading.read(page.page.replace(old, new), DAY)
    assert made.rejected and not made.rows, made.rows
    return made


def test_ratings_that_are_not_found_are_not_passed_over() -> None:
    dream_refused(DREAM, b'<div class="ratings"><div class="newFeature">Product ratings', b"<div><div>Reviews")
    told = re.sub(
        rb"</?(?:table|tr|td|colgroup|col)\b", lambda tag: tag[0][:2].strip(b"<").join((b"<", b"i")), DREAM.page
    )
    assert reading.read(told, DAY).rejected
    dream_refused(DREAM, b"star_grey", b"star_blue")
    ratings = invented_later.dream_ratings()
    dream_refused(ratings, b'class="ratingTable hoverable"', b'class="ratingTable"')
    both = b'<div class="messagingTab"><div><div class="subtitle">Terms and conditions</div>'
    both += b'<div class="preformattedNotes"><pre>No milk.</pre></div></div></div><table class="pnav'
    dream_refused(ratings, b'<table class="pnav', both)
    dream_refused(ratings, b'<div class="andMoreRatings">', b"<p>kettle: warm</p><div>")


def test_a_sellers_parts_that_are_not_found_are_not_passed_over() -> None:
    vendor = invented_later.dream_vendor()
    dream_refused(vendor, b'<div class="shop">', b'<div class="store">')
    key = b'</pre></div></div><div><div class="subtitle">Public PGP key</div><div class="preformattedNotes">'
    key += b'<pre class="code">KEY</pre></div></div>'
    keyed = vendor.page.replace(b"</pre></div></div>", key)
    made = reading.read(keyed, DAY)
    assert made.of("sellers")[0].values["public_key"] == "KEY"
    assert reading.read(keyed.replace(b"Public PGP key", b"PGP key"), DAY).rejected


def test_rows_outside_their_table_are_not_passed_over() -> None:
    board, index = invented.smf_board().page, invented_later.cryptonia_index().page
    row = board[board.index(b'<tr><td class="icon1') : board.index(b"</td></tr>\n    <tr>") + 10]
    refused(board.replace(b"</div></body>", b"<table>" + row + b"</table></div></body>"), "4 topics")
    row = index[index.index(b'<tr><td class="thumb') : index.index(b"</td></tr>", index.index(b"LEVEL")) + 10]
    refused(index.replace(b"</body>", b"<table>" + row + b"</table></body>"), "3 listings")
    refused(board.replace(b'<li class="last">', b"<li>"), "which forum and board")


def test_a_topic_is_kept_where_its_last_poster_collected_the_page() -> None:
    raw = invented.smf_board().page.replace(b'by <a href="/u2">steeper</a>', b'by <a href="/u2">Collector9</a>')
    made = reading.read(raw, DAY)
    assert (made.kind, made.signed_in_as) == (PageKind.BOARD, COLLECTOR)
    told = [(row.values["topic"], row.values["starter"], row.values["last_poster"]) for row in made.rows]
    assert told == [("Which pot?", "brewer", None), ("Milk first?", "steeper", "brewer")]
    assert "last_poster" not in made.rows[0].spans and "starter" in made.rows[0].spans
    assert [note.sentence.split(",")[-1] for note in made.notes] == [
        "What the page says of the account that collected it was left out.", " its name was left out."
    ]  # fmt: skip
