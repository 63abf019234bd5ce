"""The check of many identifiers: hit, known, unknown or none; what is hidden is unknown; recorded in one act."""

import pytest
from tests.worlds import engines
from tests.worlds.repository import GIVEN, KEY, NOW, OWN, SUSPECT, World, found, ids

from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import checking, forming, gathering, holding, rows
from bowstreet.holdings.repository.checking import Checked, CheckPage
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selectors import Selector, SelectorType

FRESH = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"
SITE = "lantern-quay.example.org"


def asked(reader: Reader, text: str, first: int = 0) -> CheckPage:
    """Check a text."""
    return checking.check(reader=reader, now=NOW, text=text, first=first, limit=checking.MOST).page


def told(page: CheckPage) -> list[tuple[int, str | None, str]]:
    """Return line, type and answer of each result."""
    return [(each.line, each.type, each.answer) for each in page.results]


def only(page: CheckPage) -> Checked:
    """Return the one result of a page."""
    (result,) = page.results
    return result


def test_each_line_is_known_unknown_or_none(world: World) -> None:
    made = world.vendor(world.north, "lampwright", pgp=[KEY])
    text = (
        f"{KEY.lower()}\n\nhandle:Lantern Market:LampWright\n{FRESH}\nlampwright\nonion:short.onion\njust some words\n"
    )
    page = asked(world.north, text)
    assert told(page) == [
        (1, "pgp_fingerprint", "known"), (3, "handle", "known"), (4, "bitcoin", "unknown"),
        (5, None, "not_an_identifier"), (6, None, "not_an_identifier"), (7, None, "not_an_identifier"),
    ]  # fmt: skip
    assert [[one.id for one in each.records] for each in page.results[:2]] == [[made], [made]]
    assert page.results[0].records[0].title == "lampwright on Lantern Market"
    assert all(each.hits == () and each.known == (each.answer == "known") for each in page.results)
    assert [each.why for each in page.results[3:]] == [
        "A name alone is no identifier: give its market or forum too, as in handle:MARKET:NAME.",
        "An onion service has 16 or 56 characters (a to z, 2 to 7) before .onion.",
        "No identifier stands in this line.",
    ]


def test_identifiers_are_taken_out_of_any_text_defanged_or_not(world: World) -> None:
    page = asked(
        world.north, f"paid to {FRESH}, wrote to jo[at]{SITE.replace('.', '[.]')} and hxxps://{SITE}/x then\n- {SITE}"
    )
    assert told(page) == [(1, "bitcoin", "unknown"), (1, "email", "unknown"), (1, "url", "unknown"),
                          (2, "domain", "unknown")]  # fmt: skip


def test_what_is_no_thing_of_its_own_has_homes_whose_form_begins_with_it(world: World) -> None:
    page = asked(world.north, f"jo@{SITE}\nvin:WVWZZZ1JZXW000001\n{FRESH}\nhttps://{SITE}/x")
    assert [(each.kind, each.homes) for each in page.results] == [
        (None, ("vendor_account", "user_account", "person")), (None, ("vehicle",)), ("wallet", ()),
        (None, ("vendor_account", "user_account", "market")),
    ]  # fmt: skip
    for each in page.results:
        for code in each.homes:
            sheet = forming.blank(reader=world.north, now=NOW, kind=code, holds=f"{each.type}:{each.value}")
            (value,) = sheet.body.values()
            assert value in (each.value, [each.value]) and sheet.kind == code
    for holds in ("nonsense", f"email:jo@{SITE}", "<script>"):
        with pytest.raises(forming.NoPlaceForIt):
            forming.blank(reader=world.north, now=NOW, kind="vehicle", holds=holds)
    world.vendor(world.north, "lampwright", emails=[f"jo@{SITE}"])
    assert only(asked(world.north, f"jo@{SITE}")).homes == ()


def test_the_id_of_a_key_knows_the_records_with_the_key(world: World) -> None:
    made = world.vendor(world.north, "lampwright", pgp=[KEY])
    result = only(asked(world.north, f"0x{KEY[-16:]}"))
    assert (result.answer, [one.id for one in result.records]) == ("known", [made])


SHORT = f"0x{KEY[-8:]}"
SHORT_IDS = (SHORT, f"4096R/{KEY[-8:]}", f"rsa4096/{SHORT}", f"pgp:{KEY[-8:]}", f"pgp_key_id:{KEY[-8:]}")


@pytest.mark.parametrize("typed", SHORT_IDS)
def test_a_short_id_knows_all_keys_that_end_with_it_and_says_so(world: World, typed: str) -> None:
    made = world.vendor(world.north, "lampwright", pgp=[KEY])
    other = world.vendor(world.north, "quayside", pgp=["F" * 32 + KEY[-8:]])
    world.vendor(world.north, "oldkey", pgp=["E" * 24 + KEY[-8:], "D" * 56 + KEY[-8:], "C" * 40])
    result = only(asked(world.north, typed))
    assert (result.answer, [one.id for one in result.records]) == ("known", [other, made])
    assert result.why == "A short id may be several keys'."
    assert set(ids(found(world.north, typed))) == {made, other}
    hidden = only(asked(world.south, typed))
    assert (hidden.answer, hidden.why, ids(found(world.south, typed))) == ("unknown", "", [])


def test_no_text_is_an_error(world: World) -> None:
    for typed in ("handle:quay:half\ud800", "handle:quay:nothing\x00", "handle:quay:\\u0000"):
        assert {each.known for each in asked(world.north, typed).results} == {False}


def test_short_ids_are_found_by_an_index(world: World) -> None:
    *_, (same, with_it) = holding.same_as(Selector(SelectorType.PGP_KEY_ID, KEY[-8:]))
    index = "repository_selector_short_key_id"
    assert index in engines.plan(f"SELECT s.record_id FROM repository_selector s WHERE {same}", with_it, index)


def test_the_id_of_a_record_is_no_identifier_and_still_finds_it(world: World) -> None:
    made = world.vendor(world.north, "lampwright", pgp=[KEY, KEY[:32]])
    result = only(asked(world.north, made))
    assert (result.type, result.answer, result.kind, result.records) == (None, "not_an_identifier", None, ())
    assert result.why == "It is written like the id of a record: no fingerprint is grouped so."
    assert ids(found(world.north, made)) == [made]
    assert told(asked(world.north, KEY[:32])) == [(1, "pgp_fingerprint", "known")]


def test_what_is_hidden_is_unknown_in_the_same_words(world: World) -> None:
    before = asked(world.south, KEY)
    world.vendor(world.north, "lampwright", {**OWN, "index": "none"}, pgp=[KEY])
    assert asked(world.south, KEY) == before
    world.vendor(world.north, "quayside", GIVEN, pgp=[KEY])
    result = only(asked(world.south, KEY))
    assert (result.known, len(result.records), result.more) == (True, 1, 0)


def test_a_common_one_is_known_by_its_newest_records(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bowstreet.holdings.repository.sharing.COMMON", 3)
    made = [world.vendor(world.north, f"seller {number}", pgp=[KEY]) for number in range(5)]
    result = only(asked(world.north, KEY))
    assert ([one.id for one in result.records], result.more) == (made[:1:-1], 2)


def test_more_than_fits_is_answered_in_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST", 2)
    text = "\n".join(f"site{number}.example.org" for number in range(5))
    pages = [asked(world.north, text, first) for first in (0, 2, 4)]
    assert [(page.first, page.next, page.total, len(page.results)) for page in pages] == [
        (0, 2, 5, 2), (2, 4, 5, 2), (4, None, 5, 1),
    ]  # fmt: skip


def test_of_a_long_text_no_more_is_read_than_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST", 2)
    monkeypatch.setattr(checking, "MOST_READ", 3)
    read: list[int] = []
    known = checking.pasted
    monkeypatch.setattr(checking, "pasted", lambda text: (read.append(one.line) or one for one in known(text)))
    text = "\n".join(f"site{number}.example.org" for number in range(300))
    pages = [asked(world.north, text, first) for first in (0, 2, 4)]
    assert [(page.next, page.total, page.capped, len(page.results)) for page in pages] == [
        (2, 3, True, 2), (None, 3, True, 1), (None, 3, True, 0),
    ]  # fmt: skip
    assert max(read) == 4
    page = asked(world.north, "ab," * 300_000)
    assert (told(page), page.capped) == ([(1, None, "not_an_identifier")], False)


def test_the_unknown_are_recorded_in_one_act_with_one_entry(world: World) -> None:
    before = Act.objects.count()
    chosen = (f"bitcoin:{FRESH}", f"domain:{SITE}\npgp_fingerprint:{KEY}", "handle:lantern-market:lampwright")
    made = gathering.gather(reader=world.north, now=NOW, chosen=chosen, envelope=SUSPECT)
    assert Act.objects.count() == before + 1
    assert [(each.kind, each.title) for each in made.records] == [
        ("Wallet", FRESH), ("Domain", SITE), ("PGP key", f"PGP key {KEY}"),
        ("Vendor account", "lampwright on Lantern Market"),
    ]  # fmt: skip
    assert {each.answer for each in asked(world.north, "\n".join(chosen)).results} == {"known"}
    assert ids(found(world.north, FRESH)) == [made.records[0].id]


def test_what_is_recorded_already_is_left_as_it_is(world: World) -> None:
    first = gathering.gather(reader=world.north, now=NOW, chosen=(f"domain:{SITE}",))
    before = Act.objects.count()
    again = gathering.gather(reader=world.north, now=NOW, chosen=(f"domain:{SITE}", f"domain:{SITE}"))
    assert (again.records, again.held, Act.objects.count()) == ((), 1, before)
    assert rows.by_uid(first.records[0].id).version == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "chosen", [(f"domain:{SITE}", "email:jo@example.org"), (f"domain:{SITE}", "no identifier"), ()]
)
def test_nothing_is_recorded_when_one_of_them_cannot_be(world: World, chosen: tuple[str, ...]) -> None:
    with pytest.raises(gathering.NotRecordedAlone):
        gathering.gather(reader=world.north, now=NOW, chosen=chosen)
    assert not ids(found(world.north, SITE))
