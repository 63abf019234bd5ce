"""Handles in disguise: what is found, in which order, with what reason; nothing stays of what was taken away."""

import random
import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests.worlds import engines
from tests.worlds.repository import GIVEN, NOW, OWN, World, found, ids

from bowstreet.holdings.repository import guises, importing, models, near, recording, saving, writing
from bowstreet.holdings.repository.cursors import WrongCursor
from bowstreet.holdings.repository.near import NearPage
from bowstreet.vocabulary import folding, likeness
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.readers import Reader

MADE = ("lampwright", "l4mpwr1ght", "lampwrihgt", "lamp_wright-official", "lampwrigh", "quayside", "other seller")


def follow() -> None:
    """Let the follower take in what was recorded."""
    while guises.keep_up():
        pass


def like(reader: Reader, q: str, **more: object) -> NearPage:
    """Search for what is written like it."""
    return near.near(reader=reader, now=NOW, q=q, **more)  # type: ignore[arg-type]


def written(page: NearPage) -> list[str]:
    """Return the handles of a page's hits."""
    return [each.written for each in page.hits]


def rows() -> dict[str, set[object]]:
    """Return all that the index holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, form FROM repository_guise")
        spellings = set(cursor.fetchall())
        cursor.execute("SELECT id, held FROM repository_posting")
        return {"spellings": spellings, "postings": {(id, bytes(held)) for id, held in cursor.fetchall()}}


def recorded(world: World, names: Iterable[str] = MADE) -> dict[str, str]:
    """Record accounts of north with some names, and return their ids by name."""
    made = {name: world.vendor(world.north, name) for name in names}
    follow()
    return made


def test_the_most_alike_stand_first_each_with_its_reason(world: World) -> None:
    recorded(world)
    page = like(world.north, "lampwright")
    assert [(each.written, each.reason) for each in page.hits] == [
        ("lamp_wright-official", "Same when a suffix or prefix is left out."),
        ("l4mpwr1ght", "Same when 1 is read as i or l and 4 is read as a."),
        ("lampwrigh", "One sign differs."),
        ("lampwrihgt", "Two neighbours changed places."),
    ]
    assert (page.total, page.total_shown, page.next) == (4, "4", None)


def test_a_handle_as_it_was_typed_is_a_hit_of_the_search_and_not_of_this_one(world: World) -> None:
    made = recorded(world)
    world.vendor(world.north, "lampwright", market="Quay Street")
    follow()
    assert made["lampwright"] in ids(found(world.north, "lampwright"))
    assert "lampwright" not in written(like(world.north, "LampWright"))


@pytest.mark.parametrize("typed", ["lampwright on Quay Street", "handle:quay-street:lampwright"])
def test_the_same_name_on_another_market_than_was_typed_stands_here(world: World, typed: str) -> None:
    made = recorded(world)
    page = like(world.north, typed)
    same = [each for each in page.hits if each.hit.id == made["lampwright"]]
    assert [each.reason for each in same] == [near.ON_ANOTHER] and page.hits[0] is same[0]
    there = world.vendor(world.north, "lampwright", market="Quay Street")
    follow()
    assert there not in {each.hit.id for each in like(world.north, typed).hits}
    assert made["lampwright"] in {each.hit.id for each in like(world.north, typed).hits}


@pytest.mark.parametrize(
    "typed",
    [
        "l\u200ba\u200bm\u200bpwrihgt",
        "\u24db\u24d0\u24dc\u24df\u24e6\u24e1\u24d8\u24d7\u24d6\u24e3",
        "lampwri\u00adhgt",
        "l a m p w r i h g t",
    ],
)
def test_what_cannot_be_seen_and_letters_in_rings_hide_no_name(world: World, typed: str) -> None:
    recorded(world)
    page = like(world.north, typed)
    assert page.asked == ("lampwrihgt",) and "lampwright" in written(page)


def test_another_name_of_an_account_counts_as_its_handle(world: World) -> None:
    world.vendor(world.north, "nobody like it", aliases=["lanpwright"])
    follow()
    assert written(like(world.north, "lampwright")) == ["lanpwright"]


def test_a_record_stands_once_by_its_best_name(world: World) -> None:
    world.vendor(world.north, "lampwrigt", aliases=["l4mpwright", "lamqwrigt"])
    follow()
    assert written(like(world.north, "lampwright")) == ["l4mpwright"]


def test_who_may_not_see_the_handle_does_not_find_it(world: World) -> None:
    world.vendor(world.north, "lampwrihgt", OWN)
    world.vendor(world.north, "lampwrigth", GIVEN)
    follow()
    assert written(like(world.south, "lampwright")) == ["lampwrigth"]


def test_hidden_handles_push_nothing_off_the_page(world: World) -> None:
    seen = world.vendor(world.north, "lampwrxxht", GIVEN)
    for number in range(8):
        world.vendor(world.north, "lampwrigth", OWN, market=f"Market {number}")
    follow()
    page = like(world.south, "lampwright", limit=1)
    assert ([each.hit.id for each in page.hits], page.total, page.next) == ([seen], 1, None)
    assert [option.value for facet in page.facets for option in facet.options] == ["lantern-market"]


def test_pages_follow_one_another_and_hold_everything_once(world: World) -> None:
    for number in range(7):
        world.vendor(world.north, ("lampwrihgt", "l4mpwright")[number % 2], market=f"Market {number}")
    follow()
    whole = [each.hit.id for each in like(world.north, "lampwright").hits]
    got: list[str] = []
    cursor = None
    while True:
        page = like(world.north, "lampwright", limit=2, cursor=cursor)
        got += [each.hit.id for each in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert got == whole
    assert len(set(got)) == 7


def test_it_is_narrowed_by_market(world: World) -> None:
    for number in range(3):
        world.vendor(world.north, "lampwrihgt", market=f"Market {number}")
    follow()
    page = like(world.north, "lampwright", market=("market-1",))
    assert [each.hit.market for each in page.hits] == ["market-1"]
    assert [(option.value, option.chosen) for facet in page.facets for option in facet.options] == [
        ("market-0", False), ("market-1", True), ("market-2", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["handle:Lantern Market:lampwright", "bulk lamp_wright deals", "lampwright kind:market"]
)
def test_which_words_are_handles(world: World, typed: str) -> None:
    recorded(world)
    page = like(world.north, typed)
    assert page.asked == (("lamp_wright",) if "_" in typed else ("lampwright",))
    assert bool(page.hits) != ("kind:market" in typed)


@pytest.mark.parametrize(("typed", "asked", "hits"), [
    ("lampwrihgt on Lantern Market", ("lampwrihgt",), True),
    ("lampwrihgt \u00b7 Lantern Market", ("lampwrihgt",), True),
    ("lampwrihgt (Lantern Market)", ("lampwrihgt",), True), ("lamp wrihgt", ("lamp wrihgt",), True),
    ("l4mp wr1ght", ("l4mp wr1ght", "l4mp", "wr1ght"), True),
    ("the lamp wright on Lantern Market", ("the lamp wright",), True),
    ("the lamp wright", ("the lamp wright",), True),
    ("lamp wright official shop", ("lamp wright official shop",), True),
    ('"l a m p" w r i g h t', (), False), ("lantern-market:lampwrihgt", ("lampwrihgt",), True),
    ("l4mpwright on Lantern Market", ("l4mpwright",), True), ('"lamp" wrihgt', (), False),
    ("lamp jo@b.com", ("jo@b.com",), False),
    ("one two three", (), False),
])  # fmt: skip
def test_a_name_is_read_with_its_market_and_in_two_words(
    world: World, typed: str, asked: tuple[str, ...], hits: bool
) -> None:
    recorded(world)
    page = like(world.north, typed)
    assert (page.asked, bool(page.hits)) == (asked, hits)


def test_words_that_are_no_handle_are_said_to_be_none(world: World) -> None:
    recorded(world)
    page = like(world.north, "several plain words")
    assert (page.asked, page.hits, page.notice) == ((), (), near.NO_HANDLE)


def test_an_import_is_found_once_it_is_admitted_and_leaves_nothing_when_it_is_taken_back(world: World) -> None:
    recorded(world, ("lampwright",))
    before = rows()
    draft = Draft("vendor_account", {"market": "Lantern Market", "handle": "lampwrihgt"}, None, None, ())
    for act, admit in (("first", False), ("second", True)):
        import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act=act, now=NOW)
        importing.add(import_, [draft])
        follow()
        assert not like(world.north, "lampwright").hits
        if admit:
            importing.finish(import_, now=NOW, count=1)
            assert written(like(world.north, "lampwright")) == ["lampwrihgt"]
        else:
            importing.sweep(act, NOW)
            assert rows() == before


def test_what_other_records_hold_stays_when_one_lets_go_of_it(world: World) -> None:
    recorded(world, ("lampwright",))
    before = rows()
    draft = Draft("vendor_account", {"market": "Lantern Market", "handle": "lampwright"}, None, None, ())
    import_ = importing.begin(
        reader=world.north, envelope=world.envelope(world.north, tlp="GREEN"), act="again", now=NOW
    )
    importing.add(import_, [draft])
    follow()
    importing.sweep("again", NOW)
    assert rows() == before


def test_a_record_written_again_is_found_as_before(world: World) -> None:
    made = recorded(world, ("lampwrihgt",))
    before = rows()
    recording.amend(reader=world.north, now=NOW, id=made["lampwrihgt"], body={"rating": "4.1"})
    assert rows() == before
    follow()
    assert rows() == before


def test_another_way_of_folding_derives_everything_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(world)
    before, stood = like(world.north, "lampwright").hits, rows()
    monkeypatch.setattr(guises, "_PLACE", "guises-another")
    assert guises.is_behind()
    follow()
    assert (like(world.north, "lampwright").hits, rows()) == (before, stood)
    assert not guises.is_behind()


def test_until_the_follower_ran_it_is_behind(world: World) -> None:
    world.vendor(world.north, "lampwrihgt")
    assert guises.is_behind()
    follow()
    assert not guises.is_behind()


def test_while_a_handle_that_the_reader_may_see_is_not_searched_yet_the_page_says_so(world: World) -> None:
    recorded(world)
    world.vendor(world.north, "lampwriht", GIVEN)
    for reader in (world.north, world.south):
        page = like(reader, "lampwright")
        assert (page.notice, "lampwriht" in written(page)) == (near.BEHIND, False)
    assert like(world.north, "several plain words").notice == near.NO_HANDLE
    follow()
    for reader in (world.north, world.south):
        page = like(reader, "lampwright")
        assert (page.notice, "lampwriht" in written(page)) == ("", True)


def test_a_handle_that_the_reader_may_not_see_is_not_waited_for(world: World) -> None:
    world.vendor(world.north, "lampwrihgt", GIVEN)
    follow()
    world.vendor(world.north, "lampwriht", OWN)
    assert like(world.north, "lampwright").notice == near.BEHIND
    assert like(world.south, "lampwright").notice == ""


def test_the_names_of_a_past_day_are_waited_for_too(world: World) -> None:
    made = world.vendor(world.north, "somebody", aliases=["lampwrihgt"])
    follow()
    body = {"market": "Lantern Market", "handle": "somebody", "aliases": [{"value": "lampwrigth"}]}
    saving.edit(reader=world.north, now=NOW + timedelta(days=2), id=made, begun=1, body=body)
    while dict(guises.waiting()).get(guises.NOW):
        guises.keep_up()
    assert [each for each, _ in guises.waiting()] == [guises.PAST]
    assert (on_day(world.north, 1).notice, like(world.north, "lampwright").notice) == (near.BEHIND, "")
    assert on_day(world.south, 1).notice == ""
    follow()
    assert on_day(world.north, 1).notice == ""


def test_the_handles_of_a_record_are_looked_up_by_the_record(world: World) -> None:
    recorded(world)
    index = engines.index_on("repository_selector", "record_id")
    assert re.search(
        rf"(SEARCH s|Index Scan) using (index )?{index}", engines.plan(guises.HANDLES_OF, ["[1]"], index), re.I
    )


def changed_later(world: World, *, followed: bool) -> str:
    """Record an account with another name, which is corrected on the third day, when another seller comes, too."""
    made = world.vendor(world.north, "somebody", aliases=["lampwrihgt"])
    if followed:
        follow()
    third = NOW + timedelta(days=2)
    body = {"market": "Lantern Market", "handle": "somebody", "aliases": [{"value": "lampwrigth"}]}
    saving.edit(reader=world.north, now=third, id=made, begun=1, body=body)
    saving.change_marks(reader=world.north, now=third, id=made, changes={"grade": "B2"})
    fresh = {"market": "Quay Street", "handle": "l4mpwright"}
    recording.record(reader=world.north, now=third, kind="vendor_account", body=fresh, envelope=OWN)
    follow()
    return made


def on_day(reader: Reader, days: int, **more: object) -> NearPage:
    """Search as of so many days after the first."""
    day = (NOW + timedelta(days=days)).date()
    return near.near(reader=reader, now=NOW + timedelta(days=9), q="lampwright", as_of=day, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("followed", [True, False])
def test_as_of_a_day_what_was_on_record_that_day_is_found_and_no_more(world: World, followed: bool) -> None:
    made = changed_later(world, followed=followed)
    for days, names in ((-1, []), (0, ["lampwrihgt"]), (1, ["lampwrihgt"]), (2, ["l4mpwright", "lampwrigth"])):
        page = on_day(world.north, days)
        assert (written(page), page.total, page.as_of) == (names, len(names), (NOW + timedelta(days=days)).date())
        assert not on_day(world.south, days).hits
    assert written(like(world.north, "lampwright")) == ["l4mpwright", "lampwrigth"]
    (then,) = on_day(world.north, 1).hits
    assert (then.hit.id, str(then.hit.docket.particulars.grade)) == (made, "X4")
    assert on_day(world.north, 9).as_of is None


def test_pages_and_markets_of_a_day_are_of_that_day(world: World) -> None:
    changed_later(world, followed=True)
    assert [each.value for facet in on_day(world.north, 1).facets for each in facet.options] == ["lantern-market"]
    first = on_day(world.north, 3, limit=1)
    assert written(on_day(world.north, 3, limit=1, cursor=first.next)) == ["lampwrigth"]
    with pytest.raises(WrongCursor):
        on_day(world.north, 4, limit=1, cursor=first.next)
    assert written(on_day(world.north, 3, market=("quay-street",))) == ["l4mpwright"]
    assert not on_day(world.north, 1, market=("quay-street",)).hits


def test_handles_of_the_past_go_with_their_record(world: World) -> None:
    world.vendor(world.south, "else")
    follow()
    before = rows()
    made = changed_later(world, followed=True)
    (other,) = [each.hit.id for each in like(world.north, "lampwright").hits if each.written == "l4mpwright"]
    with transaction.atomic():
        writing.remove_content([each.id for each in models.Record.objects.filter(uid__in=[made, other])])
    assert rows() == before


def test_names_that_hold_the_whole_name_stand_last_and_it_is_found_by_them(world: World) -> None:
    around = ("quietharbour_off", "quiet.harbour is back", "therealqu1etharbour", "xXquietharbourXx", "quietharbourEU")
    recorded(world, ("quietharbuor", "Quiet_Harbour", "harbour_off", "pharma_off", *around))
    page = like(world.north, "quietharbour")
    assert written(page)[:2] == ["quiet_harbour", "quietharbuor"]
    assert set(written(page)[2:]) == {each.lower() for each in around} and page.total == 7
    assert page.hits[-1].reason == "The whole name stands in it, with more before or behind it."
    for name in around:
        back = like(world.north, name)
        assert "quiet_harbour" in written(back) and "harbour_off" not in written(back), name
    assert [
        each.reason for each in like(world.north, "quietharbour_dream").hits if each.written == "quiet_harbour"
    ] == ["It stands whole in the name asked for, which has more before or behind it."]
    walked = [name for cursor in pages(world.north, "quietharbour") for name in written(cursor)]
    assert walked == written(page)


def pages(reader: Reader, q: str) -> Iterable[NearPage]:
    """Yield the pages of a search, two hits each."""
    page = like(reader, q, limit=2)
    yield page
    while page.next:
        page = like(reader, q, limit=2, cursor=page.next)
        yield page


def test_the_index_finds_what_comparing_with_each_name_finds(world: World) -> None:
    chance = random.Random("held names")
    words = [
        "quietharbour",
        "lampwright",
        "silverferry",
        "tallwren",
        "ember",
        "pharma",
        "the",
        "uk",
        "xx",
        "24",
        "back",
    ]
    joints = ("", "_", ".", "-")
    made = dict.fromkeys(
        ["silvershop_zork", "silvershop"]
        + [chance.choice(joints).join(chance.choices(words, k=chance.randrange(1, 4))) for _ in range(100)]
    )
    recorded(world, made)
    for name in list(made)[:40]:
        expected = {held for held in made if folding.plain(held) != name and likeness.likeness(name, held) is not None}
        assert {each.written for each in like(world.north, name, limit=100).hits} == expected, name
