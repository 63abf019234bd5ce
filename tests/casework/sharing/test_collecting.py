"""A collection holds each object once, in an order that only grows, as far as it opens to whoever reads it now."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework.sharing.test_agreements import agreed
from tests.worlds.repository import GIVEN, NOW, OWN, World

from bowstreet.casework.sharing import agreeing, collecting, handing, lining, models, releasing, stowing, viewing
from bowstreet.casework.sharing.collecting import Asked, Collected
from bowstreet.casework.sharing.giving import OtherPurpose
from bowstreet.formats.stix import checking
from bowstreet.formats.stix.record_objects import stix_id
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import connecting, recording, saving
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused


def kept(moment: Any = NOW) -> None:
    while lining.keep_up(moment):
        pass
    while stowing.keep_up(moment):
        pass


def page(world: World, card: Any, reader: Any = None, **asked: Any) -> Collected:
    return collecting.objects(reader=reader or world.south, now=NOW, id=card.id, asked=Asked(**asked))


def sellers(found: Collected) -> list[str]:
    return [each.id for each in found.items if each.id.startswith("threat-actor--")]


def main(record: str) -> str:
    return stix_id(record, "vendor_account")


def walked(world: World, card: Any, limit: int, **asked: Any) -> list[Any]:
    """Return all that a program gets which goes on after the last moment that it was told."""
    found: list[Any] = []
    after = None
    while True:
        some = page(world, card, after=after, limit=limit, **asked)
        found += some.items
        if not some.items:
            return found
        after = some.items[-1].added_at


def test_a_collection_holds_valid_objects_with_all_that_they_refer_to(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    world.vendor(world.north, "hushed", OWN)
    world.vendor(world.north, "red", {**GIVEN, "tlp": "RED", "recipients": [world.south.officer]})
    card = agreed(world)
    kept()
    found = page(world, card)
    texts = [json.loads(each.text) for each in found.items]
    assert [checking.fault_of(each) for each in texts] == [None] * len(texts)
    there = {each["id"] for each in texts}
    wanted = {ref for each in texts for name in ("object_marking_refs",) for ref in each.get(name, ())}
    wanted |= {each[name] for each in texts for name in ("created_by_ref", "source_ref", "target_ref") if name in each}
    assert wanted <= there and sellers(found) == [main(one)]
    assert not {"hushed", "red"} & {word for each in found.items for word in each.text.split('"')}
    assert "user-account" in {each["type"] for each in texts}


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_going_on_after_the_last_moment_or_by_next_gives_the_same_and_each_once(world: World, limit: int) -> None:
    for number in range(4):
        world.vendor(world.north, f"quay-{number}", GIVEN)
        kept(NOW - timedelta(hours=number))
    card = agreed(world)
    kept()
    for number in range(3):
        world.vendor(world.north, f"reeve-{number}", GIVEN)
        kept(NOW - timedelta(days=number))
    whole = page(world, card).items
    assert [each.added_at for each in whole] == sorted({each.added_at for each in whole})
    assert walked(world, card, limit) == list(whole)
    by_next, after = [], None
    while True:
        some = page(world, card, limit=limit, next=after)
        by_next += some.items
        assert len(some.items) <= limit
        after = some.next
        if after is None:
            break
    assert by_next == list(whole)
    assert len({each.id for each in whole}) == len(whole)


def test_a_later_version_comes_last_and_versions_are_chosen(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    card = agreed(world)
    kept()
    before = page(world, card).items[-1].added_at
    recording.amend(reader=world.north, now=NOW + timedelta(hours=1), id=one, body={"aliases": ["wick"]})
    kept()
    fresh = [each for each in page(world, card, after=before).items if each.id == main(one)]
    assert len(fresh) == 1 and "wick" in fresh[0].text
    assert sellers(page(world, card)) == [main(one)]
    every = page(world, card, ids=(main(one),), versions=("all",)).items
    assert [("wick" in each.text) for each in every] == [False, True]
    first, last = (page(world, card, ids=(main(one),), versions=(end,)).items for end in ("first", "last"))
    assert (*first, *last) == every
    assert page(world, card, ids=(main(one),), versions=(every[0].version,)).items == first
    assert page(world, card, specs=("2.0",)).items == ()
    assert {json.loads(each.text)["type"] for each in page(world, card, types=("identity",)).items} == {"identity"}


def test_when_its_first_or_last_version_was_taken_out_the_next_to_it_is_that(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    card = agreed(world)
    kept()
    for hour, alias in enumerate(("wick", "tallow", "wren"), 1):
        recording.amend(reader=world.north, now=NOW + timedelta(hours=hour), id=one, body={"aliases": [alias]})
        kept()

    def ends() -> list[tuple[str, ...]]:
        told = (page(world, card, ids=(main(one),), versions=(end,)).items for end in ("first", "all", "last"))
        return [tuple(each.version for each in some) for some in told]

    every = ends()[1]
    for number in (0, -1):
        handing.take_out(reader=world.north, now=NOW, id=card.id, object=main(one), versions=(every[number],))
    assert len(every) == 4 and ends() == [every[1:2], every[1:3], every[2:3]]


def test_a_re_mark_ends_reading_at_once_and_takes_the_bytes_away(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    card = agreed(world)
    kept()
    saving.change_marks(reader=world.north, now=NOW, id=one, changes={"tlp": "RED"})
    assert sellers(page(world, card)) == [] and "quay" not in repr(page(world, card))
    assert models.KeptObject.objects.filter(record=one).exists()
    kept(NOW + 2 * stowing.SWEPT)
    assert not models.KeptObject.objects.filter(record=one).exists()


def test_bytes_under_former_marks_are_not_given_though_the_new_ones_would_let_them(world: World) -> None:
    one = world.vendor(world.north, "quay", {**GIVEN, "tlp": "GREEN"})
    card = agreed(world)
    kept()
    saving.change_marks(reader=world.north, now=NOW + timedelta(hours=1), id=one, changes={"tlp": "AMBER"})
    assert sellers(page(world, card, versions=("all",))) == []
    kept()
    assert sellers(page(world, card, versions=("all",))) == [main(one)]
    assert models.KeptObject.objects.filter(record=one, last=False).count() == 0


def test_a_recall_takes_the_objects_out(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    card = agreed(world)
    kept()
    releasing.release(reader=world.north, now=NOW, id=card.id, receiver="south")
    releasing.recall(reader=world.north, now=NOW, id=card.id, records=[one], reason="a wrong name")
    assert sellers(page(world, card)) == []
    assert not models.KeptObject.objects.filter(record=one).exists()


@pytest.mark.parametrize("sieved", [{"grade": "B2"}, {"markets": ["quay-street"]}, {"kinds": ["wallet"]}])
def test_records_with_the_same_marks_are_told_apart_by_the_filter(world: World, sieved: dict[str, Any]) -> None:
    one = world.vendor(world.north, "quay", {**GIVEN, "grade": "C3"})
    market = "Quay Street" if "markets" in sieved else "Lantern Market"
    two = world.vendor(world.north, "reeve", {**GIVEN, "grade": "A1"}, market=market)
    card = agreed(world)
    kept()
    assert set(sellers(page(world, card))) == {main(one), main(two)}
    models.Agreement.objects.filter(id=card.id).update(
        **{name: value if name == "grade" else json.dumps(value) for name, value in sieved.items()}
    )
    given = {"grade": main(two), "markets": main(two), "kinds": None}[next(iter(sieved))]
    assert sellers(page(world, card)) == ([given] if given else [])


def test_a_long_object_comes_whole_and_counts_towards_the_size_of_a_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "harbour " * 2_000
    one = world.vendor(world.north, "quay", GIVEN, description=[said.strip()])
    world.vendor(world.north, "reeve", GIVEN)
    card = agreed(world)
    kept()
    whole = page(world, card).items
    assert [said.strip() in each.text for each in whole if each.id == main(one)] == [True]
    assert all(json.loads(each.text)["id"] == each.id for each in whole)
    monkeypatch.setattr(collecting, "LARGEST", 9_000)
    parts: list[Any] = []
    while (some := page(world, card, next=parts[-1].next if parts else None)).next:
        parts.append(some)
    assert [each for part in (*parts, some) for each in part.items] == list(whole) and parts
    assert all(sum(len(each.text) for each in part.items) <= 9_000 or len(part.items) == 1 for part in parts)


def test_few_objects_of_a_line_are_found_by_their_index(world: World) -> None:
    agreed(world)
    line = viewing.View(models.Agreement.objects.get(), world.south, NOW).line()
    for part, index in ((line.of("digest", viewing.BYTES, ["a", "b"]), viewing.BYTES),
                        (line.of("stix_id", viewing.IDS, ["a", "b"]), viewing.IDS)):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            part.rows(5)
        assert dialect.hinted(index) in asked[0]["sql"]


def test_without_identifiers_the_objects_are_those_that_hold_none(world: World) -> None:
    world.vendor(world.north, "quaymerchant", GIVEN)
    purposes = [Purpose.OPERATIONAL_ANALYSIS, Purpose.STRATEGIC_THEMATIC_ANALYSIS]
    card = agreed(world, purposes=purposes)
    kept()
    shallow = page(world, card, replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS))
    assert len(sellers(shallow)) == 1 and "quaymerchant" not in repr(shallow)
    deep = page(world, card)
    assert len(sellers(deep)) == 1 and "quaymerchant" in repr(deep)


def test_conditions_in_words_open_as_deep_as_the_record_that_they_bind(world: World) -> None:
    said = "Ask desk@letter.example.org first."
    world.vendor(world.north, "quaymerchant", {**GIVEN, "handling": ["H0", "H3"], "h3_text": said})
    card = agreed(world, purposes=[Purpose.OPERATIONAL_ANALYSIS, Purpose.STRATEGIC_THEMATIC_ANALYSIS])
    kept()
    shallow = page(world, card, replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS))
    deep = page(world, card)
    for found, words in ((shallow, "Ask \u25ae\u25ae\u25ae first."), (deep, said)):
        texts = [json.loads(each.text) for each in found.items]
        told = {
            each["id"]: each.get("definition", {}).get("statement")
            for each in texts
            if each["type"].startswith("marking")
        }
        assert {f"H3: {words}"} == {each for each in told.values() if each and each.startswith("H3")}
        assert {ref for each in texts for ref in each.get("object_marking_refs", ())} <= told.keys()


def test_the_same_bytes_come_once_also_where_those_before_them_are_hidden(world: World) -> None:
    named = {**GIVEN, "recipients": ["south", world.south.officer]}
    hidden = world.vendor(world.north, "quay", GIVEN)
    card = agreed(world)
    kept()
    world.vendor(world.north, "quay", named, market="Other Market")
    kept()
    assert models.KeptObject.objects.filter(again=True).exists()
    marks = [each.id for each in page(world, card).items]
    assert len(marks) == len(set(marks))
    saving.change_marks(reader=world.north, now=NOW, id=hidden, changes={"tlp": "RED"})
    left = [each.id for each in page(world, card).items]
    assert len(left) == len(set(left)) and len(sellers(page(world, card))) == 1
    refs = {ref for each in page(world, card).items for ref in json.loads(each.text).get("object_marking_refs", ())}
    assert refs <= set(left)


def test_bytes_that_three_records_share_come_once_where_the_first_of_them_is_hidden(world: World) -> None:
    ids = [world.vendor(world.north, "quay", GIVEN, market=f"Market {number}", emails=["quay@example.org"])
           for number in range(3)]  # fmt: skip
    card = agreed(world)
    for number in range(3):
        kept(NOW + timedelta(minutes=number))
    shared = models.KeptObject.objects.filter(type="email-addr").order_by("added_at")
    assert len({each.digest for each in shared}) == 1 and [each.again for each in shared] == [False, True, True]
    saving.change_marks(reader=world.north, now=NOW, id=shared[0].record, changes={"tlp": "RED"})
    given = page(world, card, types=("email-addr",)).items
    assert [each.pk for each in given] == [shared[1].pk] and {each.record for each in shared} == set(ids)


def test_a_link_comes_with_the_second_of_its_ends(world: World) -> None:
    one, two = (world.vendor(world.north, name, GIVEN) for name in ("quay", "reeve"))
    card = agreed(world)
    connecting.link(reader=world.north, now=NOW, id=one, other=two, type=LinkType.RELATED_TO)
    kept()
    ends = {(held["source_ref"], held["target_ref"]) for each in page(world, card, types=("relationship",)).items
            for held in [json.loads(each.text)]}  # fmt: skip
    assert (main(one), main(two)) in ends
    saving.change_marks(reader=world.north, now=NOW, id=two, changes={"tlp": "RED"})
    assert main(two) not in repr(page(world, card))


def test_writers_who_come_between_are_neither_missed_nor_given_twice(world: World) -> None:
    card = agreed(world)
    kept()
    made: list[str] = []
    seen: list[Any] = []
    after = None

    def follow(number: int) -> None:
        kept(NOW - timedelta(minutes=number))

    for number in range(8):
        made.append(world.vendor(world.north, f"quay-{number}", GIVEN))
        if number % 3 == 2:
            worker = threading.Thread(target=follow, args=(number,))
            worker.start()
            worker.join(30)
        some = page(world, card, after=after, limit=2 + number % 3)
        seen += some.items
        after = some.items[-1].added_at if some.items else after
    kept()
    while (some := page(world, card, after=after, limit=3)).items:
        seen += some.items
        after = some.items[-1].added_at
    ids = [each.id for each in seen]
    assert len(ids) == len(set(ids)) and {main(each) for each in made} <= set(ids)
    assert ids == [each.id for each in page(world, card).items]


def test_who_has_no_part_in_it_finds_no_collection(world: World) -> None:
    card, over = agreed(world), agreed(world)
    agreeing.end(reader=world.north, now=NOW, id=over.id)
    kept()
    west = replace(world.south, agency="west")
    assert [each.id for each in collecting.collections(reader=world.south, now=NOW)] == [collecting.outer_id(card.id)]
    assert collecting.collections(reader=west, now=NOW) == ()
    for reader, id in ((west, card.id), (world.south, over.id), (world.south, "nothing")):
        for ask in (collecting.collection, page_by_id):
            with pytest.raises(Hidden):
                ask(reader=reader, now=NOW, id=id)
    with pytest.raises(OtherPurpose):
        page(world, card, replace(world.south, purpose=Purpose.PROSECUTION))


def page_by_id(**asking: Any) -> Collected:
    return collecting.objects(**asking, asked=Asked())


def test_reading_is_a_disclosure_here_and_stands_in_the_ledger_with_the_records(world: World) -> None:
    one = world.vendor(world.north, "quay", GIVEN)
    card = agreed(world)
    kept()
    page(world, card)
    told = [each for each in following.after("lookups", 0, 10_000) if each.fields["action"] == "collection.objects"]
    assert [(each.agency, each.fields["event"], each.fields["records"]) for each in told] == [
        ("south", "disclosure", [one])
    ]
    found = collecting.one(reader=world.south, now=NOW, id=card.id, asked=Asked(ids=(main(one),)), action="x")
    assert [each.id for each in found.items] == [main(one)]
    with pytest.raises(Hidden):
        collecting.one(reader=world.south, now=NOW, id=card.id, asked=Asked(ids=("note--x",)), action="x")


def test_a_purpose_is_that_of_token_and_agreement(world: World) -> None:
    card = agreed(world, purposes=[Purpose.PROSECUTION, Purpose.OPERATIONAL_ANALYSIS])
    nobody = replace(world.south, purpose=None)
    every = frozenset({Purpose.INFORMATION_EXCHANGE, Purpose.PROSECUTION})
    outer = collecting.outer_id(card.id)
    assert collecting.entering(nobody, every, id=outer).purpose is Purpose.PROSECUTION
    assert collecting.entering(nobody, every, id="none").purpose is Purpose.INFORMATION_EXCHANGE
    assert collecting.entering(nobody, every).purpose is Purpose.INFORMATION_EXCHANGE
    assert collecting.entering(nobody, every, id=outer, named="information_exchange").purpose == "information_exchange"
    assert collecting.entering(nobody, every, id=outer).reason
    with pytest.raises(PurposeRefused):
        collecting.entering(nobody, every, id=outer, named="operational_analysis")
    with pytest.raises(PurposeRefused):
        collecting.entering(replace(nobody, role=Role.OPERATOR), every)
