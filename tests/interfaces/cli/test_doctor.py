"""Everything that doctor can say, each made true once."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.worlds import terminal
from tests.worlds.terminal import Machine

from bowstreet.holdings.ledger import sealing
from bowstreet.interfaces.cli import examining, starting, working

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty repository."""
    state = tmp_path_factory.mktemp("doctor") / "var"
    terminal.with_empty_repository(tmp_path_factory, state)
    return state


def _spoil(name: str) -> Callable[[Path], None]:
    return lambda state: (state / name).write_bytes(b"no database at all" * 1000) and None


def _behind(state: Path) -> None:
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'intake'")
    connection.close()


def _owing(state: Path) -> None:
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        _insert(connection, "intake_intake", id="0-12345678", agency="north", state="failed", looked="{}")
        _insert(connection, "intake_task", intake_id="0-12345678", agency="north", state="waiting", owed=1)
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, **said: object) -> None:
    """Insert a row that holds nothing but what is said."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    empty = {name: 0 if sort == "integer" else "" for _, name, sort, wanted, _, key in columns if wanted and not key}
    held = empty | said
    names, places = ", ".join(f'"{each}"' for each in held), ", ".join("?" * len(held))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(held.values()))


def _unsigned(state: Path) -> None:
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        connection.execute("INSERT INTO ledger_tree VALUES ('north', 1, zeroblob(32), zeroblob(32), 1, 0, NULL)")
    connection.close()


def _lookups_gone(state: Path) -> None:
    _sealed_lookups(state)
    for each in state.glob("lookups.sqlite*"):
        each.unlink()


def _sealed_lookups(state: Path) -> None:
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        connection.execute("INSERT INTO ledger_tree VALUES ('north', 1, zeroblob(32), zeroblob(32), 0, 1, NULL)")
    connection.close()


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "no repository": (shutil.rmtree, "run 'bowstreet init', or set BOWSTREET_DIR"),
    "a key is gone": (lambda state: (state / "keys" / "checkpoint").unlink(), "restore from a backup"),
    "all keys are gone": (lambda state: shutil.rmtree(state / "keys"), "restore from a backup"),
    "a key is open": (lambda state: (state / "keys" / "followers").chmod(0o644), "chmod 600"),
    "the database is spoilt": (_spoil("bowstreet.sqlite"), "bowstreet.sqlite is sound: restore it from a backup"),
    "the look-ups are spoilt": (_spoil("lookups.sqlite"), "lookups.sqlite is sound: restore it from a backup"),
    "the look-ups are gone": (_lookups_gone, "their store is gone: stop the node and restore it from a backup"),
    "an intake is owed its sweep": (_owing, "'bowstreet work --once', which goes on with or takes back: 12345678"),
    "a tree without its checkpoint": (_unsigned, "change nothing until an officer has run 'bowstreet ledger verify'"),
    "the tables are behind": (_behind, "run 'bowstreet init' once more"),
}


def _brought(state: Path) -> Path:
    """Bring one original in as an intake does; return where it lies."""
    text = b"invented"
    sha256 = hashlib.sha256(text).hexdigest()
    place = state / "originals" / sha256[:2] / sha256
    place.parent.mkdir(parents=True)
    place.write_bytes(text)
    _owing(state)
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        connection.execute("UPDATE intake_task SET owed = 0, state = 'done'")
        connection.execute(
            "INSERT INTO intake_source (intake_id, number, path, sha256, size, read, observed, already_held, rejected,"
            " noted, bytes_unread, records_new, records_known, state, note, reject_groups, losses, remarks, part, file)"
            " VALUES ('0-12345678', 0, 'a.csv', ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 'done', '', '[]', '[]', '', '', 0)",
            (sha256, len(text)),
        )
    connection.close()
    return place


def test_doctor_misses_originals_that_are_gone_and_with_thorough_those_that_were_changed(
    empty: Path, tmp_path: Path
) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    place = _brought(state)
    assert "ok     every original is on the disk" in Machine(state).must("doctor").out
    assert "ok     every original is as it came" in Machine(state).must("doctor", "--thorough").out
    place.write_bytes(b"iNVENTED")
    assert Machine(state).run("doctor").code == 0
    assert f"restore 1 from a backup of {state / 'originals'}" in Machine(state).run("doctor", "--thorough").out
    place.unlink()
    said = Machine(state).run("doctor")
    assert said.code == 1 and f"originals: {place.name[:16]}" in said.out


@pytest.mark.parametrize("name", WRONG)
def test_doctor_says_what_is_wrong_and_how_to_mend_it(empty: Path, tmp_path: Path, name: str) -> None:
    spoil, mend = WRONG[name]
    state = shutil.copytree(empty, tmp_path / "var")
    spoil(state)
    said = Machine(state).run("doctor")
    assert said.code == 1 and said.err == ""
    assert any(line.startswith("WRONG") and mend in line for line in said.out.splitlines()), said.out


@pytest.mark.parametrize("name", ["a key is gone", "the look-ups are gone"])
def test_doctor_says_all_it_sees_and_makes_nothing_itself(empty: Path, tmp_path: Path, name: str) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    WRONG[name][0](state)
    before = sorted(each.name for each in state.iterdir())
    said = Machine(state).run("doctor", "--json")
    assert said.code == 1 and len(said.document["findings"]) >= 10, said.err
    assert [each["mend"] for each in said.document["findings"] if not each["well"]]
    assert {each.name for each in state.iterdir()} - set(before) <= {"bowstreet.sqlite-shm", "bowstreet.sqlite-wal"}


@pytest.mark.parametrize("name", starting.KEYS)
def test_init_makes_no_new_key_for_a_repository_that_lost_one(empty: Path, tmp_path: Path, name: str) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    (state / "keys" / name).unlink()
    said = Machine(state).run("init")
    assert (
        said.code == 1 and f"lost its keys, and new ones would not fit it. Restore {state / 'keys' / name}" in said.err
    )
    assert not (state / "keys" / name).exists()


def test_init_goes_on_where_it_was_ended_before_anything_was_kept(empty: Path, tmp_path: Path) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    for each in state.glob("bowstreet.sqlite*"):
        each.unlink()
    Machine(state).must("init")
    assert Machine(state).run("doctor").code == 0


def test_work_says_that_it_does_not_seal_on_top_of_what_was_not_signed(empty: Path, tmp_path: Path) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    _unsigned(state)
    said = Machine(state).run("work", "--once")
    assert said.code == 1 and said.err.startswith("The ledger is sealed no further: the trees are not those"), said


def test_the_worker_complains_once_and_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    turns = iter([False, False, False, True])
    stop = SimpleNamespace(wait=lambda _: next(turns))
    passed: list[int] = []

    def refuse(**_: object) -> None:
        raise sealing.NotSealed("a checkpoint is missing")

    monkeypatch.setattr(working, "KEPT_UP", ())
    monkeypatch.setattr(working.keeping, "sweep", lambda _: None)
    monkeypatch.setattr(working.following, "pass_on", lambda **_: passed.append(1))
    monkeypatch.setattr(working.sealing, "due", lambda **_: True)
    monkeypatch.setattr(working.sealing, "seal", refuse)
    working._follow(stop)  # type: ignore[arg-type]
    assert len(passed) == 3 and capsys.readouterr().err.count("a checkpoint is missing") == 1


def test_a_command_on_tables_that_are_behind_says_what_to_do(empty: Path, tmp_path: Path) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'agencies'")
        connection.execute("ALTER TABLE agencies_agency RENAME TO agencies_agency_of_once")
    connection.close()
    said = Machine(state).run("agency", "list")
    assert said.code == 1 and "earlier version than this program: stop the node" in said.err, said.err


def test_a_demonstration_of_an_earlier_version_goes_on_with_tables_of_this_one(empty: Path, tmp_path: Path) -> None:
    state = shutil.copytree(empty, tmp_path / "var")
    (state / "demonstration-keys").mkdir()
    (state / "demonstration-keys" / "finished").touch()
    with sqlite3.connect(state / "bowstreet.sqlite") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'library'")
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'library_%' AND type = 'table'")
        for (table,) in tables.fetchall():
            connection.execute(f"DROP TABLE {table}")
    connection.close()
    Machine(state).must("demo", "--prepare")
    Machine(state).must("doctor")


def test_a_sound_database_on_a_full_disk_is_not_called_damaged(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreadable:
        def execute(self, _: str) -> None:
            wrong = sqlite3.OperationalError("disk I/O error")
            wrong.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise wrong

        def close(self) -> None:
            pass

    monkeypatch.setattr(examining.sqlite3, "connect", lambda *_, **__: Unreadable())
    assert "restore it from a backup" in examining._database(empty / "lookups.sqlite").mend
    monkeypatch.setattr("bowstreet.casework.intake.room.LEAST", 1 << 62)
    found = examining._database(empty / "lookups.sqlite")
    assert (found.what, found.mend) == (
        "lookups.sqlite could be looked at",
        "the disk is full; make room and look again",
    )


def test_settings_under_which_the_node_would_not_start_are_named(empty: Path) -> None:
    said = Machine(empty).run("doctor", "--json", BOWSTREET_HOSTS="*")
    wrong = [each for each in said.document["findings"] if not each["well"]]
    assert said.code == 1 and [each["what"] for each in wrong] == ["the settings are safe"]
    assert "ALLOWED_HOSTS takes any name" in wrong[0]["mend"]


def test_a_sound_node_is_said_to_be_sound(empty: Path) -> None:
    said = Machine(empty).must("doctor")
    lines = said.out.splitlines()
    assert len(lines) == 13 and all(line.startswith("ok ") for line in lines)
    assert "up to date" in Machine(empty).must("init").out or "empty repository" in Machine(empty).must("init").out


def test_little_room_and_a_folder_that_cannot_be_written(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOWSTREET_DIR", str(empty))
    monkeypatch.setattr(examining, "LEAST_DISK", 1 << 60)
    monkeypatch.setattr(examining, "_tables", lambda: examining.Finding("tables", True))
    monkeypatch.setattr(examining, "_owed", lambda: examining.Finding("owed", True))
    monkeypatch.setattr(examining, "_originals", lambda _: examining.Finding("originals", True))
    monkeypatch.setattr(examining, "_sealable", lambda: examining.Finding("sealable", True))
    monkeypatch.setattr(examining, "_spelled", lambda: examining.Finding("spelled", True))
    monkeypatch.setattr(examining, "_settings", lambda: examining.Finding("settings", True))
    monkeypatch.setattr(examining.os, "access", lambda *_: False)
    wrong = {each.what.split(",")[0]: each.mend for each in examining.examine() if not each.well}
    assert wrong == {"room on the disk": "free at least 1 GB",
                     "the state folder can be written": f"give this user the folder {empty}"}  # fmt: skip
