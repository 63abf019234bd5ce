"""Of what one source says of one thing, the newest version counts, in whatever order its versions come in."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world

from bowstreet.holdings.repository import rows
from bowstreet.holdings.repository.models import Record

pytestmark = pytest.mark.django_db(transaction=True)
OWN = "tool--5a1fb1c6-3a1c-4f7e-9d2b-000000000001"
OLDER = "1 thing of it is older than what is held of the same source"


def version(folder: Path, month: int, said: str) -> Path:
    tool = {
        "type": "tool", "spec_version": "2.1", "id": OWN, "created": "2025-01-01T00:00:00.000Z",
        "modified": f"2025-{month:02d}-01T00:00:00.000Z", "name": "Lantern", "description": said,
    }  # fmt: skip
    path = folder / f"tool-{month}.json"
    path.write_text(json.dumps({"type": "bundle", "id": "bundle--1", "objects": [tool]}))
    return path


def body() -> dict[str, Any]:
    [record] = Record.objects.all()
    return rows.body_of(record.pk, record.version)


def test_an_older_version_that_comes_later_changes_no_plain_value_and_is_told(tmp_path: Path) -> None:
    reader = world.supervisor()
    second = world.taken_in(reader, version(tmp_path, 2, "finds parcels by their labels"))
    assert OLDER not in second.sources[0].note
    held = body()
    assert "finds parcels by their labels" in held.values()
    first = world.taken_in(reader, version(tmp_path, 1, "finds parcels"))
    assert (first.state, first.totals.observed) == ("done", 1)
    assert OLDER in first.sources[0].note
    assert body() == held
    third = world.taken_in(reader, version(tmp_path, 3, "finds parcels by their stamps"))
    assert OLDER not in third.sources[0].note
    assert "finds parcels by their stamps" in body().values()


@pytest.mark.parametrize("months", [(2, 1), (1, 2)])
def test_within_one_intake_it_is_the_same(tmp_path: Path, months: tuple[int, int]) -> None:
    files = [version(tmp_path, month, f"version {month}") for month in months]
    world.taken_in(world.supervisor(), *files)
    assert "version 2" in body().values()
