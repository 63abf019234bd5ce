"""A delegate publishes a record on behalf of its owner, to whom the owner listed and until its day; to nobody else."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from tests.casework.sharing.test_requests import anew
from tests.worlds import agencies
from tests.worlds.repository import GIVEN, NOW, World

from bowstreet.casework.sharing.delegations import delegating, showing
from bowstreet.casework.sharing.delegations.answers import DelegationCard
from bowstreet.holdings.ledger import reading
from bowstreet.holdings.repository import recording, rows
from bowstreet.holdings.repository import showing as records
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

DAY = NOW.date()
LATER = NOW + timedelta(days=11)


class Scene(NamedTuple):
    """North's record, which south may publish to east and to nobody else."""

    world: World
    east: Reader
    west: Reader
    record: str
    made: DelegationCard

    def publish(self, *to: str, **more: Any) -> DelegationCard:
        said = {"reader": anew(self.world.south), "now": NOW, "id": self.made.id, **more}
        return delegating.publish(receivers=to, **said)


def give(world: World, record: str, **said: Any) -> DelegationCard:
    told = {"agency": "south", "receivers": ["east"], "until": DAY + timedelta(days=10), **said}
    return delegating.give(reader=world.north, now=NOW, record=record, **told)


@pytest.fixture
def scene(world: World) -> Scene:
    purpose = Purpose.OPERATIONAL_ANALYSIS
    for slug in ("east", "west"):
        agencies.found(slug, "PL")
    east, west = (agencies.first(slug, f"{slug[0]}.lead").reader(purpose=purpose) for slug in ("east", "west"))
    record = world.vendor(world.north, "amber", GIVEN)
    return Scene(world, east, west, record, give(world, record))


def test_a_publication_opens_the_record_and_says_on_whose_behalf(scene: Scene) -> None:
    with pytest.raises(Hidden):
        records.show(reader=scene.east, now=NOW, id=scene.record)
    done = scene.publish("east")
    assert [each.receiver for each in done.published] == ["east"] and done.left == ()
    seen = records.show(reader=scene.east, now=NOW, id=scene.record)
    assert seen.depth == "identifiers" and seen.docket.owner.slug == "north"
    newest = seen.versions[0]
    assert "Published by south on behalf of north" in str(newest)
    with pytest.raises(Hidden):
        records.show(reader=scene.west, now=NOW, id=scene.record)
    for reader in (scene.world.north, scene.world.south):
        found = reading.page(reader=reader, now=NOW + timedelta(days=1), limit=200).entries
        [entry] = [each for each in found if each.event == "marking_change" and scene.record in each.records]
        assert (entry.agency, entry.recipients, entry.records) == ("south", ("east",), (scene.record,))


def test_the_owners_bounds_are_kept(scene: Scene) -> None:
    for to in ((), ("west",), ("east", "west")):
        with pytest.raises(delegating.WrongDelegation):
            scene.publish(*to)
    with pytest.raises(delegating.Ended):
        scene.publish("east", now=LATER)
    for other in (scene.east, scene.world.north):
        with pytest.raises(Hidden):
            scene.publish("east", reader=other)
    assert rows.by_uids([scene.record])[scene.record].version == 1
    scene.publish("east")
    with pytest.raises(delegating.WrongDelegation):
        scene.publish("east")
    for side in (scene.world.south, scene.world.north):
        made = scene.made if side is scene.world.south else give(scene.world, scene.record)
        ended = delegating.end(reader=anew(side), now=NOW, id=made.id)
        assert ended.state == "ended"
        with pytest.raises(delegating.Ended):
            scene.publish("east", id=made.id)


def test_what_the_owner_marked_anew_is_published_as_it_stands(scene: Scene) -> None:
    world = scene.world
    row = rows.by_uids([scene.record])[scene.record]
    with transaction.atomic():
        recording.mark_anew(world.north, NOW, row, {"scope": "NAMED", "recipients": ["south"], "tlp": "RED"})
    with pytest.raises((Hidden, delegating.WrongDelegation)):
        scene.publish("east")
    row = rows.by_uids([scene.record])[scene.record]
    with transaction.atomic():
        recording.mark_anew(world.north, NOW, row, {"scope": "OWNER", "recipients": [], "tlp": "AMBER+STRICT"})
    with pytest.raises(Hidden):
        scene.publish("east")
    with pytest.raises(Hidden):
        delegating.end(reader=anew(world.south), now=NOW, id=scene.made.id)
    assert showing.delegations(reader=anew(world.south), now=NOW).held == ()
    [given] = showing.delegations(reader=world.north, now=NOW).given
    assert given.state == "standing" and not given.publishes


def test_only_what_is_the_owners_to_open_is_delegated(scene: Scene) -> None:
    world = scene.world
    closed, foreign = world.vendor(world.north, "beryl"), world.given(world.north, "coral", "Tide Watch", GIVEN)
    for record, said in (
        (closed, {}), (foreign, {}), (scene.record, {"agency": "north"}), (scene.record, {"agency": "nobody"}),
        (scene.record, {"receivers": []}), (scene.record, {"receivers": ["south"]}),
        (scene.record, {"receivers": ["nobody"]}), (scene.record, {"until": DAY - timedelta(days=1)}),
        (scene.record, {"until": DAY + timedelta(days=400)}), (scene.record, {"agency": "west"}),
    ):  # fmt: skip
        with pytest.raises(delegating.WrongDelegation):
            give(world, record, **said)
    for reader in (world.south, world.analyst):
        with pytest.raises(Hidden):
            delegating.give(reader=reader, now=NOW, record=scene.record, agency="east", receivers=["west"], until=DAY)
