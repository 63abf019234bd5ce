"""Identifiers among the words of a search: alone or beside words, in any spelling, the same hits in the same order."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.worlds.repository import GIVEN, NOW, OWN, World, found, ids

from bowstreet.holdings.repository import asking, finding, recording
from bowstreet.holdings.repository.answers import FindPage, Segment
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader

LATER = NOW + timedelta(days=9)
PRINT = "59CA19C10A2B3C4D5E6F70819AABBCCDDEEFF012"
FOURS = [PRINT[at : at + 4] for at in range(0, 40, 4)]
MAIL = "quietharbour@letter.example.org"


def record(world: World, kind: str, **body: Any) -> str:
    return recording.record(reader=world.north, now=NOW, kind=kind, body=body, envelope=OWN).id


def marked(segments: tuple[Segment, ...]) -> list[str]:
    return [each.text for each in segments if each.marked]


def then(reader: Reader, q: str, **more: Any) -> FindPage:
    return finding.find(reader=reader, now=LATER, q=q, as_of=NOW.date(), **more)


@pytest.fixture
def sellers(world: World) -> list[str]:
    """Records of three things, each of which others mention: the record of the thing itself is the oldest."""
    made = [
        record(world, "domain", name="heronquill.com", registrar="Wren"),
        record(world, "pgp_key", fingerprint=PRINT, user_ids=["Tern"]),
        world.vendor(world.north, "QuietHarbour", market="Saltmarket", emails=[MAIL], pgp=[PRINT]),
        record(world, "domain", name="winterquay.org", nameservers=["heronquill.com"], registrar="Wren"),
    ]
    made += [
        record(world, "test_purchase", reference=f"T-{n}", market="Saltmarket", seller="QuietHarbour",
               result=f"Paid at hxxp://heronquill[.]com, wrote to {MAIL.replace('@', '(at)')}, key {' '.join(FOURS)}.")
        for n in range(3)
    ]  # fmt: skip
    return made


@pytest.mark.parametrize("find", [found, then])
@pytest.mark.parametrize(("q", "first", "title"), [
    ("heronquill.com", 0, ["heronquill.com"]), ("heronquill.com.", 0, ["heronquill.com"]),
    ("HERONQUILL[.]com", 0, ["heronquill.com"]), ("heronquill dot com", 0, ["heronquill.com"]),
    (PRINT, 1, [PRINT]), (PRINT.lower() + ".", 1, [PRINT]), (" ".join(FOURS), 1, [PRINT]), (f"0x{PRINT}", 1, [PRINT]),
    (PRINT.replace("5", "５", 1), 1, [PRINT]), (PRINT[-16:], 1, [PRINT[-16:]]), (f"0x{PRINT[-8:]}", 1, [PRINT[-8:]]),
    ("handle:saltmarket:quietharbour", 2, ["QuietHarbour"]), ("handle:SaltMarket:QUIETHARBOUR", 2, ["QuietHarbour"]),
])  # fmt: skip
def test_the_record_of_an_identifier_stands_before_those_that_have_it(
    world: World, sellers: list[str], find: Any, q: str, first: int, title: list[str]
) -> None:
    page = find(world.north, q)
    assert ids(page)[0] == sellers[first] and page.total > 1, q
    assert page.hits[0].why == "It is the record of this identifier." and marked(page.hits[0].title) == title
    assert all(hit.why == "It has this identifier." for hit in page.hits[1:])
    assert all(marked(hit.title) or marked(hit.excerpt) for hit in page.hits)


SPELLED = {
    MAIL: ("quietharbour[at]letter[.]example[.]org", "quietharbour(at)letter.example.org",
           "QuietHarbour@Letter.example.org", "quietharbour at letter dot example dot org",
           "quietharbour [at] letter [dot] example [dot] org", f"<{MAIL}>"),
    PRINT: (" ".join(FOURS), f"0x{PRINT}", ":".join(FOURS).lower(), "  ".join(FOURS).lower(),
            " ".join(PRINT[at : at + 2] for at in range(0, 40, 2))),
    "heronquill.com": ("heronquill[.]com", "HeronQuill(dot)com", "heronquill dot com", "heronquill.com."),
}  # fmt: skip
WORDS = ("saltmarket", "Paid", "wren", "tern", "ltmark", '"Paid at"', "quietharbour", "nowhere", "key of")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([(value, each) for value, spelled in SPELLED.items() for each in spelled]),
    st.sampled_from(("", *WORDS)), st.booleans(), st.sampled_from(("best", "newest")), st.sampled_from((found, then)),
)  # fmt: skip
def test_any_spelling_finds_what_the_normal_form_finds_alone_and_beside_a_word(
    world: World, sellers: list[str], pair: tuple[str, str], word: str, after: bool, order: str, find: Any
) -> None:
    value, spelled = pair

    def told(typed: str) -> tuple[object, ...]:
        page = find(world.north, f"{typed} {word}" if after else f"{word} {typed}", order=order)
        return [(hit.id, hit.why, hit.title, hit.excerpt) for hit in page.hits], page.total, page.facets

    assert told(spelled) == told(value)


@pytest.mark.parametrize("find", [found, then])
def test_a_record_has_each_identifier_and_each_word(world: World, sellers: list[str], find: Any) -> None:
    north, account, tests = world.north, sellers[2], set(sellers[4:])
    for spelled in (MAIL, *SPELLED[MAIL]):
        for typed in (f"saltmarket {spelled}", f"{spelled} saltmark", f"{spelled} heronquill[.]com paid"):
            assert set(ids(find(north, typed))) == (tests if "paid" in typed else {account, *tests}), typed
        assert not find(north, f"{spelled} wren").hits
    both = find(north, f"{' '.join(FOURS)} {SPELLED[MAIL][0]}")
    assert set(ids(both)) == {account, *tests} and both.total == 4
    for q in (f"saltmarket 0x{PRINT}", f"saltmarket {':'.join(FOURS).lower()}", f"{' '.join(FOURS)} saltmarket"):
        page = find(north, q)
        assert set(ids(page)) == {account, *tests} and {each.value for each in page.facets[0].options} == {
            "vendor_account",
            "test_purchase",
        }, q
        assert all("saltmarket" in " ".join(marked(hit.title) + marked(hit.excerpt)).lower() for hit in page.hits)
        assert all(any("59CA" in each for each in marked(hit.excerpt)) for hit in page.hits)
    beside = find(north, "quietharbour saltmarket handle:saltmarket:quietharbour")
    assert ids(beside)[0] == account and beside.total == 4 and "narrows nothing" not in beside.notice


def test_a_word_in_the_title_beside_an_identifier_of_it_stands_first(world: World, sellers: list[str]) -> None:
    page = found(world.north, f"pgp key {' '.join(FOURS)}")
    assert ids(page) == [sellers[1]] and page.hits[0].why == "The title is what you typed."
    assert marked(page.hits[0].title) == ["PGP", "key", PRINT]


def test_pages_of_an_identifier_hold_every_hit_once_and_selectors_alone_are_ranked(
    world: World, sellers: list[str]
) -> None:
    for q, first in (("heronquill.com", sellers[0]), (f"0x{PRINT}", sellers[1])):
        for exact in (False, True):
            whole, walked, cursor = ids(found(world.north, q, selector=exact)), [], None
            while True:
                page = found(world.north, q, selector=exact, limit=2, cursor=cursor)
                walked += ids(page)
                cursor = page.next
                if cursor is None:
                    break
            assert walked == whole and whole[0] == first and len(whole) == len(set(whole)) == page.total
    with pytest.raises(finding.NoSelector):
        found(world.north, f"saltmarket {MAIL}", selector=True)


def test_common_identifiers_are_looked_up_among_the_words(
    world: World, sellers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [f"saltmarket {SPELLED[MAIL][0]}", f"{' '.join(FOURS)} {MAIL}", f"ltmark {PRINT}"]
    few = [[(hit.id, hit.why) for hit in find(world.north, q).hits] for q in asked for find in (found, then)]
    monkeypatch.setattr("bowstreet.holdings.repository.holding._FEW", 0)
    many = [[(hit.id, hit.why) for hit in find(world.north, q).hits] for q in asked for find in (found, then)]
    assert many == few and all(few)


@pytest.mark.parametrize("find", [found, then])
def test_who_may_not_see_identifiers_finds_nothing_by_them(world: World, find: Any) -> None:
    world.vendor(
        world.north, "QuietHarbour", GIVEN, market="Saltmarket", emails=[MAIL], description=[f"Brass. Write to {MAIL}"]
    )
    far = replace(world.south, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS)
    for q in (MAIL, *SPELLED[MAIL], f"brass {MAIL}", f"ras {SPELLED[MAIL][0]}", "handle:saltmarket:quietharbour brass"):
        assert find(far, q).total == 0, q
        assert find(world.south, q).total == (0 if "handle" in q else 1), q
    assert find(far, "brass").total == 1


def test_what_was_read_as_one_identifier_or_as_none_is_said(world: World, sellers: list[str]) -> None:
    for q, said in (
        (f"nowhere {' '.join(FOURS)}", f"'{' '.join(FOURS)}' was read as one identifier: put each word in quotes to"),
        ("handle:saltmarket:quietharbour brass", "'handle:saltmarket:quietharbour brass' was read as one identifier:"),
        ("saltmarket quietharbour[at]lamps", "'quietharbour[at]lamps' is no whole identifier and was read as words."),
        (f"saltmarket {PRINT[:38]}0", f"'{PRINT[:38]}0' is no whole identifier and was read as words."),
        (f"saltmarket {MAIL}", ""), ("nowhere", ""), ('nowhere "quietharbour[at]letter"', ""),
    ):  # fmt: skip
        notice = found(world.north, q).notice
        assert notice.startswith(said) if said else not notice, q


@pytest.mark.parametrize(("q", "read"), [
    ("lamp jo at b dot com oil", ["lamp", "jo@b.com", "oil"]), ("seen at b.com lamp", ["seen", "at", "b.com"]),
    (f"bad {' '.join(FOURS)} quay", ["bad", PRINT, "quay"]),
    ('"59CA" 19C1 0A2B 3C4D', ["59CA", "19C1", "0A2B", "3C4D"]),
    ("sold 2014 2015 2016 2017", ["sold", "2014", "2015", "2016", "2017"]),
    ("call +31 20 123 4567 now", ["call", "+31201234567", "now"]), ("a a a a b b", ["a", "b"]),
    ("pay nl91 abna 0417 1643 00 now", ["pay", "NL91ABNA0417164300", "now"]),
    (f"kind:pgp_key {' '.join([*FOURS[:5], *FOURS[:5]])}", ["".join([*FOURS[:5], *FOURS[:5]])]),
    (f'"{MAIL}" lamp', [MAIL, "lamp"]), ("tel: +31201234567 lamp", ["+31201234567", "lamp"]),
])  # fmt: skip
def test_identifiers_are_read_among_words(q: str, read: list[str]) -> None:
    assert list(asking.read(q, asking.Filters()).normal_terms)[: len(read)] == read
