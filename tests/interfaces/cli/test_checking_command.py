"""A list on the command line: each line known, unknown or none; the unknown recorded; handles written alike found."""

import json
from pathlib import Path

import pytest
from tests.interfaces.cli.conftest import Node

HANDLE = "northern_lamp"
FRESH = "lantern-quay.example.org"
WHY = ("--reason", "asked before a visit")
FIELDS = {"line", "type", "value", "answer", "known", "hits"}


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    place = tmp_path / "pasted.txt"
    place.write_text(f"handle:Amber Bazaar:{HANDLE}\n\n{FRESH.replace('.', '[.]')}\nplainword\nmail[at]{FRESH} too\n")
    return place


def test_a_list_is_answered_line_by_line_and_the_unknown_recorded(node: Node, pasted: Path) -> None:
    said = node.machine.must("check", pasted, *WHY, "--json").document
    assert [(each["line"], each["type"], each["answer"], each["known"]) for each in said["results"]] == [
        (1, "handle", "known", True), (3, "domain", "unknown", False), (4, None, "not_an_identifier", False),
        (5, "email", "unknown", False),
    ]  # fmt: skip
    assert all(set(each) == FIELDS and each["hits"] == [] for each in said["results"])
    assert "Recorded 1." in node.machine.must("check", pasted, *WHY, "--record").err
    assert node.machine.must("check", pasted, *WHY, "--json").document["results"][1]["answer"] == "known"


def test_a_list_wants_a_case_or_a_reason(node: Node, pasted: Path) -> None:
    said = node.machine.run("check", pasted)
    assert (said.code, said.out) == (1, "") and "--case or --reason" in said.err
    assert node.machine.run("check", pasted, "--case", "C-7").code == 0


def test_a_list_that_cannot_be_read_is_one_sentence(node: Node, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * 10_000_001)
    for place, sentence in ((tmp_path / "none", "There is no file"), (tmp_path / "large.txt", "is larger than")):
        said = node.machine.run("check", place, *WHY)
        assert (said.code, said.out) == (1, "")
        assert sentence in said.err
        assert len(said.err.splitlines()) == 1


def test_a_long_list_is_asked_for_in_stretches_and_keeps_its_lines(node: Node, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("\n" * 2_500 + f"handle:Amber Bazaar:{HANDLE}\n\nplainword\n")
    said = node.machine.must("check", tmp_path / "long.txt", *WHY, "--json").document["results"]
    assert [(each["line"], each["answer"]) for each in said] == [(2_501, "known"), (2_503, "not_an_identifier")]
    (tmp_path / "one_line.txt").write_text("a@b.com " * 100_001)
    refused = node.machine.run("check", tmp_path / "one_line.txt", *WHY)
    assert (refused.code, refused.out) == (1, "") and "write each in a line of its own" in refused.err


def test_a_list_comes_through_a_pipe(node: Node) -> None:
    for place in ("-", "/dev/stdin"):
        said = node.machine.must("check", place, *WHY, "--json", typed=f"handle:Amber Bazaar:{HANDLE}").document
        assert [each["answer"] for each in said["results"]] == ["known"]
    said = node.machine.run("check", "/dev/zero", *WHY)
    assert said.code == 1 and "is larger than" in said.err


def test_handles_written_alike_are_found_after_an_intake(node: Node, tmp_path: Path) -> None:
    said = json.loads(node.machine.must("find", f"{HANDLE}_official", "--near", "--json").out)
    assert {(each["written"], each["why"]) for each in said["near"]} == {
        (HANDLE, "Same when a suffix or prefix is left out."),
    }  # fmt: skip
    assert set(said) == {"results", "next", "near"}
    lines = node.machine.must("find", f"{HANDLE}_official", "--near").out.splitlines()
    assert lines[-1].endswith(f"{said['near'][-1]['title']}  ({HANDLE}: Same when a suffix or prefix is left out.)")
    past = json.loads(node.machine.must("find", f"{HANDLE}_official", "--near", "--as-of", "2020-01-01", "--json").out)
    assert (past["results"], past["near"]) == ([], [])
    node.machine.must("check", _more(tmp_path), *WHY, "--record")
    assert "run 'bowstreet work --once'" in node.machine.run("doctor").out
    node.machine.must("work", "--once")
    assert "ok     the search for handles written alike is up to date" in node.machine.run("doctor").out


def _more(folder: Path) -> Path:
    (folder / "more.txt").write_text("more.example.org")
    return folder / "more.txt"
