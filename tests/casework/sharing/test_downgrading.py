"""Stricter marks on what went are told to whoever has it, and what may be there no more is recalled by itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest
from django.conf import settings
from tests.casework.operations.test_joint import begun
from tests.casework.sharing.test_agreements import agreed, lined_up
from tests.casework.sharing.test_exporting import entered, last_place
from tests.worlds import agencies, peers
from tests.worlds.peers import Fake
from tests.worlds.repository import GIVEN, NOW, OWN, World

from bowstreet.casework.intake import accepting, reading, tracing
from bowstreet.casework.operations import layers
from bowstreet.casework.sharing import (
    collecting,
    confirming,
    departing,
    downgrading,
    lining,
    meeting,
    models,
    recalling,
    registering,
    released,
    releasing,
    resting,
    stowing,
)
from bowstreet.casework.sharing.collecting import Asked
from bowstreet.casework.sharing.resting import RestingList
from bowstreet.casework.sharing.shown import Party, ReleaseRow
from bowstreet.formats.stix import notices
from bowstreet.formats.stix.notices import ANSWERS, RECEIPT, REMARK
from bowstreet.formats.stix.record_objects import stix_id
from bowstreet.holdings.repository import advancing, connecting, editing, judging, saving, showing
from bowstreet.holdings.repository.enveloping import WrongMarks
from bowstreet.interfaces.doors import telling
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Scope, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

GREEN = {**GIVEN, "tlp": "GREEN"}
OPEN = {**OWN, "scope": "LEA", "tlp": "GREEN"}

BECAME: dict[str, tuple[dict[str, Any], str]] = {
    "pap": ({"pap": "RED"}, "told: Marked PAP:RED since."),
    "h1": ({"handling": ["H1", "H2"]}, "told: Marked H1 H2 since."),
    "strict": ({"tlp": "AMBER+STRICT"}, "told: Marked TLP:AMBER+STRICT since."),
    "purposes": ({"purposes": ["operational_analysis"]}, "told: Marked for fewer purposes since."),
    "red": ({"tlp": "RED"}, "recalled: Marked TLP:RED since."),
    "mine": ({"scope": "OWNER", "recipients": []},
             "recalled: Marked scope OWNER, for fewer recipients since."),
    "others": ({"recipients": ["west"]}, "recalled: Marked for fewer recipients since."),
    "elsewhere": ({"purposes": ["prosecution"]}, "recalled: Marked for fewer purposes since."),
    "secret": ({"classification": "EU_RESTRICTED"}, "recalled: Marked EU_RESTRICTED since."),
    "restricted": ({"state": "restricted"}, "recalled: Marked restricted since."),
    "undercover": ({"flags": ["undercover"]}, "recalled: Marked protected since."),
    "clear": ({"tlp": "CLEAR"}, ""), "lea": ({"scope": "LEA"}, ""), "h0": ({"handling": ["H0"]}, ""),
    "silent": ({"index": "none"}, ""), "more": ({"recipients": ["south", "west"]}, ""),
}  # fmt: skip
"""By the handle of a seller: what becomes of its marks, and what south, to whom it went, is told of it."""


def followed(moment: Any = NOW) -> None:
    while departing.keep_up(moment) or downgrading.keep_up(moment):
        pass


def rows(world: World, id: str, reader: Reader | None = None, **more: Any) -> dict[tuple[str, str], ReleaseRow]:
    said: dict[str, Any] = {"reader": reader or world.north, "now": NOW, "limit": 200, **more}
    return {(each.record, each.receiver): each for each in released.releases(id=id, **said).releases}


def said(row: ReleaseRow) -> str:
    if row.recalled_at:
        return f"recalled: {row.recall_reason}"
    return f"told: {row.remark_reason}" if row.remarked_at else ""


def test_each_mark_is_told_or_recalled_by_what_it_forbids_and_nothing_looser_is(world: World) -> None:
    agencies.found("west", "PL")
    made = {name: world.vendor(world.north, name, GREEN) for name in (*BECAME, "same", "trash")}
    card = agreed(world, ceiling=Ceiling())
    lined_up()
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    followed()
    for name, (changes, _) in BECAME.items():
        saving.change_marks(reader=world.north, now=NOW, id=made[name], changes=changes)
    saving.withdraw(reader=world.north, now=NOW, id=made["trash"], reason="a wrong name")
    place = last_place()
    followed()
    found = {each.record: each for each in models.Release.objects.filter(agreement=card.id)}
    told = {each.record: each.reason for each in models.Recalled.objects.filter(version__gt=0)}
    became = {
        name: f"recalled: {found[id].recall_reason}" if found[id].recalled_at
        else f"told: {told[id]}" if id in told else ""
        for name, id in made.items()
    }  # fmt: skip
    wanted = {name: words for name, (_, words) in BECAME.items()}
    assert became == {**wanted, "same": "", "trash": "recalled: Taken back by its owner since."}
    assert {"north", "south"} <= entered("agreement.recall", place).keys() & entered("agreement.re-mark", place).keys()
    followed()
    assert len(told) == models.Recalled.objects.filter(version__gt=0).count(), "done again it tells nothing"


def test_a_release_that_was_noted_after_the_new_marks_is_looked_at_as_well(world: World) -> None:
    one = world.vendor(world.north, "quay", GREEN)
    card = agreed(world)
    lined_up()
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"tlp": "RED"})
    followed()
    models.Release.objects.create(
        agreement_id=card.id, receiver="south", record=one, version=1, at=NOW, by=world.south.officer, collected=True
    )
    followed()
    assert said(rows(world, card.id)[one, "south"]) == "recalled: Marked TLP:RED since."


def test_marks_that_came_and_went_are_told_against_what_is_held(world: World) -> None:
    one = world.vendor(world.north, "quay", GREEN)
    card = agreed(world)
    lined_up()
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    for tlp in ("AMBER+STRICT", "GREEN", "AMBER"):
        saving.change_marks(reader=world.north, now=NOW, id=one, changes={"tlp": tlp})
        followed()
    assert [each.reason for each in models.Recalled.objects.order_by("version")] == [
        "Marked TLP:AMBER+STRICT since."
    ], "AMBER is looser than what south was told last, and GREEN never went to it again"


def test_what_its_officer_collected_stays_while_it_opens_to_that_officer(world: World) -> None:
    marks = {**OWN, "scope": "NAMED", "recipients": [world.south.officer], "tlp": "RED"}
    one = world.vendor(world.north, "quay", marks)
    card = agreed(world, ceiling=Ceiling())
    lined_up()
    models.Release.objects.create(
        agreement_id=card.id, receiver="south", record=one, version=1, at=NOW, by=world.south.officer, collected=True
    )
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"pap": "RED"})
    followed()
    assert said(rows(world, card.id)[one, "south"]) == "told: Marked PAP:RED since."
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"scope": "OWNER", "recipients": []})
    followed()
    assert said(rows(world, card.id)[one, "south"]).startswith("recalled: Marked scope OWNER")


def test_a_notice_of_marks_stands_in_the_collection_for_its_receiver_and_holds_no_words(world: World) -> None:
    one = world.vendor(world.north, "quaymerchant", GREEN)
    card = agreed(world)
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    changes = {"handling": ["H2", "H3"], "h3_text": "Not before Baker stands trial."}
    saving.change_marks(reader=world.north, now=NOW, id=one, changes=changes)
    followed()
    recalling.keep_up(NOW)
    [notice] = [each for each in page(world.south, card.id) if each["type"] == REMARK]
    assert notice["object_refs"] == [stix_id(one, "vendor_account")] and notice["terms"]["handling"] == ["H2", "H3"]
    assert "Baker" not in json.dumps(notice) and "quaymerchant" not in json.dumps(notice)
    assert REMARK not in {each["type"] for each in page(world.north, card.id)}


def page(reader: Reader, id: str) -> list[dict[str, Any]]:
    items = collecting.objects(reader=reader, now=NOW, id=id, asked=Asked()).items
    return [orjson.loads(each.text) for each in items]


def test_who_has_not_confirmed_within_the_term_is_late_until_it_does(world: World) -> None:
    one, two = (world.vendor(world.north, name, GREEN) for name in ("quay", "wick"))
    card = agreed(world, parties=[Party("Desk Noord")])
    lined_up()
    for receiver in ("south", "Desk Noord"):
        releasing.release(reader=world.north, now=NOW, id=card.id, receiver=receiver)
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"tlp": "RED"})
    saving.change_marks(reader=world.north, now=NOW, id=two, changes={"pap": "RED"})
    followed()
    recalling.keep_up(NOW)
    soon, later = (NOW + confirming.TERM + timedelta(hours=hours) for hours in (-1, 1))
    assert not rows(world, card.id, now=soon, late=True) and told(world.north, soon) == []
    every = {(one, "south"), (one, "Desk Noord"), (two, "south"), (two, "Desk Noord")}
    assert rows(world, card.id, now=later, late=True).keys() == every
    assert {each.late for each in rows(world, card.id, now=later).values()} == {True}
    assert told(world.north, later) == ["receipt_late"] * 2 and told(world.south, later) == ["recalled"]
    assert told(replace(world.north, role=Role.INVESTIGATOR), later) == []
    assert {each.sort for each in telling.told(world.north, later)} == {"receipt_late"}
    releasing.receive(reader=world.south, now=later, id=card.id)
    assert rows(world, card.id, now=later, late=True).keys() == {(one, "Desk Noord"), (two, "Desk Noord")}
    assert rows(world, card.id, now=later)[one, "south"].answer == ANSWERS["noted"]
    assert told(world.north, later) == ["receipt_late"] and told(world.south, later) == []


def told(reader: Reader, now: Any) -> list[str]:
    return [each.sort for each in confirming.news(reader, now)]


class Scene(NamedTuple):
    """South's copy of a seller of north that came from a peer, which answers as a test says."""

    world: World
    fake: Fake
    peer: str
    meant: str
    copy: str

    def asks(self, **marks: Any) -> None:
        """Have the peer ask for marks, and follow that until it is answered."""
        asked = Terms("north", **{"scope": Scope.NAMED, "recipients": frozenset({"south"}), **marks})
        own = f"0f0f0f0f-1111-4222-8333-{len(self.fake.objects):012d}"
        made = notices.remark(own, [self.meant], "Marked since.", "north", NOW, asked)
        self.fake.add(orjson.loads(made.text))
        self.met()

    def recalled(self) -> None:
        """Have the peer recall it."""
        made = notices.recall("0f0f0f0f-1111-4222-8333-999999999999", [self.meant], "wrong", "north", NOW)
        self.fake.add(orjson.loads(made.text))
        self.met()

    def met(self) -> None:
        while meeting.meet(self.peer, NOW):
            pass
        meeting.keep_up_notices(NOW)
        meeting.meet(self.peer, NOW)

    @property
    def marks(self) -> Terms:
        return advancing.standing([self.copy])[self.copy].terms

    @property
    def answers(self) -> list[str]:
        every = [each for body in self.fake.posted for each in orjson.loads(body)["objects"]]
        return [each["answer"] for each in every if each["type"] == RECEIPT]


@pytest.fixture
def scene(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    one = world.vendor(world.north, "quay", GREEN)
    card = agreed(world, ceiling=Ceiling())
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass
    meant = stix_id(one, "vendor_account")
    with peers.fake() as fake:
        fake.size = 100
        fake.add(*page(world.south, card.id))
        peer = registering.add(
            reader=world.south, now=NOW, name="Harbour", address=fake.url, collection="sellers", token="a-token",
            internal=True,
        ).id  # fmt: skip
        while meeting.meet(peer, NOW):
            pass
        [intake] = models.PulledIn.objects.values_list("intake", flat=True)
        reading.read(intake)
        accepting.accept(reader=world.south, now=NOW, id=intake, envelope=OPEN)
        reading.read(intake)
        [copy] = tracing.of([intake], [meant])
        yield Scene(world, fake, peer, meant, copy)


def test_a_copy_is_marked_as_strictly_as_its_giver_asks_and_never_looser_than_its_officers_have_it(
    scene: Scene,
) -> None:
    world, open_ = scene.world, scene.marks.purposes
    saving.change_marks(reader=world.south, now=NOW, id=scene.copy, changes={"tlp": "AMBER"})
    scene.asks(tlp=Tlp.GREEN, pap="RED", handling=frozenset({"H2"}), purposes=open_)
    assert (scene.marks.tlp, scene.marks.pap, scene.marks.scope) == ("AMBER", "RED", "NAMED")
    assert scene.answers == ["marked"]
    version = advancing.standing([scene.copy])[scene.copy].version
    with pytest.raises(WrongMarks, match="pap"):
        saving.change_marks(reader=world.south, now=NOW, id=scene.copy, changes={"pap": "AMBER"})
    with pytest.raises(editing.NothingToUndo):
        editing.undo(reader=world.south, now=NOW, id=scene.copy, version=version)
    scene.asks(scope="COMMUNITY", tlp=Tlp.CLEAR, pap="CLEAR", handling=frozenset({"H0"}), purposes=open_)
    assert advancing.standing([scene.copy])[scene.copy].version == version and scene.answers == ["marked"] * 2


def test_a_copy_in_the_trash_comes_back_as_strict_as_its_giver_has_it(scene: Scene) -> None:
    saving.withdraw(reader=scene.world.south, now=NOW, id=scene.copy, reason="looked at later")
    scene.asks(tlp=Tlp.RED, handling=frozenset({"H2"}), purposes=scene.marks.purposes)
    assert advancing.standing([scene.copy])[scene.copy].pending and scene.answers == ["marked"]
    saving.restore(reader=scene.world.south, now=NOW, id=scene.copy)
    assert scene.marks.tlp is Tlp.RED and not advancing.standing([scene.copy])[scene.copy].pending


def test_what_rests_on_a_copy_is_flagged_where_its_giver_marked_it_anew_or_recalled_it(scene: Scene) -> None:
    world = scene.world
    own = world.vendor(world.south, "tallow", OPEN)
    connecting.link(reader=world.south, now=NOW, id=own, other=scene.copy, type=LinkType.RELATED_TO)
    operation = begun(world.south)
    layers.pool(reader=world.south, now=NOW, id=operation, record=scene.copy)
    assert resting.flags(reader=world.south, now=NOW, ids=[own, scene.copy]) == resting.Flags()
    scene.asks(tlp=Tlp.AMBER, handling=frozenset({"H2"}), purposes=scene.marks.purposes)
    found = resting.resting(reader=world.south, now=NOW)
    assert {(each.what, each.word, each.record, each.on, each.sort) for each in found.rows} == {
        ("link", "related_to", own, scene.copy, "marked"), ("operation", "", operation, scene.copy, "marked"),
    }  # fmt: skip
    flags = resting.flags(reader=world.south, now=NOW, ids=[scene.copy])
    assert ([each.sort for each in flags.copies], flags.resting) == (["marked"], 2)
    assert resting.resting(reader=world.south, now=NOW, record=scene.copy).copies == flags.copies
    later = world.vendor(world.south, "wren", OPEN)
    connecting.link(reader=world.south, now=NOW, id=later, other=scene.copy, type=LinkType.RELATED_TO)
    assert resting.resting(reader=world.south, now=NOW, record=later).rows == (), "as strict as what it rests on"
    scene.recalled()
    assert scene.answers == ["marked", "withdrawn"], "that it was marked anew is nothing that others said of it"
    rows_ = resting.resting(reader=world.south, now=NOW).rows
    assert {(each.record, each.sort, each.on_title) for each in rows_} == {
        (own, "recalled", ""), (later, "recalled", ""), (operation, "recalled", ""),
    }  # fmt: skip
    assert resting.resting(reader=world.north, now=NOW) == RestingList((), "", False)


def test_what_rests_on_a_record_that_was_recalled_from_the_agency_is_told_to_who_knew_of_it_alone(world: World) -> None:
    red = {**OWN, "scope": "NAMED", "recipients": [world.south.officer], "tlp": "RED"}
    open_, closed = world.vendor(world.north, "quay", GREEN), world.vendor(world.north, "hushed", red)
    own = world.vendor(world.south, "tallow", OPEN)
    card = agreed(world, ceiling=Ceiling())
    lined_up()
    for each in (open_, closed):
        connecting.link(reader=world.south, now=NOW, id=own, other=each, type=LinkType.RELATED_TO)
        models.Release.objects.create(
            agreement_id=card.id, receiver="south", record=each, version=1, at=NOW, by=world.south.officer,
            collected=True,
        )  # fmt: skip
    judging.judge(reader=world.south, now=NOW, id=own, other=open_, verdict=Verdict.SAME, note="One key.")
    for each in (open_, closed):
        saving.change_marks(reader=world.north, now=NOW, id=each, changes={"scope": "OWNER", "recipients": []})
    followed()
    recalling.keep_up(NOW)
    with pytest.raises(Hidden):
        showing.show(reader=world.south, now=NOW, id=closed)
    colleague = replace(world.south, officer="somebody")
    every = {("link", open_), ("link", closed), ("judgement", open_)}
    assert on(world.south) == every and on(colleague) == every - {("link", closed)}
    assert resting.flags(reader=colleague, now=NOW, ids=[own]).resting == 2
    assert on(world.north) == set()
    with pytest.raises(Hidden):
        resting.resting(reader=world.south, now=NOW, record=closed)


def on(reader: Reader) -> set[tuple[str, str]]:
    return {(each.what, each.on) for each in resting.resting(reader=reader, now=NOW).rows}
