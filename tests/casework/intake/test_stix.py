"""STIX taken in: objects become records that cite their piece, links between them, marks on the whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, reading, rejects, undoing, watching
from bowstreet.holdings.repository.models import Link, Record

pytestmark = pytest.mark.django_db(transaction=True)


def made(type: str, number: int, **more: Any) -> dict[str, Any]:
    own = f"{type}--5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}"
    return {"type": type, "spec_version": "2.1", "id": own, "created": "2031-01-01T00:00:00.000Z", **more}


def test_a_bundle_becomes_records_with_links_and_is_counted_whole(tmp_path: Path) -> None:
    market = made("infrastructure", 1, name="Ferry Lane", infrastructure_types=["dark-web-market"])
    method = made("attack-pattern", 2, name="Fake escrow", x_tea=1)
    report = made(
        "report", 3, name="Spring", published="2031-01-05T00:00:00Z", object_refs=[market["id"], method["id"]]
    )
    content = json.dumps({"type": "bundle", "id": "bundle--1", "objects": [market, method, report, {"type": "note"}]})
    file = tmp_path / "bundle.json"
    file.write_text(content)
    seen = world.taken_in(world.supervisor(), file)
    [source] = seen.sources
    assert (seen.state, source.reader) == ("done", "exchange: stix")
    assert sorted(Record.objects.values_list("kind", flat=True)) == ["behaviour", "document", "market"]
    assert sorted(Link.objects.values_list("type", flat=True)) == ["mentions", "mentions"]
    assert source.rejected == 1


def test_a_thing_that_was_seen_on_a_day_ahead_is_rejected_alone(tmp_path: Path) -> None:
    reader = world.supervisor()
    ahead = {"infrastructure_types": ["dark-web-market"], "first_seen": "2525-01-01T00:00:00Z"}
    seen = made("infrastructure", 1, name="Quay", **ahead)
    known = made("attack-pattern", 2, name="Lamp")
    path = tmp_path / "ahead.json"
    path.write_text(json.dumps({"type": "bundle", "id": "bundle--1", "objects": [seen, known]}))
    after = world.taken_in(reader, path)
    assert (after.totals.read, after.totals.observed, after.totals.rejected) == (2, 1, 1)
    (told,) = rejects.read(watching.rejects_of(after.id, 1))
    assert "2525-01-01 lies ahead" in told.reason


def test_what_is_not_as_the_standard_asks_is_kept_with_all_its_remarks_and_said_before_it_is_admitted(
    tmp_path: Path,
) -> None:
    fine = made("identity", 1, name="Harbour office", identity_class="organization")
    amiss = made("infrastructure", 2, name="Oak Bazaar", modified="2030-01-01T00:00:00.000Z", lang="no such")
    amiss["infrastructure_types"] = ["dark-web-market", "a shop"]
    objects = [{**each, "spec_version": "2.1", "created": "2031-01-01T00:00:00.000Z"} for each in (fine, amiss)]
    objects[0]["modified"] = objects[0]["created"]
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps({"type": "bundle", "id": "bundle--1", "objects": objects}))
    reader = world.supervisor()
    seen = world.taken_in(reader, path, look=True)
    assert seen.state == "looked"
    assert seen.remarks is not None
    assert (seen.remarks.must, seen.remarks.amiss) == (2, 1)
    listed = [(each.binds, each.thing, each.place) for each in seen.remarks.listed]
    own = amiss["id"]
    assert listed[:2] == [(True, own, "modified"), (True, own, "lang")]
    assert (False, own, "infrastructure_types[1]") in listed
    assert seen.remarks.listed[0].sentence == "It was modified before it was created."
    accepting.accept(reader=reader, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    done = watching.intake(reader=reader, now=world.NOW, id=seen.id)
    assert (done.state, done.remarks) == ("done", seen.remarks)
    [source] = done.sources
    assert "1 thing of it is not as the standard of the format asks" in source.note
    assert source.observed == 2
    told = watching.report(reader=reader, now=world.NOW, id=seen.id)["sources"][0]["remarks"]
    assert (told["must"], told["listed"][0]["thing"]) == (2, own)
    undoing.undo(reader=reader, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    assert watching.intake(reader=reader, now=world.NOW, id=seen.id).remarks == seen.remarks
