"""A look into a quarantined file, asked of a process of its own: this one loads no engine and reads no such file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

PATIENCE = 120
"""Seconds after which nobody waits any longer; the look itself ends earlier, by its work."""


TOO_LARGE = "The file is too large to be looked into here. Write the mapping by hand: 'mapping new'."
BROKEN = (
    "The look into the file failed, and not because of its size. The file is kept as it is. Write the mapping by hand"
    " ('mapping new'), and tell who runs this node."
)


class NotShown(Refusal):
    """A file that could not be looked into: in the time or memory that a look gets, or because the look failed."""

    sort = Sort.UNAVAILABLE

    def __init__(self, sentence: str = TOO_LARGE) -> None:
        """Say which of the two."""
        super().__init__(sentence)


def held(path: Path) -> dict[str, list[str]]:
    """Return the tables of a file with their columns; raise ``Invalid`` with a sentence where it holds none."""
    return dict(_ask({"path": str(path)})["tables"])


def first_rows(path: Path, part: str, text: str | None) -> list[dict[str, Any]]:
    """Return the first rows of a table as a mapping reads them, or, without one, as they stand."""
    room = Path(settings.INCOMING)
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    return list(_ask({"path": str(path), "part": part, "text": text, "room": str(room)})["rows"])


def _ask(question: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bowstreet.casework.intake.peeking"]
    try:
        told = subprocess.run(  # noqa: S603 - the interpreter and a module of ours
            command, input=json.dumps(question).encode(), capture_output=True, timeout=PATIENCE, check=True
        )
        answer = json.loads(told.stdout)
    except OSError:
        raise NotShown(BROKEN) from None
    except (ValueError, subprocess.SubprocessError):
        raise NotShown() from None
    if "broken" in answer:
        raise NotShown(BROKEN)
    if "wrong" in answer:
        raise Invalid(answer["wrong"])
    return dict(answer)
