"""Identifiers among the words of a search: alone or beside words, in any spelling, the same hits in the same order."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.worlds.repository import KEY, NOW, OWN, World, found, ids

from bowstreet.holdings.repository import asking, finding, holding, recording
from bowstreet.holdings.repository.answers import FindPage, Segment
from bowstreet.vocabulary.readers import Reader

LATER = NOW + timedelta(days=9)
PRINT = "59CA19C10A2B3C4D5E6F70819AABBCCDDEEFF012"
FOURS = [PRINT[at : at + 4] for at in range(0, 40, 4)]
MAIL = "quietharbour@letter.example.org"


def record(world: World, kind: str, **body: Any) -> str:
    return recording.record(reader=world.north, now=NOW, kind=kind, body=body, envelope=OWN).id


def marked(segments: tuple[Segment, ...]) -> list[str]:
    return [each.text for each in segments if each.marked]


def then(reader: Reader, q: str, day: date = NOW.date(), **more: Any) -> FindPage:
    return finding.find(reader=reader, now=LATER, q=q, as_of=day, **more)


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
    if page.total == 0 and "５" in q:
        pytest.fail("a digit of full width is a digit")
    assert ids(page)[0] == sellers[first] and page.total > 1, q
    assert page.hits[0].why == "It is the record of this identifier." and marked(page.hits[0].title) == title
    assert all(hit.why == "It has this identifier." for hit in page.hits[1:])
    assert all(marked(hit.title) or marked(hit.excerpt) for hit in page.hits)


SPELLED = {
    MAIL: ("quietharbour[at]letter[.]example[.]org", "quietharbour(at)letter.example.org", "QuietHarbour@Letter.example.org",
           "quietharbour at letter dot example dot org", "quietharbour [at] letter [dot] example [dot] org", f"<{MAIL}>"),
    PRINT: (" ".join(FOURS), f"0x{PRINT}", ":".join(FOURS).lower(), "  ".join(FOURS).lower(),
            " ".join(PRINT[at : at + 2] for at in range(0, 40, 2))),
    "heronquill.com": ("heronquill[.]com", "HeronQuill(dot)com", "heronquill dot com", "heronquill.com."),
}  # fmt: skip
WORDS = ("saltmarket", "Paid", "wren", "tern", "ltmark", '"Paid at"', "quietharbour", "nowhere", "key of")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
        return [(hit.id, hit.why, hit.title, hit.excerpt) for hit in page.hits], page.total, page.facets, page.notice

    assert told(spelled) == told(value)
