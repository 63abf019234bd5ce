"""Rows of datasets that show a sign of a behaviour: counted over what opens, attached by a person alone."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.worlds import observations
from tests.worlds.agencies import NOW
from tests.worlds.repository import OWN, SHARED, World

from bowstreet.casework.library.behaviours import confirming, observing, showing
from bowstreet.casework.library.behaviours.answers import BehaviourCard, BehaviourRows
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.observations import asking, signs, storing
from bowstreet.holdings.observations.reader import Reading
from bowstreet.holdings.repository import connecting, recording
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

WORD = "write first"
ROWS = (
    f"2031-01-01,fern,Tulip,4.5,7,Spain,MDMA,,Please {WORD.upper()}\n"
    "2031-01-02,moss,Tulip,4.5,7,Poland,cannabis,,plain parcels\n"
    f"2031-02-03,fern,Tulip,4.5,7,Spain,MDMA,,{WORD}; no escrow\n"
    "2031-03-04,ash,Poppy,4.5,7,Spain,guides,,no escrow\n"
)
CARD = {
    "title": "Payment outside the market", "words": [WORD, "no escrow"], "markets": ["Tulip"], "products": ["drugs"]
}  # fmt: skip
GIVEN = {"scope": "NAMED", "recipients": ["south"]}


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Let the reader answer here: what it answers is the same in a process of its own."""
    reading = cache(lambda: Reading(Path(settings.STATE)))
    monkeypatch.setattr(asking, "ask", lambda question: json.loads(reading().answer(json.dumps(question).encode())))


def carded(reader: Reader, **more: Any) -> str:
    return recording.record(reader=reader, now=NOW, kind="behaviour", body={**CARD, **more}).id


def rows(reader: Reader, id: str, **more: Any) -> BehaviourRows:
    return observing.behaviour_rows(reader=reader, now=NOW, id=id, **more)


def attach(reader: Reader, id: str, record: str, row: str, **more: Any) -> BehaviourCard:
    return confirming.attach(reader=reader, now=NOW, id=id, record=record, why="The row says so.", row=row, **more)


def card(reader: Reader, id: str) -> BehaviourCard:
    return showing.behaviour_card(reader=reader, now=NOW, id=id)


def account(world: World, reader: Reader, handle: str = "fern", market: str = "Tulip", **envelope: Any) -> str:
    return world.vendor(reader, handle, {**OWN, **envelope}, market=market)


def of(shown: BehaviourRows) -> list[int]:
    return [each.number for each in shown.rows]


def test_rows_with_a_sign_are_counted_by_dataset_and_shown_with_each_reason(world: World, tmp_path: Path) -> None:
    id, held = carded(world.north), account(world, world.north)
    dataset, _ = observations.bring(world, world.north, ROWS, tmp_path)
    shown = rows(world.north, id)
    (counted,) = shown.datasets
    assert (counted.dataset, counted.rate.worked, counted.rate.tries) == (dataset, 3, 4)
    assert (counted.first_seen, counted.last_seen) == (date(2031, 1, 1), date(2031, 3, 4))
    assert shown.base == counted.rate and 0 < counted.rate.low < 0.75 < counted.rate.high < 1
    assert of(shown) == [3, 1, 4], "most reasons first"
    assert shown.rows[0].reasons == (
        f"‘{WORD}’ stands in it.", "‘no escrow’ stands in it.", "It is of Tulip, which the card names.",
        "It is about drugs, which the card names.",
    )  # fmt: skip
    assert shown.rows[2].reasons == ("‘no escrow’ stands in it.",) and shown.rows[2].market == "poppy"
    assert ("about", f"{WORD}; no escrow", True) in shown.rows[0].cells
    assert [each.record for each in shown.rows[0].accounts] == [held] and shown.rows[2].accounts == ()
    assert of(rows(world.north, id, limit=1)) == [3] and rows(world.north, id, limit=1).more
    narrowed = rows(world.north, id, since=date(2031, 2, 1), until=date(2031, 2, 28))
    assert of(narrowed) == [3] and narrowed.base and narrowed.base.tries == 1, "other days are not in the base rate"


def test_a_row_that_does_not_open_is_neither_shown_nor_counted(world: World, tmp_path: Path) -> None:
    id = carded(world.north)
    observations.bring(world, world.north, ROWS[: ROWS.index("\n") + 1], tmp_path, **GIVEN)
    before = rows(world.south, id)
    assert of(before) == [1] and before.base and before.base.tries == 1
    dataset, import_id = observations.bring(world, world.north, ROWS, tmp_path)
    account(world, world.north)
    assert replace(rows(world.south, id)) == before
    with pytest.raises(Hidden):
        attach(world.south, id, account(world, world.south), f"observation:{dataset}/{import_id}/3")
    with pytest.raises(Hidden):
        confirming.decline(reader=world.south, now=NOW, id=id, record=f"observation:{dataset}/{import_id}/3")
    storing.block(dataset=dataset, import_id=import_id, rows=[3], now=NOW)
    assert of(rows(world.north, id)) == [1, 1, 4], "nor is one that nobody may read any more"


def test_a_row_is_confirmed_by_an_act_alone_and_gives_its_day_and_market(world: World, tmp_path: Path) -> None:
    id, held = carded(world.north), account(world, world.north, market="Lantern Market")
    observations.bring(world, world.north, ROWS, tmp_path)
    first, other = rows(world.north, id).rows[:2]
    assert card(world.north, id).instances == () and card(world.north, id).sightings.months == ()
    made = attach(world.north, id, held, first.row, seen_on=date(2020, 1, 1))
    (instance,) = made.instances
    assert (instance.rows, instance.why) == ((first.row,), ("The row says so.",))
    assert (instance.market, instance.first_seen, instance.last_seen) == ("tulip", first.day, first.day)
    assert [each.month for each in made.sightings.months] == ["2031-02"]
    assert [each.code for each in made.sightings.places] == ["tulip"]
    assert of(rows(world.north, id)) == [1, 4]
    with pytest.raises(connecting.LinkedAlready):
        attach(world.north, id, held, first.row)
    more = attach(world.north, id, held, other.row)
    assert more.instances_total == 1 and more.instances[0].rows == (first.row, other.row)
    assert [each.month for each in more.sightings.months] == ["2031-01", "2031-02"]


def test_an_instance_read_in_a_row_opens_no_further_than_the_row(world: World, tmp_path: Path) -> None:
    id, held = carded(world.north), account(world, world.north, **SHARED)
    observations.bring(world, world.north, ROWS, tmp_path)
    attach(world.north, id, held, rows(world.north, id).rows[0].row)
    assert card(world.north, id).instances_total == 1
    assert card(world.south, id).instances_total == 0
    assert card(world.south, id).sightings.months == ()


def test_a_declined_row_is_counted_and_not_shown_to_that_agency(world: World, tmp_path: Path) -> None:
    id, held = carded(world.north), account(world, world.north)
    observations.bring(world, world.north, ROWS, tmp_path, **GIVEN)
    first, other = rows(world.north, id).rows[:2]
    confirming.decline(reader=world.north, now=NOW, id=id, record=first.row)
    shown = rows(world.analyst, id)
    assert of(shown) == [1, 4] and shown.base and shown.base.worked == 3
    assert of(rows(world.south, id)) == [3, 1, 4], "what others declined tells nothing"
    made = attach(world.north, id, held, other.row)
    confirming.detach(reader=world.north, now=NOW, id=id, link=made.instances[0].id)
    assert of(rows(world.north, id)) == [4], "what was taken back is not asked again"


def test_the_reader_of_rows_may_be_silent(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id = carded(world.north)
    observations.bring(world, world.north, ROWS, tmp_path)
    row = rows(world.north, id).rows[0].row

    def silent(question: dict[str, Any]) -> dict[str, Any]:
        raise asking.ReaderSilent()

    monkeypatch.setattr(asking, "ask", silent)
    shown = rows(world.north, id)
    assert shown.silent == asking.ReaderSilent().sentence and shown.rows == () and shown.base is None
    assert card(world.north, id).title == CARD["title"]
    with pytest.raises(asking.ReaderSilent):
        attach(world.north, id, account(world, world.north), row)
    assert card(world.north, id).instances == ()


def test_how_far_is_looked_is_a_number_of_rows_and_said(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = carded(world.north)
    observations.bring(world, world.north, ROWS, tmp_path)
    observations.bring(world, world.north, f"2031-05-01,oak,Tulip,,,,,,{WORD}\n", tmp_path, **GIVEN)
    whole = rows(world.north, id)
    assert whole.base and (whole.base.worked, whole.base.tries, whole.beyond, whole.looked) == (4, 5, 0, 2)
    monkeypatch.setattr(signs, "MOST_ROWS", 3)
    shown = rows(world.north, id)
    assert shown.base and (shown.base.tries, shown.beyond) == (3, 2)
    assert sum(each.rate.tries for each in shown.datasets) == 3


def test_a_look_is_entered_with_what_it_showed(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id, held = carded(world.north), account(world, world.north, **GIVEN)
    dataset, _ = observations.bring(world, world.north, ROWS, tmp_path, **GIVEN)
    noted: list[dict[str, Any]] = []
    honest = looking.note
    monkeypatch.setattr(looking, "note", lambda **said: (noted.append(said), honest(**said)))
    rows(world.south, id)
    (said,) = noted
    assert (said["action"], set(said["records"])) == ("behaviour.rows", {id, held, dataset})
    assert dict(said["touched"]) == dict.fromkeys((id, held, dataset), world.north.agency)
