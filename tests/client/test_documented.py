"""What the pages on the client and on TAXII show, run as it stands there against a node that serves."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.worlds.repository import GIVEN
from tests.worlds.taxii import Node, node, served

from bowstreet import client
from bowstreet.client import Client
from bowstreet.interfaces.cli import main

__all__ = ["node"]

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: str) -> list[str]:
    """Return the pieces of Python of a page."""
    return BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


def run(block: str, live: str, **names: Any) -> None:
    """Run a piece of a page, its invented address replaced by a real one."""
    assert "https://node.example" in block
    exec(block.replace("https://node.example", live), names)


def test_the_page_on_the_client_finds_what_it_says(node: Node, capsys: pytest.CaptureFixture[str]) -> None:
    node.records.vendor(node.records.north, "quaymerchant", GIVEN)
    (shown,) = blocks("client.md")
    with served() as live:
        run(shown.replace('"quay"', '"quaymerchant"'), live, token=node.north.secret)
    assert capsys.readouterr().out == "quaymerchant on Lantern Market Agency north AMBER+STRICT\n"


def test_the_page_on_taxii_collects_what_it_says(node: Node) -> None:
    node.records.vendor(node.records.north, "quaymerchant", GIVEN)
    node.keep_up()
    (shown,) = blocks("taxii.md")
    taken: list[Any] = []
    with served() as live:
        run(shown, live, TOKEN=node.south.secret, take=taken.extend)
    assert "quaymerchant" in str(taken)


def test_what_the_page_names_is_there() -> None:
    page = (DOCS / "client.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (read|write|hand in|take out|agreements|all else) \| (.*) \|$", page, re.MULTILINE))
    of_node = [name for sort in ("read", "write", "take out") for name in re.findall(r"`(\w+)`", rows[sort])]
    of_node += ["hand_in", "agreements", "agreement", "collections", "api", "saying", "intakes"]
    missing = [name for name in of_node if name != "api" and not hasattr(Client, name)]
    assert missing == []
    intake = [name for name in re.findall(r"`(\w+)`", rows["hand in"]) if name not in ("hand_in", "Intake")]
    assert [name for name in intake if not hasattr(client.Intake, name)] == []
    raised = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    assert [name for said in raised for name in re.findall(r"`(\w+)`", said) if not hasattr(client, name)] == []


def commands() -> list[list[str]]:
    """Return the commands that the pages on exchange and the client show, cut into words."""
    pages = ("client.md", "taxii.md", "exchange.md")
    text = "\n".join((DOCS / each).read_text(encoding="utf-8") for each in pages)
    found = re.findall(r"`bowstreet ([^`]+)`|^    bowstreet (.+)$", text, re.MULTILINE)
    return [shlex.split(inline or block) for inline, block in found]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_that_is_shown_is_taken(words: list[str]) -> None:
    command: Any = typer.main.get_command(main.whole())
    left = list(words)
    while hasattr(command, "commands") and left:
        command = command.commands[left.pop(0)]
    known = {name for each in command.params for name in each.opts}
    takes = {name for each in command.params if not getattr(each, "is_flag", False) for name in each.opts}
    options = [each for each in left if each.startswith("-")]
    assert [each for each in options if each not in known] == []
    values = {left[at + 1] for at, each in enumerate(left[:-1]) if each in takes and each.startswith("-")}
    arguments = [each for each in left if not each.startswith("-") and each not in values]
    assert len(arguments) <= sum(each.param_type_name == "argument" for each in command.params)
