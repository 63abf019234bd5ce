"""The officers' page: what is locked is said in words, and a supervisor opens it, or ends an access, from there."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from tests.worlds import agencies as world

from bowstreet.holdings.agencies import lockout, sessions, signing
from bowstreet.interfaces.doors import clock
from bowstreet.vocabulary.refusals import Refusal

NOW = world.NOW + timedelta(hours=1)


@pytest.fixture
def two(transactional_db: None) -> Iterator[world.Two]:
    made = world.two()
    with clock.held(lambda: NOW):
        yield made


def in_session(person: world.Person) -> Client:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions.begin(store, officer_id=person.id, name="web:officers", now=NOW)
    store.create()
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    return client


def send(client: Client, address: str, **fields: str) -> tuple[int, str]:
    client.get("/officers")
    token = client.cookies["bowstreet-csrf"].value
    answer = client.post(address, {"csrfmiddlewaretoken": token, **fields})
    return answer.status_code, answer.headers.get("Location", "")


def lock(login: str, at: datetime = NOW) -> None:
    for _ in range(lockout.LIMIT):
        with pytest.raises(Refusal):
            signing.try_password(login=login, password="not this one", now=at)


def row_of(client: Client, login: str) -> str:
    page = client.get("/officers").content.decode()
    [row] = [each for each in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if f">{login}<" in each]
    return row


def test_who_is_locked_out_is_said_so_until_when_and_is_opened_again(two: world.Two) -> None:
    lead = in_session(two.north)
    assert "in use" in row_of(lead, "n.analyst") and "Open again" not in row_of(lead, "n.analyst")
    lock("n.analyst")
    row = row_of(lead, "n.analyst")
    assert "locked until 10:15" in row and "in use" not in row
    assert f'action="/officers/{two.analyst.id}/unlock"' in row and "Open again" in row
    assert "in use" in row_of(lead, "n.dpo")
    assert send(lead, f"/officers/{two.analyst.id}/unlock") == (303, "/officers")
    assert "in use" in row_of(lead, "n.analyst")
    assert signing.try_password(login="n.analyst", password=world.PASSWORD, now=NOW)


def test_a_lock_that_has_ended_is_not_said(two: world.Two) -> None:
    lock("n.analyst", NOW - lockout.TERM)
    assert "in use" in row_of(in_session(two.north), "n.analyst")


def test_an_access_is_ended_from_the_page_where_the_supervisor_may(two: world.Two) -> None:
    lead = in_session(two.north)
    address = f"/officers/{two.analyst.id}/end"
    assert f'action="{address}"' in lead.get("/officers").content.decode()
    assert "/end" not in row_of(lead, "n.lead") and "/end" not in row_of(lead, "n.dpo")
    assert send(lead, address) == (303, "/officers")
    row = row_of(lead, "n.analyst")
    assert "not in use" in row and "/end" not in row


def test_another_role_is_given_from_the_page(two: world.Two) -> None:
    lead, address = in_session(two.north), f"/officers/{two.analyst.id}/role"
    page = lead.get("/officers").content.decode()
    offered = page[page.index(f'action="{address}"') :].partition("</form>")[0]
    assert 'value="investigator"' in offered and 'value="auditor"' not in offered
    assert "/role" not in row_of(lead, "n.lead") and f'id="role-{two.north.id}"' not in page
    assert send(lead, address, role="investigator") == (303, "/officers")
    assert "<td>investigator</td>" in row_of(lead, "n.analyst")
    assert send(lead, address, role="auditor")[0] == 403 and "<td>investigator</td>" in row_of(lead, "n.analyst")


def test_who_lost_a_factor_or_comes_back_is_enrolled_anew_by_a_link_shown_once(two: world.Two) -> None:
    lead, address = in_session(two.north), f"/officers/{two.analyst.id}/enrol-anew"
    send(lead, f"/officers/{two.analyst.id}/end")
    page = lead.get("/officers").content.decode()
    assert f'action="{address}"' in page and f'id="role-{two.analyst.id}"' not in page
    token = lead.cookies["bowstreet-csrf"].value
    shown = lead.post(address, {"csrfmiddlewaretoken": token})
    link = re.search(r"http://localhost(/enrol/[^\s<]+)", shown.content.decode())
    assert shown.status_code == 200 and link
    assert Client(headers={"host": "localhost"}).get(link[1]).status_code == 200


@pytest.mark.parametrize("what", ["unlock", "end", "role", "enrol-anew"])
def test_an_officer_of_another_agency_is_nobody_here(two: world.Two, what: str) -> None:
    fields = {"role": "analyst"} if what == "role" else {}
    assert send(in_session(two.south), f"/officers/{two.analyst.id}/{what}", **fields)[0] == 404
    assert send(in_session(two.analyst), f"/officers/{two.analyst.id}/{what}", **fields)[0] == 404


def test_a_taken_sign_in_name_is_said_at_its_field_and_what_was_typed_stays(two: world.Two) -> None:
    lead = in_session(two.north)
    lead.get("/officers")
    sent = {"name": "Jo <Second>", "login": "n.analyst", "role": "auditor"}
    token = lead.cookies["bowstreet-csrf"].value
    answer = lead.post("/officers/new", {"csrfmiddlewaretoken": token, **sent})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Enrolled" in page
    [said] = re.findall(r'<p class="err" id="login-e">.*?</svg>([^<]*)</p>', page)
    assert said == "This login is taken. Choose another."
    [field] = re.findall(r'<input class="in" id="login"[^>]*>', page, re.DOTALL)
    assert 'value="n.analyst"' in field and 'aria-describedby="login-e login-hint" aria-invalid="true"' in field
    assert 'value="Jo &lt;Second&gt;"' in page and '<option value="auditor" selected>' in page
