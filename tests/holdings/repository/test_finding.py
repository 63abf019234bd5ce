"""Finding: what matches, in which order, counted how, and how one goes on."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from tests.worlds.repository import GIVEN, KEY, NOW, OWN, World, found, ids

from bowstreet.holdings.ledger import reading
from bowstreet.holdings.repository import asking, checking, finding, recent, recording, sharing, showing
from bowstreet.holdings.repository.cursors import WrongCursor
from bowstreet.vocabulary import products
from bowstreet.vocabulary.refusals import PurposeRefused

GRADES = "A1 to A4, B1 to B4, C1 to C4, X1 to X4"
SEEN = {"value": "NL", "first_seen": NOW.date().isoformat(), "last_seen": NOW.date().isoformat()}


def test_words_phrases_substrings_and_cyrillic_find_a_record(world: World) -> None:
    one = world.vendor(world.north, "nightbaker", description=["Свежий хлеб каждый день, best rye bread in town"])
    for q in ("nightbaker", "night", '"rye bread"', "BREAD", "хлеб", "вежи", "in", "nightbaker хлеб"):
        assert ids(found(world.north, q)) == [one], q
    for q in ('"bread rye"', "cake", "nightbaker cake"):
        assert ids(found(world.north, q)) == [], q


def test_a_selector_is_found_in_any_spelling(world: World) -> None:
    one = world.vendor(world.north, "baker", pgp=[KEY], emails=["jo@example.com"])
    spaced = " ".join(KEY.lower()[at : at + 4] for at in range(0, 40, 4))
    for q in (KEY, KEY.lower(), spaced, "0x" + KEY, "jo[at]example[.]com", "JO@Example.com", "pgp:" + KEY):
        assert ids(found(world.north, q)) == [one], q


def test_an_identifier_is_marked_in_the_hit_however_it_was_typed(world: World) -> None:
    world.vendor(world.north, "baker", pgp=[KEY], emails=["jo@example.com"])
    spaced = " ".join(KEY.lower()[at : at + 4] for at in range(0, 40, 4))
    for q, shown in ((spaced, KEY), ("jo[at]example[.]com", "jo@example.com"), (KEY, KEY)):
        marked = [each.text for each in found(world.north, q).hits[0].excerpt if each.marked]
        assert marked == [shown], q


def test_an_excerpt_is_the_value_that_was_found_cut_between_words(world: World) -> None:
    before, after = "first words of a long text " * 4, "and many more that follow it " * 12
    world.vendor(world.north, "baker", emails=["jo@example.com"], description=[f"{before}rose {after}", "Lilac"])

    def excerpt(q: str) -> str:
        return "".join(f"[{each.text}]" if each.marked else each.text for each in found(world.north, q).hits[0].excerpt)

    assert excerpt("lilac") == "[Lilac]"
    whole = excerpt("rose")
    assert whole.startswith("… ") and whole.endswith(" …") and "[rose]" in whole and "jo@" not in whole
    assert set(whole.strip("… ").replace("[rose]", "").split()) <= set(f"{before} {after}".split())
    assert excerpt("jo@example.com") == "[jo@example.com]"


def test_an_excerpt_does_not_say_its_title_again(world: World) -> None:
    world.vendor(world.north, "candlemaker", description=["Sells tapers"])
    hit = found(world.north, "candlemaker").hits[0]
    assert [each.text for each in hit.title if each.marked] == ["candlemaker"]
    assert "".join(each.text for each in hit.excerpt) == "Lantern Market · Sells tapers"


def test_whole_title_comes_first_then_title_words_then_text_then_inside(world: World) -> None:
    inside = world.vendor(world.north, "rosewooden")
    text = world.vendor(world.north, "other", description=["likes rose, and much else that makes it long"])
    dense = world.vendor(world.north, "third", description=["rose rose rose"])
    in_title = world.vendor(world.north, "rose")
    assert ids(found(world.north, "rose")) == [in_title, dense, text, inside]
    whole = found(world.north, '"rose on lantern market"')
    assert ids(whole)[0] == in_title and whole.hits[0].why == "The title is what you typed."
    marked = [segment.text for segment in found(world.north, "rose").hits[0].title if segment.marked]
    assert marked == ["rose"]


def test_a_key_id_finds_all_that_shows_a_key_of_it(world: World) -> None:
    young = f"{KEY[-16:]}{'C' * 48}"
    made = [world.vendor(world.north, "baker", pgp=[KEY]), world.vendor(world.north, "miller", pgp=[young])]
    key = recording.record(
        reader=world.north, now=NOW, kind="pgp_key", body={"fingerprint": KEY, "key_id": KEY[-16:]}, envelope=OWN
    ).id
    world.vendor(world.north, "butcher", pgp=[f"{'0' * 24}{KEY[-15:]}0", f"{KEY[:-16]}{'0' * 16}"])
    world.vendor(world.south, "candle", pgp=[KEY])
    for q in (KEY[-16:], f"0x{KEY[-16:].lower()}"):
        answer = found(world.north, q)
        assert sorted(ids(answer)) == sorted([*made, key])
        assert ids(answer)[0] == key
        why = [hit.why for hit in answer.hits]
        assert why == ["It is the record of this identifier.", *["It has this identifier."] * 2]


def test_facets_count_what_is_seen_and_a_choice_does_not_narrow_its_own(world: World) -> None:
    for number in range(3):
        world.vendor(world.north, f"baker{number}", products=["cannabis"], ships_from=[SEEN])
    world.vendor(world.north, "butcher", market="Harbour Market", ships_from=[SEEN])
    world.vendor(world.south, "candle", market="Hidden Market")

    def counts(name: str, **more: object) -> dict[str, str]:
        facet = next(each for each in found(world.north, **more).facets if each.name == name)
        return {option.value: option.shown for option in facet.options}

    assert counts("market") == {"lantern-market": "3", "harbour-market": "1"}
    assert counts("market", market=("harbour-market",)) == {"lantern-market": "3", "harbour-market": "1"}
    assert counts("agency", market=("harbour-market",)) == {"north": "1"}
    assert counts("product") == {"cannabis": "3", "drugs": "3"}
    assert found(world.north, product=("drugs",)).total == 3
    assert found(world.north, 'market:"Harbour Market"').total == 1
    assert found(world.north, "grade:x4 kind:vendor_account").total == 4
    assert found(world.north, f"seen:{NOW.year}").total == 4 and found(world.north, "seen:1999").total == 0
    assert found(world.north, since=NOW.date() + timedelta(days=1)).total == 0


@pytest.mark.parametrize("q", ["", "lantern"])
def test_every_choice_of_a_facet_finds_as_many_as_it_says_whatever_else_narrows(world: World, q: str) -> None:
    for number, (first, last) in enumerate([(2021, 2021), (2021, 2023), (2023, 2023), (2022, 2024), (2024, 2024)]):
        place = {**SEEN, "first_seen": f"{first}-02-03", "last_seen": f"{last}-03-02"}
        world.vendor(world.north, f"baker{number}", products=["cannabis"], ships_from=[place])
    narrowings: tuple[dict[str, Any], ...] = (
        {}, {"date": ("2023",)}, {"since": date(2022, 6, 1)}, {"since": date(2022, 1, 1), "until": date(2023, 12, 1)},
        {"date": ("2023", "2024"), "since": date(2023, 6, 1)},
    )  # fmt: skip
    for given in narrowings:
        tried = 0
        for facet in found(world.north, q, **given).facets:
            for option in facet.options:
                narrowed = found(world.north, q, **{**given, facet.name: (option.value,)})
                assert option.shown == narrowed.total_shown, (given, facet.name, option.value)
                tried += 1
        assert tried >= 5
    years = next(each for each in found(world.north, q).facets if each.name == "date")
    assert [(each.value, each.shown) for each in years.options] == [("2024", "2"), ("2023", "2"), ("2021", "1")]


def test_grades_and_products_narrow_from_the_text_too(world: World) -> None:
    graded = [world.vendor(world.north, f"baker{code}", {**OWN, "grade": code}) for code in ("A1", "B3", "C2")]
    sweet = world.vendor(world.north, "miller", products=["cannabis"])
    for q, codes in (("A..B", 2), ("b", 1), ("B..", 3), ("..a", 1), ("C2", 1), ("A..", 4), ("B..A", 2)):
        assert found(world.north, f"grade:{q}").total == codes, q
    assert ids(found(world.north, "grade:A")) == [graded[0]]
    assert ids(found(world.north, "product:cannabis")) == ids(found(world.north, "product:drugs")) == [sweet]


def test_what_a_search_cannot_ask_is_said(world: World) -> None:
    world.vendor(world.north, "baker", description=["bread -rye colour:red"])
    for q, said in (
        ("product:nonsense", f"There is no product type 'nonsense'; there are {', '.join(sorted(products.ALL))}."),
        ("grade:A..B..C", f"There is no grade 'A..B..C'; there are {GRADES}."),
        ("grade:A1..B2", f"There is no grade 'A1..B2'; there are {GRADES}."),
        ("bread -rye", "'-rye' was read as a word: no word can be left out."),
        ("colour:red", "'colour:' narrows nothing and was read as a word."),
        ('"-rye"', ""), ('"colour:red"', ""), ("https://example.org", ""), ("pgp:" + KEY, ""), ("bread - rye", ""),
    ):  # fmt: skip
        assert found(world.north, q).notice == said, q


@pytest.mark.parametrize(("q", "order"), [("", "best"), ("baker", "best"), ("baker", "newest"), ("bak", "best")])
def test_pages_hold_every_hit_once(world: World, q: str, order: str) -> None:
    made = {world.vendor(world.north, f"baker {number}") for number in range(11)}
    seen: list[str] = []
    cursor = None
    while True:
        page = found(world.north, q, order=order, cursor=cursor, limit=3)
        seen += ids(page)
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == 11 and set(seen) == made
    assert page.total == 11 and page.total_shown == "11"


def test_a_long_list_goes_on_newest_first_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bowstreet.holdings.repository.matching.MOST", 5)
    monkeypatch.setattr("bowstreet.holdings.repository.finding.MOST", 5)
    monkeypatch.setattr("bowstreet.holdings.repository.facets.MOST", 5)
    for q in ("baker", ""):
        for number in range(11):
            world.vendor(world.north, f"baker {number}")
        seen: list[str] = []
        cursor = None
        while True:
            page = found(world.north, q, cursor=cursor, limit=3)
            assert page.capped and page.total_shown == "5+" and page.order == "newest"
            seen += ids(page)
            cursor = page.next
            if cursor is None:
                break
        assert len(seen) == 11 and len(set(seen)) == 11
        assert page.notice == (finding.NEWEST_FIRST if q else finding.COUNTED_AMONG)


def test_a_long_list_of_words_inside_words_too_holds_every_hit_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("matching", "finding", "facets"):
        monkeypatch.setattr(f"bowstreet.holdings.repository.{module}.MOST", 5)
    made = [world.vendor(world.north, f"baker {number}" if number % 3 == 0 else f"oldbakery{number}")
            for number in range(11)]  # fmt: skip
    seen: list[str] = []
    cursor = None
    while True:
        page = found(world.north, "baker", cursor=cursor, limit=3)
        assert page.capped and page.total == 5
        seen += ids(page)
        cursor = page.next
        if cursor is None:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize("most", [10_000, 6])
@pytest.mark.parametrize(("few", "small"), [(20_000, 100_000), (3, 0), (20_000, 0)])
def test_lists_and_counts_are_the_same_by_whatever_index(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int, small: int, most: int
) -> None:
    monkeypatch.setattr("bowstreet.holdings.repository.matching.MOST", most)
    monkeypatch.setattr("bowstreet.holdings.repository.matching._FEW", few)
    monkeypatch.setattr("bowstreet.holdings.repository.matching._SMALL", small)
    made = [
        world.vendor(world.north, f"baker {number}", market=f"Market {number % 2}", ships_from=[SEEN])
        for number in range(6)
    ]
    world.vendor(world.south, "candle")
    assert ids(found(world.north)) == made[::-1]
    chosen = found(world.north, market=("market-1",), since=date(2000, 1, 1))
    assert ids(chosen) == made[5::-2] and chosen.total == 3
    market = next(facet for facet in chosen.facets if facet.name == "market")
    assert {option.value: option.shown for option in market.options} == {"market-0": "3", "market-1": "3"}


def test_a_facet_of_many_values_says_how_many_more_there_are(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bowstreet.holdings.repository.facets.MOST_OPTIONS", 2)
    for number in range(5):
        world.vendor(world.north, f"baker {number}", market=f"Lane {number}")
    for chosen, shown, more in ((), 2, 3), (("lane-4",), 3, 2):
        market = next(each for each in found(world.north, market=chosen).facets if each.name == "market")
        assert (len(market.options), market.more) == (shown, more)


def test_the_facets_of_a_long_list_count_the_newest_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matching", "finding", "facets"):
        monkeypatch.setattr(f"bowstreet.holdings.repository.{module}.MOST", 4)
    for number in range(6):
        world.vendor(world.north, f"baker {number}", market=f"Market {number}")
    for q in ("", "baker"):
        market = next(facet for facet in found(world.north, q).facets if facet.name == "market")
        assert [option.value for option in market.options] == ["market-2", "market-3", "market-4", "market-5"]


def test_facets_follow_what_a_record_becomes(world: World) -> None:
    one = world.vendor(world.north, "baker", products=["cannabis"])
    assert found(world.north, product=("stimulants",)).total == 0
    recording.amend(reader=world.north, now=NOW, id=one, body={"products": ["cocaine"]})
    product = next(facet for facet in found(world.north).facets if facet.name == "product")
    assert {option.value for option in product.options} >= {"cannabis", "stimulants"}
    for q in ("", "baker"):
        assert found(world.north, q, product=("stimulants",)).total == 1


def test_one_word_is_weighed_by_its_places_as_by_its_marks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, text in enumerate(("rose", "rose and rose", "rose, and much else that makes it long", "a rose rose")):
        world.vendor(world.north, "rose" if number == 1 else f"seller{number}", description=[text])
    by_places = ids(found(world.north, "rose"))
    monkeypatch.setattr(asking.Asked, "word", lambda asked: "")
    assert len(by_places) == 4 and ids(found(world.north, "rose")) == by_places


def test_a_cursor_belongs_to_its_question_and_reader(world: World) -> None:
    for number in range(4):
        world.vendor(world.north, f"baker {number}")
    cursor = found(world.north, "baker", limit=2).next
    assert cursor == found(world.north, "baker", limit=2).next
    for reader, q, tried in (
        (world.north, "bakers", cursor), (world.analyst, "baker", cursor), (world.north, "baker", "nonsense"),
        (world.north, "baker", cursor[:-3] if cursor else ""), (world.north, "baker", "é"),
    ):  # fmt: skip
        with pytest.raises(WrongCursor):
            found(reader, q, cursor=tried)


def test_without_purpose_nothing_is_looked_up(world: World) -> None:
    with pytest.raises(PurposeRefused):
        finding.find(reader=replace(world.north, purpose=None), now=NOW, q="x", cursor="not even a cursor")


def test_a_look_is_in_the_ledger_with_the_records_shown(world: World) -> None:
    one = world.vendor(world.north, "baker")
    found(world.north, "baker")
    showing.show(reader=world.north, now=NOW, id=one)
    entries = reading.page(reader=world.north, now=NOW, event="consultation").entries
    assert {(each.action, each.records) for each in entries} == {("find", (one,)), ("record.show", (one,))}


def test_what_was_seen_and_edited_last(world: World) -> None:
    one, other = world.vendor(world.north, "baker"), world.vendor(world.south, "miller", GIVEN)
    showing.show(reader=world.south, now=NOW, id=other)
    assert [each.id for each in recent.seen(reader=world.south, now=NOW)] == [other]
    assert recent.seen(reader=world.north, now=NOW) == ()
    assert [each.id for each in recent.edited(reader=world.north, now=NOW)] == [one]


def test_shared_selectors_stand_on_the_page_and_count_agencies(world: World) -> None:
    one = world.vendor(world.north, "baker", GIVEN, pgp=[KEY])
    other = world.vendor(world.south, "miller", pgp=[KEY])
    view = showing.show(reader=world.south, now=NOW, id=other)
    assert [(row.chip.raw, row.chip.records, row.chip.agencies) for row in view.shared] == [(KEY, 2, 2)]
    assert view.shared[0].others[0].id == one
    assert [hit.also_agencies for hit in found(world.south, "miller").hits] == [1]
    assert [hit.also_agencies for hit in found(world.north, "baker").hits] == [0]


def test_a_value_is_common_in_one_record_more_than_the_most(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "COMMON", 3)
    made = [world.vendor(world.north, "baker", GIVEN, pgp=[KEY])]
    made += [world.vendor(world.south, f"miller {number}", pgp=[KEY]) for number in range(2)]
    for common in (False, True):
        (row,) = showing.show(reader=world.south, now=NOW, id=made[1]).shared
        assert (row.chip.common, row.chip.agencies, len(row.others)) == ((True, 0, 0) if common else (False, 2, 2))
        assert [hit.also_agencies for hit in found(world.south, made[1]).hits] == [0 if common else 1]
        assert len(checking.check(reader=world.south, now=NOW, text=KEY).page.results[0].records) == 3
        made.append(world.vendor(world.south, "grocer", pgp=[KEY]))


def test_a_date_filter_uses_the_days_of_sources(world: World) -> None:
    old = world.vendor(
        world.north, "baker", aliases=[{"value": "bb", "first_seen": "2014-01-05", "last_seen": "2014-03-05"}]
    )
    assert ids(found(world.north, since=date(2014, 1, 1), until=date(2014, 2, 1))) == [old]
    assert ids(found(world.north, until=date(2013, 12, 31))) == []


@pytest.mark.parametrize(("q", "total", "said"), [
    ("qu", 0, "'qu' was looked for as a whole word."), ("ss", 0, "'ss' was looked for as a whole word."),
    ("qu ss", 0, "'qu', 'ss' were looked for as whole words."), ("ба", 0, "'ба' was looked for as a whole word."),
    ("in", 1, "'in' was looked for as a whole word."), ("quay ss", 0, "'ss' was looked for as a whole word."),
    ("quay in", 1, ""), ("quay", 1, ""), ("cake", 0, ""), ("", 1, ""), ("京", 0, ""), ("*", 0, ""),
    ("a b c d e f", 0, "'a', 'b', 'c', 'd', 'e' and others were looked for as whole words."),
])  # fmt: skip
def test_a_part_of_a_word_that_is_too_short_is_said(world: World, q: str, total: int, said: str) -> None:
    world.vendor(world.north, "quayside", description=["glass made in town"])
    page = found(world.north, q)
    assert page.total == total
    assert page.notice == (f"Parts of words are looked for from three signs on; {said}" if said else "")


@pytest.mark.parametrize("as_of", [None, NOW.date() + timedelta(days=1)])
@pytest.mark.parametrize("q", ["", "baker", "bake", KEY])
def test_days_that_end_before_they_begin_find_nothing(world: World, q: str, as_of: date | None) -> None:
    old = world.vendor(
        world.north, "baker", pgp=[KEY],
        aliases=[{"value": "bb", "first_seen": "2014-01-05", "last_seen": "2014-03-05"}],
    )  # fmt: skip
    later = NOW + timedelta(days=2)
    seek = partial(finding.find, reader=world.north, now=later, as_of=as_of)
    sooner, after = date(2014, 2, 1), date(2014, 2, 2)
    assert ids(seek(q=q, since=sooner, until=after)) == [old]
    page = seek(q=q, since=after, until=sooner)
    assert (page.hits, page.total) == ((), 0) and page.notice.startswith("No day is on or after 2014-02-02")
    assert seek(q=f"seen:2014-02-02..2014-02-01 {q}").total == 0


def test_no_text_is_an_error(world: World) -> None:
    world.vendor(world.north, "baker")
    texts = [
        '"',
        '""',
        "AND",
        "a OR b",
        "NEAR(",
        "title:x",
        "*",
        "kind:",
        "-a",
        "^a",
        "seen:x",
        "\x00",
        "'",
        "{",
        "\ud800",
    ]
    for q in (*texts, "a" * 2000, "x " * 900, "( ) :", "ß", "%s %d", "😀", "kind:x agency:y"):
        assert found(world.north, q).total in (0, 1), q


def test_a_slip_in_the_text_is_said_and_no_answer_about_what_is_held(world: World) -> None:
    world.vendor(world.north, "baker")
    assert found(world.north, "kind:bogus baker").notice.startswith("There is no kind 'bogus'; there are ")
    assert found(world.north, "grade:Z9").notice.startswith("There is no grade 'Z9'; there are A1 to A4, ")
    assert found(world.north, "seen:whenever").notice.startswith("'seen:' takes a year, a month, a day")
    later, sooner = NOW.date(), NOW.date() - timedelta(days=1)
    assert found(world.north, "", since=later, until=sooner).notice.startswith(f"No day is on or after {later}")
    assert found(world.north, "seen:2014..2016", since=sooner, until=later).notice.startswith("No day is on or after")
    assert found(world.north, "seen:2014..2016").notice == found(world.north, "market:nowhere").notice == ""
    assert found(world.north, "kind:vendor_account grade:b2 baker").notice == ""
