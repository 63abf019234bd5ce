"""What is pushed is entered before it leaves, goes on where it was cut off, and is told back when it is recalled."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.worlds import peers
from tests.worlds.peers import Fake, told
from tests.worlds.repository import NOW, OWN, World

from bowstreet.casework.sharing import (
    agreeing,
    collecting,
    lining,
    meeting,
    models,
    noticing,
    pushing,
    recalling,
    registering,
    releasing,
    stowing,
)
from bowstreet.casework.sharing.collecting import Asked
from bowstreet.casework.sharing.giving import OtherPurpose
from bowstreet.casework.sharing.registering import WrongPeer
from bowstreet.casework.sharing.shown import Party
from bowstreet.formats.stix.notices import RECALL
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import advancing, saving
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.refusals import Hidden, Invalid

OPEN = {**OWN, "scope": "LEA", "tlp": "GREEN"}
STATUS = "0f0f0f0f-1111-4222-8333-555555555555"


@pytest.fixture
def fake() -> Iterator[Fake]:
    with peers.fake() as made:
        yield made


def agreed(world: World, **more: Any) -> str:
    said: dict[str, Any] = {
        "purposes": [Purpose.OPERATIONAL_ANALYSIS], "parties": [Party("Harbour", "none")],
        "ceiling": Ceiling(tlp=Tlp.AMBER_STRICT), **more,
    }  # fmt: skip
    return agreeing.make(reader=world.north, now=NOW, title="Sellers", **said).id


def registered(world: World, fake: Fake, agreement: str, **more: Any) -> str:
    said = {"name": "Harbour", "direction": "push", "address": fake.url, "token": "a-token", **more}
    return registering.add(
        reader=world.north, now=NOW, collection="sellers", internal=True, agreement=agreement, **said
    ).id  # fmt: skip


def kept() -> None:
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass


def met(id: str) -> models.Peer:
    while meeting.meet(id, NOW):
        pass
    return models.Peer.objects.get(id=id)


def sent(fake: Fake) -> list[str]:
    return [each["id"] for body in fake.posted for each in json.loads(body)["objects"]]


def test_each_object_goes_once_in_its_order_and_is_entered_before_it_leaves(
    world: World, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "MOST_OBJECTS", 4)
    records = [world.vendor(world.north, f"quay-{number}", OPEN) for number in range(3)]
    agreement = agreed(world)
    kept()
    entered: list[int] = []

    def answer(method: str, asked: peers.Asked) -> None:
        entered.append(models.Release.objects.filter(receiver="Harbour").count())

    fake.answer = answer
    id = registered(world, fake, agreement)
    assert met(id).push_sentence == "" and entered[-1] == 3
    line = collecting.objects(reader=world.north, now=NOW, id=agreement, asked=Asked()).items
    assert sent(fake) == [each.id for each in line]
    told_of = [each.fields for each in following.after("acts", 0, 100_000) if each.fields["action"] == "node.pushed"]
    assert {record for each in told_of for record in each["records"]} >= set(records)
    assert {each["event"] for each in told_of} == {"disclosure"}
    before = len(fake.posted)
    assert met(id).push_sentence == "" and len(fake.posted) == before
    rows = releasing.releases(reader=world.north, now=NOW, id=agreement).releases
    assert [(each.receiver, each.received_at) for each in rows] == [("Harbour", NOW)] * 3


def test_what_its_owner_opens_to_nobody_outside_stays_here(world: World, fake: Fake) -> None:
    one = world.vendor(world.north, "quay", OPEN)
    narrow = ({"scope": "OWNER"}, {"scope": "NAMED", "recipients": ["south"]}, {"tlp": "RED"}, {"tlp": "AMBER"},
              {"tlp": "AMBER+STRICT"}, {"classification": "EU_RESTRICTED"}, {"purposes": ["prosecution"]})  # fmt: skip
    for number, marks in enumerate(narrow):
        world.vendor(world.north, f"hushed-{number}", {**OPEN, **marks})
    agreement = agreed(world, ceiling=Ceiling())
    kept()
    met(registered(world, fake, agreement))
    assert b"quay" in b"".join(fake.posted) and b"hushed" not in b"".join(fake.posted)
    assert list(models.Release.objects.values_list("record", flat=True)) == [one]


def test_a_sending_that_was_cut_off_is_sent_again_as_far_as_it_may_still_leave(world: World, fake: Fake) -> None:
    one, two = (world.vendor(world.north, name, OPEN) for name in ("quay", "reeve"))
    agreement = agreed(world)
    kept()
    fake.answer = lambda method, asked: told(500, {})
    id = registered(world, fake, agreement)
    assert met(id).push_sentence == "The peer answered with the status 500." and met(id).place is None
    assert models.Sending.objects.get().state == "going"
    saving.change_marks(reader=world.north, now=NOW, id=two, changes={"scope": "OWNER"})
    fake.answer, fake.posted = lambda method, asked: None, []
    assert met(id).push_sentence == "" and models.Sending.objects.get().state == "over"
    assert {each[-12:] for each in sent(fake)} & {one[-12:], two[-12:]} == {one[-12:]}
    assert models.Release.objects.count() == 2


def test_what_waits_at_the_peer_has_its_receipt_when_it_is_taken_in_whole(world: World, fake: Fake) -> None:
    world.vendor(world.north, "quay", OPEN)
    agreement = agreed(world)
    kept()
    state = {"id": STATUS, "status": "pending"}
    fake.answer = lambda method, asked: told(202 if method == "POST" else 200, state)
    id = registered(world, fake, agreement)
    met(id)
    assert models.Release.objects.get().received_at is None and models.Sending.objects.get().state == "pending"
    state |= {"status": "complete"}
    met(id)
    assert models.Release.objects.get().received_at == NOW and models.Sending.objects.get().state == "over"


def test_what_a_peer_did_not_take_has_no_receipt(world: World, fake: Fake) -> None:
    world.vendor(world.north, "quay", OPEN)
    agreement = agreed(world)
    kept()
    fake.answer = lambda method, asked: told(202, {"id": STATUS, "status": "complete", "failure_count": 1})
    met(registered(world, fake, agreement))
    assert models.Release.objects.get().received_at is None


def test_nothing_goes_when_the_agreement_is_over(world: World, fake: Fake) -> None:
    world.vendor(world.north, "quay", OPEN)
    agreement = agreed(world)
    kept()
    id = registered(world, fake, agreement)
    agreeing.end(reader=world.north, now=NOW, id=agreement)
    assert met(id).push_sentence == "Nothing leaves today under the agreement with this peer." and fake.asked == []


def test_a_recall_is_told_also_when_nothing_else_goes_any_more(world: World, fake: Fake) -> None:
    one = world.vendor(world.north, "quay", OPEN)
    agreement = agreed(world)
    kept()
    id = registered(world, fake, agreement)
    met(id)
    fake.posted = []
    releasing.recall(reader=world.north, now=NOW, id=agreement, records=[one], reason="a wrong name")
    agreeing.end(reader=world.north, now=NOW, id=agreement)
    meeting.keep_up_notices(NOW)
    assert met(id).push_sentence == "Nothing leaves today under the agreement with this peer."
    assert [each.partition("--")[0] for each in sent(fake)] == [RECALL]


def test_recalls_that_nobody_can_be_told_of_keep_no_other_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "STEP", 2)
    gone = [world.vendor(world.north, f"quay-{number}", OPEN) for number in range(3)]
    one = world.vendor(world.north, "reeve", OPEN)
    agreement = agreed(world, receivers=["south"], parties=[Party("Elsewhere", "none")])
    kept()
    for receiver in ("Elsewhere", "south"):
        releasing.release(reader=world.north, now=NOW, id=agreement, receiver=receiver)
    releasing.recall(reader=world.north, now=NOW, id=agreement, reason="a wrong name")
    stands = advancing.standing
    monkeypatch.setattr(advancing, "standing", lambda ids: stands([each for each in ids if each not in gone]))
    meeting.keep_up_notices(NOW)
    assert list(models.Recalled.objects.values_list("receiver", "record")) == [("south", one)]


def test_what_nobody_foresaw_at_one_peer_keeps_no_other_waiting(
    world: World, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.vendor(world.north, "quay", OPEN)
    agreement = agreed(world, parties=[Party("Harbour", "none"), Party("Quayside", "none")])
    kept()
    odd, other = registered(world, fake, agreement), registered(world, fake, agreement, name="Quayside")

    def push(held: models.Peer, now: Any) -> bool:
        if held.id == odd:
            raise ValueError("something odd")
        return pushed(held, now)

    pushed = pushing.push
    (pulls, (direction, (_, tell))) = meeting._STEPS
    monkeypatch.setattr(meeting, "_STEPS", (pulls, (direction, (push, tell))))
    meeting.keep_up(NOW)
    told_of = {each.id: each.push_sentence for each in models.Peer.objects.all()}
    assert told_of == {odd: "Something failed here that nobody foresaw; the log of this node says what.", other: ""}
    assert b"quay" in b"".join(fake.posted)


def test_a_recall_names_the_object_and_holds_nothing_of_it(world: World, fake: Fake) -> None:
    one = world.vendor(world.north, "quaymerchant", OPEN)
    agreement = agreed(world)
    kept()
    id = registered(world, fake, agreement)
    met(id)
    fake.posted = []
    releasing.recall(reader=world.north, now=NOW, id=agreement, records=[one], reason="a wrong name")
    meeting.keep_up_notices(NOW)
    met(id)
    [body] = fake.posted
    [notice] = json.loads(body)["objects"]
    assert notice["type"] == RECALL and notice["object_refs"][0][-12:] == one[-12:]
    assert notice["description"] == "a wrong name" and b"quaymerchant" not in body
    meeting.keep_up_notices(NOW)
    met(id)
    assert len(fake.posted) == 1


def test_a_notice_stands_in_the_collection_for_its_receiver_alone(world: World) -> None:
    from dataclasses import replace

    from tests.worlds import agencies

    agencies.found("west")
    west = replace(world.south, agency="west", officer="somebody")
    marks = {**OWN, "scope": "NAMED", "recipients": ["south"]}
    one = world.vendor(world.north, "quay", marks)
    agreement = agreed(world, receivers=["south", "west"], parties=[])
    kept()
    releasing.release(reader=world.north, now=NOW, id=agreement, receiver="south")
    assert listed(world.south, agreement) != [] and RECALL not in listed(world.south, agreement)
    releasing.recall(reader=world.north, now=NOW, id=agreement, records=[one], reason="a wrong name")
    meeting.keep_up_notices(NOW)
    assert listed(world.south, agreement).count(RECALL) == 1
    assert RECALL not in listed(west, agreement) and RECALL not in listed(world.north, agreement)
    [row] = releasing.releases(reader=world.north, now=NOW, id=agreement).releases
    assert (row.told_at, row.answer) == (NOW, "")


def listed(reader: Any, agreement: str) -> list[str]:
    items = collecting.objects(reader=reader, now=NOW, id=agreement, asked=Asked()).items
    return [each.id.partition("--")[0] for each in items]


def test_an_answer_counts_from_the_receiver_of_the_recall_alone_and_the_last_word_stays(world: World) -> None:
    one = world.vendor(world.north, "quay", {**OWN, "scope": "NAMED", "recipients": ["south"]})
    agreement = agreed(world, receivers=["south"], parties=[])
    kept()
    releasing.release(reader=world.north, now=NOW, id=agreement, receiver="south")
    releasing.recall(reader=world.north, now=NOW, id=agreement, records=[one], reason="a wrong name")
    meeting.keep_up_notices(NOW)
    made, held = models.Recalled.objects.get(), models.Agreement.objects.get(id=agreement)
    noticing.receipted(held, "west", f"{RECALL}--{made.id}", "withdrawn", NOW)
    assert models.Recalled.objects.get().answer == ""
    for answer in ("received", "withdrawn", "unknown"):
        noticing.receipted(held, "south", f"{RECALL}--{made.id}", answer, NOW)
    assert models.Recalled.objects.get().answer == "withdrawn"


WRONG = (
    ({"address": "http://10.0.0.1/"}, "address"), ({"address": "https://169.254.169.254/"}, "address"),
    ({"address": "file:///etc/passwd"}, "address"), ({"name": " "}, "name"), ({"name": "Somebody"}, "name"),
    ({"direction": "sideways"}, "direction"), ({"token": ""}, "token"), ({"token": "a\nb"}, "token"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_a_peer_that_cannot_be_is_refused_at_its_field(
    world: World, fake: Fake, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(WrongPeer) as refused:
        registered(world, fake, agreed(world), **wrong)
    assert refused.value.field == field and not models.Peer.objects.exists()


def test_only_a_supervisor_of_the_giver_registers_and_no_two_have_one_name(world: World, fake: Fake) -> None:
    agreement = agreed(world)
    with pytest.raises(Hidden):
        registering.add(reader=world.analyst, now=NOW, name="x", address=fake.url, collection="x", token="x")
    with pytest.raises(Hidden):
        registering.add(
            reader=world.south, now=NOW, name="Harbour", address=fake.url, collection="x", token="x", direction="push",
            agreement=agreement, internal=True,
        )  # fmt: skip
    with pytest.raises(OtherPurpose):
        registered(world, fake, agreed(world, purposes=[Purpose.PROSECUTION]))
    with pytest.raises(Invalid, match="no field"):
        registered(world, fake, agreement, envelope={"owner": "south"})
    registered(world, fake, agreement)
    with pytest.raises(WrongPeer, match="already"):
        registered(world, fake, agreement)
