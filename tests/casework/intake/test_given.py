"""Whoever a document says it comes from is named in the terms of what was taken in, and nobody where nobody gave it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world
from tests.worlds import leaving as leaving_world

from bowstreet.casework.intake import accepting, reading
from bowstreet.formats.case import writing as case
from bowstreet.formats.misp import writing as misp
from bowstreet.holdings.governance import terms
from bowstreet.holdings.observations.models import Dataset
from bowstreet.holdings.repository.models import Record
from bowstreet.vocabulary import giving
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import HandlingCode
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)
CODED = frozenset({HandlingCode.H1, HandlingCode.H3})


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    exchange.teach(monkeypatch)


def file(folder: Path, raw: bytes, name: str = "left.json") -> Path:
    made = folder / name
    made.write_bytes(raw)
    return made


def kept(kind: str = "wallet") -> list[Terms]:
    ids = Record.objects.filter(kind=kind).order_by("id").values_list("terms_id", flat=True)
    return [terms.terms_of([each])[each] for each in ids]


def as_document(reader: Reader, path: Path) -> None:
    made = world.hand_in(reader, path, look=True)
    reading.read(made)
    accepting.accept(reader=reader, now=world.NOW, id=made, as_document=True)
    reading.read(made)


@pytest.mark.parametrize("take", [as_document, world.taken_in])
def test_an_envelope_of_ours_brings_its_giver_and_the_first_one_stays(
    officer: Reader, tmp_path: Path, invented: None, take: Callable[[Reader, Path], Any]
) -> None:
    carried: list[dict[str, Any]] = [
        {}, {"given_by": "far-east"}, {"owner": officer.agency}, {"given_by": officer.agency}, {"owner": " "},
    ]  # fmt: skip
    raw = exchange.document(*(exchange.wallet(number, carried=each) for number, each in enumerate(carried)))
    take(officer, file(tmp_path, raw))
    assert [each.given_by for each in kept()] == ["harbour-south", "far-east", "", "", giving.UNNAMED]
    assert {each.owner for each in kept()} == {officer.agency}
    rows = {terms.terms_of([each])[each].given_by for each in Dataset.objects.values_list("terms_id", flat=True)}
    assert rows == {"harbour-south", "far-east", "", giving.UNNAMED}, "a row is as closed as what came of it"


def test_the_purposes_of_what_was_given_are_not_widened_by_the_session(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    raw = exchange.document(exchange.wallet(1, carried={"purposes": [Purpose.PROSECUTION]}))
    as_document(officer, file(tmp_path, raw))
    world.taken_in(officer, file(tmp_path, raw, "again"))
    assert officer.purpose is Purpose.OPERATIONAL_ANALYSIS
    assert {each.purposes for each in kept()} == {frozenset({Purpose.PROSECUTION})}


def test_tables_packs_and_documents_that_name_no_code_of_ours_have_no_giver(officer: Reader, tmp_path: Path) -> None:
    world.taken_in(officer, world.table(tmp_path / "table.csv", world.sellers(2)))
    world.taken_in(officer, file(tmp_path, exchange.pack(2), "pack.yaml"))
    event = json.loads(misp.write(leaving_world.bundle(), now=world.NOW).content)
    world.taken_in(officer, file(tmp_path, json.dumps(bare(event, "bowstreet:")).encode()))
    values = terms.values(terms.open_rows()).values()
    assert Record.objects.count() > 4
    assert {each.given_by for each in values} == {""}


def bare(event: Any, *namespaces: str) -> Any:
    """Return an event of ours as a MISP hands it on that keeps no objects of ours and no tags of some namespaces."""
    for each in event.get("response", [event]):
        held = each["Event"]
        held["Object"] = [one for one in held.get("Object", []) if one["name"] != "bowstreet-record"]
        held["Tag"] = [tag for tag in held.get("Tag", []) if not tag["name"].startswith(namespaces or ("\0",))]
    return event


def test_an_event_without_our_objects_still_says_whose_codes_bind(officer: Reader, tmp_path: Path) -> None:
    event = json.loads(misp.write(leaving_world.bundle(), now=world.NOW).content)
    world.taken_in(officer, file(tmp_path, json.dumps(bare(event)).encode()))
    made = [each for kind in ("vendor_account", "pgp_key", "email", "wallet") for each in kept(kind)]
    values = [each for each in terms.values(terms.open_rows()).values() if each.given_by]
    assert {each.given_by for each in values} == {"Agency north"}
    assert all(each.handling >= CODED and each.h3_text for each in values)
    assert all(each in values for each in made)


def test_a_node_of_case_without_our_facets_still_says_whose_codes_bind(officer: Reader, tmp_path: Path) -> None:
    held = json.loads(case.write(leaving_world.bundle(), now=world.NOW).content)
    for node in held["@graph"]:
        facets = node.get("uco-core:hasFacet", [])
        node["uco-core:hasFacet"] = [each for each in facets if "bowstreet" not in json.dumps(each["@type"])]
        if not node["uco-core:hasFacet"]:
            del node["uco-core:hasFacet"]
    suspect = {"subject_category": "suspect", "category_ground": "offered for sale"}
    world.taken_in(officer, file(tmp_path, json.dumps(held).encode()), envelope=suspect)
    values = [each for each in terms.values(terms.open_rows()).values() if each.given_by]
    assert {each.given_by for each in values} == {"Agency north"}
    assert all(each.handling >= CODED and each.h3_text for each in values)
