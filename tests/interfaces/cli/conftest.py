"""One node for all commands of a run: founded, an agency with its supervisor, an analyst, and what examples/ holds."""

import pickle
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import prepared, terminal
from tests.worlds.terminal import ANALYSIS, Machine, Officer

EXAMPLES = Path(__file__).parents[3] / "examples"
FILES = tuple(EXAMPLES / name for name in ("amber-bazaar-vendors.csv", "tide-market-keys.tsv"))


@dataclass(frozen=True)
class Node:
    """The machine, two officers of agency north, and what the first ingest said."""

    machine: Machine
    lead: Officer
    analyst: Officer
    ingested: Any
    base: str


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Serve a copy of the node as it stood after its first day, which is told once in a run."""
    told = prepared.once(tmp_path_factory, "first-day", _first_day)
    state = tmp_path_factory.mktemp("node") / "var"
    shutil.copytree(told / "var", state)
    lead, analyst, environment, ingested = pickle.loads((told / "kept").read_bytes())
    machine = Machine(state, environment)
    with machine.serving("--no-workers") as base:
        yield Node(machine, lead, analyst, ingested, base)


def _first_day(folder: Path) -> None:
    """Tell the whole story of a first day: init, agency, link, enrolment, login, officer, ingest."""
    machine = Machine(folder / "var")
    assert "agency add" in machine.start("init").out
    made = machine.must("agency", "add", "north", "--name", "Desk North", "--country", "NL", "--contact", "desk 7",
                        "--supervisor", "n.lead", "--supervisor-name", "Robin Vale", "--json").document  # fmt: skip
    with machine.serving("--no-workers") as base:
        lead = terminal.enrolled(base, made["enrol"], "n.lead")
        said = machine.must("login", "n.lead", typed=lead.typed(by_app=True))
        assert said.out.startswith("Signed in as Robin Vale until")
        link = machine.must("officer", "add", "n.analyst", "--name", "Sam Quill", "--role", "analyst", "--as", "n.lead",
                            "--json", typed=lead.typed()).document  # fmt: skip
        analyst = terminal.enrolled(base, link["path"], "n.analyst")
        token = machine.must("token", "new", "n.analyst", "--label", "program", typed=analyst.typed()).out.strip()
        machine.environment.update(BOWSTREET_TOKEN=token, BOWSTREET_PURPOSE=ANALYSIS)
        ingested = machine.must("ingest", *FILES, "--json").document
    (folder / "kept").write_bytes(pickle.dumps((lead, analyst, machine.environment, ingested)))
