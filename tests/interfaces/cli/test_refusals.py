"""What stands in a command's way: one sentence on standard error, exit code 1; 2 for a command that is no command."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.interfaces.cli.conftest import EXAMPLES, FILES, Node
from tests.worlds.terminal import BOWSTREET, LONGEST, Machine, free_port

NOBODYS = "01930f7a-1c44-7d3e-9b1f-6a0c4d2e9f10"


def refused(machine: Machine, *words: str | Path | bytes, typed: str = "", code: int = 1, **more: str) -> str:
    """Run a command that must be refused and return its sentence."""
    said = machine.run(*words, typed=typed, **more)
    assert said.code == code and said.out == "", said
    assert re.fullmatch(r"[A-Za-z][^\n]+\.\n", said.err), said
    return said.err.strip()


def misused(machine: Machine, *words: str | Path | bytes, **more: str) -> str:
    """Run a command of which one value is not of the form it has, and return its sentence."""
    return refused(machine, *words, code=2, **more)


def test_without_token_or_purpose_nothing_is_shown(node: Node) -> None:
    empty = Machine(node.machine.state)
    next(node.machine.state.glob("login-*")).rename(node.machine.state / "kept-away")
    try:
        assert refused(empty, "find").startswith("Give an officer's token")
    finally:
        (node.machine.state / "kept-away").rename(node.machine.state / f"login-{os.getuid()}")
    assert "not in force" in refused(node.machine, "find", "--token", "bow_none")
    wanted = refused(node.machine, "find", BOWSTREET_PURPOSE="")
    assert wanted == refused(node.machine, "show", NOBODYS, "--purpose", "curiosity")
    assert wanted.startswith("Say what you need it for")


def test_options_and_environment_choose_case_and_reason_within_bounds(node: Node) -> None:
    node.machine.must("find", "--case", "TG-17", "--reason", "a call")
    node.machine.must("find", BOWSTREET_CASE="TG-17", BOWSTREET_REASON="a call")
    assert "100 signs" in misused(node.machine, "find", "--case", "x" * 101)
    assert "100 signs" in misused(node.machine, "find", BOWSTREET_REASON="x" * 501)


@pytest.mark.parametrize("words", [("show", NOBODYS), ("history", "x"), ("mapping", "show", "none")])
def test_what_is_hidden_or_absent_is_one_sentence(node: Node, words: tuple[str, ...]) -> None:
    assert refused(node.machine, *words) == "There is nothing here for you."


@pytest.mark.parametrize("words", [
    ("find", "--limit", "0"), ("find", "--limit", "many"), ("nothing",), ("show",), ("ingest",), ("mapping", "gone"),
    ("agency", "add", "x"), ("serve", "--port", "99999999"), ("demo", "--port", "0"),
])  # fmt: skip
def test_a_command_that_is_no_command_is_two(node: Node, words: tuple[str, ...]) -> None:
    said = node.machine.run(*words)
    assert said.code == 2 and said.out == "" and "Traceback" not in said.err


def test_there_is_no_repository(tmp_path: Path) -> None:
    empty = Machine(tmp_path / "none")
    assert "bowstreet init" in refused(empty, "find")
    assert "bowstreet init" in refused(empty, "serve")
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("")
    assert refused(Machine(tmp_path / "file" / "under"), "init").startswith("This cannot be done")


def test_what_cannot_be_taken_as_it_is(node: Node) -> None:
    assert "as_of must be a day" in misused(node.machine, "show", NOBODYS, "--as-of", "yesterday")
    assert "first page" in misused(node.machine, "find", "--cursor", "none")
    assert "no text" in misused(node.machine, "show", b"\xff\xfe")
    assert misused(node.machine, "find", "x" * 3000).startswith("q must have 2000 signs or fewer")


def test_an_agency_whose_supervisor_cannot_be_enrolled_is_not_made_at_all(node: Node) -> None:
    words = ("agency", "add", "east", "--name", "East", "--country", "NL", "--contact", "x", "--supervisor-name", "Y")
    misused(node.machine, *words, "--supervisor", "N O")
    refused(node.machine, *words, "--supervisor", "n.lead")
    assert "east" not in node.machine.must("agency", "list").out
    refused(node.machine, "agency", "suspend", "east")


def test_nobody_signs_in_without_both_factors(node: Node) -> None:
    assert "is missing" in refused(node.machine, "login", "n.lead")
    assert "do not fit together" in refused(node.machine, "login", "n.lead", typed="wrong password\n000000\n")
    assert "does not open" in refused(node.machine, "login", "n.lead", typed="quiet harbour lamp 41\n000000\n")
    assert "do not fit" in refused(node.machine, "token", "new", "--label", "x", typed="nobody\nnothing\n1\n")


HOSTILE = (
    "line\nbreak.csv",
    "\x1b[31mred.csv",
    "-rf.csv",
    "quote'\".csv",
    "\u202egnp.csv",
    "<b>.csv",
    "x" * 240 + ".csv",
)


def test_files_with_hostile_names_are_read_like_any_other(node: Node, tmp_path: Path) -> None:
    names = [*HOSTILE, os.fsdecode(b"\xff\xfe.csv")]
    for name in names:
        (tmp_path / name).write_bytes(FILES[1].read_bytes())
    said = node.machine.run("ingest", tmp_path, "--json")
    assert said.code == 0, said
    sources = said.document["sources"]
    assert len(sources) == len(names) and all(each["read"] > 0 for each in sources)
    plainly = node.machine.must("ingest", tmp_path)
    assert "\x1b" not in plainly.out and len(plainly.out.splitlines()) == len(names) + 1


def test_what_is_no_file_is_refused_and_links_in_a_folder_are_not_followed(node: Node, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert "There is no file in this folder" in refused(node.machine, "ingest", tmp_path / "folder")
    (tmp_path / "folder" / "link").symlink_to("/etc/hostname")
    assert f"There is no file of this name ({tmp_path / 'none'})." in refused(node.machine, "ingest", tmp_path / "none")
    assert "a pipe or a socket, not a file" in refused(node.machine, "ingest", tmp_path / "pipe")
    assert "a link in a folder is not followed" in refused(node.machine, "ingest", tmp_path / "folder")
    assert "not JSON" in refused(node.machine, "ingest", FILES[1], "--envelope", FILES[1])
    assert "no mapping" in refused(node.machine, "ingest", FILES[1], "--mapping", "none")


def test_nothing_that_was_named_or_stands_in_a_folder_is_passed_over_in_silence(node: Node, tmp_path: Path) -> None:
    folder, absent = tmp_path / "folder", tmp_path / "absent.csv"
    (folder / "below").mkdir(parents=True)
    os.mkfifo(folder / "pipe")
    (folder / "away").symlink_to(FILES[0].parent)
    (folder / "below" / "link").symlink_to(FILES[0])
    alone = node.machine.run("ingest", folder, absent, "--json")
    assert (alone.code, alone.document["act"]) == (1, None) and alone.err.endswith(".\n")
    left = {
        folder / "away": "a link",
        folder / "below" / "link": "a link",
        folder / "pipe": "a pipe",
        absent: "no file",
    }
    assert {Path(each["path"]): each["reader"] for each in alone.document["sources"]} == dict.fromkeys(left)
    lines = node.machine.run("ingest", folder, absent).out.splitlines()
    assert len(lines) == len(left) and "act" not in lines[-1]
    (folder / "below" / "sellers.csv").write_bytes(FILES[1].read_bytes())
    (tmp_path / "named").symlink_to(FILES[1])
    said = node.machine.run("ingest", absent, folder, tmp_path / "named", "--json")
    assert said.code == 0, said
    sources = {Path(each.pop("path")): each for each in said.document["sources"]}
    assert {path for path, each in sources.items() if each["reader"]} == {
        folder / "below" / "sellers.csv", tmp_path / "named",
    }  # fmt: skip
    for path, word in left.items():
        assert word in sources[path]["note"] and sources[path]["sha256"] is None
        assert not any(sources[path][each] for each in ("read", "observed", "rejected", "records_new"))


def test_a_file_that_nothing_recognises_is_a_source_with_a_note(node: Node, tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    said = node.machine.run("ingest", tmp_path / "noise.bin", "--json")
    assert said.code == 1 and said.err.endswith(".\n")
    (source,) = said.document["sources"]
    assert source["reader"] is None and source["note"].endswith(".")
    assert source["read"] == source["observed"] == source["rejected"] == source["records_new"] == 0
    both = node.machine.run("ingest", tmp_path / "noise.bin", FILES[1], "--json")
    assert both.code == 0 and [bool(each["reader"]) for each in both.document["sources"]] == [False, True]


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(node: Node) -> None:
    plain = node.machine.must("ingest", FILES[0])
    assert re.search(r"(?m)^done: [\d,]+ rows$", plain.err) and "\x1b" not in plain.err
    assert node.machine.must("ingest", FILES[0], "--json").err == ""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([BOWSTREET, "ingest", FILES[0]], stderr=theirs, stdout=subprocess.DEVNULL,
                             env=node.machine.env(TERM="xterm"), start_new_session=True)  # fmt: skip
    os.close(theirs)
    drawn = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert child.wait(timeout=LONGEST) == 0 and b"\x1b[" in drawn and b"rows" in drawn


def _read(terminal: int) -> bytes:
    """Return what was drawn meanwhile; nothing once the program has ended."""
    try:
        return os.read(terminal, 100_000)
    except OSError:
        return b""


def test_a_kind_that_does_not_exist_is_a_misuse_and_no_answer(node: Node) -> None:
    assert "There is no kind 'bogus'; there are " in misused(node.machine, "find", "quay", "--kind", "bogus")
    said = node.machine.must("find", "quay kind:bogus", "--json")
    assert said.document["results"] == [] and said.err.startswith("There is no kind 'bogus'; there are ")


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
def test_a_device_is_called_what_it_is(node: Node, path: str) -> None:
    assert "not a file" in refused(node.machine, "ingest", path)


STOPPED = """
import sys
from bowstreet.interfaces.cli import main, starting
starting.start()
from bowstreet.casework.intake import working
def stopped(*given, **named):
    raise KeyboardInterrupt
working.run_intake = stopped
main.run()
"""


def test_ctrl_c_is_clean_and_the_intake_goes_on_later(node: Node, tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("number,name\n1,quay\n")
    done = subprocess.run([sys.executable, "-c", STOPPED, "ingest", tmp_path / "some.csv"], env=node.machine.env(),
                          text=True, capture_output=True, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (130, ""), done.stderr
    assert "Stopped. Intake" in done.stderr and "Traceback" not in done.stderr
    assert node.machine.must("work", "--once").err == ""


ENDED = """
import sys
from bowstreet.interfaces.cli import main, starting
starting.start()
from bowstreet.casework.intake import working
from bowstreet.casework.intake.models import Intake
state = sys.argv.pop()
def ended(made, **named):
    Intake.objects.filter(id=made).update(state=state, sentence="Why it is not in.")
working.run_intake = ended
main.run()
"""


@pytest.mark.parametrize("state", ["failed", "quarantined"])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_intake_that_is_not_in_ends_with_1_and_its_sentence(
    node: Node, tmp_path: Path, state: str, more: list[str]
) -> None:
    (tmp_path / "some.csv").write_text("number,name\n1,quay\n")
    line = [sys.executable, "-c", ENDED, "ingest", tmp_path / "some.csv", *more, state]
    done = subprocess.run(line, env=node.machine.env(), text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "Why it is not in."), done.stderr
    assert "read 0" not in done.stdout
    if more:
        told = json.loads(done.stdout)
        assert (told["state"], told["sentence"]) == (state, "Why it is not in.")
    assert node.machine.must("work", "--once").err == ""


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_file_that_breaks_off_ends_with_1_and_says_where(node: Node, tmp_path: Path, more: list[str]) -> None:
    columns = (EXAMPLES / "amber-bazaar-vendors.csv").read_text().splitlines()[0].split(",")
    row = json.dumps(dict.fromkeys(columns, "2025-04-01"))
    (tmp_path / "torn.json").write_text(f"[{row}, {row[:40]}")
    said = node.machine.run("ingest", tmp_path / "torn.json", *more)
    assert said.code == 1 and "break off or end before their last byte" in said.err
    if more:
        assert said.document["sources"][0]["bytes_unread"] == 40
    else:
        assert "40 bytes not read" in said.out


def test_a_reader_of_the_output_that_goes_away_is_no_failure(node: Node) -> None:
    line = f'"{BOWSTREET}" find --limit 200 | head -n 1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", line], env=node.machine.env(), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr and len(done.stdout.splitlines()) == 1


def test_a_second_serve_on_one_state_folder_ends_with_a_sentence(node: Node) -> None:
    sentence = refused(node.machine, "serve", "--port", str(free_port()), "--no-workers")
    assert "serve" in sentence
    taken = node.base.rpartition(":")[2]
    assert f"Port {taken} is taken" in refused(node.machine, "serve", "--port", taken)
