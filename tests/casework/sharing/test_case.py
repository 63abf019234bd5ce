"""A record taken out as CASE by one agency, taken in by another: the same, under its envelope, linked as it was."""

from pathlib import Path

from tests.worlds import intake
from tests.worlds.repository import KEY, NOW, SHARED, World

from bowstreet.casework.intake import watching
from bowstreet.casework.sharing import exporting
from bowstreet.holdings.repository import choosing, connecting, showing
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
    assert [each.value for each in held.values if each.field == "pgp"] == [KEY]
    assert Link.objects.filter(type="related_to").count() == 2
