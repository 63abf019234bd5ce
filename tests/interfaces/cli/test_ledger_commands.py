"""The ledger in a file: written by who oversees, never half, and checked on a machine that has nothing else."""

import errno
import gzip
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.interfaces.cli.conftest import Node
from tests.interfaces.cli.test_refusals import refused
from tests.worlds.terminal import ANALYSIS, Machine
from typer.testing import CliRunner

from bowstreet.holdings.ledger.answers import Bundle
from bowstreet.interfaces.cli import asking, main

WHY = ("--reason", "asked by the authority")


@pytest.fixture(scope="module")
def lead(node: Node) -> Machine:
    """The machine as the supervisor has it: with the token that login kept."""
    return Machine(node.machine.state, {"BOWSTREET_PURPOSE": ANALYSIS})


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine of somebody who has the file alone."""
    return Machine(tmp_path_factory.mktemp("authority") / "none")


@pytest.fixture(scope="module")
def bundle(lead: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    lead.must("work", "--once")
    place = tmp_path_factory.mktemp("given") / "ledger.jsonl"
    said = lead.must("ledger", "export", "-o", place, *WHY)
    assert f"stand in {place}." in said.out
    return place


def test_what_was_written_is_checked_without_a_node(lead: Machine, nowhere: Machine, bundle: Path) -> None:
    assert list(bundle.parent.iterdir()) == [bundle] and bundle.stat().st_mode & 0o777 == 0o600
    key = json.loads(bundle.read_text().splitlines()[0])["key"]
    own = nowhere.must("ledger", "verify", bundle)
    assert own.out.startswith("Unbroken: ") and "not who made it" in own.out and own.err == ""
    document = nowhere.must("ledger", "verify", bundle, "--key", key, "--json").document
    assert document["unbroken"] and document["key_given"] and document["sealed"] > 0
    assert document["sealed"] + document["unsealed"] == len(bundle.read_bytes().splitlines()) - 1
    assert not nowhere.state.exists()
    assert lead.must("ledger", "verify").out.startswith("Unbroken: ")


def test_json_says_what_was_written(lead: Machine, nowhere: Machine, tmp_path: Path) -> None:
    said = lead.must("ledger", "export", "-o", tmp_path / "b", *WHY, "--json").document
    assert set(said) == {"path", "agency", "entries", "sealed", "root", "key"}
    assert (
        nowhere.must("ledger", "verify", tmp_path / "b", "--key", said["key"], "--json").document["root"]
        == said["root"]
    )


def test_broken_is_one_sentence_and_exit_code_one(nowhere: Machine, bundle: Path, tmp_path: Path) -> None:
    bent = tmp_path / "bent"
    bent.write_bytes(bundle.read_bytes().replace(b"agency.found", b"agency.fount", 1))
    assert refused(nowhere, "ledger", "verify", bent) == "Broken: act 1 (entry 1) is not what was sealed."
    said = nowhere.run("ledger", "verify", bent, "--json")
    assert (said.code, said.document["unbroken"], said.err) == (1, False, said.document["sentence"] + "\n")
    assert "another key" in refused(nowhere, "ledger", "verify", bundle, "--key", "0" * 64)


def test_a_key_that_is_none_or_without_a_file_is_a_misuse(nowhere: Machine, lead: Machine, bundle: Path) -> None:
    for machine, words in (
        (nowhere, (bundle, "--key", "0x1")),
        (nowhere, (bundle, "--key", "")),
        (lead, ("--key", "0" * 64)),
    ):
        said = machine.run("ledger", "verify", *words)
        assert said.code == 2 and said.out == "" and "Traceback" not in said.err, said


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "packed": gzip.compress,
    "binary": lambda _: os.urandom(100_000),
    "deep": lambda _: b"[" * 1_000_000,
    "half": lambda whole: whole[: len(whole) // 2],
    "escapes": lambda whole: whole.replace(b'"agency":"north"', b'"agency":"\x1b[31m"', 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_bundle_is_one_sentence(nowhere: Machine, bundle: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / "bent"
    place.write_bytes(HOSTILE[name](bundle.read_bytes()))
    said = refused(nowhere, "ledger", "verify", place)
    assert said.startswith("Broken: " if name == "half" else "This file is not a bundle")


def test_what_is_no_file(nowhere: Machine, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in refused(nowhere, "ledger", "verify", tmp_path / "pipe")
    assert "is not a file" in refused(nowhere, "ledger", "verify", tmp_path)
    assert refused(nowhere, "ledger", "verify", tmp_path / "none").startswith("This cannot be done")


def test_nothing_is_written_or_entered_where_it_is_refused(node: Node, lead: Machine, tmp_path: Path) -> None:
    def entered() -> int:
        return int(lead.must("ledger", "export", "-o", tmp_path / "count", *WHY, "--json").document["entries"])

    before = entered()
    (tmp_path / "count").unlink()
    (tmp_path / "held").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    for name in ("held", "link"):
        assert "already" in refused(lead, "ledger", "export", "-o", tmp_path / name, *WHY)
    assert refused(lead, "ledger", "export", "-o", tmp_path / "no" / "x", *WHY).startswith("This cannot be done")
    silent = refused(lead, "ledger", "export", "-o", tmp_path / "x")
    assert silent.startswith("Say which case it is for") and "--reason" in silent
    assert "wants a case or a reason" in lead.must("ledger", "export", "--help").out
    assert refused(node.machine, "ledger", "export", "-o", tmp_path / "x", *WHY) == "There is nothing here for you."
    assert sorted(each.name for each in tmp_path.iterdir()) == ["held", "link"]
    hidden = refused(node.machine, "ledger", "export", "-o", tmp_path / "held", *WHY)
    assert hidden == "There is nothing here for you."
    assert refused(lead, "ledger", "export", "-o", tmp_path / "no" / "x").startswith("Say which case it is for")
    assert (tmp_path / "held").read_text() == "mine"
    assert entered() == before + 1


def test_a_disk_that_fills_up_leaves_no_half_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise OSError(errno.ENOSPC, "No space left on device")

    given = Bundle("north", 2, 2, "0" * 64, "0" * 64, lines())
    monkeypatch.setattr(asking, "reader", lambda **_: None)
    monkeypatch.setattr(asking, "through", lambda *_: given)
    monkeypatch.setattr(asking, "enter", lambda *_: None)
    said = CliRunner().invoke(main.whole(), ["ledger", "export", "-o", str(tmp_path / "x")])
    assert said.exit_code == 1 and "No space left" in said.stderr
    assert list(tmp_path.iterdir()) == []
