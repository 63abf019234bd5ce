"""A look into a file: read once, in a child of a process that waits; what a mapping makes of it is asked each time."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from bowstreet.casework.intake import previewing
from bowstreet.casework.intake.previewing import Look, NotShown
from bowstreet.vocabulary.refusals import Invalid

TODAY = date(2026, 3, 2)
TAUGHT = """name = "shops"
title = "Shops"
sort = "rows"
match = ["seller"]
[columns]
seller = { field = "handle", required = true }
seen = { field = "seen_on", type = "day" }
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    monkeypatch.setattr(previewing, "_KEPT", previewing._Kept())
    monkeypatch.setattr(previewing, "_WAITING", previewing._Waiting())
    questions: list[dict[str, Any]] = []
    ask = previewing._ask
    monkeypatch.setattr(previewing, "_ask", lambda question: questions.append(question) or ask(question))
    yield questions
    previewing._WAITING.end()


def shops(tmp_path: Path, text: str = "seller,seen\nquay,2025-04-01\nlamp,soon\n") -> Path:
    path = tmp_path / "shops.csv"
    path.write_text(text)
    return path


def seen(look: Look) -> list[list[Any]]:
    (part, columns), *_ = look.held().items()
    made = previewing.typed(look.first(part, columns)["rows"], columns, TAUGHT, TODAY)
    return [row["values"] for row in made]


def test_a_file_is_read_once_and_a_mapping_worked_out_each_time_by_one_process(
    tmp_path: Path, asked: list[dict[str, Any]]
) -> None:
    look = Look(shops(tmp_path), "one")
    assert seen(look) == seen(look) == [["quay", "2025-04-01"], ["lamp", None]]
    assert [sorted(set(each) - {"room", "columns"}) for each in asked] == [
        ["path"], ["part", "path"], ["latest", "rows", "text"], ["latest", "rows", "text"],
    ]  # fmt: skip
    first = previewing._WAITING._process
    assert first is not None and first.poll() is None
    assert seen(Look(shops(tmp_path), "one")) == seen(look) and previewing._WAITING._process is first
    assert not list((tmp_path / "incoming").iterdir()), "nothing of a look stays behind"


def test_what_was_read_for_one_answers_for_no_other_and_goes_with_the_file(
    tmp_path: Path, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shops(tmp_path)
    for whose in ("one", "other", "one"):
        Look(path, whose).held()
    assert len(asked) == 2
    path.unlink()
    with pytest.raises(NotShown):
        Look(path, "one").held()
    assert [key for key, _ in previewing._KEPT._answers] == ["other"]
    shops(tmp_path)
    monkeypatch.setattr(previewing, "KEPT_FOR", -1)
    Look(path, "other").held()
    assert len(asked) == 4 and not previewing._KEPT._answers


def test_so_much_is_kept_and_no_more(
    tmp_path: Path, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shops(tmp_path)
    monkeypatch.setattr(previewing, "MOST_KEPT", 2)
    for whose in ("one", "other", "one", "third"):
        Look(path, whose).held()
    assert [key for key, _ in previewing._KEPT._answers] == ["one", "third"]
    monkeypatch.setattr(previewing, "LONGEST_KEPT", 5)
    Look(path, "fourth").held()
    assert [key for key, _ in previewing._KEPT._answers] == ["one", "third"]


def test_a_look_that_fails_takes_nothing_with_it(tmp_path: Path, asked: list[dict[str, Any]]) -> None:
    previewing.typed([[1, ["x"], "", ""]], ["seller"], TAUGHT, TODAY)
    process = previewing._WAITING._process
    with pytest.raises(NotShown):
        previewing._opened(previewing._ask({"neither": "a path nor rows"}))
    with pytest.raises(Invalid, match="not text"):
        Look(shops(tmp_path, "\x01\x02\x03" * 50), "one").held()
    assert seen(Look(shops(tmp_path), "two"))
    assert process is not None and previewing._WAITING._process is process and process.poll() is None


def test_a_process_that_ended_is_begun_anew(tmp_path: Path, asked: list[dict[str, Any]]) -> None:
    assert seen(Look(shops(tmp_path), "one"))
    first = previewing._WAITING._process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert seen(Look(shops(tmp_path), "one"))
    assert previewing._WAITING._process is not first


@pytest.mark.parametrize(
    ("text", "says"),
    [("seller,seen,seller\na,b,c\n", "2 columns called 'seller'"), ("[" * 50_000, "no row of it")],
)
def test_what_cannot_be_taught_is_refused_with_a_sentence(
    tmp_path: Path, asked: list[dict[str, Any]], text: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        seen(Look(shops(tmp_path, text), "one"))


def test_a_torn_cell_costs_what_it_costs_when_the_file_is_read(tmp_path: Path, asked: list[dict[str, Any]]) -> None:
    path = tmp_path / "shops.csv"
    path.write_bytes(b"seller,seen\nqu\0ay,2025-04-01\nlamp,20\0\nmill\nbraid,2025-04-02\n")
    look = Look(path, "one")
    made = previewing.typed(look.first("", ["seller", "seen"])["rows"], ["seller", "seen"], TAUGHT, TODAY)
    assert [(row["values"], row["why"], row["wrong"]) for row in made] == [
        ([None, None], "seller: The cell holds a NUL byte.", []),
        (["lamp", None], "", ["seen"]),
        ([None, None], "The row has 1 columns where the header has 2.", []),
        (["braid", "2025-04-02"], "", []),
    ]  # fmt: skip


def test_a_process_that_looks_into_a_table_loads_no_pandas_and_ends_when_nobody_asks(tmp_path: Path) -> None:
    """The engine and Arrow ask for it wherever they are handed anything; it is the price of neither."""
    door, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bowstreet.casework.intake.peeking"],
        stdin=theirs, stderr=subprocess.PIPE,
    )  # fmt: skip
    theirs.close()
    mine, channel = socket.socketpair()
    socket.send_fds(door, [b"?"], [channel.fileno()])
    channel.close()
    mine.sendall(json.dumps({"path": str(shops(tmp_path)), "part": "", "columns": ["seller", "seen"]}).encode())
    mine.shutdown(socket.SHUT_WR)
    with mine, mine.makefile("rb") as heard:
        told = heard.read()
    assert told[:1] == b"." and json.loads(told[1:])["rows"][0][1] == ["quay", "2025-04-01"]
    door.close()
    _, said = process.communicate()
    assert process.returncode == 0
    assert b"pyarrow.lib" in said and b"pandas.core" not in said
