"""Two Bowstreets, each in a process and a folder of its own: pull, push, recall, new marks, receipts, and a cut."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

django.setup()

from tests.worlds import repository, second_node  # noqa: E402
from tests.worlds.repository import NOW, OWN, World  # noqa: E402
from tests.worlds.second_node import Second  # noqa: E402
from tests.worlds.standing import world  # noqa: E402

from bowstreet.casework.intake import accepting, reading  # noqa: E402
from bowstreet.casework.sharing import (  # noqa: E402
    agreeing,
    downgrading,
    lining,
    meeting,
    models,
    registering,
    released,
    releasing,
    stowing,
    wire,
)
from bowstreet.casework.sharing.shown import Party  # noqa: E402
from bowstreet.formats.stix.notices import ANSWERS  # noqa: E402
from bowstreet.holdings.repository import advancing, recording, saving, withdrawing  # noqa: E402
from bowstreet.vocabulary.ceilings import Ceiling  # noqa: E402
from bowstreet.vocabulary.handling import Tlp  # noqa: E402
from bowstreet.vocabulary.lawfulness import Purpose  # noqa: E402

__all__ = ["world"]
OPEN = {**OWN, "scope": "LEA", "tlp": "GREEN"}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def incoming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    yield tmp_path / "second"


def registered(world: World, other: Second, told: dict[str, str], token: str, **more: Any) -> str:
    return registering.add(
        reader=world.north, now=NOW, name="Second", address=other.url, collection=told["collection"],
        token=told[token], internal=True, **more,
    ).id  # fmt: skip


def met(id: str) -> models.Peer:
    while meeting.meet(id, NOW):
        pass
    return models.Peer.objects.get(id=id)


def admitted(world: World) -> list[str]:
    for id in list(models.PulledIn.objects.order_by("id").values_list("intake", flat=True)):
        reading.read(id)
        accepting.accept(reader=world.north, now=NOW, id=id, envelope=OPEN)
        reading.read(id)
    return sellers(world)


def sellers(world: World) -> list[str]:
    return list(repository.sellers(world.north))


def test_pull_with_a_cut_in_the_middle_then_a_recall_and_its_receipts(
    world: World, incoming: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PAGE", 5)
    handles = [f"quay-{number}" for number in range(6)]
    with second_node.second(incoming, port) as other:
        told = other.do("found")
        made = other.do("record", handles=handles)
        id = registered(world, other, told, "south")
        other.do("die_after", requests=3)
        assert met(id).pull_sentence and other.gone() == 9
        assert met(id).pull_sentence == "The peer cannot be reached."
    with second_node.second(incoming, port) as other:
        assert other.do("sellers") and met(id).pull_sentence == ""
        ids = list(models.PulledObject.objects.values_list("stix_id", flat=True))
        assert len(ids) == len(set(ids)) and models.PulledIn.objects.count() == 2
        assert admitted(world) == [f"{each} on Lantern Market" for each in handles]
        first = repository.sellers(world.north)["quay-1 on Lantern Market"]
        recording.amend(reader=world.north, now=NOW, id=first, body={"aliases": ["seen by us"]})
        other.do("recall", agreement=told["agreement"], record=made[0])
        other.do("recall", agreement=told["agreement"], record=made[1])
        met(id)
        meeting.keep_up_notices(NOW)
        met(id)
        answers = {record: (receipt, known, answer) for record, receipt, known, answer
                   in other.do("releases", agreement=told["agreement"])}  # fmt: skip
        assert answers[made[0]] == (True, True, ANSWERS["withdrawn"])
        assert answers[made[1]] == (True, True, ANSWERS["kept"])
        assert answers[made[2]] == (False, False, "")
    assert sellers(world) == [f"{each} on Lantern Market" for each in handles[1:]]
    assert [each.title for each in withdrawing.trash(reader=world.north, now=NOW).records] == [
        "quay-0 on Lantern Market"
    ]


def test_push_then_a_recall_and_its_receipt(world: World, incoming: Path, port: int) -> None:
    agreement = agreeing.make(
        reader=world.north, now=NOW, title="Sellers for the second", parties=[Party("Second")],
        purposes=[Purpose.OPERATIONAL_ANALYSIS], ceiling=Ceiling(tlp=Tlp.AMBER_STRICT),
    ).id  # fmt: skip
    one, _ = (world.vendor(world.north, each, OPEN) for each in ("quay", "reeve"))
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass
    with second_node.second(incoming, port) as other:
        told = other.do("found")
        id = registered(world, other, told, "north", direction="push", agreement=agreement)
        assert met(id).push_sentence == "" and rows(world, agreement) == {("", ""), ("", "")}
        assert other.do("admit") == ["quay on Lantern Market", "reeve on Lantern Market"]
        met(id)
        assert rows(world, agreement) == {("received", "")}
        releasing.recall(reader=world.north, now=NOW, id=agreement, records=[one], reason="a wrong name")
        meeting.keep_up_notices(NOW)
        assert met(id).push_sentence == ""
        assert other.do("sellers") == ["reeve on Lantern Market"]
        assert rows(world, agreement) == {("received", ANSWERS["withdrawn"]), ("received", "")}


def test_stricter_marks_reach_the_copies_on_both_sides_and_what_may_be_there_no_more_is_recalled(
    world: World, incoming: Path, port: int
) -> None:
    agreement = agreeing.make(
        reader=world.north, now=NOW, title="Sellers for the second", parties=[Party("Second")],
        purposes=[Purpose.OPERATIONAL_ANALYSIS], ceiling=Ceiling(),
    ).id  # fmt: skip
    one, two = (world.vendor(world.north, each, OPEN) for each in ("quay", "reeve"))
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass
    with second_node.second(incoming, port) as other:
        told = other.do("found")
        id = registered(world, other, told, "north", direction="push", agreement=agreement)
        met(id)
        assert other.do("admit") == ["quay on Lantern Market", "reeve on Lantern Market"]
        assert other.do("marks")["quay on Lantern Market"] == ["AMBER+STRICT", "AMBER", ["H2"]]
        saving.change_marks(reader=world.north, now=NOW, id=one, changes={"pap": "RED", "handling": ["H1", "H2"]})
        saving.change_marks(reader=world.north, now=NOW, id=two, changes={"scope": "OWNER"})
        while lining.keep_up(NOW) or stowing.keep_up(NOW) or downgrading.keep_up(NOW):
            pass
        meeting.keep_up_notices(NOW)
        assert met(id).push_sentence == ""
        assert other.do("marks") == {"quay on Lantern Market": ["AMBER+STRICT", "RED", ["H1", "H2"]]}
        gone = released.releases(reader=world.north, now=NOW, id=agreement).releases
        said = {(each.record, each.remark_reason or each.recall_reason, each.answer) for each in gone}
        assert (one, "Marked PAP:RED, H1 H2 since.", ANSWERS["marked"]) in said
        assert (two, "Marked scope OWNER since.", ANSWERS["withdrawn"]) in said

        [theirs] = other.do("record", handles=["wick"])
        other.do("release", agreement=told["agreement"])
        pulled = registering.add(
            reader=world.north, now=NOW, name="The other", address=other.url, collection=told["collection"],
            token=told["south"], internal=True,
        ).id  # fmt: skip
        met(pulled)
        admitted(world)
        copy = repository.sellers(world.north)["wick on Lantern Market"]
        saving.change_marks(reader=world.north, now=NOW, id=copy, changes={"tlp": "RED"})
        other.do("mark", record=theirs, changes={"pap": "RED"})
        met(pulled)
        meeting.keep_up_notices(NOW)
        met(pulled)
        marks = advancing.standing([copy])[copy].terms
        assert (marks.tlp, marks.pap) == ("RED", "RED")
        answers = {record: answer for record, _, _, answer in other.do("releases", agreement=told["agreement"])}
        assert answers[theirs] == ANSWERS["marked"]


def rows(world: World, agreement: str) -> set[tuple[str, str]]:
    found = released.releases(reader=world.north, now=NOW, id=agreement).releases
    return {("received" if each.received_at else "", each.answer) for each in found}
