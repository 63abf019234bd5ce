"""Words typed into the search do not meet the chance letters of a key block, on no day and on no node of before."""

from datetime import timedelta
from importlib import import_module

import pytest
from tests.worlds import engines
from tests.worlds.repository import NOW, SHARED, World, found, ids

from bowstreet.holdings.repository import finding, models, recording, showing
from bowstreet.holdings.repository.answers import FindPage
from bowstreet.vocabulary.kinds import kind as kinds

LATER = NOW + timedelta(days=10)
BODY = (
    "mQENBFlampQBCADfish7waHXveqHJwRvfuQ9YiQUcA5drugvMmNiAgLTHEsLKo9Ns\nxL/harbour+lampyQ7waHXveqHJwRvfuQ9YiQU2\n=aB3d"
)
BLOCK = f"-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: GnuPG v2\n\n{BODY}\n-----END PGP PUBLIC KEY BLOCK-----"
ABOUT = f"Fresh every monday.\n{BLOCK}\nAsk at the quayside."
CHANCE = ("fish", "drug", "lamp", "harbour", "QENBF", "aB3d", '"harbour lampyQ7waHXveqHJwRvfuQ9YiQU2"')
WRITTEN = ("monday", "quaysi", "gnupg", "begin pgp")


@pytest.fixture
def before(world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record of a node from before runs were left out, with such a text of a past day as well."""
    with monkeypatch.context() as former:
        former.setattr(kinds, "without_runs", lambda text: text)
        made = world.vendor(world.north, "baker", SHARED, description=[ABOUT])
        body = {"description": [{"value": ABOUT.replace("monday", "friday")}]}
        recording.amend(reader=world.north, now=NOW + timedelta(days=3), id=made, body=body)
        assert ids(found(world.north, "harbour")) == ids(then(world, "harbour")) == [made]
    return made


def then(world: World, q: str) -> FindPage:
    """Search as of a past day."""
    return finding.find(reader=world.north, now=LATER, q=q, as_of=NOW.date() + timedelta(days=1))


def test_words_are_not_found_in_a_key_block_and_are_found_round_it(world: World) -> None:
    made = world.vendor(world.north, "baker", SHARED, description=[ABOUT])
    for q in CHANCE:
        assert ids(found(world.north, q)) == [], q
    for q in WRITTEN:
        assert ids(found(world.north, q)) == [made], q
    assert BODY in showing.show(reader=world.north, now=NOW, id=made).values[-1].shown


def test_texts_of_before_are_written_anew_once(world: World, before: str) -> None:
    import_module("bowstreet.holdings.repository.migrations.0011_without_runs").leave_out()
    for q in CHANCE:
        assert ids(found(world.north, q)) == ids(then(world, q)) == [], q
    assert ids(found(world.north, "friday")) == ids(then(world, "monday")) == ids(then(world, "quaysi")) == [before]
    assert ids(then(world, "friday")) == []
    engines.indexes_agree()
    assert not models.Lexeme.objects.filter(word__startswith="mqenbf").exists()
    for table, texts, of in ((models.Gist, models.Text, "record_id"), (models.Past, models.PastText, "past_id")):
        (measured,) = table.objects.values("id", "open", "whole")
        long = {each.depth: len(each.title) + len(each.body) for each in texts.objects.filter(**{of: measured["id"]})}
        assert (measured["open"], measured["whole"]) == (long[0], long[1])
