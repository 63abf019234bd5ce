"""A foreign event goes out again with its id, tags, galaxies, sightings and sharing group, under its records' law."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world
from tests.worlds import leave
from tests.worlds.foreign import OPEN, brought
from tests.worlds.foreign_event import EVENT, MAIL, TAGS, WALLET

from bowstreet.casework.sharing import exporting, telling
from bowstreet.casework.sharing.answers import Balance
from bowstreet.formats.misp import reading
from bowstreet.holdings.repository import saving, showing
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.holdings.repository.models import Record
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)


OTHERS = {"foreign.event.RelatedEvent": ("alone", 1)}
MARKED = {**OPEN, "tlp": "AMBER", "pap": "RED", "scope": "LEA"}


def left(officer: Reader, format: str = "misp", **more: Any) -> tuple[dict[str, dict[str, Any]], Balance, bytes]:
    asked = {"choice": Chosen(q=""), **more}
    card = exporting.export(reader=officer, now=world.NOW, format=format, **asked)
    raw = exporting.download(reader=officer, now=world.NOW, id=card.id).path.read_bytes()
    held = json.loads(raw)
    return {each["Event"]["uuid"]: each["Event"] for each in held.get("response", [held])}, card.balance, raw


def stays(balance: Balance) -> dict[str, tuple[str, int]]:
    return {each.part: (each.why, each.count) for each in balance.losses if each.part.startswith("foreign.")}


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def event(**more: Any) -> bytes:
    return json.dumps({"Event": {**EVENT, **more}}).encode()


def test_an_event_leaves_with_all_that_it_says(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, event(), MARKED)
    found, balance, _ = left(officer)
    assert found[EVENT["uuid"]] == {name: each for name, each in EVENT.items() if name != "RelatedEvent"}
    assert (stays(balance), balance.completeness, balance.originals) == (OTHERS, telling.WHOLE, 4)


def test_parts_that_may_not_leave_stay_and_take_nothing_with_them(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, event(), MARKED)
    [person] = Record.objects.filter(kind="person").values_list("uid", flat=True)
    saving.change_marks(reader=officer, now=world.NOW, id=person, changes={"handling": ["H2"]})
    found, balance, _ = left(officer)
    assert (found[EVENT["uuid"]]["Attribute"], found[EVENT["uuid"]]["Object"]) == ([WALLET, MAIL], [])
    assert stays(balance) == {**OTHERS, "foreign.object": ("looser", 1)}
    [document] = Record.objects.filter(kind="document").values_list("uid", flat=True)
    saving.change_marks(reader=officer, now=world.NOW, id=document, changes={"handling": ["H2"]})
    found, balance, _ = left(officer)
    assert EVENT["uuid"] not in found
    assert stays(balance) == {
        "foreign.object": ("looser", 1), "foreign.event": ("looser", 1), "foreign.attribute": ("alone", 2),
    }  # fmt: skip


def test_a_distribution_that_is_wider_than_the_records_scope_keeps_the_event(officer: Reader, tmp_path: Path) -> None:
    green = [{"name": "tlp:green"}, {"name": "PAP:RED"}]
    raw = event(distribution="3", sharing_group_id="0", SharingGroup={}, Tag=green, Galaxy=[])
    brought(officer, tmp_path, raw, {**MARKED, "tlp": "GREEN"})
    found, balance, _ = left(officer)
    assert EVENT["uuid"] not in found and stays(balance)["foreign.event"] == ("looser", 1)


def test_another_bowstreet_keeps_the_event_and_makes_nothing_twice(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, event(), MARKED)
    raw = left(officer)[2]
    kinds = sorted(Record.objects.filter(agency=officer.agency).values_list("kind", flat=True))
    came = reading.read(raw)
    assert sorted(draft.kind for piece in came.pieces for draft in piece.drafts) == kinds
    other = world.supervisor("harbour-south")
    brought(other, tmp_path, raw, MARKED)
    mine = dict(Record.objects.filter(agency=other.agency).values_list("uid", "kind"))
    assert sorted(mine.values()) == kinds
    with pytest.raises(exporting.NothingLeaves):
        left(other, choice=Chosen(tuple(mine)))
    allowed = leave.with_leave(other, officer.agency, world.NOW.date())
    found, balance, _ = left(allowed, choice=Chosen(tuple(mine)))
    assert found[EVENT["uuid"]] == {name: each for name, each in EVENT.items() if name != "RelatedEvent"}
    assert stays(balance) == {}


def test_a_record_that_nobody_graded_here_leaves_with_its_sources_grades(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, event(), MARKED)
    found, _, _ = left(officer)
    del found[EVENT["uuid"]]
    for each in found.values():
        names = {tag["name"] for tag in each["Tag"] if tag["name"].startswith("admiralty")}
        assert names == set(TAGS[2:4])
    [wallet] = Record.objects.filter(kind="wallet").values_list("uid", flat=True)
    told = showing.show(reader=officer, now=world.NOW, id=wallet).docket.particulars.foreign_grading
    assert told.split("; ") == sorted(TAGS[2:5])


def test_a_feed_holds_the_event_and_names_it(officer: Reader, tmp_path: Path) -> None:
    brought(officer, tmp_path, event(), MARKED)
    card = exporting.export(reader=officer, now=world.NOW, format="misp-feed", choice=Chosen(q=""))
    place = exporting.download(reader=officer, now=world.NOW, id=card.id).path
    with zipfile.ZipFile(place) as archive:
        held = json.loads(archive.read(f"{EVENT['uuid']}.json"))["Event"]
        entry = json.loads(archive.read("manifest.json"))[EVENT["uuid"]]
    assert held == {name: each for name, each in EVENT.items() if name != "RelatedEvent"}
    assert (entry["info"], entry["timestamp"], entry["Orgc"]) == (EVENT["info"], 1767312000, EVENT["Orgc"])
