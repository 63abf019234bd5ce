"""Judging: what is joined, what parts it, what a reader sees of it, and that nothing is ever taken away."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from tests.worlds.repository import NOW, OWN, SHARED, World

from bowstreet.holdings.ledger import reading
from bowstreet.holdings.repository import entities, judged, judging, recording, showing
from bowstreet.holdings.repository.answers import EntityView
from bowstreet.holdings.repository.connecting import NotToBeLinked
from bowstreet.holdings.repository.judging import JudgedSo
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, PurposeRefused

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
FOR_ALL = {**SHARED, "handling": ["H0"]}


def judge(reader: Reader, one: str, other: str, verdict: Verdict, note: str = "one key", days: int = 0) -> str:
    made = judging.judge(reader=reader, now=NOW + timedelta(days=days), id=one, other=other, verdict=verdict, note=note)
    return made.id


def entity(reader: Reader, id: str, **more: object) -> EntityView:
    return entities.entity(reader=reader, now=NOW, id=id, **more)  # type: ignore[arg-type]


def members(reader: Reader, id: str) -> list[str]:
    return [each.id for each in entity(reader, id).records]


@pytest.fixture
def chain(world: World) -> list[str]:
    """Return four records in the order in which they were recorded, open to both agencies."""
    north, south = world.north, world.south
    return [world.vendor(reader, name, FOR_ALL) for reader, name in
            ((north, "amber"), (south, "brine"), (north, "cobalt"), (south, "dune"))]  # fmt: skip


def test_same_joins_the_records_of_several_agencies_side_by_side(world: World) -> None:
    one = world.vendor(world.north, "amber", FOR_ALL, ships_from=["NL"], registered_on="2024-01-05")
    other = world.vendor(world.south, "amber_", FOR_ALL, ships_from=["NL", "DE"], registered_on="2024-01-04")
    judge(world.north, other, one, SAME)
    for reader in (world.north, world.south):
        for id in (one, other):
            seen = entity(reader, id)
            assert (seen.id, seen.asked, seen.agencies, seen.capped) == (one, id, 2, False)
            assert [each.id for each in seen.records] == [one, other]
            fields = {each.name: each for each in seen.fields}
            told = [(each.value.shown, each.owner.slug) for each in fields["ships_from"].stated]
            assert told == [("NL", "north"), ("NL", "south"), ("DE", "south")]
            assert not fields["ships_from"].disagree
            assert fields["registered_on"].disagree
            (said,) = seen.judgements
            assert (said.verdict, said.owner.slug, said.note, said.stands) == ("same", "north", "one key", True)
            assert bool(said.by) == (reader is world.north)


def test_numbers_stand_by_size_and_what_changes_by_day_newest_first(world: World) -> None:
    deals = [("50", "03"), ("504", "07"), ("100", "04"), ("453", "06"), ("0", "01"), ("151", "05")]
    said = {"deals": [{"value": value, "last_seen": f"2024-01-{day}"} for value, day in deals]}
    one = world.vendor(world.north, "amber", FOR_ALL, **said, aliases=["50", "453", "1,024", "a9", "100"])
    fields = {each.name: each for each in entity(world.north, one).fields}
    told = [(each.value.shown, each.value.earlier) for each in fields["deals"].by_record[one]]
    record = [each for each in showing.show(reader=world.north, now=NOW, id=one).values if each.field == "deals"]
    assert told == [(each.shown, each.earlier) for each in record]
    assert told == [("504", False), ("453", False), ("151", False), ("100", True), ("50", True), ("0", True)]
    assert [each.value.shown for each in fields["aliases"].stated] == ["50", "100", "453", "1,024", "a9"]


def test_the_last_word_of_an_agency_stands_and_no_word_goes(world: World, chain: list[str]) -> None:
    one, other = chain[:2]
    first = judge(world.north, one, other, SAME)
    assert members(world.north, one) == [one, other]
    second = judge(world.north, other, one, UNSURE, "the key may have been copied")
    assert members(world.north, one) == [one]
    third = judge(world.analyst, one, other, SAME, "a second key")
    seen = entity(world.south, other)
    assert [each.id for each in seen.records] == [one, other]
    assert [(each.id, each.stands) for each in seen.judgements] == [(third, True), (second, False), (first, False)]
    for statement in ("UPDATE repository_judgement SET verdict = 'same'", "DELETE FROM repository_judgement"):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(statement)


def test_different_wins_and_the_youngest_same_on_the_way_gives_way(world: World, chain: list[str]) -> None:
    a, b, c, d = chain
    judge(world.north, a, b, SAME)
    youngest_in_the_end = [judge(world.south, c, d, SAME), judge(world.north, b, c, SAME)][1]
    assert members(world.south, a) == [a, b, c, d]
    against = judge(world.south, a, d, DIFFERENT, "both wrote at once")
    assert members(world.north, a) == [a, b]
    assert members(world.north, d) == [c, d]
    (dispute,) = entity(world.north, a).disputes
    assert dispute.different.id == against
    assert [each.id for each in dispute.gave_way] == [youngest_in_the_end]
    judge(world.south, a, d, UNSURE, "it was another day")
    assert members(world.north, a) == [a, b, c, d]
    assert entity(world.north, a).disputes == ()


def test_agencies_that_disagree_on_a_pair_leave_it_parted(world: World, chain: list[str]) -> None:
    one, other = chain[:2]
    judge(world.north, one, other, SAME)
    judge(world.south, one, other, DIFFERENT, "two hands")
    assert members(world.north, one) == [one]
    (dispute,) = entity(world.south, other).disputes
    assert (dispute.different.owner.slug, dispute.gave_way[0].owner.slug) == ("south", "north")


def test_what_a_reader_may_not_see_joins_and_parts_nothing(world: World, chain: list[str]) -> None:
    a, b = chain[:2]
    judge(world.south, a, b, SAME)
    before = entity(world.south, a)
    hidden = world.vendor(world.north, "own", OWN)
    judge(world.north, a, hidden, SAME)
    judge(world.north, hidden, b, DIFFERENT, "not this one")
    assert entity(world.south, a) == before
    assert members(world.north, a) == [a, b]
    assert len(entity(world.north, a).disputes) == 1
    with pytest.raises(Hidden):
        entity(world.south, hidden)
    with pytest.raises(Hidden):
        judge(world.south, a, hidden, SAME)


def test_as_of_a_day_only_what_was_judged_by_then(world: World, chain: list[str]) -> None:
    a, b = chain[:2]
    judge(world.north, a, b, SAME, days=1)
    judge(world.north, a, b, DIFFERENT, "two hands", days=3)
    for days, count in ((0, 1), (1, 2), (2, 2), (3, 1)):
        seen = entity(world.north, a, as_of=NOW.date() + timedelta(days=days))
        assert len(seen.records) == count, days
    with pytest.raises(Hidden):
        entity(world.north, a, as_of=NOW.date() - timedelta(days=1))


def test_more_than_can_be_shown_is_said(world: World, chain: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for one, other in itertools.pairwise(chain):
        judge(world.north, one, other, SAME)
    assert not entity(world.north, chain[0]).capped
    monkeypatch.setattr(judged, "MOST", 3)
    seen = entity(world.north, chain[0])
    assert (len(seen.records), seen.capped) == (3, True)


def test_what_is_refused_and_why(world: World, chain: list[str]) -> None:
    a, b = chain[:2]
    key = recording.record(
        reader=world.north, now=NOW, kind="pgp_key", body={"fingerprint": "0" * 40}, envelope=FOR_ALL
    ).id
    for one, other, note, said in (
        (a, a, "x", "against itself"), (a, b, "  ", "rests on"), (a, key, "x", "link them instead")
    ):  # fmt: skip
        with pytest.raises(Invalid, match=said):
            judge(world.north, one, other, SAME, note)
    with pytest.raises(Hidden):
        judge(world.north, a, "019cadc6-9a80-71de-857d-3c9232b50c7b", SAME)
    with pytest.raises(PurposeRefused):
        judge(replace(world.north, purpose=None), a, b, SAME)
    closed = world.vendor(world.south, "closed", {**FOR_ALL, "handling": ["H3"], "h3_text": "ask us first"})
    with pytest.raises(NotToBeLinked):
        judge(world.north, a, closed, SAME)
    judge(world.north, a, b, SAME)
    with pytest.raises(JudgedSo):
        judge(world.north, b, a, SAME)


def test_both_agencies_find_it_in_their_ledgers(world: World, chain: list[str]) -> None:
    judge(world.north, chain[0], chain[1], SAME)
    for reader in (world.north, world.south):
        page = reading.page(reader=reader, now=NOW, limit=200)
        assert "record.judge" in [each.action for each in page.entries]


def test_two_records_stand_side_by_side_to_be_judged(world: World) -> None:
    one, other, far = (
        world.vendor(world.north, name, OWN, registered_on=day)
        for name, day in (("baker", "2024-01-01"), ("cooper", "2024-02-01"), ("drake", "2024-03-01"))
    )
    for right in (other, far):
        judging.judge(reader=world.north, now=NOW, id=one, other=right, verdict=Verdict.SAME, note="One key.")
    seen = entities.pair(reader=world.north, now=NOW, id=other, other=one[-8:])
    assert [each.id for each in seen.records] == [one, other] and seen.asked == other
    assert [each.right.id for each in seen.judgements] == [other] and seen.judgements[0].mine
    assert not entities.pair(reader=world.analyst, now=NOW, id=other, other=one).judgements[0].mine
    assert [each.disagree for each in seen.fields if each.name == "registered_on"] == [True]
    with pytest.raises(Invalid, match="against itself"):
        entities.pair(reader=world.north, now=NOW, id=one, other=one)
    with pytest.raises(Hidden):
        entities.pair(reader=world.south, now=NOW, id=one, other=other)
