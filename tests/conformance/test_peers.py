"""Peers as other people's servers are: what is pushed to medallion comes back from it whole, and is read again."""

import json
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

django.setup()

from tests.worlds import medallion_peer  # noqa: E402
from tests.worlds.repository import GIVEN, NOW, OWN, World  # noqa: E402
from tests.worlds.standing import world  # noqa: E402

from bowstreet.casework.intake import accepting, reading, watching  # noqa: E402
from bowstreet.casework.intake.models import Source  # noqa: E402
from bowstreet.casework.sharing import (  # noqa: E402
    agreeing,
    collecting,
    lining,
    meeting,
    models,
    registering,
    stowing,
)
from bowstreet.casework.sharing.collecting import Asked  # noqa: E402
from bowstreet.casework.sharing.shown import Party  # noqa: E402
from bowstreet.holdings.files import originals  # noqa: E402
from bowstreet.vocabulary.ceilings import Ceiling  # noqa: E402
from bowstreet.vocabulary.handling import Tlp  # noqa: E402
from bowstreet.vocabulary.lawfulness import Purpose  # noqa: E402

__all__ = ["world"]
OPEN = {**OWN, "scope": "LEA", "tlp": "GREEN"}


def agreed(world: World) -> str:
    return agreeing.make(
        reader=world.north, now=NOW, title="Sellers for Medallion", parties=[Party("Medallion", "none")],
        purposes=[Purpose.OPERATIONAL_ANALYSIS], ceiling=Ceiling(tlp=Tlp.AMBER_STRICT),
    ).id  # fmt: skip


def kept() -> None:
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass


def registered(reader: Any, name: str, address: str, **more: Any) -> str:
    return registering.add(
        reader=reader, now=NOW, name=name, address=address, collection=medallion_peer.COLLECTION,
        token=medallion_peer.PASSWORD, user=medallion_peer.USER, internal=True, **more,
    ).id  # fmt: skip


def met(id: str) -> None:
    while meeting.meet(id, NOW):
        pass
    held = models.Peer.objects.get(id=id)
    assert (held.pull_sentence, held.push_sentence) == ("", "")


def test_what_is_pushed_to_medallion_comes_back_whole_and_is_read_again(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    names = [f"quay-{number}" for number in range(12)]
    for name in names:
        world.vendor(world.north, name, OPEN)
    agreement = agreed(world)
    kept()
    sent = collecting.objects(reader=world.north, now=NOW, id=agreement, asked=Asked()).items
    for number, marks in enumerate((OWN, GIVEN, {**OPEN, "tlp": "RED"})):
        world.vendor(world.north, f"hushed-{number}", marks)
    kept()
    with medallion_peer.served(tmp_path) as address:
        push = registered(world.north, "Medallion", address, direction="push", agreement=agreement)
        met(push)
        pull = registered(world.south, "Medallion", address)
        met(pull)
        world.vendor(world.north, "late", OPEN)
        kept()
        met(push)
        met(pull)
    intakes = list(models.PulledIn.objects.order_by("id").values_list("intake", flat=True))
    back = [each for intake in intakes for each in _objects(intake)]
    assert len({each["id"] for each in back}) == len(back) > 40
    there = {each["id"]: each for each in back}
    assert [each.id for each in sent if there.get(each.id) != json.loads(each.text)] == []
    assert {ref for each in back for ref in each.get("object_marking_refs", ())} <= there.keys()
    assert "hushed" not in str(back)
    assert models.Release.objects.filter(receiver="Medallion", received_at=NOW).count() == 13
    for intake in intakes:
        reading.read(intake)
        accepting.accept(reader=world.south, now=NOW, id=intake, envelope={**GIVEN})
        reading.read(intake)
    views = [watching.intake(reader=world.south, now=NOW, id=each) for each in intakes]
    assert [(each.state, each.totals.rejected) for each in views] == [("done", 0)] * len(intakes)
    assert sum(each.totals.records_new for each in views) >= 13


def _objects(intake: str) -> list[Any]:
    sha256 = Source.objects.values_list("sha256", flat=True).get(intake=intake)
    return list(json.loads(originals.path_of(sha256).read_bytes())["objects"])
