"""What somebody who owns the disk does to the ledger, and how it is named; what is told to whom."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from nacl.public import PrivateKey, SealedBox
from tests.worlds import engines
from tests.worlds.ledger import NOW, act, fresh, look, overseer, reader, some, tampering

from bowstreet.holdings.ledger import cursors, entries, exporting, following, keys, lookups, reading, sealing, verifying
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

SWAP = ("UPDATE {t} SET number = 90 WHERE agency = 'north' AND number = 2;"
        "UPDATE {t} SET number = 2 WHERE agency = 'north' AND number = 3;"
        "UPDATE {t} SET number = 3 WHERE agency = 'north' AND number = 90")  # fmt: skip
EXCHANGE = ("UPDATE {t} SET agency = 'x' WHERE agency = 'north' AND number = 2;"
            "UPDATE {t} SET agency = 'north' WHERE agency = 'south' AND number = 2;"
            "UPDATE {t} SET agency = 'south' WHERE agency = 'x' AND number = 2")  # fmt: skip
NORTH_2 = "WHERE agency = 'north' AND number = 2"
DAMAGE = {
    "edited": ("UPDATE {t} SET body = replace(body, 'r-1', 'r-2') " + NORTH_2, "2 is not what"),
    "other salt": ("UPDATE {t} SET salt = chain " + NORTH_2, "2 is not what"),
    "other time": ("UPDATE {t} SET at = '2026-03-04 10:00:00+00:00' " + NORTH_2, "2 was given"),
    "no time": ("UPDATE {t} SET at = '-infinity' " + NORTH_2, "2 was given"),
    "impossible time": ("UPDATE {t} SET at = '200000-01-01 00:00:00' " + NORTH_2, "2 was given"),
    "other officer": ("UPDATE {t} SET officer = 'o-9' " + NORTH_2, "2 is filed"),
    "other event": ("UPDATE {t} SET event = 'admin' " + NORTH_2, "2 is filed"),
    "deleted": ("DELETE FROM {t} " + NORTH_2, "2 is missing"),
    "swapped": (SWAP, "2 is not what was entered: it was entered as"),
    "exchanged": (EXCHANGE, "2 of south"),
    "cut": ("DELETE FROM {t} WHERE agency = 'north' AND number > 2", "3 is missing"),
    "head away": ("DELETE FROM {h} WHERE agency = 'north'", "1 stands after"),
}  # fmt: skip


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "unsealed"])
@pytest.mark.parametrize("store", ["acts", "lookups"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named(node: Path, damage: str, store: str, sealed: bool) -> None:
    some(4), some(4, "south")
    if sealed:
        sealing.seal(now=NOW)
    assert verifying.verify_agency("north", now=NOW).unbroken
    statements, said = DAMAGE[damage]
    table, head = ("ledger_act", "ledger_head") if store == "acts" else ("entry", "head")
    with tampering(store) as cursor:
        for each in statements.format(t=table, h=head).split(";"):
            cursor.execute(each)
    found = verifying.verify_agency("north", now=NOW)
    assert not found.unbroken
    assert said in str(found.first_broken)
    assert str(found.first_broken).startswith("act" if store == "acts" else "look-up")


@pytest.mark.parametrize(("store", "name"), [("acts", "act"), ("lookups", "look-up")])
def test_entries_taken_away_are_named_whatever_their_head_says_of_pruning(node: Path, store: str, name: str) -> None:
    """Heads of once held up to where entries had been pruned, unsigned; nothing ever pruned any."""
    some(4)
    sealing.seal(now=NOW)
    table, head = ("ledger_act", "ledger_head") if store == "acts" else ("entry", "head")
    with tampering(store) as cursor:
        for column in ("pruned bigint NOT NULL DEFAULT 0", "pruned_chain text"):
            cursor.execute(f"ALTER TABLE {head} ADD COLUMN {column}")
        cursor.execute(f"UPDATE {head} SET pruned = 3, pruned_chain = (SELECT body FROM {table} WHERE number = 3)")
        cursor.execute(f"DELETE FROM {table} WHERE number <= 3")
    found = verifying.verify_agency("north", now=NOW)
    with tampering(store) as cursor:
        for column in ("pruned", "pruned_chain"):
            cursor.execute(f"ALTER TABLE {head} DROP COLUMN {column}")
    assert found.sentence == f"Broken: {name} 1 is missing: 4 were entered."


def rewritten(store: str, number: int) -> None:
    """Change an entry and work out its running hash anew; the head stays as it was."""
    table = "ledger_act" if store == "acts" else "entry"
    where = f"WHERE agency = 'north' AND number = {number}"
    with tampering(store) as cursor:
        cursor.execute(f"UPDATE {table} SET body = replace(body, 'r-1', 'r-2') {where}")
        with lookups.reading() as reading_store:
            of = sealing.acts_of("north", 0) if store == "acts" else lookups.entries_of(reading_store, "north", 0)
        before = of[number - 2].chain if number > 1 else entries.FIRST_CHAIN
        chain = entries.next_chain(before, of[number - 1].leaf).hex()
        cursor.execute(f"UPDATE {table} SET chain = {engines.blob(chain)} {where}")


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "unsealed"])
@pytest.mark.parametrize(("store", "name"), [("acts", "act"), ("lookups", "look-up")])
def test_the_last_entry_rewritten_with_its_running_hash_is_named_by_the_first_check(
    node: Path, store: str, name: str, sealed: bool
) -> None:
    some(3)
    if sealed:
        sealing.seal(now=NOW)
    rewritten(store, 3)
    found = reading.verify(reader=overseer(), now=NOW)
    assert found.first_broken == f"{name} 3 is not the last that was entered."
    assert reading.state("north").unsealed == (1 if sealed else 7)


def test_once_another_has_followed_neither_of_the_two_is_accused_alone(node: Path) -> None:
    some(3)
    rewritten("lookups", 3)
    look()
    said = reading.verify(reader=overseer(), now=NOW).first_broken
    assert said == "look-up 4 is not what was entered, or look-up 3 before it is not."


def test_a_seal_says_which_of_two_neighbours_was_rewritten(node: Path) -> None:
    some(3)
    sealing.seal(now=NOW)
    rewritten("acts", 2)
    assert verifying.verify_agency("north", now=NOW).first_broken == "act 2 is not what was entered."


def test_a_tail_cut_with_its_head_is_missed_by_the_tree(node: Path) -> None:
    some(3)
    sealing.seal(now=NOW)
    with lookups.reading() as store:
        chain = store.execute("SELECT chain FROM entry WHERE number = 2").fetchone()[0]
    with tampering("lookups") as store:
        store.execute("DELETE FROM entry WHERE number = 3")
        store.execute("UPDATE head SET number = 2, chain = ?", (chain,))
    assert "look-up 3 (entry 6) was sealed and is missing" in str(
        verifying.verify_agency("north", now=NOW).first_broken
    )


def test_a_whole_new_history_does_not_bear_the_signature(node: Path) -> None:
    some(2)
    sealing.seal(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM ledger_checkpoint")
        note = cursor.fetchone()[0]
    bent = note[:-12] + ("A" if note[-12] != "A" else "B") + note[-11:]
    with tampering("acts") as cursor:
        cursor.execute("UPDATE ledger_checkpoint SET note = %s", [bent])
    assert "signature" in str(verifying.verify_agency("north", now=NOW).first_broken)


def test_the_last_checkpoint_cannot_be_taken_away(node: Path) -> None:
    some(2)
    sealing.seal(now=NOW)
    some(2)
    sealing.seal(now=NOW)
    with tampering("acts") as cursor:
        cursor.execute("DELETE FROM ledger_checkpoint WHERE number = 2")
    assert "checkpoint 2 is missing" in str(verifying.verify_agency("north", now=NOW).first_broken)
    some(2)
    with pytest.raises(sealing.NotSealed):
        sealing.seal(now=NOW + timedelta(hours=1))
    assert "checkpoint 2 is missing" in str(verifying.verify_agency("north", now=NOW).first_broken)


UNSEALABLE = {
    "a gap in the log": "DELETE FROM ledger_checkpoint WHERE number = 1",
    "no log any more": "DELETE FROM ledger_checkpoint",
    "the last but one": "DELETE FROM ledger_checkpoint WHERE number = 2",
    "a note of another": "UPDATE ledger_checkpoint SET note = replace(note, 'bowstreet', 'elsewhere') WHERE number = 3",
    "other trees signed": "UPDATE ledger_checkpoint SET trees = '{}' WHERE number = 3",
    "another edge of the log": "UPDATE ledger_checkpoint SET peaks = (SELECT chain FROM ledger_head LIMIT 1) WHERE number = 3",  # noqa: E501
    "a tree set back": "UPDATE ledger_tree SET size = 4, acts = 2, lookups = 2 WHERE agency = 'north'",
    "another root": "UPDATE ledger_tree SET root = (SELECT chain FROM ledger_head LIMIT 1) WHERE agency = 'north'",
    "another edge of the tree": "UPDATE ledger_tree SET peaks = (SELECT chain FROM ledger_head LIMIT 1) WHERE agency = 'north'",  # noqa: E501
    "a tree taken away": "DELETE FROM ledger_tree WHERE agency = 'north'",
    "an act to be skipped": "UPDATE ledger_tree SET acts = acts + 1, lookups = lookups - 1 WHERE agency = 'north'",
    "the last leaf": "DELETE FROM ledger_leaf WHERE agency = 'north' AND place = 6",
}


@pytest.mark.parametrize("damage", UNSEALABLE)
def test_nothing_is_signed_on_top_of_what_was_not(node: Path, damage: str) -> None:
    """A checkpoint over it would make what is broken whole again, so that nobody finds it any more."""
    for _ in range(3):
        some(1), some(1, "south")
        sealing.seal(now=NOW)
    assert sealing.obstacle() is None
    with tampering("acts") as cursor:
        cursor.execute(UNSEALABLE[damage])
        cursor.execute("SELECT count(*) FROM ledger_checkpoint")
        left = cursor.fetchone()
    some(1), some(1, "south")
    with pytest.raises(sealing.NotSealed, match=str(sealing.obstacle())):
        sealing.seal(now=NOW + timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_checkpoint")
        assert cursor.fetchone() == left
    with pytest.raises(exporting.NotVouched):
        exporting.export(reader=overseer(), now=NOW)
    assert act() == 5
    for agency in ("north", "south", "nobody"):
        assert not verifying.verify_agency(agency, now=NOW).unbroken


@pytest.mark.parametrize("statement", [
    engines.REPLACING,
    "UPDATE ledger_head SET number = 0",
    "DELETE FROM ledger_head",
    "DELETE FROM ledger_leaf",
    "UPDATE ledger_leaf SET hash = (SELECT chain FROM ledger_head LIMIT 1)",
    "DELETE FROM ledger_checkpoint",
    "UPDATE ledger_checkpoint SET note = ''",
])  # fmt: skip
def test_what_only_grows_refuses(node: Path, statement: str) -> None:
    some(1)
    sealing.seal(now=NOW)
    with pytest.raises(IntegrityError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_checkpoints_form_a_log_that_only_grows(node: Path) -> None:
    for _ in range(5):
        some(1)
        sealing.seal(now=NOW)
    found = verifying.verify_agency("north", now=NOW)
    assert (found.unbroken, found.checkpoints, found.entries) == (True, 5, 10)


def test_what_follows_a_gap_is_not_sealed(node: Path) -> None:
    some(4)
    with tampering("acts") as cursor:
        cursor.execute("DELETE FROM ledger_act WHERE number = 2")
    sealing.seal(now=NOW)
    assert reading.state("north").size == 5
    assert "act 2 is missing" in str(verifying.verify_agency("north", now=NOW).first_broken)


def test_due_after_a_minute_or_a_thousand(node: Path) -> None:
    assert not sealing.due(now=NOW)
    look()
    assert sealing.due(now=NOW)
    sealing.seal(now=NOW)
    look()
    assert not sealing.due(now=NOW + timedelta(seconds=59))
    assert sealing.due(now=NOW + timedelta(seconds=60))


def test_what_is_sealed_opens_with_the_agency_key_alone(node: Path) -> None:
    private = fresh("north")["north"]
    box = SealedBox(PrivateKey(bytes.fromhex(private)))
    assert box.decrypt(bytes.fromhex(keys.seal("north", "harbour"))) == b"harbour"
    assert keys.seal("north", "harbour") != keys.seal("north", "harbour")


def test_a_case_that_is_a_sentence_is_sealed(node: Path) -> None:
    look(reader(case="the porter and his brother"))
    look(reader(case="NL-2026/114"))
    with lookups.reading() as store:
        first, second = (entry.fields for entry in lookups.entries_of(store, "north", 0))
    assert (first["case"], second["case"]) == ("", "NL-2026/114")
    assert "reason" in first
    assert "reason" not in second


@pytest.mark.parametrize("wrong", ["two words", "a@b", 'q"'])
def test_content_does_not_enter_in_clear(node: Path, wrong: str) -> None:
    with pytest.raises(entries.NotACode):
        look(records=(wrong,))
    with pytest.raises(entries.NotACode):
        act(recipients=(wrong,))


def test_another_agency_gets_an_entry_of_its_own(node: Path) -> None:
    act(reader(case="N-1"), also_agencies=("south", "north"), records=("r-7",))
    (entry,) = (each for each in following.after("acts", 0) if each.agency == "south")
    assert (entry.number, entry.fields["records"], entry.fields["actor"]) == (1, ["r-7"], "o-1")
    assert not entry.fields.keys() & {"session", "case", "reason"}


def test_a_miss_costs_what_a_hit_costs(node: Path) -> None:
    look(query="x", touched=[("r-1", "south")])
    look(query="x")
    with lookups.reading() as store:
        lengths = store.execute("SELECT DISTINCT length(sealed) FROM touched").fetchall()
    assert len(lengths) == 1


def test_a_pass_that_died_before_emptying_repeats_nothing(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look(query="x", touched=[("r-1", "south")])

    def die(_: Any) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(following.looking, "write", die)
        with pytest.raises(OSError):
            following.pass_on(now=NOW)
    following.pass_on(now=NOW)
    assert len(following.after("acts", 0)) == 1
    with lookups.reading() as store:
        assert store.execute("SELECT count(*) FROM touched").fetchone()[0] == 0


@pytest.mark.parametrize("role", [Role.PARTNER, Role.RESEARCHER, Role.DEFENCE, Role.JUDGE, Role.OPERATOR])
def test_others_have_no_ledger(node: Path, role: Role) -> None:
    with pytest.raises(Hidden):
        reading.page(reader=reader(role=role), now=NOW)


def test_a_purpose_is_wanted(node: Path) -> None:
    with pytest.raises(PurposeRefused):
        reading.page(reader=reader(purpose=None), now=NOW)
    with pytest.raises(PurposeRefused):
        reading.prove(reader=reader(purpose=overseer().purpose), now=NOW, number=1)
    with pytest.raises(Hidden):
        reading.verify(reader=reader(mfa=False), now=NOW)


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_miss_nothing_when_times_run_backwards_or_stand_still(node: Path, limit: int) -> None:
    for step in (3, 3, 1, 2, 3):
        act(now=NOW + timedelta(hours=step))
        look(now=NOW + timedelta(hours=step))
    seen, cursor = [], None
    while True:
        page = reading.page(reader=overseer(), now=NOW - timedelta(days=9), officer="o-1", cursor=cursor, limit=limit)
        seen += [(each.at, each.store, each.own_number) for each in page.entries]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == 10
    assert seen == sorted(set(seen), reverse=True)


def test_filters(node: Path) -> None:
    some(2)
    act(event=Event.ADMIN, now=NOW + timedelta(days=1))
    day = NOW.date()
    whole = reading.page(reader=overseer(), now=NOW + timedelta(days=5), since=day, until=day)
    assert len(whole.entries) == 4
    assert len(reading.page(reader=overseer(), now=NOW, event="admin").entries) == 1
    assert reading.page(reader=overseer(), now=NOW, until=day.max, since=day.min).entries


def test_a_cursor_serves_its_reader_alone(node: Path) -> None:
    some(3)
    mine = reading.page(reader=reader(), now=NOW, limit=1).next
    assert mine is not None
    with pytest.raises(cursors.WrongCursor):
        reading.page(reader=reader("o-2"), now=NOW, cursor=mine, limit=1)
    with pytest.raises(cursors.WrongCursor):
        reading.page(reader=reader(), now=NOW, cursor=mine[:-2] + "AA", limit=1)


def test_nothing_is_signed_where_what_was_sealed_is_gone(node: Path) -> None:
    some(3)
    sealing.seal(now=NOW)
    engines.lookups_gone()
    some(1)
    with pytest.raises(sealing.NotSealed, match="look-ups that were sealed are missing"):
        sealing.seal(now=NOW + timedelta(hours=1))
    some(3)
    with tampering("acts") as cursor:
        cursor.execute("UPDATE ledger_head SET number = 1 WHERE agency = 'north'")
    assert sealing.obstacle() == "acts that were sealed are missing"
