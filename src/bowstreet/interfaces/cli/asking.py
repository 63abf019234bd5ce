"""The options that every command on content has, who asks, and how a refusal becomes an exit code."""

import functools
import inspect
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn

import typer

from bowstreet.interfaces.cli import output, session, starting
from bowstreet.interfaces.doors import places
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid, Malformed, Refusal

_OPTIONS = {
    "token": ("--token", "An officer's token (BOWSTREET_TOKEN)."),
    "purpose": ("--purpose", "What you need it for (BOWSTREET_PURPOSE)."),
    "case": ("--case", "The case it is for (BOWSTREET_CASE)."),
    "reason": ("--reason", "Why, in a sentence (BOWSTREET_REASON)."),
}
"""The options by which every command on content says who asks, and what for."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
As = Annotated[str | None, typer.Option("--as", help="Your own sign-in name; asked for when it is left out.")]

MISUSED = 2
"""The exit code of a command typed in another way than it takes, be it one value that is not of the form it has."""

STOPPED = 130
"""The exit code of a command that was stopped by Ctrl-C, as shells have it."""


class NothingTyped(Invalid):
    """What an officer types in person was not there."""


def refuse(sentence: str) -> NoReturn:
    """Print one sentence on standard error and end with 1."""
    output.complaint(sentence)
    raise typer.Exit(1)


def misused(sentence: str) -> NoReturn:
    """Print one sentence on standard error and end with 2: what was typed is no such command."""
    output.complaint(sentence)
    raise typer.Exit(MISUSED)


def answering(command: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a command so that whatever stands in its way is one sentence on standard error and an exit code."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Malformed as wrong:
            misused(wrong.sentence)
        except Refusal as refusal:
            refuse(refusal.sentence)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            output.complaint("Stopped.")
            raise typer.Exit(STOPPED) from None
        except OSError as wrong:
            refuse(f"This cannot be done: {wrong.strerror or wrong}{f' ({wrong.filename})' if wrong.filename else ''}.")
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as wrong:
            refuse(_known(wrong) or _failed())

    return wrapped


def as_officer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a command on content, whose first argument is who asks: token, purpose, case and reason become options."""
    return _as_officer(command, "")


def as_officer_without(option: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what wraps a command likewise, but nobody asks and no repository is needed where an option is given."""
    return lambda command: _as_officer(command, option)


def _as_officer(command: Callable[..., Any], without: str) -> Callable[..., Any]:
    @functools.wraps(command)
    def wrapped(*given: Any, **named: Any) -> Any:
        said = {option: named.pop(option) for option in _OPTIONS}
        return command(reader(**said) if named.get(without) is None else None, *given, **named)

    own = inspect.signature(command)
    kept = {name: each for name, each in own.parameters.items() if each.annotation not in (Reader, Reader | None)}
    added = {
        name: inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None,
            annotation=Annotated[str | None, typer.Option(option, help=meaning)],
        )
        for name, (option, meaning) in _OPTIONS.items()
    }  # fmt: skip
    last = {"as_json": kept.pop("as_json")} if "as_json" in kept else {}
    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in {**kept, **added, **last}.values()]
    wrapped.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {each.name: each.annotation for each in parameters}
    return answering(wrapped)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def reader(token: str | None, purpose: str | None, case: str | None, reason: str | None) -> Reader:
    """Start over the state folder and return who asks."""
    starting.start()
    return session.reader(state=places.state(), token=token, purpose=purpose, case=case, reason=reason, now=now())


def in_person(name: str | None) -> Reader:
    """Start over the state folder and return an officer who gives password and second factor now.

    On a terminal all three are asked for; elsewhere they are lines of standard input, in that order.
    """
    starting.start()
    from bowstreet.holdings.agencies import signing

    login = name or _typed("Sign-in name")
    password = _typed("Password", hidden=True)
    code = _typed("Code of your second factor")
    return signing.sign_in(login=login, password=password, code=code, session="command line", now=now())


def through(door: str, asker: Reader, **fields: Any) -> Any:
    """Pass through a door of the table as the pages and the API do: role first, purpose next, then the act or query."""
    from bowstreet.interfaces.doors import passing, reading, table

    found = table.door(door)
    passing.enter(found, asker)
    return found.run(reader=asker, now=now(), **reading.read(found, fields))


def enter(door: str, asker: Reader) -> None:
    """Raise what keeps an officer from a door, before anything is made for what comes through it."""
    from bowstreet.interfaces.doors import passing, table

    passing.enter(table.door(door), asker)


def _typed(what: str, hidden: bool = False) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(what, hide_input=hidden, err=True))
    line = sys.stdin.readline()
    if not line:
        raise NothingTyped(f"{what} is missing: where no terminal asks for it, it is a line of standard input.")
    return line.rstrip("\n")


def _known(wrong: Exception) -> str:
    """Return what to do when a command failed for want of room, or on tables of an earlier version, else nothing."""
    from django.db import DatabaseError

    from bowstreet.casework.intake import room

    if not isinstance(wrong, DatabaseError):
        return ""
    if room.is_full(wrong):
        return "The disk of this node is full: make room, and do it again. Nothing was half done."
    try:
        behind = starting.tables_are_behind()
    except DatabaseError:
        return ""
    return f"The tables are of an earlier version than this program: {starting.UPDATE}." if behind else ""


def _failed() -> str:
    """Keep the trace of the exception in hand in the state folder and say so; it may hold content."""
    import traceback

    place = places.state() / "failures.log"
    try:
        with os.fdopen(os.open(place, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as out:
            out.write(f"{now():%Y-%m-%d %H:%M:%S} UTC\n{traceback.format_exc()}\n")
    except OSError as wrong:
        return f"The command failed, and {place} cannot be written: {wrong.strerror}. Nothing was half done."
    return f"The command failed. Nothing was half done; the help desk wants the end of {place}."
