"""The ledger: entered with the act or not at all, before the answer or not at all, and unbroken or named."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.worlds import engines

from bowstreet.holdings.ledger import (
    appender,
    chance,
    cursors,
    following,
    keys,
    looking,
    lookups,
    notes,
    reading,
    recording,
    sealing,
    stores,
    verifying,
)
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.ledger.models import Checkpoint
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OFFICER = Reader("officer-1", "north", Role.INVESTIGATOR, Purpose.OPERATIONAL_ANALYSIS, session="s-1", case="TG-1")
COLLEAGUE = Reader("officer-2", "north", Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS, session="s-2")
SUPERVISOR = Reader("officer-3", "north", Role.SUPERVISOR, Purpose.OPERATIONAL_ANALYSIS, session="s-3")
OTHER = Reader("officer-9", "south", Role.SUPERVISOR, Purpose.OPERATIONAL_ANALYSIS, session="s-9")


def act(reader: Reader = OFFICER, action: str = "record", now: datetime = NOW, **more: object) -> int:
    with transaction.atomic():
        return recording.record_act(actor=reader, event=Event.COLLECTION, action=action, now=now, **more)  # type: ignore[arg-type]


def look(reader: Reader = OFFICER, now: datetime = NOW, **more: object) -> None:
    looking.note(actor=reader, event=Event.CONSULTATION, action="find", now=now, **more)  # type: ignore[arg-type]


def filled() -> None:
    for minute in range(5):
        act(now=NOW + timedelta(minutes=minute))
        look(now=NOW + timedelta(minutes=minute), records=[f"r{minute}"])
        act(OTHER, now=NOW + timedelta(minutes=minute))
    sealing.seal(now=NOW)
    act()
    look()


def verdict(agency: str = "north") -> str | None:
    return verifying.verify_agency(agency, now=NOW).first_broken


def tamper(statement: str) -> None:
    """Do what somebody with the file in hand can do: take the triggers away, change, put them back."""
    with connection.cursor() as cursor, engines.without_triggers(connection.connection.execute):
        cursor.execute(statement)


def test_an_act_outside_a_transaction_is_refused(node: Path) -> None:
    with pytest.raises(recording.OutsideTransaction):
        recording.record_act(actor=OFFICER, event=Event.COLLECTION, action="record", now=NOW)


def test_an_act_that_fails_leaves_no_entry(node: Path) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        recording.record_act(actor=OFFICER, event=Event.COLLECTION, action="record", now=NOW)
        raise ZeroDivisionError
    assert act() == 1


def test_numbers_run_from_one_in_each_agency(node: Path) -> None:
    assert [act(), act(OTHER), act(), act(OTHER)] == [1, 1, 2, 2]


@pytest.mark.parametrize("statement", ["UPDATE ledger_act SET body = '{}'", "DELETE FROM ledger_act"])
def test_the_database_refuses_to_change_an_entry(node: Path, statement: str) -> None:
    act()
    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute(statement)
    look()
    store = lookups.connect()
    with pytest.raises(stores.lookups.ERROR, match="only grows"):
        store.execute(statement.replace("ledger_act", "entry"))
    store.close()


def test_no_word_of_a_search_or_a_reason_stands_in_the_open(node: Path) -> None:
    look(query="quietharbour", reason="tip from a colleague")
    act(reason="because of quietharbour")
    stored = b"".join(each.read_bytes() for each in node.iterdir() if each.is_file())
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_act")
        text = " ".join(body for (body,) in cursor.fetchall())
    for word in ("quietharbour", "colleague"):
        assert word.encode() not in stored
        assert word not in text


def test_without_a_sealing_key_nothing_is_written(node: Path) -> None:
    stranger = Reader("x", "nowhere", Role.ANALYST, Purpose.OPERATIONAL_ANALYSIS)
    with pytest.raises(keys.NoSealingKey):
        look(stranger, query="anything")


def test_an_untouched_ledger_is_unbroken_sealed_or_not(node: Path) -> None:
    filled()
    found = verifying.verify_agency("north", now=NOW)
    assert (found.first_broken, found.entries, found.checkpoints) == (None, 12, 1)
    sealing.seal(now=NOW)
    assert sealing.seal(now=NOW) is None
    assert verdict() is None
    assert verdict("south") is None


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE ledger_act SET body = replace(body, 'record', 'nothing') WHERE agency = 'north' AND number = 3",
            "act 3 ",
        ),
        (
            "UPDATE ledger_act SET body = replace(body, 'record', 'nothing') WHERE agency = 'north' AND number = 6",
            "act 6 ",
        ),
        ("UPDATE ledger_act SET salt = chain WHERE agency = 'north' AND number = 2", "act 2 "),
        ("DELETE FROM ledger_act WHERE agency = 'north' AND number = 4", "act 4 is missing"),
        ("DELETE FROM ledger_act WHERE agency = 'north' AND number = 6", "act 6 is missing"),
        ("DELETE FROM ledger_leaf WHERE agency = 'north' AND place = 10", "entry 10"),
        (
            "UPDATE ledger_leaf SET hash = (SELECT chain FROM ledger_head LIMIT 1) WHERE agency = 'north' AND place = 1",  # noqa: E501
            "entry 1",
        ),
        ("UPDATE ledger_tree SET root = (SELECT chain FROM ledger_head LIMIT 1) WHERE agency = 'north'", "root"),
        ("UPDATE ledger_checkpoint SET note = replace(note, 'bowstreet', 'elsewhere')", "signature"),
        ("UPDATE ledger_checkpoint SET trees = replace(trees, '10', '9')", "checkpoint 1"),
    ],
)
def test_whatever_is_changed_is_named(node: Path, statement: str, said: str) -> None:
    filled()
    tamper(statement)
    assert said in str(verdict())


def test_entries_in_another_order_are_named(node: Path) -> None:
    filled()
    tamper("UPDATE ledger_act SET number = -number WHERE agency = 'north' AND number IN (2, 3)")
    tamper("UPDATE ledger_act SET number = 5 + number WHERE agency = 'north' AND number IN (-2, -3)")
    assert verdict() is not None


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE entry SET body = replace(body, 'find', 'none') WHERE agency = 'north' AND number = 2", "look-up 2 "),
        ("DELETE FROM entry WHERE agency = 'north' AND number = 6", "look-up 6 is missing"),
    ],
)
def test_a_changed_look_up_is_named(node: Path, statement: str, said: str) -> None:
    filled()
    store = lookups.connect()
    with engines.without_triggers(store.execute):
        store.execute(statement)
    store.close()
    assert said in str(verdict())


def test_an_officer_reads_the_own_entries_and_a_supervisor_all_of_the_agency(node: Path) -> None:
    act()
    act(COLLEAGUE)
    act(OTHER)
    assert {each.officer for each in reading.page(reader=OFFICER, now=NOW).entries} == {"officer-1"}
    everybody = reading.page(reader=SUPERVISOR, now=NOW).entries
    assert {each.officer for each in everybody} == {"officer-1", "officer-2", "officer-3"}
    own = reading.page(reader=OFFICER, now=NOW, officer="officer-2").entries
    assert {each.officer for each in own} == {"officer-1"}


def test_the_look_at_the_ledger_is_an_entry_before_it_is_answered(node: Path) -> None:
    first = reading.page(reader=OFFICER, now=NOW).entries
    assert [each.event for each in first] == ["log_read"]


def test_who_oversees_says_so(node: Path) -> None:
    overseer = Reader("d", "north", Role.DATA_PROTECTION_OFFICER, Purpose.CROSS_CHECKING)
    with pytest.raises(PurposeRefused):
        reading.page(reader=overseer, now=NOW)


def test_pages_show_every_entry_once(node: Path) -> None:
    for minute in range(9):
        act(now=NOW + timedelta(minutes=2 * minute))
        look(now=NOW + timedelta(minutes=2 * minute + 1))
    seen, cursor = [], None
    while True:
        page = reading.page(reader=SUPERVISOR, now=NOW - timedelta(days=1), cursor=cursor, limit=4, event=None)
        seen += [(each.store, each.own_number) for each in page.entries if each.event != "log_read"]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 18


def test_a_foreign_cursor_is_refused(node: Path) -> None:
    with pytest.raises(cursors.WrongCursor):
        reading.page(reader=OFFICER, now=NOW, cursor="bm9uc2Vuc2U")


def test_a_sealed_entry_has_a_way_to_the_root(node: Path) -> None:
    filled()
    for number in range(1, 11):
        proof = reading.prove(reader=SUPERVISOR, now=NOW, number=number)
        assert (proof.holds, proof.size) == (True, 10)
    with pytest.raises(Hidden):
        reading.prove(reader=SUPERVISOR, now=NOW, number=11)
    with pytest.raises(Hidden):
        reading.prove(reader=COLLEAGUE, now=NOW, number=1)


def test_the_owner_learns_of_a_look_without_session_case_and_words(node: Path) -> None:
    look(query="quietharbour", records=["r1", "r2"], touched=[("r2", "south"), ("r1", "north")])
    assert following.pass_on(now=NOW) == 1
    assert following.pass_on(now=NOW) == 0
    (entry,) = (each for each in reading.page(reader=OTHER, now=NOW).entries if each.event == "consultation")
    assert (entry.records, entry.officer, entry.session, entry.case) == (("r2",), "officer-1", "", "")
    assert verdict("south") is None
    with lookups.reading() as store:
        assert store.execute("SELECT count(*) FROM touched").fetchone() == (0,)


def test_what_cannot_be_entered_is_not_answered(node: Path) -> None:
    engines.lookups_cannot_be_written()
    with pytest.raises(looking.LedgerUnavailable):
        look()


def test_the_appender_writes_for_many_at_once_and_loses_nothing(node: Path) -> None:
    stop, ready = threading.Event(), threading.Event()
    writing = threading.Thread(target=appender.run, args=(stop,))
    writing.start()
    while not looking.socket_path().exists():
        ready.wait(0.01)
    made = keys.seal("north", "x")
    fields = {"reason": made, "actor": "a", "event": "consultation", "at": NOW.isoformat()}

    def send() -> None:
        for _ in range(25):
            looking.write(lookups.Note("north", NOW, fields))
        looking._drop()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    stop.set()
    writing.join()
    assert not looking.socket_path().exists()
    with lookups.reading() as store:
        assert lookups.head(store, "north")[0] == 100
    assert verdict() is None


def test_a_second_appender_is_refused(node: Path) -> None:
    with lookups.writers_lock(), pytest.raises(appender.AnotherWriter):
        appender.run(threading.Event())


def test_seeded_chance_depends_on_what_it_is_for_alone(node: Path) -> None:
    one, other = chance.SeededChance(b"a"), chance.SeededChance(b"a")
    other.identifier("south", "hidden", NOW)
    other.salt("south", "acts", 1)
    assert one.identifier("north", "key", NOW) == other.identifier("north", "key", NOW)
    assert one.salt("north", "acts", 7) == other.salt("north", "acts", 7)
    with chance.use(one):
        assert chance.identifier("north", "key", NOW)[14] == "7"


def test_a_checkpoint_is_a_signed_note(node: Path) -> None:
    act()
    sealed = sealing.seal(now=NOW)
    assert sealed is not None
    root, key = bytes.fromhex(sealed.root), keys.checkpoint_key()
    made = Checkpoint.objects.get()
    assert sealing.is_signed(made, root)
    assert not sealing.is_signed(made, bytes(32))
    later = Checkpoint(number=1, at=NOW + timedelta(days=1), note=made.note)
    assert not sealing.is_signed(later, root)
    undated = notes.sign(key, notes.checkpoint("bowstreet", 1, root))
    assert sealing.is_signed(Checkpoint(number=1, at=NOW, note=undated), root)
    assert json.loads(json.dumps(sealed.trees)) == {"north": [1, sealed.trees["north"][1]]}
