"""The command ``bowstreet``."""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

from bowstreet.interfaces.cli import asking

_ROOMS = (
    "content", "checking", "judging", "taking_in", "giving_out", "people", "machine", "demonstrating", "working_on",
)  # fmt: skip
"""Modules whose ``commands`` are words of their own."""

_GROUPS: Mapping[str, tuple[str, str]] = {
    "mapping": ("taking_in", "mappings"), "intake": ("taking_back", "commands"), "agency": ("agencies", "agencies"),
    "ticket": ("deconflicting", "commands"), "plan": ("planning", "commands"),
    "notice": ("reading_notices", "commands"), "request": ("requesting", "commands"),
    "correction": ("correcting", "commands"), "delegation": ("delegating", "commands"),
    "persona": ("covering", "commands"), "agreement": ("agreeing", "commands"), "node": ("meeting_peers", "commands"),
    "blind": ("blinding", "commands"), "standing": ("agencies", "standing"), "group": ("agencies", "groups"),
    "officer": ("people", "officers"), "token": ("people", "tokens"), "record": ("writing", "records"),
    "draft": ("writing", "drafts"), "change": ("writing", "changes"), "library": ("reading", "commands"),
    "behaviour": ("watching_behaviours", "commands"), "tool": ("weighing_tools", "commands"),
    "expert": ("asking_experts", "commands"), "focus": ("working_on", "foci"), "lead": ("following_leads", "commands"),
    "operation": ("operating", "commands"), "ledger": ("ledger", "commands"),
}  # fmt: skip
"""By a first word: the module, and what in it holds the words that follow."""


@cache
def whole() -> typer.Typer:
    """Return all commands."""
    made = _bare()
    made.registered_commands += _words()
    for name in _GROUPS:
        made.add_typer(_group(name), name=name)
    return made


def narrowed(word: str) -> typer.Typer:
    """Return the commands that begin with a word, all of them for one that is none.

    To draw up every command takes longer than most of them do.
    """
    made = _bare()
    if word in _GROUPS:
        made.add_typer(_group(word), name=word)
        return made
    made.registered_commands += [each for each in _words() if _name_of(each) == word]
    # Without it a command that stands alone would want no word.
    made.callback()(lambda: None)
    return made if made.registered_commands else whole()


def run() -> None:
    """Run the command line; Ctrl-C ends it without a trace wherever it stands."""
    try:
        narrowed(sys.argv[1] if len(sys.argv) > 1 else "")()
    except KeyboardInterrupt:
        sys.exit(asking.STOPPED)


def _bare() -> typer.Typer:
    return typer.Typer(
        name="bowstreet", help="The common repository for policing the dark web.", no_args_is_help=True,
        pretty_exceptions_enable=False, add_completion=False,
    )  # fmt: skip


def _words() -> Iterator[CommandInfo]:
    for room in _ROOMS:
        yield from _module(room).commands.registered_commands


def _name_of(each: CommandInfo) -> str:
    return each.name or get_command_name(each.callback.__name__ if each.callback else "")


def _group(name: str) -> typer.Typer:
    room, held = _GROUPS[name]
    found: typer.Typer = getattr(_module(room), held)
    return found


def _module(room: str) -> Any:
    return import_module(f"bowstreet.interfaces.cli.{room}")


if __name__ == "__main__":
    run()
