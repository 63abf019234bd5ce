"""A page is a wall, a log-in or a not-found page only where it is nothing else; all others are read or refused."""

import pytest
from tests.formats.pages import invented, invented_later
from tests.formats.pages.invented import DAY

from bowstreet.formats.pages import reading
from bowstreet.formats.pages.page import Family, PageKind, ReadBy

QUICK = b'<form action="/login2"><h3>Log in</h3><input name="user"><input type="password" name="passwrd"></form>'
POST = b"<h1>Topic: best seller</h1><div class=post>by bob: write to bob@example.org</div>"


def page(title: str, body: bytes) -> bytes:
    return b"<html><head><title>" + title.encode() + b"</title></head><body>" + body + b"</body></html>"


HOLDS = {
    "a box for the log-in on a topic": page("Harbour forum - best seller", QUICK + POST),
    "a wait for the delivery": page("Tea", b"<h1>Tea</h1><p>Please wait up to 3 days for delivery. bob@example.org"),
    "a queue of orders": page("Tea", b"<p>Please wait.</p><p>5 orders in queue. bob@example.org</p>"),
    "a page that loads itself again": page("Tea", b'<meta http-equiv="refresh" content="9"><p>bob@example.org</p>'),
    "a topic on a wall": page("DDoS protection - Harbour forum", POST),
    "a topic on a log-in": page("Dream Market Login - Harbour forum", QUICK + POST),
    "a topic on a page not found": page("404 not found - Harbour forum", POST),
    "a topic named as a market": page("x", b"<h2>CRYPTONIA MARKET</h2><p>bob@example.org smf_scripturl</p>"),
    "a link to the mirror list": page("Quay", b'<a href="https://dark.fail/quay">m</a><p>bob@example.org'),
    "a link to the mirror list and a captcha": page(
        "Quay", b'<a href="https://dark.fail/q">m</a>captcha bob@example.org'
    ),
    "a log-in that says whom to write to": page("Login", QUICK + b"<p>Lost it? bob@example.org</p>"),
    "a form in the menu that hides all else": page("Login", QUICK + b"<table><tr><td>a<tr><td>bob@example.org</table>"),
}


@pytest.mark.parametrize("what", HOLDS)
def test_what_a_page_of_an_unknown_site_holds_is_guessed_whatever_else_it_says(what: str) -> None:
    made = reading.read(HOLDS[what], DAY)
    assert (made.family, made.kind, made.read_by) == (Family.UNKNOWN, PageKind.UNKNOWN, ReadBy.GUESS)
    assert "bob@example.org" in [row.values["value"] for row in made.rows]


DOUBTFUL = {
    "few words in an answer": page("Harbour forum", QUICK + b"<h1>Which pot?</h1><p>bob: the blue one</p>"),
    "a key": page("Login", QUICK + b"-----BEGIN PGP PUBLIC KEY BLOCK-----"),
    "a title without a form": page("Login", b"<p>Closed.</p>"),
    "a menu of many words": page("Login", QUICK + b"<a href=/t>topic of five words</a>" * 40),
    "many links": page("Harbour", QUICK + b"".join(b"<a href=/t>topic of many words %d</a>" % n for n in range(30))),
    "a wait that is no wall": page("Tea", b"<h1>Tea</h1><p>Please wait up to 3 days for delivery.</p>"),
    "a number that is no error": page("404 grams of tea - Quay", b"<p>Fresh.</p>"),
    "many words": page("Please wait", b"<p>" + b"word " * 100),
    "a table": page("Login", QUICK + b"<table><tr><td>kettle</td></tr><tr><td>pot</td></tr></table>"),
    "an article": page("Please wait", b"<article>kettle</article>"),
}


@pytest.mark.parametrize("what", DOUBTFUL)
def test_a_page_in_doubt_is_none_of_the_pages_that_hold_nothing(what: str) -> None:
    assert reading.read(DOUBTFUL[what], DAY).kind is PageKind.UNKNOWN


NOTHING_ELSE = {
    "a log-in by its title": (page("Quay Market - Login", QUICK + b"<a href=/r>Register</a>"), PageKind.LOG_IN),
    "a log-in by its heading": (page("Quay", b"<h1>Sign in</h1>" + QUICK), PageKind.LOG_IN),
    "a log-in that says nothing": (page("Quay", b"<form><input type='PASSWORD'></form>"), PageKind.LOG_IN),
    "a wall by its title": (page("Quay Market DDoS Protection", b"<p>Solve this.</p>"), PageKind.WALL),
    "a wall by its first line": (b"<p>You are in a queue, please stay</p><p>About 9 minutes.</p>", PageKind.WALL),
    "a wall that moves on": (page("Quay", b"<meta http-equiv=refresh content=3>Moving on."), PageKind.WALL),
    "a search without hits": (page("Search - Quay", b"<h2>No results found</h2>"), PageKind.NOT_FOUND),
    "an error of a server": (page("404 Not Found", b"<h1>Not Found</h1><hr>nginx"), PageKind.NOT_FOUND),
    "a listing that is gone": (page("Quay", b"<h1>The listing was not found.</h1>"), PageKind.NOT_FOUND),
}


@pytest.mark.parametrize("what", NOTHING_ELSE)
def test_a_page_that_is_nothing_else_is_known_on_sites_that_nobody_knows(what: str) -> None:
    raw, kind = NOTHING_ELSE[what]
    made = reading.read(raw, DAY)
    assert (made.family, made.kind, made.rows, made.rejected) == (Family.UNKNOWN, kind, (), None)


def test_a_wall_of_a_site_that_is_known_by_its_title_is_counted_to_it() -> None:
    made = reading.read(b"<title>Dream Market - DDOS Protection</title>", DAY)
    assert (made.family, made.kind) == (Family.DREAM, PageKind.WALL)


def test_a_known_sites_page_with_a_form_for_a_password_is_no_log_in_unless_it_is_nothing_else() -> None:
    frame = b'<html><title>Settings</title><div class="bakrlop"></div>' + QUICK
    made = reading.read(frame + b"<p>Your password was last changed by brewer, says kettle.</p></html>", DAY)
    assert (made.family, made.kind) == (Family.DREAM, PageKind.UNKNOWN)
    assert made.rejected
    made = reading.read(frame.replace(b"Settings", b"Login"), DAY)
    assert (made.family, made.kind) == (Family.DREAM, PageKind.LOG_IN)


def test_words_of_users_are_no_marks_of_a_site() -> None:
    said = b'<p>the forum has smf_theme_url and id="frmLogin" and /css-icons in it; bob@example.org</p>'
    made = reading.read(page("Harbour", said), DAY)
    assert (made.family, len(made.rows)) == (Family.UNKNOWN, 1)


def test_a_board_is_read_with_the_box_for_the_log_in() -> None:
    board = invented.smf_board()
    made = reading.read(board.page.replace(b"<body>", b"<body>" + QUICK), DAY)
    assert [row.values["topic"] for row in made.rows] == ["Which pot?", "Milk first?"]


def test_a_board_that_a_guest_saw_is_read_and_leaves_nobody_out() -> None:
    raw = invented.smf_board().page
    greeting = raw[raw.index(b'<ul class="reset">') : raw.index(b'<div id="main_content')]
    made = reading.read(raw.replace(greeting, QUICK), DAY)
    assert [row.values["topic"] for row in made.rows] == ["Which pot?", "Milk first?", "Mine"]
    assert (made.signed_in_as, made.rows[1].values["last_post_on"]) == ("", DAY)
    nobody = reading.read(raw.replace(greeting, b""), DAY)
    assert nobody.rejected and not nobody.rows
    out = reading.read(raw.replace(greeting, QUICK + b'<a href="?action=logout">Out</a>'), DAY)
    assert out.rejected and not out.rows


def test_nothing_found_is_said_by_the_site_and_not_by_its_users() -> None:
    found = b"<html><link href=/css-icons><div class=mainbox style=x><p>No products found in this category.</p></div>"
    assert reading.read(found, DAY).kind is PageKind.NOT_FOUND
    said = found.replace(b"<div class=mainbox", b"<div class=message")
    assert reading.read(said, DAY).rejected
    vendor = invented_later.cryptonia_vendor().page.replace(b"<p>No milk.</p>", found[found.index(b"<p>") :])
    assert reading.read(vendor, DAY).kind is PageKind.VENDOR
