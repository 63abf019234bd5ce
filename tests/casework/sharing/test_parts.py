"""What is much leaves part by part, and is the same as what leaves at once."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.worlds.repository import KEY, NOW, OWN, SHARED, World

from bowstreet.casework.sharing import documents, exporting, keeping
from bowstreet.casework.sharing.answers import ExportCard
from bowstreet.formats.misp import feeds
from bowstreet.formats.sheets.guarding import unguarded
from bowstreet.formats.stix import exchanging, marking
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import connecting, judging, leaving, recording
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.ceilings import NO_CEILING, Ceiling
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden


def taken(reader: Reader, format: str, **more: Any) -> tuple[ExportCard, bytes]:
    asked: dict[str, Any] = {"choice": Chosen(q=""), "ceiling": NO_CEILING} | more
    card = exporting.export(reader=reader, now=NOW, format=format, **asked)
    return card, exporting.download(reader=reader, now=NOW, id=card.id).path.read_bytes()


def last_place() -> int:
    found = following.after("acts", 0, 1_000_000)
    return found[-1].place if found else 0


def entries(after: int) -> list[following.Followed]:
    return [each for each in following.after("acts", after, 10_000) if each.fields["action"] == "export.stix"]


@pytest.fixture
def many(world: World) -> World:
    """Seven sellers under two markings, a key and an address on two each, links and a judgement across them."""
    marks: list[dict[str, Any]] = [SHARED, {**SHARED, "tlp": "AMBER"}]
    ids = [world.vendor(world.north, f"seller{number}", marks[number % 2], pgp=[KEY] if number in (0, 5) else [],
                        emails=["quay@example.org"] if number in (1, 4) else [])
           for number in range(7)]  # fmt: skip
    for left, right in ((0, 6), (5, 1), (2, 3)):
        connecting.link(reader=world.north, now=NOW, id=ids[left], other=ids[right], type=LinkType.RELATED_TO)
    judging.judge(reader=world.north, now=NOW, id=ids[0], other=ids[5], verdict=Verdict.SAME, note="One key.")
    recording.amend(reader=world.north, now=NOW, id=ids[2], body={"aliases": ["wick"]})
    world.vendor(world.south, "hushed", OWN)
    return world


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def part(size: int) -> None:
        monkeypatch.setattr(documents, "WHOLE", size)
        monkeypatch.setattr(documents, "STEP", size)

    return part


def objects(raw: bytes) -> Counter[str]:
    """Return the objects of a bundle as texts that compare, with how often each stands there."""
    held = json.loads(raw)
    assert held["type"] == "bundle" and held["id"].startswith("bundle--")
    return Counter(json.dumps({**each, **({"object_marking_refs": sorted(each["object_marking_refs"])} if
                   "object_marking_refs" in each else {})}, sort_keys=True) for each in held["objects"])  # fmt: skip


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_bundle_that_is_written_in_parts_holds_the_same(
    many: World, parted: Callable[[int], None], size: int, history: bool
) -> None:
    whole, at_once = taken(many.north, "stix", history=history)
    parted(size)
    card, raw = taken(many.north, "stix", history=history)
    assert objects(raw) == objects(at_once) and max(objects(raw).values()) == 1
    assert (card.balance, card.root) == (whole.balance, whole.root)
    assert card.file.endswith(".json") and card.size == len(raw)
    one, other = exchanging.read(at_once), exchanging.read(raw)
    assert other.bundle is not None and one.bundle is not None and other.refused == ()
    assert {(each.id, each.version) for each in other.bundle.records} == {
        (each.id, each.version) for each in one.bundle.records
    }
    assert (len(other.bundle.links), len(other.bundle.judgements)) == (3, 1)


def test_an_observable_of_several_parts_is_marked_by_the_strictest(world: World, parted: Callable[[int], None]) -> None:
    for number, tlp in enumerate(("GREEN", "AMBER", "GREEN")):
        world.vendor(world.north, f"wick{number}", {**SHARED, "tlp": tlp}, emails=["wick@example.org"])
    parted(1)
    _, raw = taken(world.north, "stix")
    [marked] = [each for each in json.loads(raw)["objects"] if each["type"] == "email-addr"]
    assert marking.TLP["amber"] in marked["object_marking_refs"]
    assert marking.TLP["green"] not in marked["object_marking_refs"]


@pytest.mark.parametrize("format", ["csv", "graphml", "misp", "case"])
def test_of_other_formats_there_is_an_archive_of_documents(
    many: World, parted: Callable[[int], None], format: str
) -> None:
    whole, _ = taken(many.north, format)
    parted(3)
    card, raw = taken(many.north, format)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        held = [archive.read(each) for each in names]
    assert names == [f"{number:04}.{whole.file.rpartition('.')[2]}" for number in (1, 2, 3)]
    assert card.file.endswith(".zip") and card.balance.documents == 3
    assert card.balance.records == whole.balance.records == 7
    assert (card.balance.links, card.balance.judgements, card.root) == (3, 1, whole.root)
    text = b"".join(held).decode()
    assert all(f"seller{number}" in text for number in range(7)) and "hushed" not in text


def test_a_feed_is_one_archive_of_distinct_events(many: World, parted: Callable[[int], None]) -> None:
    whole, at_once = taken(many.north, "misp-feed")
    parted(3)
    card, raw = taken(many.north, "misp-feed")
    one, other = (_files(each) for each in (at_once, raw))
    assert len(json.loads(one["manifest.json"])) == 2 and len(other) > len(one)
    assert {f"{each}.json" for each in json.loads(other["manifest.json"])} == {*other} - {"manifest.json", "hashes.csv"}
    assert (card.balance.documents, card.balance.losses, card.root) == (1, whole.balance.losses, whole.root)
    named = {each.partition(b",")[2].decode() for each in other["hashes.csv"].split()}
    assert named == set(json.loads(other["manifest.json"]))
    came, before = feeds.read(other), feeds.read(one)
    assert came.bundle and before.bundle and (came.refused, card.file[-4:]) == ((), ".zip")
    assert {(each.id, each.version) for each in came.bundle.records} == {
        (each.id, each.version) for each in before.bundle.records
    }
    assert (len(came.bundle.links), len(came.bundle.judgements)) == (3, 1)


def _files(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {each: archive.read(each) for each in archive.namelist()}


@pytest.mark.parametrize("size", [1, 3])
def test_each_document_of_an_archive_holds_both_ends_of_its_links(
    many: World, parted: Callable[[int], None], size: int
) -> None:
    made = leaving.leaves(reader=many.north, now=NOW, choice=Chosen(q=""))
    parted(size)
    _, raw = taken(many.north, "csv")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        held = [set(_column(archive.read(each))) for each in archive.namelist()]
    assert set().union(*held) == {each.id for each in made.records}
    assert all(any({each.left, each.right} <= some for some in held) for each in made.links) and made.links


def _column(raw: bytes) -> list[str]:
    head, *rest = ([unguarded(cell) for cell in line] for line in csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    return [line[head.index("id")] for line in rest]


def test_ceiling_and_gate_hold_in_every_part(many: World, parted: Callable[[int], None]) -> None:
    before = last_place()
    parted(2)
    card, raw = taken(many.south, "stix", ceiling=Ceiling(tlp=Tlp.GREEN))
    sellers = [each for each in json.loads(raw)["objects"] if each["type"] == "threat-actor"]
    assert len(sellers) == 4 and all(marking.TLP["green"] in each["object_marking_refs"] for each in sellers)
    assert (card.balance.records, card.balance.above) == (4, 1)
    assert {each.agency: each.fields["count"] for each in entries(before)} == {"south": 4, "north": 4}


def test_what_closes_while_it_is_written_keeps_all_of_it_here(
    many: World, parted: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = last_place()
    parted(2)
    asked = 0
    checking = gate.check_out

    def once(*given: Any) -> None:
        nonlocal asked
        asked += 1
        if asked > 4:
            raise Hidden()
        checking(*given)

    monkeypatch.setattr(gate, "check_out", once)
    with pytest.raises(Hidden):
        taken(many.north, "stix")
    assert not entries(before)
    assert not list(keeping.folder().iterdir())


def test_a_look_at_much_says_what_it_has_not_read(many: World, parted: Callable[[int], None]) -> None:
    parted(3)
    told = exporting.look(reader=many.north, now=NOW, choice=Chosen(q=""), ceiling=NO_CEILING, format="stix").balance
    assert (told.records, told.versions) == (7, 7)
    assert told.completeness.startswith("Of 4 more it is told when they are taken out")
