"""What came from a foreign system leaves again as it came, under the law of its records, or is counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world

from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.sharing import exporting
from bowstreet.casework.sharing.answers import Balance
from bowstreet.formats.stix import marking, reading
from bowstreet.formats.stix.reading import Found
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)

OPEN = {"tlp": "CLEAR", "pap": "CLEAR", "handling": ["H0"], "scope": "LEA", "subject_category": "suspect",
        "category_ground": "named by a partner"}  # fmt: skip
AMBER, RED = marking.TLP["amber"], marking.TLP["red"]


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def made(type: str, number: int, **more: Any) -> dict[str, Any]:
    own = f"{type}--5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}"
    return {"type": type, "spec_version": "2.1", "id": own, "created": "2031-01-01T00:00:00.000Z",
            "modified": "2031-01-01T00:00:00.000Z", **more}  # fmt: skip


MAKER = made("identity", 1, name="Tide Registry", identity_class="organization")
ACTOR = made(
    "threat-actor", 2, name="Lamp Reeve", created_by_ref=MAKER["id"], lang="en", x_custom={"b": 1, "a": [1.0, None]},
    extensions={"extension-definition--3c7e5a90-5b1f-4f8a-8b67-0d1e2f3a4b5c": {
        "extension_type": "property-extension", "rank": 5}},
)  # fmt: skip
SIGN = made("indicator", 3, name="A name", pattern="[domain-name:value = 'lamp.example']", pattern_type="stix",
            valid_from="2031-01-01T00:00:00Z", indicator_types=["malicious-activity"])  # fmt: skip
OTHER = made("x-other", 4, name="A thing", num=1.5, of_ref=ACTOR["id"])
FREE = made("x-other", 5, name="Another thing")
POINTS = made("relationship", 6, relationship_type="indicates", source_ref=SIGN["id"], target_ref=ACTOR["id"])
SEEN = made("sighting", 7, sighting_of_ref=SIGN["id"], count=4)
ALL = (MAKER, ACTOR, SIGN, OTHER, FREE, POINTS, SEEN)


def texts(*objects: dict[str, Any]) -> list[bytes]:
    """Return objects as a foreign system might write them."""
    return [json.dumps(each, indent=number % 3 or None).encode() for number, each in enumerate(objects)]


def bundle(parts: list[bytes]) -> bytes:
    return b'{"type": "bundle", "id": "bundle--9d3c2f41-22aa-4d1e-9a57-0f6cbd2d4a11",\n "objects": [' + b" ,\n".join(
        parts
    ) + b"]}"


def brought(officer: Reader, folder: Path, raw: bytes, envelope: dict[str, Any] | None = None) -> IntakeView:
    file = folder / "in.json"
    file.write_bytes(raw)
    return world.taken_in(officer, file, envelope=envelope or OPEN)


def left(officer: Reader, **more: Any) -> tuple[dict[str, list[bytes]], Balance]:
    """Take everything out and return the bytes of each object by its id, and the balance."""
    asked = {"choice": Chosen(q=""), **more}
    card = exporting.export(reader=officer, now=world.NOW, format="stix", **asked)
    assert exporting.look(reader=officer, now=world.NOW, format="stix", **asked).balance == card.balance
    content = exporting.download(reader=officer, now=world.NOW, id=card.id).path.read_bytes()
    found: dict[str, list[bytes]] = {}
    for each in reading.read(content):
        assert isinstance(each, Found)
        found.setdefault(each.head.id, []).append(each.raw)
    return found, card.balance


def stays(balance: Balance) -> dict[str, tuple[str, int]]:
    return {each.part: (each.why, each.count) for each in balance.losses if each.part.startswith("foreign.")}


def test_foreign_objects_leave_byte_for_byte_with_what_hangs_on_them(officer: Reader, tmp_path: Path) -> None:
    parts = texts(*ALL)
    brought(officer, tmp_path, bundle(parts))
    found, balance = left(officer)
    for each, raw in zip(ALL, parts, strict=True):
        assert found.get(each["id"]) == (None if each is FREE else [raw]), each["type"]
    assert stays(balance) == {"foreign.x-other": ("alone", 1)}
    assert balance.originals == 6
    assert balance.completeness == "1 object of other systems does not leave as it came."
