"""A look into a quarantined file, in a process of its own: ``python -m bowstreet.casework.intake.previewing``.

It reads what nobody has read before, so it gets little memory and little time, no database, and ends after one answer:
a question as JSON on standard input, the answer as JSON on standard output.
"""

import json
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

PATIENCE = 20
"""Seconds that a look may take."""

_ROOM = 3 << 30
_LONGEST_CELL = 400


class NotShown(Refusal):
    """A file that could not be looked into in the time or memory that a look gets."""

    sort = Sort.UNAVAILABLE

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("The file is too large to be looked into here. Write the mapping by hand: 'mapping new'.")


def held(path: Path) -> dict[str, list[str]]:
    """Return the tables of a file with their columns; raise ``Invalid`` with a sentence where it holds none."""
    return dict(_ask({"path": str(path)})["tables"])


def first_rows(path: Path, part: str, text: str | None) -> list[dict[str, Any]]:
    """Return the first rows of a table as a mapping reads them, or, without one, as they stand."""
    return list(_ask({"path": str(path), "part": part, "text": text})["rows"])


def _ask(question: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bowstreet.casework.intake.previewing"]
    try:
        told = subprocess.run(  # noqa: S603 - the interpreter and a module of ours
            command, input=json.dumps(question).encode(), capture_output=True, timeout=PATIENCE, check=True
        )
        answer = json.loads(told.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NotShown() from None
    if "wrong" in answer:
        raise Invalid(answer["wrong"])
    return dict(answer)


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    from bowstreet.formats import mapping, table_preview
    from bowstreet.formats.table_shape import WrongTable

    path = Path(question["path"])
    try:
        if "part" not in question:
            return {"tables": table_preview.held(path)}
        part, text = question["part"], question["text"]
        if text is None:
            text = table_preview.plainly(table_preview.held(path)[part][:200], part, "*" in part.split("."))
        with tempfile.TemporaryDirectory(prefix="look-") as folder:
            rows = table_preview.first_rows(path, part, mapping.parse(text), Path(folder))
    except (WrongTable, mapping.WrongMapping, KeyError) as wrong:
        return {"wrong": str(wrong) if not isinstance(wrong, KeyError) else "The file holds no such table."}
    return {"rows": [_cut(asdict(each)) for each in rows]}


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: [each and each[:_LONGEST_CELL] for each in row[name]] for name in ("cells", "values")}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_answer(json.loads(sys.stdin.buffer.read())), ensure_ascii=True))
