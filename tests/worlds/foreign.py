"""Bundles of foreign systems, brought in under an envelope that binds nobody by more than they say themselves."""

from pathlib import Path
from typing import Any, Final

from tests.worlds import intake as world

from bowstreet.casework.intake.answers import IntakeView
from bowstreet.formats.stix import reading
from bowstreet.formats.stix.reading import Found
from bowstreet.vocabulary.readers import Reader

OPEN: Final[dict[str, Any]] = {
    "tlp": "CLEAR", "pap": "CLEAR", "handling": ["H0"], "scope": "LEA", "subject_category": "suspect",
    "category_ground": "named by a partner",
}  # fmt: skip


def bundle(parts: list[bytes]) -> bytes:
    """Return a bundle of objects as they are written."""
    head = b'{"type": "bundle", "id": "bundle--9d3c2f41-22aa-4d1e-9a57-0f6cbd2d4a11",\n "objects": ['
    return head + b" ,\n".join(parts) + b"]}"


def brought(officer: Reader, folder: Path, raw: bytes, envelope: dict[str, Any] | None = None) -> IntakeView:
    """Bring a document in and return how its intake stands."""
    file = folder / "in.json"
    file.write_bytes(raw)
    return world.taken_in(officer, file, envelope=envelope or OPEN)


def objects(content: bytes) -> dict[str, list[bytes]]:
    """Return the bytes of each object of a document by its id."""
    found: dict[str, list[bytes]] = {}
    for each in reading.read(content):
        assert isinstance(each, Found)
        found.setdefault(each.head.id, []).append(each.raw)
    return found
