"""Records taken out in a format by one agency and taken in by another: the same records, linked as they were."""

from itertools import groupby
from pathlib import Path

from tests.worlds import exchange, intake
from tests.worlds.repository import KEY, NOW, SHARED, World

from bowstreet.casework.intake import watching
from bowstreet.casework.sharing import exporting, writers
from bowstreet.holdings.repository import choosing, connecting, recording, showing
from bowstreet.holdings.repository.models import Link, Record
from bowstreet.vocabulary.linking import LinkType


def test_what_one_agency_takes_out_as_case_another_takes_in(world: World, tmp_path: Path) -> None:
    one = world.vendor(world.north, "lamplighter", {**SHARED, "tlp": "GREEN"}, pgp=[KEY])
    two = world.vendor(world.north, "candle", SHARED)
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    choice = choosing.Chosen((one, two))
    card = exporting.export(reader=world.north, now=NOW, choice=choice, format="case", recipients=("south",))
    carried = exporting.download(reader=world.north, now=NOW, id=card.id)
    assert (carried.name.endswith(".jsonld"), card.balance.records) == (True, 2)
    made = intake.hand_in(world.south, carried.path)
    intake.reading.read(made)
    seen = watching.intake(reader=world.south, now=NOW, id=made)
    [source] = seen.sources
    assert (seen.state, source.reader, source.rejected, source.records_new) == ("done", "exchange: case", 0, 2)
    rows = Record.objects.exclude(uid__in=(one, two)).filter(kind="vendor_account").order_by("id")
    views = [showing.show(reader=world.south, now=NOW, id=each.uid) for each in rows]
    found = {each.title: each for each in views}
    assert set(found) == {"lamplighter on Lantern Market", "candle on Lantern Market"}
    held = found["lamplighter on Lantern Market"]
    assert [each.chip.raw for each in held.values if each.field == "pgp" and each.chip] == [KEY]
    assert Link.objects.filter(type="related_to").count() == 2


def test_what_one_agency_takes_out_as_a_tagpack_another_takes_in(world: World, tmp_path: Path) -> None:
    body = {"address": exchange.bitcoin(5), "labels": [{"value": "Quay", "grade": "B2"}], "description": "seen once"}
    one = recording.record(reader=world.north, now=NOW, kind="wallet", body=body, envelope=SHARED).id
    choice = choosing.Chosen((one,))
    card = exporting.export(reader=world.north, now=NOW, choice=choice, format="tagpack")
    assert ("wallet.description", "no_field", 1) in {(each.part, each.why, each.count) for each in card.balance.losses}
    made = intake.hand_in(world.south, exporting.download(reader=world.north, now=NOW, id=card.id).path)
    intake.reading.read(made)
    [source] = watching.intake(reader=world.south, now=NOW, id=made).sources
    assert (source.reader, source.rejected, source.records_new) == ("exchange: tagpacks", 0, 1)
    [row] = Record.objects.exclude(uid=one).filter(kind="wallet")
    held = showing.show(reader=world.south, now=NOW, id=row.uid)
    assert [(each.shown, each.grade) for each in held.values if each.field == "labels"] == [("Quay", "X3")]


def test_formats_of_one_family_stand_together() -> None:
    families = [each.family for each in writers.cards()]
    assert len(families) == 10 and [name for name, _ in groupby(families)] == list(dict.fromkeys(families))
