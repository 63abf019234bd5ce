import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import re_path
from tests.worlds import agencies as world

from bowstreet.holdings.agencies import enrolling, founding, second_factor
from bowstreet.interfaces.doors import clock
from bowstreet.interfaces.web import pages, signing_in
from bowstreet.vocabulary.readers import Role

pytestmark = pytest.mark.urls(__name__)
urlpatterns = [*signing_in.PATHS, re_path("", pages.nothing_here)]
START = world.NOW + timedelta(hours=1)


class Time:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def now() -> Iterator[Time]:
    held = Time()
    with clock.held(held):
        yield held


@pytest.fixture
def two(transactional_db: None) -> world.Two:
    return world.two()


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def password(client: Client, login: str, typed: str = world.PASSWORD, **more: str) -> int:
    return client.post("/sign-in", {"login": login, "password": typed, **more}).status_code


def signed_in(client: Client, person: world.Person, now: Time) -> Client:
    assert password(client, person.login) == 303
    answer = client.post("/sign-in/code", {"code": person.code(now.at)})
    assert (answer.status_code, answer["Location"]) == (303, "/purpose")
    return client


def is_in(client: Client) -> bool:
    return client.get("/purpose").status_code == 200


def test_password_code_purpose(two: world.Two, client: Client, now: Time) -> None:
    assert b'autocomplete="current-password"' in client.get("/sign-in").content
    assert password(client, "n.analyst") == 303
    assert not is_in(client)
    assert b"one-time-code" in client.get("/sign-in/code").content
    assert client.post("/sign-in/code", {"code": two.analyst.code(now.at)})["Location"] == "/purpose"
    page = client.get("/purpose?next=/find").content.decode()
    assert "Sam Quill" in page
    assert "Agency north" in page
    assert 'value="cross_checking"' in page
    assert 'value="data_protection_control"' not in page
    answer = client.post("/purpose", {"purpose": "cross_checking", "case": "C-7", "next": "/find"})
    assert (answer.status_code, answer["Location"]) == (303, "/find")
    assert world.actions(two.north)[:2] == ["purpose.chosen", "sign-in"]


def test_signing_in_goes_on_to_the_page_that_was_asked_for(two: world.Two, client: Client, now: Time) -> None:
    asked = "/find?q=rye%20bread&kind=market"
    first = client.get(asked)["Location"]
    assert first == f"/sign-in?next={quote(asked)}"
    assert b"go on to the page that you asked for" in client.get(first).content
    assert f'name="next" value="{asked.replace("&", "&amp;")}"' in client.get(first).content.decode()
    assert password(client, "n.analyst", "wrong", next=asked) == 401
    password(client, "n.analyst", next=asked)
    onward = client.post("/sign-in/code", {"code": two.analyst.code(now.at)})["Location"]
    assert onward == f"/purpose?next={quote(asked)}"
    assert f'name="next" value="{asked.replace("&", "&amp;")}"' in client.get(onward).content.decode()


def test_signing_in_goes_on_to_no_other_site(two: world.Two, client: Client, now: Time) -> None:
    for other in ("//example.com/", "https://example.com/", "/\\example.com"):
        assert b"example.com" not in client.get("/sign-in", {"next": other}).content
        password(client, "n.analyst", next=other)
        assert client.post("/sign-in/code", {"code": two.analyst.code(now.at)})["Location"] == "/purpose"
        now.pass_(minutes=1)
    assert Client().get("/")["Location"] == "/sign-in"
    assert Client().post("/intake")["Location"] == "/sign-in"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client, two: world.Two) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "http://localhost/find?q=rye"}
    answer = client.get("/find/results?q=rye", headers=asked)
    assert (answer.content, answer["HX-Redirect"]) == (b"", f"/sign-in?next={quote('/find?q=rye')}")


def test_half_signed_in_is_not_signed_in(two: world.Two, client: Client, now: Time) -> None:
    password(client, "n.analyst")
    assert client.get("/purpose")["Location"] == "/sign-in"
    now.pass_(minutes=5)
    assert client.post("/sign-in/code", {"code": two.analyst.code(now.at)})["Location"] == "/sign-in"
    assert Client().post("/sign-in/code", {"code": two.analyst.code(now.at)})["Location"] == "/sign-in"


def test_the_session_gets_a_new_key_and_a_hard_cookie(two: world.Two, client: Client, now: Time) -> None:
    password(client, "n.analyst")
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-in/code", {"code": two.analyst.code(now.at)})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not is_in(thief)


def test_signing_out_ends_the_session_on_the_server(two: world.Two, client: Client, now: Time) -> None:
    signed_in(client, two.analyst, now)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_in(thief)
    assert world.actions(two.north)[0] == "sign-out"


def test_sessions_end_by_idleness_and_age(two: world.Two, client: Client, now: Time) -> None:
    signed_in(client, two.analyst, now)
    for _ in range(13):
        now.pass_(minutes=54)
        assert is_in(client)
    now.pass_(minutes=54)
    assert not is_in(client)
    again = signed_in(Client(), two.analyst, now)
    now.pass_(minutes=61)
    assert not is_in(again)


def test_a_suspended_agency_is_out_at_once(two: world.Two, client: Client, now: Time) -> None:
    signed_in(client, two.analyst, now)
    founding.suspend_agency(actor=founding.operator(), slug="north", now=now.at)
    assert not is_in(client)
    assert password(Client(), "n.analyst") == 401


def test_forms_are_guarded_against_forgery(two: world.Two, now: Time) -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("/sign-in", "/sign-in/code", "/sign-out", "/purpose", "/sign-in/demonstration", "/sign-in/other"):
        assert strict.post(address, {"login": "n.analyst", "password": world.PASSWORD}).status_code == 403


def test_a_thousand_tries_are_judged_five_times(two: world.Two, client: Client, now: Time) -> None:
    password(client, "n.analyst")
    said = []
    for number in range(1000):
        said.append(client.post("/sign-in/code", {"code": f"{number:07}"}).status_code)
        if said[-1] == 429:
            break
    assert said == [401] * 5 + [429]
    assert [password(client, "n.analyst") for _ in range(994)] == [429] * 994
    now.pass_(minutes=15)
    signed_in(client, two.analyst, now)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_try_nothing(two: world.Two, client: Client, now: Time, method: str) -> None:
    answer = getattr(client, method)("/sign-in", {"login": "n.analyst", "password": world.PASSWORD})
    assert answer.status_code == 405
    client.get("/sign-in", {"login": "n.analyst", "password": world.PASSWORD})
    override = {"X-HTTP-Method-Override": "POST"}
    client.head("/sign-in", {"login": "n.analyst", "password": world.PASSWORD}, headers=override)
    assert not is_in(client)
    assert "waiting" not in client.session


def test_known_and_unknown_logins_get_the_same_bytes(two: world.Two, now: Time) -> None:
    def tell(login: str) -> list[tuple[int, bytes]]:
        client, said = Client(), []
        client.get("/sign-in")
        for _ in range(7):
            answer = client.post("/sign-in", {"login": login, "password": "not this one"})
            said.append(
                (answer.status_code, answer.content.replace(client.cookies["bowstreet-csrf"].value.encode(), b""))
            )
        return said

    known, unknown = tell("n.analyst"), tell("nobody.here")
    assert known == unknown
    assert [status for status, _ in known] == [401] * 5 + [429] * 2


def test_known_and_unknown_logins_take_the_same_work(
    two: world.Two, client: Client, now: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    verify = Argon2PasswordHasher.verify

    def counted(self: Argon2PasswordHasher, typed: str, encoded: str) -> bool:
        hashed.append(encoded.rsplit("$", 2)[0])
        return bool(verify(self, typed, encoded))

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted)
    password(client, "nobody.here", "not this one")
    unknown = hashed.copy()
    hashed.clear()
    password(client, "n.analyst", "not this one")
    assert len(hashed) == 1 and unknown == hashed, "an unknown login must cost a hash like a known one"


@pytest.mark.parametrize("typed", ["", "\x00", "a" * 3000])
def test_odd_input_is_refused(two: world.Two, client: Client, now: Time, typed: str) -> None:
    assert password(client, "n.analyst", typed) == 401
    assert password(client, typed or "\u202e", "x") == 401


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1", "find"]
)
def test_going_on_stays_on_this_site(two: world.Two, client: Client, now: Time, target: str) -> None:
    signed_in(client, two.analyst, now)
    answer = client.post("/purpose", {"purpose": "cross_checking", "next": target})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("named", ["", "no such", "data_protection_control", "training"])
def test_a_purpose_outside_the_role_is_refused(two: world.Two, client: Client, now: Time, named: str) -> None:
    signed_in(client, two.analyst, now)
    assert client.post("/purpose", {"purpose": named}).status_code == 403
    assert world.actions(two.north)[0] == "sign-in"


def test_enrolling_on_the_page(two: world.Two, client: Client, now: Time) -> None:
    link = enrolling.enrol(
        reader=two.north.reader(now.at), now=now.at, name="Kim <b>", login="n.kim", role=Role.ANALYST
    )
    page = client.get(link.path).content.decode()
    assert "Kim &lt;b&gt;" in page
    assert "<svg" in page
    secret = enrolling.open_link(world.token_of(link.path), now=now.at).totp_secret
    assert secret in page
    good = {"password": world.PASSWORD, "again": world.PASSWORD, "code": second_factor.code_at(secret, now.at)}
    for field, wrong in (
        ("again", {"again": "other"}),
        ("code", {"code": "abc"}),
        ("password", {"password": "short", "again": "short"}),
        ("password", {"password": "n.kimn.kimn.kim", "again": "n.kimn.kimn.kim"}),
    ):
        answer = client.post(link.path, good | wrong)
        assert answer.status_code == 422
        told = re.findall(r'<p class="err" id="(\w+)-e">.+?</svg>[^<]+</p>', answer.content.decode())
        assert told == [field]
    done = client.post(link.path, good)
    assert done.status_code == 200
    assert done.content.count(b"<li><code>") == 10
    assert client.get(link.path).status_code == client.post(link.path, good).status_code == 404
    now.pass_(minutes=1)
    kim = world.Person("", "n.kim", "north", secret, ())
    signed_in(client, kim, now)


def test_links_that_never_were_and_that_ended_look_the_same(two: world.Two, client: Client, now: Time) -> None:
    link = enrolling.enrol(reader=two.north.reader(now.at), now=now.at, name="Kim", login="n.kim", role=Role.ANALYST)
    now.pass_(hours=72)
    ended, never = client.get(link.path), client.get("/enrol/never")
    assert (ended.status_code, ended.content) == (never.status_code, never.content)


def test_the_pages_carry_no_script_and_no_style_of_their_own(two: world.Two, client: Client, now: Time) -> None:
    link = enrolling.enrol(reader=two.north.reader(now.at), now=now.at, name="Kim", login="n.kim", role=Role.ANALYST)
    pages = [client.get(address) for address in ("/sign-in", link.path, "/enrol/never")]
    signed_in(client, two.analyst, now)
    for answer in (*pages, client.get("/purpose")):
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert b"style=" not in answer.content
        assert b"onclick" not in answer.content
        assert "no-store" in answer["Cache-Control"]


CARD = {"officer": "n.analyst", "name": "Sam Quill", "agency": "Agency north", "country": "NL", "role": "analyst",
        "try": "Look for lampwright", "purpose": "cross_checking", "case": "C-1"}  # fmt: skip


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "demonstration-keys"
    folder.mkdir()
    (folder / "cards.json").write_text(json.dumps([CARD]))
    monkeypatch.setattr(settings, "STATE", tmp_path)
    return folder


def test_a_card_signs_in_with_its_purpose(two: world.Two, client: Client, now: Time, cards: Path) -> None:
    page = client.get("/sign-in").content.decode()
    assert "Look for lampwright" in page
    assert "Cross-checking" in page
    assert client.post("/sign-in/demonstration", {"officer": "n.analyst"})["Location"] == "/"
    assert is_in(client)
    assert client.session["purpose"] == "cross_checking"
    assert world.actions(two.north)[:2] == ["purpose.chosen", "sign-in.demonstration"]
    assert Client().post("/sign-in/demonstration", {"officer": "n.lead"}).status_code == 404


def test_the_other_officer_comes_after_the_session_has_ended(
    two: world.Two, client: Client, now: Time, cards: Path
) -> None:
    (cards / "cards.json").write_text(json.dumps([CARD, CARD | {"officer": "n.lead", "name": "Ada Lead"}]))
    client.post("/sign-in/demonstration", {"officer": "n.analyst"})
    assert client.get("/sign-in/other").status_code == 405 and is_in(client)
    assert client.post("/sign-in/other", {"officer": "nobody"}).status_code == 404 and is_in(client)
    answer = client.post("/sign-in/other", {"officer": "n.lead"})
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in?first=n.lead")
    assert not is_in(client) and world.actions(two.north)[0] == "sign-out"
    page = client.get(answer["Location"]).content.decode()
    assert page.index("Open as Ada Lead") < page.index("Open as Sam Quill")
    assert page.count("the other officer") == 1
    assert "the other officer" not in client.get("/sign-in").content.decode()


def test_no_cards_in_any_other_world(two: world.Two, client: Client, now: Time) -> None:
    for address in ("/sign-in/demonstration", "/sign-in/other"):
        assert client.post(address, {"officer": "n.analyst"}).status_code == 404
    assert b"demonstration" not in client.get("/sign-in").content


@pytest.mark.parametrize(
    "how",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "node.example"},
        {"HTTP_HOST": "localhost.example"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_cards_are_for_this_machine_alone(
    two: world.Two, client: Client, now: Time, cards: Path, how: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    assert client.post("/sign-in/demonstration", {"officer": "n.analyst"}, **how).status_code == 404  # type: ignore[arg-type]
    assert b"lampwright" not in client.get("/sign-in", **how).content  # type: ignore[arg-type]
