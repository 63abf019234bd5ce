"""The lexicon: it finds what the index of parts finds, and holds no word that no text holds."""

import itertools
from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import connection
from tests.worlds import engines
from tests.worlds.repository import NOW, OWN, World, found, ids

from bowstreet.holdings.repository import importing, lexicon, recording
from bowstreet.vocabulary.drafts import Draft

TEXTS = (
    "lowenbrau löwenbräu Löwenzahn",
    "LÖWE und lowe; flower_power flöwer",
    "йога иога Йогурт бойкот",
    "e\u0301tude étude etude",
    "Straße STRASSE ﬁne ｆｉｎｅ ﬂower",
    "ΣΊΣΥΦΟΣ σίσυφος Σισυφοσ",
    "x-ray 12.345.678 a1b2c3d4 +44 7700 900123",
    "🍁🍁🍁 maple🍁leaf ½oz №42 हिन्दी 中文字符 ไทยแลนด์",
    "flow low owl",
    "0123456789abcdef0123456789abcdef01234567 FACADE",
    "00000000deadbeef00000000deadbeef",
    "deadbeef facades",
    "größer",
    "grosser grober groß",
    "café au lait",
    "cafe noir",
    "alphaone",
    "alphatwo",
    "alphathree",
    "alphafour",
)


def words() -> set[tuple[str, str | None]]:
    """Return what the lexicon holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, plain FROM repository_lexeme")
        return set(cursor.fetchall())


def indexed() -> int:
    """Return how many words the index over the lexicon holds, once it agrees with the lexicon."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO repository_lexeme_parts (repository_lexeme_parts, rank) VALUES ('integrity-check', 1)"
        )
        cursor.execute("SELECT count(*) FROM repository_lexeme_parts")
        return int(cursor.fetchone()[0])


def parts() -> list[str]:
    """Return parts of the texts, in other cases and with other accents, and pairs of them."""
    cut = {text[at : at + size] for text in TEXTS for at in range(len(text)) for size in (3, 4, 6)}
    turned = {each.upper() for each in cut} | {lexicon.folded(each) for each in cut}
    single = sorted(each for each in cut | turned if len(each.strip()) >= lexicon.SHORTEST_PART and '"' not in each)
    pairs = [f"{left} {right}" for left, right in itertools.pairwise(single[::7])]
    return [*(f'"{each}"' for each in single), *pairs]


@pytest.fixture
def many(world: World) -> World:
    """Return a world with the texts, each in a record of its own."""
    for number, text in enumerate(TEXTS):
        world.vendor(world.north, f"seller{number}", description=[text])
    return world


def test_it_finds_what_the_index_of_parts_finds(many: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, spelled_out, spelled = parts(), lexicon.spelled_out, 0

    def answers(says: Callable[..., str | None], some: list[str]) -> list[list[str]]:
        monkeypatch.setattr(lexicon, "spelled_out", says)
        return [ids(found(many.north, q)) for q in some]

    def counted(parts: tuple[str, ...]) -> str | None:
        nonlocal spelled
        said = spelled_out(parts)
        spelled += said is not None
        return said

    without = answers(lambda _: None, asked)
    assert sum(map(bool, without)) > len(asked) // 2
    limits = (1, 2, lexicon.MOST_WORDS)
    for first, most in enumerate(limits):
        monkeypatch.setattr(lexicon, "MOST_WORDS", most)
        spelled, some = 0, asked[first :: len(limits)]
        with_it = answers(counted, some)
        alike = zip(some, with_it, without[first :: len(limits)], strict=True)
        assert [q for q, one, other in alike if one != other] == []
        assert spelled > len(some) // 10, most


def test_words_that_other_accents_would_find_too_are_left_to_the_index_of_parts(many: World) -> None:
    assert lexicon.spelled_out(["flöw"]) is None
    assert lexicon.spelled_out(["lowen"]) is None
    assert lexicon.spelled_out(["bräu"]) is None
    assert lexicon.spelled_out(["x-r"]) is None
    assert lexicon.spelled_out(["wer", "zzz"]) in ("", None)
    assert lexicon.spelled_out(["zzz"]) == ""
    assert lexicon.spelled_out(["бойк", "OWL"]) == '("бойкот") AND ("owl")'


def _market(world: World, name: str, description: str) -> str:
    body = {"name": name, "description": description}
    return recording.record(reader=world.north, now=NOW, kind="market", body=body, envelope=OWN).id


def test_a_word_goes_with_the_last_text_that_holds_it(world: World) -> None:
    one = _market(world, "baker", "rye flöwer shared")
    other = _market(world, "cook", "shared flower")
    assert {("rye", None), ("flöwer", "flower"), ("flower", None), ("shared", None)} <= words()
    recording.amend(reader=world.north, now=NOW, id=one, body={"description": "shared oats"})
    held = {word for word, _ in words()}
    assert {"oats", "shared", "flower", "baker"} <= held
    assert not {"rye", "flöwer"} & held
    recording.amend(reader=world.north, now=NOW, id=other, body={"description": "FLÖWER"})
    assert "flöwer" in {word for word, _ in words()}
    assert "flower" not in {word for word, _ in words()}
    assert indexed() == len(words())
    assert ids(found(world.north, "löwe")) == [other]


def test_a_swept_import_takes_its_words_with_it(world: World) -> None:
    world.vendor(world.north, "baker", description=["rye flöwer shared"])
    before = words()
    given = [
        Draft("vendor_account", {"market": "M", "handle": f"new{n}", "description": [text]}, None, None, ())
        for n, text in enumerate(TEXTS)
    ]
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="one", now=NOW)
    importing.add(import_, given)
    assert ("бойкот", "боикот") in words()
    importing.sweep("one", NOW)
    assert words() == before
    assert indexed() == len(before)


def test_the_words_of_texts_that_stood_there_before_are_taken_in(many: World) -> None:
    before = words()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM repository_lexeme")
    assert indexed() == 0
    import_module("bowstreet.holdings.repository.migrations.0005_spelling").take_in()
    assert words() == before
    assert indexed() == len(before)
    engines.indexes_agree()


def test_texts_that_stood_there_before_are_spelled_anew(world: World) -> None:
    made = world.vendor(world.north, "one", description=["Hauptstraße 上海"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, title, body FROM repository_text")
        texts = cursor.fetchall()
        cursor.execute("DELETE FROM repository_lexeme")
        for id, title, body in texts:
            cursor.execute("DELETE FROM repository_text WHERE id = %s", [id])
            cursor.execute(
                "INSERT INTO repository_text (id, record_id, terms_id, depth, title, body)"
                " SELECT %s, id, terms_id, %s, %s, %s FROM repository_record",
                [id, id % 4, title, body],
            )
            for table in ("words", "parts"):
                cursor.execute(
                    f"INSERT INTO repository_{table} (rowid, title, body) VALUES (%s, %s, %s)", [id, title, body]
                )
    assert ids(found(world.north, "hauptstrasse")) == ids(found(world.north, "海")) == []
    import_module("bowstreet.holdings.repository.migrations.0005_spelling").take_in()
    assert ids(found(world.north, "hauptstrasse")) == ids(found(world.north, "海")) == [made]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM repository_lexeme WHERE word IN ('hauptstraße', 'hauptstrasse')")
        assert cursor.fetchone()[0] == 1
    engines.indexes_agree()
