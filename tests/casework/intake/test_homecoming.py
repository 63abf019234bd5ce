"""An agency's own export comes back: known by its records, nothing new is made, and nothing is overwritten."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as files
from tests.worlds.repository import GIVEN, NOW, SHARED, World
from tests.worlds.standing import world  # noqa: F401 - a fixture

from bowstreet.casework.intake import watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.sharing import bundling
from bowstreet.formats.case import writing as case
from bowstreet.formats.misp import writing as misp
from bowstreet.formats.stix import writing as stix
from bowstreet.holdings.observations.models import Import
from bowstreet.holdings.repository import choosing, connecting, leaving, saving, showing
from bowstreet.holdings.repository.models import Link, Record, Version
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

ALL = pytest.mark.parametrize("write", [stix.write, misp.write, case.write])


def taken_out(reader: Reader, path: Path, write: Any = stix.write, history: bool = False) -> Path:
    """Write all that a reader may take out into a file."""
    made = leaving.leaves(reader=reader, now=NOW, choice=choosing.Chosen(q=""), history=history)
    path.write_bytes(write(bundling.bundle(made), now=NOW).content)
    return path


def counted() -> tuple[int, int, int, int]:
    return tuple(each.objects.count() for each in (Record, Version, Link, Import))  # type: ignore[return-value]


def taken_in(reader: Reader, path: Path) -> IntakeView:
    seen = files.taken_in(reader, path)
    return watching.intake(reader=reader, now=files.NOW, id=seen.id)


@ALL
def test_an_own_export_that_comes_back_makes_nothing_new(world: World, tmp_path: Path, write: Any) -> None:  # noqa: F811
    one = world.vendor(world.north, "lamplighter", SHARED, aliases=[{"value": "lamp"}])
    two = world.vendor(world.north, "quay", SHARED)
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    path, before = taken_out(world.north, tmp_path / "own.json", write), counted()
    seen = taken_in(world.north, path)
    assert (seen.state, seen.totals.records_new, seen.totals.rejected) == ("done", 0, 0)
    assert seen.totals.already_held == seen.totals.observed == seen.totals.read > 1
    assert counted() == before
    assert "your own agency's, held here as they left" in seen.sources[0].note


def test_a_state_that_is_not_held_here_is_refused_and_overwrites_nothing(world: World, tmp_path: Path) -> None:  # noqa: F811
    one = world.vendor(world.north, "lamplighter", SHARED)
    two = world.vendor(world.north, "quay", SHARED)
    path = taken_out(world.north, tmp_path / "own.json")
    path.write_text(path.read_text().replace("quay", "kay"))
    before = counted()
    seen = taken_in(world.north, path)
    assert any(f"the record {two[-8:]} of your own agency" in each.reason for each in seen.rejects)
    assert counted()[:3] == before[:3]
    assert showing.show(reader=world.north, now=NOW, id=two).title.startswith("quay ")
    assert sorted(Record.objects.filter(kind="vendor_account").values_list("uid", flat=True)) == sorted([one, two])


def test_an_earlier_state_is_held_in_its_version(world: World, tmp_path: Path) -> None:  # noqa: F811
    one = world.vendor(world.north, "lamplighter", SHARED)
    path = taken_out(world.north, tmp_path / "own.json")
    body = {"market": "Lantern Market", "handle": "lamplighter", "aliases": [{"value": "lamp"}]}
    saving.edit(reader=world.north, now=NOW, id=one, begun=1, body=body)
    before = counted()
    seen = taken_in(world.north, path)
    assert (seen.totals.records_new, seen.totals.rejected) == (0, 0)
    assert counted() == before


def test_a_link_that_is_not_held_here_is_refused(world: World, tmp_path: Path) -> None:  # noqa: F811
    one = world.vendor(world.north, "lamplighter", SHARED)
    two = world.vendor(world.north, "quay", SHARED)
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    path = taken_out(world.north, tmp_path / "own.json")
    Link.objects.all().delete()
    seen = taken_in(world.north, path)
    assert seen.totals.rejected == 1
    assert "a link to another of yours that is not held here" in seen.rejects[0].reason
    assert not Link.objects.exists()


def test_to_another_agency_it_reads_as_if_nothing_of_it_were_here(world: World, tmp_path: Path) -> None:  # noqa: F811
    world.vendor(world.north, "lamplighter", SHARED)
    hidden = world.vendor(world.north, "hushed", GIVEN)
    path = taken_out(world.north, tmp_path / "own.json")
    elsewhere = tmp_path / "other.json"
    other = hidden[:-1] + ("0" if hidden[-1] != "0" else "1")
    elsewhere.write_text(path.read_text().replace(hidden, other).replace(hidden[20:], other[20:]))
    told = []
    for each in (path, elsewhere):
        seen = taken_in(world.south, each)
        report = watching.report(reader=world.south, now=files.NOW, id=seen.id)["sources"][0]
        told.append({name: report[name] for name in ("read", "observed", "rejected", "records_new", "note")})
    assert told[0]["records_new"] > 0
    assert told[0]["note"] == told[1]["note"] == ""
    assert (told[0]["read"], told[0]["rejected"]) == (told[1]["read"], told[1]["rejected"])
    assert json.dumps(told[0])
