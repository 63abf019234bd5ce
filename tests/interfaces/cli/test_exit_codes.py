"""Every command ends with 0 when it is done, 1 when it is refused or found what it looks for, 2 when it is misused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.interfaces.cli.conftest import Node
from typer.testing import CliRunner

from bowstreet.interfaces.cli import main

IN_NO_FOLDER = ("init", "demo --prepare")
"""What makes the state folder is refused where none can be made."""

LINES = (
    "agency add x --name N --country NL --contact c --supervisor n.one --supervisor-name N", "agency list",
    "agency enrol x --login n.one --name N", "agency enrol-anew n.one", "agency suspend x", "agency resume x",
    "agreement end x", "agreement list", "agreement new x", "agreement recall x --all --why r", "agreement receive x",
    "agreement release x y", "agreement releases x", "agreement show x", "agreement sign x",
    "change approve x", "change decline x --why r", "change list", "change show x", "change take-back x",
    "check x", "correction answer x declined", "correction list", "correction new x aliases remove",
    "correction show x", "correction withdraw x", "delegation end x",
    "delegation give x y --to z --until 2026-03-02", "delegation list", "delegation publish x --to z", "doctor",
    "draft discard x", "draft keep market file", "draft list", "entity x", "find",
    "export --format csv --query x -o x",
    "group add g x --since 2026-03-02", "group end g x --until 2026-03-02", "group list",
    "group new g --name G --since 2026-03-02", "history x", "import x", "ingest x", "intake accept x",
    "intake decline x", "intake undo x", "judge x y --verdict same",
    "ledger export -o x",
    "ledger verify", "ledger verify none", "login n.one", "mapping list", "mapping new x y", "mapping show x",
    "node add x y z --secret none", "node end x", "node list", "node pull x", "node push x",
    "officer add n.one --name N --role analyst", "officer end n.one", "officer enrol-anew n.one", "officer list",
    "officer role n.one analyst", "officer unlock n.one", "persona end x", "persona list",
    "persona new x --identifier y", "plan list", "plan new t market m --since s --until u",
    "plan off x", "plan show x", "record edit x file", "record form x", "record kinds",
    "record mark x file", "record new market file",
    "record recall x --why r", "pattern x", "request answer x declined", "request list", "request new x --until u",
    "request show x", "request withdraw x",
    "record releases x", "serve", "show x", "standing set x", "standing show",
    "ticket list", "ticket show x", "ticket take x", "ticket answer x none", "ticket escalate x", "ticket merge x y",
    "behaviour list", "behaviour show x", "behaviour attach x y --why z", "behaviour answer x y --say z",
    "behaviour detach x y", "behaviour decline x y", "behaviour rows x",
    "tool list", "tool show x", "tool use x y yes --say z", "tool fault x --say y --source z",
    "tool acceptance x NL not_tried",
    "expert list", "expert join --competence x", "expert show x", "expert verify x", "expert leave x", "expert for x",
    "expert ask x y --say z", "expert questions", "expert answer x helps",
    "notice list", "notice read x", "notice read-all", "notice settings", "notice set",
    "lead list", "lead funnel", "lead show x", "lead package x", "lead hand-over x y --authority a --until 2026-03-02",
    "lead answer x accepted", "lead stage x charged",
    "focus list", "focus declare x --market y", "double-effort", "give-and-get", "operation list", "operation across",
    "operation leads x", "operation show x",
    "operation begin x", "operation invite x y", "operation answer x accept", "operation stage x running",
    "operation task x y z", "operation done x y", "operation decide x y",
    "operation pool x y", "operation unpool x y", "operation layer x", "operation keep x y", "operation drop x y",
    "operation target x y", "operation untarget x y", "operation instrument x EIO y z", "operation step x y sent",
    "operation close x --outcome o --lesson l --happened h --advice a",
    "library find", "library show practice x", "blind key show", "blind serve", "blind index", "blind match x",
    "blind rotate 2", "blind told",
    "token list", "token new --label x", "token revoke x", "work --once", *IN_NO_FOLDER,
)  # fmt: skip

ON_A_NODE = {
    "find": 0, "find zzzzzz": 0, "agency list": 0, "mapping list": 0, "ledger verify": 0,
    "find ??? --selector": 1, "show 00000000": 1, "entity 00000000": 1,
    "judge 00000000 11111111 --verdict same --note x": 1, "ledger verify /etc/hostname": 1, "agency suspend none": 1,
    "import none": 1, "ingest none": 1, "intake accept none": 1, "intake decline none": 1, "ledger export -o none": 1,
    "export --format csv --query x -o none": 1, "export -o none": 2,
    "find --kind bogus": 2, "find --cursor none": 2,
    "show x --as-of yesterday": 2, "show x --version 0": 2, "entity x --as-of 2026-02-30": 2,
    "judge x y --verdict perhaps": 2, "mapping new X-1 /dev/null": 2, "ledger verify none --key abc": 2,
    "ledger verify --key " + "0" * 64: 2, "token new --label x --days 0": 2,
    "agency add east --name E --country nowhere --contact c --supervisor e.one --supervisor-name E": 2,
    "agency enrol north --login X --name E": 1, "find --case " + "x" * 101: 2,
}  # fmt: skip
"""The north of the node has a supervisor, so that a further first link is refused whatever its name."""

AS_THE_SHELL = {each.split()[0]: each for each in reversed(ON_A_NODE)}.values()
"""The first line of every command or group, which is run as the shell starts it."""


def commands() -> Iterator[str]:
    """Yield every command of the program."""
    group = typer.main.get_command(main.whole())
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        yield from (f"{name} {each}" for each in inner) if inner else (name,)


def test_every_command_stands_in_the_table() -> None:
    missing = [each for each in commands() if not any(f"{line} ".startswith(f"{each} ") for line in LINES)]
    assert missing == []


def test_a_first_word_draws_up_what_begins_with_it_and_nothing_else() -> None:
    every = typer.main.get_command(main.whole()).commands  # type: ignore[attr-defined]
    for name, command in every.items():
        (alone,) = typer.main.get_command(main.narrowed(name)).commands.items()  # type: ignore[attr-defined]
        assert alone[0] == name and told(alone[1]) == told(command)
    assert main.narrowed("no-such-word") is main.narrowed("--help") is main.narrowed("") is main.whole()


def told(command: Any) -> list[Any]:
    """Return what a command takes, and those below it."""
    inner = getattr(command, "commands", {})
    return [command.help, [(each.name, each.opts, each.required) for each in command.params],
            {name: told(each) for name, each in inner.items()}]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_refused_is_one_and_misused_is_two(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BOWSTREET_DIR", str(tmp_path / "file" if line in IN_NO_FOLDER else tmp_path / "none"))
    narrowed = main.narrowed(line.split()[0])
    refused = CliRunner().invoke(narrowed, line.split())
    assert refused.exit_code == 1, refused.output
    misused = CliRunner().invoke(narrowed, [*line.split(), "--no-such-option"])
    assert misused.exit_code == 2, misused.output
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.parametrize(("line", "code"), ON_A_NODE.items())
def test_on_a_node(node: Node, line: str, code: int) -> None:
    begin = node.machine.start if line in AS_THE_SHELL else node.machine.run
    said = begin(*line.split())
    assert said.code == code, said
    if code:
        assert said.err and "Traceback" not in said.err
