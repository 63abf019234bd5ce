"""The options that every command on content has, and how a refusal becomes an exit code."""

import functools
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn

import typer

from bowstreet.interfaces.cli import output, session, starting
from bowstreet.interfaces.doors import places
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

Token = Annotated[str | None, typer.Option("--token", help="An officer's token (BOWSTREET_TOKEN).")]
Purpose = Annotated[str | None, typer.Option("--purpose", help="What you need it for (BOWSTREET_PURPOSE).")]
Case = Annotated[str | None, typer.Option("--case", help="The case it is for (BOWSTREET_CASE).")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why, in a sentence (BOWSTREET_REASON).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def refuse(sentence: str) -> NoReturn:
    """Print one sentence on standard error and end with 1."""
    output.complaint(sentence)
    raise typer.Exit(1)


def answering(command: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a command so that a refusal is one sentence on standard error and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            refuse(refusal.sentence)
        except BrokenPipeError:
            sys.stderr.close()
            raise typer.Exit(1) from None

    return wrapped


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def reader(token: str | None, purpose: str | None, case: str | None, reason: str | None) -> Reader:
    """Start over the state folder and return who asks."""
    starting.start()
    return session.reader(state=places.state(), token=token, purpose=purpose, case=case, reason=reason, now=now())


def through(door: str, asker: Reader, **fields: Any) -> Any:
    """Pass through a door of the table as the pages and the API do: role first, purpose next, then the act or query."""
    from bowstreet.interfaces.doors import passing, reading, table

    found = table.door(door)
    passing.enter(found, asker)
    return found.run(reader=asker, now=now(), **reading.read(found, fields))
