"""Texts and questions are spelled the same: signs that are words, letters in disguise, short ids."""

import uuid

import pytest
from tests.worlds import engines
from tests.worlds.repository import GIVEN, NOW, OWN, SHARED, World, found, ids

from bowstreet.holdings.ledger import chance
from bowstreet.holdings.repository import connecting, entities, matching, recording, rows, showing, telling
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.refusals import Hidden

UNSPACED = ("我们在上海交易所付款", "東京の倉庫から発送", "ส่งจากกรุงเทพทุกวัน", "서울에서 보냅니다", "ﾄｳｷｮｳから")


def marked(world: World, q: str) -> list[str]:
    """Return what is marked in the hits of a search."""
    hits = found(world.north, q).hits
    return [each.text for hit in hits for each in (*hit.title, *hit.excerpt) if each.marked]


@pytest.mark.parametrize(("q", "place"), [
    ("上海", 0), ("海", 0), ("交易", 0), ("交易所", 0), ("倉庫", 1), ("庫", 1), ("東", 1), ("กรุ", 2), ("ง", 2),
    ("ุง", 2), ("서울", 3), ("냅", 3), ("トウ", 4), ("ﾄｳ", 4), ("上海 付款", 0), ("上海 quay", 0), ("所 quays", 0),
])  # fmt: skip
def test_words_of_one_or_two_signs_are_found_inside_a_line_without_spaces(world: World, q: str, place: int) -> None:
    made = [
        world.vendor(world.north, f"seller{n}", description=[f"{text} quayside"]) for n, text in enumerate(UNSPACED)
    ]
    assert ids(found(world.north, q)) == [made[place]]
    assert marked(world, q)


def test_signs_are_found_in_a_row_alone_and_where_the_reader_may_see(world: World) -> None:
    mine = world.vendor(world.north, "one", SHARED, description=["上a海 交。易"])
    hidden = world.vendor(world.south, "two", OWN, description=["上海交易"])
    assert ids(found(world.north, "上海")) == ids(found(world.north, "交易")) == []
    assert ids(found(world.south, "上海")) == [hidden]
    assert ids(found(world.north, "海")) == [mine]
    recording.amend(reader=world.north, now=NOW, id=mine, body={"rating": "北京"})
    assert ids(found(world.north, "京")) == [mine]


def test_whole_lines_never_keep_what_stands_inside_others_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "ENOUGH_WORDS", 1)
    made = [
        world.vendor(world.north, f"n{n}", description=[text])
        for n, text in enumerate(("上海", "上海", "在上海", "上海交易"))
    ]
    page = found(world.north, "上海")
    assert sorted(ids(page)) == sorted(made)
    assert page.notice == ""


@pytest.mark.parametrize(("held", "asked"), [
    ("Hauptstraße", "hauptstrasse"), ("Hauptstrasse", "HAUPTSTRASSE"), ("HAUPTSTRASSE", "hauptstraße"),
    ("HAUPTSTRAẞE", "Hauptstraße"), ("ﬁne ﬂour", "fine flour"), ("fine flour", "ﬁne ﬂour"), ("oﬃce", "office"),
    ("ｃａｒｇｏ", "cargo"), ("cargo", "ｃａｒｇｏ"), ("Hauptstraße", "tstras"), ("Hauptstrasse", "tstraß"),
    ("raﬄe", "affl"), ("große Straße", '"grosse strasse"'),
])  # fmt: skip
def test_letters_in_disguise_are_one_spelling(world: World, held: str, asked: str) -> None:
    made = world.vendor(world.north, "one", description=[f"by the {held} at night"])
    world.vendor(world.north, "two", description=["by the quay at night"])
    assert ids(found(world.north, asked)) == [made]
    assert "".join(marked(world, asked)).replace(" ", "") in held.replace(" ", "")


def test_a_title_in_another_spelling_is_a_whole_title_and_goes_without_a_trace(world: World) -> None:
    told = {"title": "Weiß", "outcome": "ﬁne 上海"}
    made = recording.record(reader=world.north, now=NOW, kind="practice", body=told, envelope=OWN).id
    assert ids(found(world.north, "fine")) == ids(found(world.north, "海")) == [made]
    assert found(world.north, "weiss").hits[0].why == found(world.north, "WEIẞ").hits[0].why
    recording.amend(reader=world.north, now=NOW, id=made, body={"outcome": "coarse"})
    assert ids(found(world.north, "fine")) == ids(found(world.north, "海")) == []
    engines.indexes_agree()


def test_a_short_id_opens_a_record_and_finds_it(world: World) -> None:
    one, other = world.vendor(world.north, "one", GIVEN), world.vendor(world.north, "two", GIVEN)
    hidden = world.vendor(world.north, "three", OWN)
    for short in (one[-8:], one[-8:].upper(), f" {one[-8:]} "):
        assert showing.show(reader=world.north, now=NOW, id=short).id == one
    assert telling.history(reader=world.south, now=NOW, id=one[-8:]).id == one
    assert entities.entity(reader=world.north, now=NOW, id=one[-8:]).id == one
    assert found(world.north, one[-8:]).hits[0].why == "It is the record of this id."
    assert ids(found(world.south, one)) == ids(found(world.south, one[-8:].upper())) == [one]
    assert ids(found(world.south, hidden[-8:])) == ids(found(world.south, hidden)) == []
    connecting.link(reader=world.north, now=NOW, id=one[-8:], other=other[-8:], type=LinkType.USES)
    for none in (hidden[-8:], "00000000", "one"):
        with pytest.raises(Hidden):
            showing.show(reader=world.south, now=NOW, id=none)


def test_a_short_id_of_several_names_those_that_are_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(range(1, 100))
    monkeypatch.setattr(chance, "identifier", lambda *_: str(uuid.UUID(int=next(numbers) << 80 | 0x0F3A9C2E)))
    one, hidden = world.vendor(world.north, "one", GIVEN), world.vendor(world.north, "two", OWN)
    assert showing.show(reader=world.south, now=NOW, id="0f3a9c2e").id == one
    with pytest.raises(rows.SeveralRecords, match=f"{one}, {hidden}"):
        showing.show(reader=world.north, now=NOW, id="0f3a9c2e")
    assert ids(found(world.north, "0f3a9c2e")) == [hidden, one]


@pytest.mark.django_db
def test_a_short_id_is_looked_up_in_an_index() -> None:
    same, value = rows.identified("0f3a9c2e")
    index = "repository_record_short_id"
    assert index in engines.plan(f"SELECT r.id FROM repository_record r WHERE {same}", [value], index)
