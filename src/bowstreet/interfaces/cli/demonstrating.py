"""The command that builds the invented world and serves it."""

import json
import os
import shlex
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from bowstreet.interfaces.cli import asking, output, serving, starting
from bowstreet.interfaces.doors import places

commands = typer.Typer()


@commands.command()
@asking.answering
def demo(
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    reset: Annotated[bool, typer.Option("--reset", help="Begin anew.")] = False,
    prepare: Annotated[bool, typer.Option("--prepare", help="Build the world without serving it.")] = False,
    small: Annotated[bool, typer.Option("--small", help="With 60 sellers in place of 400.")] = False,
    tokens: Annotated[Path | None, typer.Option("--tokens", help="Write its officers' tokens as JSON.")] = None,
) -> None:
    """Build the invented world, if there is none, and serve it on loopback."""
    state = places.state()
    if reset and (state / "demonstration-keys").is_dir():
        if _is_served(state):
            asking.refuse(f"A node is served from {state}. Stop it first, then begin anew.")
        shutil.rmtree(state)
    _build_if_missing(state, small)
    if tokens is not None:
        _write_tokens(tokens)
        if not prepare and _is_served(state):
            output.complaint(
                f"The tokens are written. The world is served from {state} already, so it is left running."
            )
            return
    if prepare and not _is_served(state):
        _settle()
    if not prepare:
        free = next(each for each in range(port, port + 100) if serving.is_free(each))
        serving.serve(port=free, processes=2, workers=True, ready=lambda: _say(state, free))


def _build_if_missing(state: Path, small: bool) -> None:
    finished = state / "demonstration-keys" / "finished"
    if finished.exists():
        starting.start()
        if starting.tables_are_behind() and not _is_served(state):
            starting.build_tables()
        return
    if places.repository().exists() and not (state / "demonstration-keys").is_dir():
        asking.refuse(f"{state} holds a repository that is no demonstration; set BOWSTREET_DIR to another folder.")
    if state.exists() and (state / "demonstration-keys").is_dir():
        shutil.rmtree(state)
    began = time.monotonic()
    starting.make_folders()
    (state / "demonstration-keys").mkdir(mode=0o700, exist_ok=True)
    starting.start(new=True)
    _begin_anew()
    starting.build_tables()
    from bowstreet.interfaces.demonstration import plan, world

    world.build(state=state, say=output.complaint, sellers=plan.SMALL if small else plan.WHOLE)
    finished.touch()
    output.complaint(f"The invented world stands after {time.monotonic() - began:.0f} s.")


def _settle() -> None:
    """Let those who follow come to the end, as they would beside a node that is served."""
    from bowstreet.interfaces.cli import working

    working.until_idle()


def _is_served(state: Path) -> bool:
    """Say whether a node serves this folder: it would go on, and keep what officers enter in files that are gone."""
    if not (state / "lookups.lock").exists():
        return False
    starting.start()
    from bowstreet.holdings.ledger import lookups

    with lookups.writers_lock(wait=False) as free:
        return not free


def _begin_anew() -> None:
    """Empty the database of an invented world that is built once more; refuse one that holds anything else."""
    from bowstreet.holdings.engines import demonstrations

    if not demonstrations.worlds.may_begin():
        asking.refuse("The database of DATABASE_URL holds a repository that is no demonstration; name another one.")
    demonstrations.worlds.begin()


def _write_tokens(place: Path) -> None:
    from bowstreet.interfaces.demonstration import people

    told = json.dumps(people.new_tokens(now=asking.now()), indent=2) + "\n"
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(told)


def _say(state: Path, port: int) -> None:
    from bowstreet.interfaces.demonstration import people

    tour = json.loads((state / "demonstration-keys" / "tour.json").read_text())
    first, second = tour["officers"]
    token = people.new_token(first, now=asking.now())
    output.line()
    output.line(f"  Open      http://localhost:{port}")
    output.line(f"  Officers  {first} and {second}: they work on the same seller and do not know it")
    output.line(f"  Paste     {_program()} {tour['command']} {token}")
    output.line("  Stop      Ctrl C; 'make demo' goes on with what you entered")
    output.line()


def _program() -> str:
    """Return this command as it is typed in the folder in which it was started."""
    place, here = Path(sys.argv[0]).resolve(), Path.cwd()
    typed = str(place.relative_to(here)) if place.is_relative_to(here) else str(place)
    return f"BOWSTREET_DIR={shlex.quote(str(places.state()))} {typed}" if "BOWSTREET_DIR" in os.environ else typed
