"""STIX and MISP taken in whole: what another Bowstreet wrote, and what a stranger did."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import exchange, leaving_made
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, reading, undoing
from bowstreet.formats.case import writing as case
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingLink
from bowstreet.formats.misp import writing as misp
from bowstreet.formats.stix import writing as stix
from bowstreet.holdings.agencies import founding
from bowstreet.holdings.observations.models import Dataset, Import
from bowstreet.holdings.repository import showing
from bowstreet.holdings.repository.models import Link, Record
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)

LATER = datetime(2032, 1, 1, tzinfo=UTC)
Write = Callable[..., Any]


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def file(folder: Path, raw: bytes, name: str = "left.json") -> Path:
    made = folder / name
    made.write_bytes(raw)
    return made


def record(number: int, kind: str, body: dict[str, Any], **terms: Any) -> Leaving:
    held = exchange.envelope(tlp="GREEN", **terms)
    said = replace(held.particulars, subject_category=SubjectCategory.SUSPECT, category_ground="invented")
    return Leaving(
        f"01a00000-0000-7000-8000-00000000000{number}", kind, "x", 1, LATER, LATER, "harbour-south", "Harbour South",
        replace(held, particulars=said), body,
    )  # fmt: skip


def bundle() -> Bundle:
    seller = record(1, "vendor_account", {"market": "Lantern Market", "handle": "quaymerchant", "aliases": [
        {"value": "quay.merchant", "source": "observation:a/b/7", "grade": "B2", "basis": "assessment"}]})  # fmt: skip
    wallet = record(2, "wallet", {"address": exchange.bitcoin(1)})
    person = record(3, "person", {"names": [{"value": "Kim Invented"}]})
    link = LeavingLink(seller.id, LinkType.USES, wallet.id)
    return Bundle((seller, wallet, person), (link,))


@pytest.mark.parametrize("write", [stix.write, misp.write, case.write])
def test_records_of_another_bowstreet_come_back_as_the_document_says(
    officer: Reader, tmp_path: Path, write: Write
) -> None:
    made = world.hand_in(officer, file(tmp_path, write(bundle(), now=LATER).content), look=True)
    reading.read(made)
    accepting.accept(reader=officer, now=world.NOW, id=made, as_document=True)
    reading.read(made)
    rows = {each.kind: each.uid for each in Record.objects.filter(kind__in=("vendor_account", "wallet", "person"))}
    views = {kind: showing.show(reader=officer, now=world.NOW, id=id) for kind, id in rows.items()}
    assert set(views) == {"vendor_account", "wallet", "person"}
    seller = views["vendor_account"]
    assert (seller.docket.terms.tlp, seller.docket.terms.owner) == (Tlp.GREEN, officer.agency)
    assert {each.docket.terms.given_by for each in views.values()} == {"harbour-south"}
    [alias] = [each for each in seller.values if each.field == "aliases"]
    assert (alias.shown, alias.grade, alias.basis) == ("quay.merchant", "B2", "assessment")
    dataset = Dataset.objects.filter(id__in=Import.objects.values("dataset")).first()
    assert dataset is not None
    assert alias.source_href is not None
    assert "/observations/a/b/" not in alias.source_href, "a row of somebody else's dataset is none here"
    assert Link.objects.filter(type="uses").count() == 1
    undoing.undo(reader=officer, now=world.NOW, id=made)
    reading.read(made)
    assert not Import.objects.exists()


@pytest.mark.parametrize("write", [stix.write, misp.write, case.write])
@pytest.mark.parametrize("seed", range(2))
def test_whatever_another_bowstreet_wrote_adds_up_and_changes_nothing_the_second_time(
    officer: Reader, tmp_path: Path, write: Write, seed: int
) -> None:
    raw = write(leaving_made.bundle(random.Random(seed), 12), now=LATER).content
    seen = world.taken_in(officer, file(tmp_path, raw))
    assert (seen.state, seen.totals.adds_up) == ("done", True)
    assert seen.totals.observed
    before = Record.objects.count(), Link.objects.count()
    again = world.taken_in(officer, file(tmp_path, raw, "again.json")).totals
    assert (again.already_held, again.records_new) == (again.observed, 0)
    assert (Record.objects.count(), Link.objects.count()) == before


def test_an_event_of_misp_is_taken_in_and_its_closed_attribute_stands_apart(officer: Reader, tmp_path: Path) -> None:
    red = {"Tag": [{"name": "tlp:red"}]}
    event = {"Event": {
        "uuid": "7a0e8f0e-1111-4222-8333-444455556666", "info": "Invented event", "date": "2025-02-01",
        "Tag": [{"name": "tlp:green"}],
        "Attribute": [
            {"uuid": "7a0e8f0e-1111-4222-8333-444455556667", "type": "btc", "value": exchange.bitcoin(1)},
            {"uuid": "7a0e8f0e-1111-4222-8333-444455556668", "type": "btc", "value": exchange.bitcoin(2), **red},
        ],
    }}  # fmt: skip
    raw = file(tmp_path, json.dumps(event).encode())
    [source] = world.taken_in(officer, raw).sources
    assert (source.reader, source.read, source.rejected) == ("exchange: misp", 3, 2), "of whom a wallet is, nobody says"
    said = {"category": {"wallet": {"category": "suspect", "ground": "invented"}}}
    founding.set_standing(reader=officer, now=world.NOW, standing=said)
    assert world.taken_in(officer, raw).totals.rejected == 0
    assert Dataset.objects.filter(mapping="exchange_misp").count() == 2
    wallets = [showing.show(reader=officer, now=world.NOW, id=each.uid) for each in
               Record.objects.filter(kind="wallet")]  # fmt: skip
    assert sorted(each.docket.terms.tlp for each in wallets) == [Tlp.AMBER_STRICT, Tlp.RED]


def test_a_bundle_of_strangers_is_taken_in(officer: Reader, tmp_path: Path) -> None:
    objects = [
        {"type": "identity", "spec_version": "2.1", "id": "identity--3f0e8f0e-1111-4222-8333-444455556666",
         "created": "2025-01-01T00:00:00Z", "modified": "2025-01-01T00:00:00Z", "name": "Invented Works",
         "identity_class": "organization"},
        {"type": "x-tea", "spec_version": "2.1", "id": "x-tea--3f0e8f0e-1111-4222-8333-444455556667",
         "created": "2025-01-01T00:00:00Z", "modified": "2025-01-01T00:00:00Z", "leaf": "green"},
    ]  # fmt: skip
    raw = {"type": "bundle", "id": "bundle--3f0e8f0e-1111-4222-8333-444455556668", "objects": objects}
    [source] = world.taken_in(officer, file(tmp_path, json.dumps(raw).encode())).sources
    assert (source.reader, source.read, source.observed, source.records_new) == ("exchange: stix", 2, 2, 1)
    assert source.losses
