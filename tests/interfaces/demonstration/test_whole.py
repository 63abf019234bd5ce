"""The whole invented world, built once by its command: what its answer key says is in the store, and the key is not."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bowstreet.interfaces.demonstration import answers
from bowstreet.interfaces.demonstration.plan import WHOLE, plan
from bowstreet.vocabulary.kinds import catalogue

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the world in a fresh folder."""
    folder = tmp_path_factory.mktemp("whole") / "state"
    command = [str(Path(sys.executable).parent / "bowstreet"), "demo", "--prepare"]
    done = subprocess.run(
        command, env={**os.environ, "BOWSTREET_DIR": str(folder)}, cwd=ROOT, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def key(state: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((state / "answers.json").read_text())
    return read


def test_doctor_finds_nothing_wrong_with_a_world_that_was_prepared(state: Path) -> None:
    command = [str(Path(sys.executable).parent / "bowstreet"), "doctor"]
    done = subprocess.run(
        command, env={**os.environ, "BOWSTREET_DIR": str(state)}, cwd=ROOT, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0 and "WRONG" not in done.stdout, done.stdout


def test_the_key_is_for_the_owner_of_the_folder_alone_and_says_what_the_plan_says(
    state: Path, key: dict[str, Any]
) -> None:
    assert stat.S_IMODE((state / "answers.json").stat().st_mode) == 0o600
    assert key == json.loads(json.dumps(answers.answers(plan(WHOLE)), default=str))


def test_each_planted_thing_is_in_the_store(state: Path, key: dict[str, Any]) -> None:
    stored = _stored(state)
    asked = {(each["kind"], each["key"]) for each in _named(key)}
    assert len(asked) > 900
    assert asked - set(stored) == set()
    assert set(catalogue.ALL) == {kind for kind, _ in stored}


def test_each_planted_row_is_in_its_dataset(state: Path, key: dict[str, Any]) -> None:
    wanted = [row for sort in ("mistakes", "decoys") for each in key[sort] for row in each["rows"]]
    assert {row["sort"] for row in wanted} == {"sellers", "posts"}
    sellers, posts = _rows(state, "about", "handle", "market"), _rows(state, "text", "member", "forum")
    for row in wanted:
        found = (sellers if row["sort"] == "sellers" else posts)[row["site"], row["handle"]]
        assert any(row["words"] in text for text in found), row


def test_it_holds_the_promised_rows(state: Path) -> None:
    with duckdb.connect() as engine:
        listings = engine.execute(_over(state, "count(DISTINCT (market, vendor, title))", "price_eur")).fetchall()
        feedback = engine.execute(_over(state, "count(*)", "stars")).fetchall()
    assert listings[0][0] >= 20_000
    assert feedback[0][0] >= 200_000


def test_nothing_that_a_door_reads_holds_the_key(state: Path) -> None:
    told = (answers.ABOUT.encode()[:60], b"handle_in_disguise", b"former_name_in_key", b"forwarded_mail")
    files = [each for each in state.rglob("*") if each.is_file() and each.name != "answers.json"]
    assert len(files) > 30
    assert [str(each) for each in files if any(one in each.read_bytes() for one in told)] == []


def test_no_door_names_the_file_of_the_key() -> None:
    """That none imports what is in it is a contract of ``.importlinter``."""
    named = [
        path for path in (ROOT / "src" / "bowstreet").rglob("*") if path.suffix in (".py", ".html", ".js", ".toml")
    ]
    assert len(named) > 300
    assert [each.name for each in named if answers.FILE in each.read_text()] == ["answers.py"]


def test_its_units_work_together(state: Path) -> None:
    """An action meets another, a persona is met, a lead is charged, and what one asks another waits or is answered."""
    asked = {
        "conflicts": "SELECT count(*) FROM deconfliction_conflict",
        "alert": "SELECT count(*) FROM deconfliction_alert",
        "partners": "SELECT group_concat(state, ', ') FROM (SELECT state FROM operations_partner ORDER BY agency)",
        "stages": "SELECT group_concat(stage, ', ') FROM (SELECT stage FROM operations_leadstage ORDER BY id)",
        "requests": "SELECT group_concat(state, ', ') FROM (SELECT state FROM sharing_request ORDER BY asked_at)",
        "corrections": "SELECT group_concat(state) FROM sharing_correction",
        "questions": "SELECT count(*) FROM library_question WHERE answer = ''",
    }
    with sqlite3.connect(f"file:{state / 'bowstreet.sqlite'}?mode=ro", uri=True) as store:
        found = {name: store.execute(question).fetchone()[0] for name, question in asked.items()}
    assert found == {
        "conflicts": 1, "alert": 1, "partners": "accepted, invited, accepted, invited",
        "stages": "identified, prosecution, charged", "requests": "open, approve", "corrections": "open",
        "questions": 1,
    }  # fmt: skip


def _named(told: Any) -> Iterator[dict[str, str]]:
    """Yield every name of a record in the key."""
    if isinstance(told, dict):
        if set(told) == {"kind", "key"}:
            yield told
        for each in told.values():
            yield from _named(each)
    elif isinstance(told, list):
        for each in told:
            yield from _named(each)


def _stored(state: Path) -> set[tuple[str, str]]:
    """Return kind and natural key (or title) of all records as they stand."""
    with sqlite3.connect(f"file:{state / 'bowstreet.sqlite'}?mode=ro", uri=True) as store:
        found = store.execute(
            "SELECT r.kind, v.body FROM repository_record r JOIN repository_version v"
            " ON v.record_id = r.id AND v.number = r.version"
        ).fetchall()
    bodies = [(catalogue.kind(kind), json.loads(body)) for kind, body in found]
    return {(kind.code, kind.key(body) or kind.title(body)) for kind, body in bodies}


def _over(state: Path, what: str, column: str) -> str:
    """Return a question over the files that have a column."""
    files = [str(each) for each in state.glob("observations/*/*/*.parquet")]
    with duckdb.connect() as engine:
        having = [
            each
            for each in files
            if column in [row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM '{each}'").fetchall()]
        ]
    assert having
    return f"SELECT {what} FROM read_parquet({having})"


def _rows(state: Path, text: str, who: str, where: str) -> dict[tuple[str, str], list[str]]:
    made: dict[tuple[str, str], list[str]] = {}
    with duckdb.connect() as engine:
        for site, handle, said in engine.execute(_over(state, f"{where}, {who}, {text}", text)).fetchall():
            made.setdefault((site, handle), []).append(said)
    return made
