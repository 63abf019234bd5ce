"""What is exported as STIX is restored from the document alone, links and judgements too."""

from tests.worlds.repository import NOW, SHARED, World

from bowstreet.casework.sharing import bundling, exporting
from bowstreet.formats.stix import exchanging
from bowstreet.holdings.repository import connecting, judging, leaving
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.linking import LinkType


def test_an_export_is_restored_exactly_as_it_left(world: World) -> None:
    one, two = (world.vendor(world.north, name, SHARED) for name in ("lamplighter", "candle"))
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO, evidence=("seen",))
    judging.judge(reader=world.north, now=NOW, id=one, other=two, verdict=Verdict.SAME, note="One key.")
    choice = Chosen((one, two))
    left = bundling.bundle(leaving.leaves(reader=world.south, now=NOW, choice=choice))
    card = exporting.export(reader=world.south, now=NOW, choice=choice, format="stix")
    carried = exporting.download(reader=world.south, now=NOW, id=card.id)
    assert carried.name.endswith(".json")
    came = exchanging.read(carried.path.read_bytes())
    assert came.bundle == left
    assert (len(left.records), len(left.links), len(left.judgements)) == (2, 1, 1)
    assert (came.losses, came.refused) == ((), ())
