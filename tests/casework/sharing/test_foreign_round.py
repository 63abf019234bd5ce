"""Objects of every type of STIX go in, out, into another Bowstreet and out again, each byte for byte as it came."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import foreign, stix_samples
from tests.worlds import intake as world
from tests.worlds.stix_making import ACTOR, MARK, filled

from bowstreet.casework.sharing import exporting, telling
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.holdings.repository.models import Record
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)


def drawn(chance: random.Random) -> dict[str, bytes]:
    """Return an object of every sample, and a maker and a marking for all, written in one way or another."""
    maker = {"type": "identity", "spec_version": "2.1", "id": ACTOR, "name": "Tea unit", "identity_class": "group",
             "created": "2030-01-01T00:00:00.000Z", "modified": "2030-01-01T00:00:00.000Z"}  # fmt: skip
    mark = {"type": "marking-definition", "spec_version": "2.1", "id": MARK, "created": "2030-01-01T00:00:00.000Z",
            "definition_type": "statement", "definition": {"statement": "Drink here."}}  # fmt: skip
    held: list[dict[str, Any]] = [maker, mark, *(filled(each, chance) for each in stix_samples.ALL)]
    chance.shuffle(held)
    return {each["id"]: _written(each, chance) for each in held}


def _written(held: dict[str, Any], chance: random.Random) -> bytes:
    """Return an object as text, its days in the past: what lies ahead was seen by nobody and is rejected."""
    text = json.dumps(held, indent=chance.choice((None, 1)), ensure_ascii=chance.random() < 0.5)
    return text.replace('"203', '"201').encode()


def through(officer: Reader, folder: Path, raw: bytes) -> bytes:
    """Bring a bundle in and take the whole intake out."""
    seen = foreign.brought(officer, folder, raw)
    assert seen.sources[0].rejected == 0
    card = exporting.export(reader=officer, now=world.NOW, format="stix", choice=Chosen(intake=seen.id))
    assert card.balance.completeness == telling.WHOLE
    return exporting.download(reader=officer, now=world.NOW, id=card.id).path.read_bytes()


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_every_type_goes_round_byte_for_byte(tmp_path: Path, seed: int) -> None:
    left = drawn(random.Random(seed))
    one, other = world.supervisor(), world.supervisor("harbour-south")
    first = through(one, tmp_path, foreign.bundle(list(left.values())))
    second = through(other, tmp_path, first)
    for came in (first, second):
        found = foreign.objects(came)
        assert {id: found.get(id) for id in left} == {id: [raw] for id, raw in left.items()}
    kinds = [sorted(Record.objects.filter(agency=each.agency).values_list("kind", flat=True)) for each in (one, other)]
    assert kinds[0] == kinds[1] != []
