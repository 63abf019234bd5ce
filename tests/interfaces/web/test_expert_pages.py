"""An expert is found from a record and asked, over the pages: what each page leads to, and what a form says wrong."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.worlds import callers

from bowstreet.holdings.ledger import keys, lookups
from bowstreet.interfaces.doors import clock

ENTRY = {"competences": "Sellers\nBitcoin", "languages": "sv", "jurisdictions": "NL", "availability": "limited"}


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[callers.Callers]:
    monkeypatch.setattr(settings, "STATE", tmp_path)
    keys.make_node_keys(tmp_path / "keys")
    with clock.held(lambda: callers.NOW):
        yield callers.made()
    lookups.close()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def send(client: Client, address: str, **fields: str) -> tuple[int, str, str]:
    answer = client.post(address, {"csrfmiddlewaretoken": "c" * 32, **fields})
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def test_from_a_record_to_the_expert_and_the_answer(world: callers.Callers) -> None:
    north, south = (world.in_session(each).client for each in (world.two.north, world.two.south))
    record = world.records.vendor(world.records.north, "lampwright")
    status, _, refused = send(south, "/experts", **ENTRY)
    assert status == 422 and "only if you consent" in refused and "Sellers\nBitcoin" in refused
    status, entry, _ = send(south, "/experts", **ENTRY, consent="true")
    assert status == 303 and entry in page(south, "/experts")
    assert f'href="/records/{record}/experts"' in page(north, f"/records/{record}")
    helping = page(north, f"/records/{record}/experts")
    assert "‘Sellers’ names ‘Sellers’" in helping and "Expert in Sellers" in helping
    (leads,) = set(re.findall(rf'href="({entry}\?record=[^"]+)"', helping))
    assert f'value="{record}"' in page(north, html.unescape(leads))
    asked = {"record": record, "said": "Who is this seller?"}
    assert send(north, f"{entry}/questions", **asked)[0] == 403, "a case or a sentence is wanted"
    assert send(north, f"{entry}/questions", **asked, reason="before a purchase")[:2] == (303, "/questions?which=asked")
    assert "Who is this seller?" in page(south, "/") and "Who is this seller?" in page(south, "/questions")
    (answer,) = re.findall(r'action="(/questions/[^"]+/answer)"', page(south, "/questions"))
    assert send(south, answer, answer="helps", said="On Monday.")[:2] == (303, "/questions")
    assert "On Monday." in page(north, "/questions?which=asked") and "On Monday." in page(
        north, f"/records/{record}/experts"
    )
    assert "Who is this seller?" not in page(south, "/")
    assert send(south, f"{entry}/leave")[:2] == (303, "/experts") and north.get(entry).status_code == 404
