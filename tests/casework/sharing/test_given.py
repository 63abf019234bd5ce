"""What another gave leaves under no agreement of who took it in: not in line, not collected, not released."""

import json
from dataclasses import replace
from typing import Any

from tests.casework.sharing.test_agreements import agreed, ids, lined_up
from tests.casework.sharing.test_collecting import kept, page, sellers
from tests.worlds.repository import GIVEN, NOW, OWN, SHARED, World

from bowstreet.casework.sharing import exporting, models, releasing, rules
from bowstreet.casework.sharing.answers import Asking
from bowstreet.casework.sharing.rules import Sieve
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.ceilings import NO_CEILING
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import HandlingCode, Tlp
from bowstreet.vocabulary.lawfulness import Purpose

BY = "Harbour Watch"


def test_under_an_agreement_leaves_ones_own_and_what_its_giver_let_go(world: World) -> None:
    own = world.vendor(world.north, "quay", GIVEN)
    held = world.given(world.north, "reeve", BY, GIVEN)
    free = world.given(world.north, "lamp", BY, SHARED)
    card = agreed(world)
    lined_up()
    kept()
    assert set(models.SharedObject.objects.values_list("record", flat=True)) == {own, free}
    assert held not in set(models.KeptObject.objects.values_list("record", flat=True))
    assert set(ids(world, card)) == {own, free}
    assert len(sellers(page(world, card))) == 2
    gone = releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    assert {each.record for each in gone.releases} == {own, free}


def test_a_sieve_holds_what_the_giver_holds() -> None:
    purposes = frozenset({Purpose.OPERATIONAL_ANALYSIS})
    sieve = Sieve("north", purposes, NO_CEILING)
    free = Terms("north", handling=frozenset({HandlingCode.H1}), tlp=Tlp.GREEN, purposes=purposes, given_by=BY)
    assert rules.lets(sieve, free, NOW.date())
    for stricter in (
        replace(free, handling=frozenset({HandlingCode.H2})), replace(free, handling=frozenset({HandlingCode.H3})),
        replace(free, tlp=Tlp.AMBER),
    ):  # fmt: skip
        assert not rules.lets(sieve, stricter, NOW.date())
        assert rules.lets(sieve, replace(stricter, given_by=""), NOW.date())


def test_an_export_names_the_givers_and_how_to_reach_those_of_this_node(world: World) -> None:
    world.given(world.north, "quay", BY)
    world.given(world.north, "reeve", "south")
    world.vendor(world.north, "own", OWN)
    balance = exporting.look(reader=world.north, now=NOW, choice=Chosen(q=""), ceiling=NO_CEILING).balance
    south = queries.card("south")
    assert [(each.owner.name, each.owner.contact, each.records, each.gave) for each in balance.asking] == [
        (BY, "", 1, True), (south.name, south.contact, 1, True),
    ]  # fmt: skip
    assert (balance.records, balance.stays) == (1, 2)
    card = exporting.export(reader=world.north, now=NOW, choice=Chosen(q=""), format="stix", ceiling=NO_CEILING)
    assert card.balance.asking == balance.asking
    assert Asking(south, 1, gave=True) in card.balance.asking
    left = exporting.download(reader=world.north, now=NOW, id=card.id).path.read_text()
    assert '"given_by"' not in left
    assert BY not in left


def test_what_leaves_by_its_givers_word_names_the_giver_in_every_format(world: World) -> None:
    world.given(world.north, "lamp", BY, SHARED)
    told: dict[str, Any] = {}
    for format in ("stix", "misp", "case", "csv"):
        card = exporting.export(reader=world.north, now=NOW, choice=Chosen(q=""), format=format)
        told[format] = exporting.download(reader=world.north, now=NOW, id=card.id).path.read_text()
    assert {name: BY in text for name, text in told.items()} == dict.fromkeys(told, True)
    [actor] = [each for each in json.loads(told["stix"])["objects"] if each["type"] == "threat-actor"]
    [whole] = [each for each in actor["extensions"].values() if "terms" in each]
    assert whole["terms"]["given_by"] == BY
