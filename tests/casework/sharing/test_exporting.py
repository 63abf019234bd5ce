"""What leaves is what the gate lets leave, to the depth that opens, and it is entered here and at each owner."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.repository import GIVEN, KEY, NOW, OWN, SHARED, World

from bowstreet.casework.sharing import exporting, keeping, writers
from bowstreet.casework.sharing.exporting import NoLongerThere, NothingLeaves
from bowstreet.formats.sheets.guarding import unguarded
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import choosing, connecting, judging, leaving, outgoing, recording, saving
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.ceilings import NO_CEILING, Ceiling
from bowstreet.vocabulary.handling import HandlingCode, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

CLOSED = {
    "restrictions": [
        {"action": "identifiers", "text": "ask us", "set_by": "north", "set_on": "2026-01-01", "valid_until": None}
    ]
}


def taken(reader: Reader, *ids: str, **more: Any) -> outgoing.Leaves:
    return leaving.leaves(reader=reader, now=NOW, choice=Chosen(ids), **more)


def everything(reader: Reader, **more: Any) -> outgoing.Leaves:
    return leaving.leaves(reader=reader, now=NOW, choice=Chosen(q=""), **more)


def rows(card: Any, reader: Reader) -> list[dict[str, str]]:
    carried = exporting.download(reader=reader, now=NOW, id=card.id)
    table = csv.reader(io.StringIO(carried.path.read_text(encoding="utf-8")))
    head, *rest = ([unguarded(cell) for cell in line] for line in table)
    return [dict(zip(head, line, strict=True)) for line in rest]


def entered(action: str, after: int) -> dict[str, dict[str, Any]]:
    """Return by agency the entries of an action after a place."""
    return {each.agency: each.fields for each in following.after("acts", after, 10_000) if
            each.fields["action"] == action}  # fmt: skip


def last_place() -> int:
    found = following.after("acts", 0, 1_000_000)
    return found[-1].place if found else 0


def test_of_others_leaves_what_may_be_passed_on_and_the_rest_is_counted_by_owner(world: World) -> None:
    free = world.vendor(world.north, "lamplighter", SHARED)
    world.vendor(world.north, "candle", GIVEN)
    own = world.vendor(world.south, "quay", OWN)
    world.vendor(world.north, "hushed")
    made = everything(world.south)
    assert {each.id for each in made.records} == {free, own}
    assert (dict(made.asking), made.above) == ({"north": 1}, 0)
    assert made.withheld["vendor_account"] == 1


def test_what_is_hidden_changes_nothing(world: World) -> None:
    one = world.vendor(world.north, "lamplighter", SHARED)
    before = everything(world.south)
    two = world.vendor(world.north, "hushed", OWN, pgp=[KEY])
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    judging.judge(reader=world.north, now=NOW, id=one, other=two, verdict=Verdict.SAME, note="One key.")
    assert everything(world.south) == before
    refusals = []
    for id in (two, "019cadc6-9a80-7836-8dd8-7eb35977d5ba"):
        with pytest.raises(Hidden) as refused:
            taken(world.south, one, id)
        refusals.append(refused.value.sentence)
    assert len(set(refusals)) == 1


def test_the_depth_that_leaves_is_the_one_that_opens(world: World) -> None:
    one = world.vendor(
        world.north, "hushed", {**SHARED, "scope": "NAMED", "recipients": ["south"], **CLOSED}, pgp=[KEY],
        description=[{"value": "Hushed ships rye, write jo@example.com", "source": "told by hushed"}],
    )  # fmt: skip
    (record,) = taken(world.south, one).records
    assert record.masked == ("handle", "pgp")
    assert "hushed" not in repr(record).lower() and KEY not in repr(record) and "jo@" not in repr(record)
    assert record.body["description"][0]["value"].endswith("ships rye, write ▮▮▮")
    (whole,) = taken(world.north, one).records
    assert whole.masked == () and whole.body["handle"] == "hushed"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PROSECUTOR])
def test_a_role_that_does_not_disseminate_takes_nothing_out(world: World, role: Role) -> None:
    world.vendor(world.north, "lamplighter", SHARED)
    purpose = Purpose.INFORMATION_EXCHANGE
    made = everything(replace(world.north, role=role, purpose=purpose))
    assert made.records == [] and dict(made.asking) == {"north": 1}


def test_the_ceiling_leaves_behind_what_lies_above_it(world: World) -> None:
    low = world.vendor(world.north, "lamplighter", {**OWN, "tlp": "GREEN", "handling": ["H0"]})
    high = world.vendor(world.north, "candle", {**OWN, "tlp": "AMBER", "handling": ["H0", "H2"]})
    connecting.link(reader=world.north, now=NOW, id=low, other=high, type=LinkType.RELATED_TO)
    assert {each.id for each in everything(world.north).records} == {low, high}
    assert len(everything(world.north).links) == 1
    for ceiling in (Ceiling(tlp=Tlp.GREEN), Ceiling(handling=HandlingCode.H1)):
        made = everything(world.north, ceiling=ceiling)
        assert [each.id for each in made.records] == [low]
        assert (made.above, dict(made.asking), made.withheld["link.related_to"]) == (1, {}, 1)


def test_links_and_judgements_leave_between_records_that_both_leave(world: World) -> None:
    one, two, three = (world.vendor(world.north, name, SHARED) for name in ("lamplighter", "candle", "wick"))
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO, evidence=("seen",))
    judging.judge(reader=world.north, now=NOW, id=one, other=three, verdict=Verdict.SAME, note="One key.")
    made = taken(world.south, one, two)
    assert [(each.left, each.right, each.by, each.evidence) for each in made.links] == [(one, two, "north", ("seen",))]
    assert made.judgements == []
    made = taken(world.south, one, three)
    assert made.links == [] and made.judgements[0].ground == "One key."
    assert "officer" not in repr(made.judgements) and world.north.officer not in repr(made)


def test_a_link_that_is_marked_more_strictly_than_both_its_records_stays(world: World) -> None:
    """It keeps the marks under which it was made, and no format says marks of a link."""
    one, two = (world.vendor(world.north, name, {**OWN, "tlp": "RED"}) for name in ("lamplighter", "candle"))
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    for id, left in ((one, 1), (two, 0)):
        saving.change_marks(reader=world.north, now=NOW, id=id, changes={"tlp": "GREEN"})
        made = taken(world.north, one, two)
        assert (len(made.links), made.withheld["link.related_to"]) == (left, 1 - left)


def test_history_brings_each_version_once(world: World) -> None:
    one = world.vendor(world.north, "lamplighter")
    recording.amend(reader=world.north, now=NOW + timedelta(days=1), id=one, body={"aliases": ["wick"]})
    made = leaving.leaves(reader=world.north, now=NOW, choice=Chosen((one,)), history=True)
    assert [(each.version, "aliases" in each.body) for each in made.records] == [(1, False), (2, True)]
    assert [each.version for each in taken(world.north, one).records] == [2]


def test_a_case_comes_with_what_is_linked_to_it(world: World) -> None:
    made = recording.record(
        reader=world.north, now=NOW, kind="case", body={"reference": "C-1", "title": "Lamps"}, envelope=dict(OWN)
    )
    one = world.vendor(world.north, "lamplighter")
    world.vendor(world.north, "candle")
    connecting.link(reader=world.north, now=NOW, id=one, other=made.id, type=LinkType.PART_OF)
    found = leaving.leaves(reader=world.north, now=NOW, choice=Chosen(around=made.id))
    assert {each.id for each in found.records} == {one, made.id} and len(found.links) == 1


def test_an_export_is_one_disclosure_here_and_one_at_each_owner(world: World) -> None:
    mine = world.vendor(world.south, "quay", OWN)
    theirs = world.vendor(world.north, "lamplighter", SHARED)
    asker, place = replace(world.south, case="C-1", reason="for the hearing"), last_place()
    card = exporting.export(
        reader=asker, now=NOW, choice=Chosen(q=""), format="csv", ceiling=NO_CEILING,
        recipients=("north", "Harbour Police"),
    )  # fmt: skip
    told = entered("export.csv", place)
    assert told["south"]["records"] == sorted([mine, theirs]) and told["south"]["bulk_root"] == card.root
    assert told["south"]["recipients"] == ["north"] and told["south"]["case"] == "C-1"
    assert told["north"]["records"] == [theirs] and told["north"]["count"] == 1
    assert not {"session", "case", "reason", "losses"} & told["north"].keys()
    assert told["south"]["losses"] == [f"{each.part}:{each.why}:{each.count}" for each in card.balance.losses]
    assert "Harbour" not in json.dumps(told)


def test_the_document_carries_grade_time_and_what_is_missing_of_each_record(world: World) -> None:
    world.vendor(world.north, "hushed", {**SHARED, "scope": "NAMED", "recipients": ["south"], **CLOSED})
    card = exporting.export(reader=world.south, now=NOW, choice=Chosen(q=""), format="csv")
    (row,) = rows(card, world.south)
    assert (row["source_reliability"], row["info_accuracy"]) == ("X", "4")
    assert row["as_of"] == NOW.isoformat() and row["completeness"] == "without handle"
    assert (row["tlp"], row["handling"], row["scope"]) == ("GREEN", "H0", "NAMED")
    assert card.balance.completeness == "1 leaves without fields that may not be passed on."
    assert [(each.part, each.why) for each in card.balance.losses] == [("vendor_account.handle", "withheld")]


def test_nothing_leaves_is_said_and_entered(world: World) -> None:
    world.vendor(world.north, "candle", GIVEN)
    with pytest.raises(NothingLeaves, match="1 chosen"):
        exporting.export(reader=world.south, now=NOW, choice=Chosen(q=""), format="csv")
    with pytest.raises(NothingLeaves, match="Nothing was found"):
        exporting.export(reader=world.south, now=NOW, choice=Chosen(q="nobody"), format="csv")


def test_a_document_is_its_officers_alone_for_an_hour_while_all_in_it_may_leave(world: World) -> None:
    one = world.vendor(world.north, "lamplighter", SHARED)
    card = exporting.export(reader=world.south, now=NOW, choice=Chosen((one,)), format="csv")
    with pytest.raises(Hidden):
        exporting.show(reader=world.north, now=NOW, id=card.id)
    with pytest.raises(Hidden):
        exporting.download(reader=world.north, now=NOW, id=card.id)
    with pytest.raises(NoLongerThere):
        exporting.download(reader=world.south, now=NOW + keeping.KEPT, id=card.id)
    assert exporting.download(reader=world.south, now=NOW, id=card.id).path.stat().st_mode & 0o777 == 0o600
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"handling": ["H2"]})
    card = exporting.show(reader=world.south, now=NOW, id=card.id)
    with pytest.raises(Hidden):
        exporting.download(reader=world.south, now=NOW, id=card.id)


def test_a_choice_names_something_and_not_too_much(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(choosing.NothingChosen):
        leaving.leaves(reader=world.north, now=NOW, choice=Chosen())
    one, two = (world.vendor(world.north, name) for name in ("lamplighter", "candle"))
    monkeypatch.setattr(choosing, "MOST", 1)
    monkeypatch.setattr(choosing, "NAMED", 1)
    for choice in (Chosen((one, two)), Chosen(q="")):
        with pytest.raises(choosing.TooMany):
            leaving.leaves(reader=world.north, now=NOW, choice=choice)
    monkeypatch.setattr(outgoing, "LARGEST", 10)
    with pytest.raises(outgoing.TooLarge):
        taken(world.north, one)


def test_a_look_tells_what_an_export_then_holds(world: World) -> None:
    world.vendor(world.north, "lamplighter", SHARED, aliases=[{"value": "wick", "source": "a clerk"}])
    seen = exporting.look(reader=world.south, now=NOW, choice=Chosen(q=""), format="csv")
    card = exporting.export(reader=world.south, now=NOW, choice=Chosen(q=""), format="csv")
    assert seen.balance == card.balance
    assert exporting.look(reader=world.south, now=NOW, choice=Chosen(q="")).format is None


def test_each_format_takes_everything_out_and_says_what_it_has_no_home_for(world: World) -> None:
    one, two = (world.vendor(world.north, name, {**SHARED, **CLOSED}, aliases=["wick"]) for name in ("quay", "reeve"))
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    packs = {"tagpack", "actorpack"}
    assert {"stix", "misp", "csv", "xlsx", "graphml", "gexf", "case"} | packs <= set(writers.FORMATS)
    for format in packs:
        with pytest.raises(writers.NotSaid, match="holds nothing else"):
            exporting.export(reader=world.north, now=NOW, choice=Chosen(q=""), format=format)
    for format in writers.FORMATS.keys() - packs:
        card = exporting.export(reader=world.north, now=NOW, choice=Chosen(q=""), format=format)
        content = exporting.download(reader=world.north, now=NOW, id=card.id).path.read_bytes()
        if not content.startswith(b"PK"):
            assert b"quay" in content and b"reeve" in content, format
        assert {"envelope.author", "envelope.responsible_officer", "envelope.restrictions.set_by"} <= {
            each.part for each in card.balance.losses if each.why == "withheld"
        }
        assert world.north.officer.encode() not in content, format
    with pytest.raises(writers.NoSuchFormat, match=r"^Choose a format: [\w, -]+\.$"):
        exporting.export(reader=world.north, now=NOW, choice=Chosen(q=""), format="pdf")


def test_what_is_marked_over_amber_stays_unless_its_officer_says_otherwise_and_the_document_names_it(
    world: World,
) -> None:
    low = world.vendor(world.north, "lamplighter", {**OWN, "tlp": "AMBER", "handling": ["H1"]})
    high = world.vendor(world.north, "candle", {**OWN, "tlp": "RED", "handling": ["H0", "H3"], "h3_text": "ask",
                                                "recipients": [world.north.officer]})  # fmt: skip
    choice = Chosen((low, high))
    seen = exporting.look(reader=world.north, now=NOW, choice=choice).balance
    assert (seen.records, seen.above, seen.marking.tlp, seen.marking.handling) == (1, 1, Tlp.AMBER, HandlingCode.H1)
    card = exporting.export(reader=world.north, now=NOW, choice=choice, format="csv")
    assert card.ceiling == {"tlp": "AMBER"} and card.balance.marking == seen.marking
    assert card.file.endswith("-TLP-AMBER-H1.csv") and len(rows(card, world.north)) == 1
    chosen = Ceiling(tlp=Tlp.RED)
    whole = exporting.look(reader=world.north, now=NOW, choice=choice, ceiling=chosen).balance
    assert (whole.records, whole.marking.tlp, whole.marking.handling) == (2, Tlp.RED, HandlingCode.H3)
    card = exporting.export(reader=world.north, now=NOW, choice=choice, format="csv", ceiling=chosen)
    assert card.file.endswith("-TLP-RED-H3.csv") and card.balance.records == 2


def test_two_who_sweep_at_once_do_not_fall_over_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, there = keeping.folder() / "gone", keeping.folder() / "there"
    with keeping.draft() as draft:
        draft.write(b"x")
        keeping.keep(draft, "there", NOW)

    class Folder:
        def is_dir(self) -> bool:
            return True

        def iterdir(self) -> list[Path]:
            return [gone, there]

    monkeypatch.setattr(keeping, "folder", Folder)
    assert keeping.sweep(NOW + 2 * keeping.KEPT) == 1 and not there.exists()
