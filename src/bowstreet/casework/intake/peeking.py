"""A look into a quarantined file: ``python -m bowstreet.casework.intake.peeking``, asked by ``previewing``.

It reads what nobody has read before, so it gets little memory and little time, no database, and ends after one answer:
a question as JSON on standard input, the answer as JSON on standard output.
"""

import json
import resource
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bowstreet.formats import mapping, table_engine, table_preview
from bowstreet.formats.table_shape import WrongTable

_ROOM = 3 << 30
_WORK = 20
"""Seconds of work that a look may take, however busy the machine is."""

_LONGEST_CELL = 400


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    path = Path(question["path"])
    try:
        if "part" not in question:
            return {"tables": table_preview.held(path)}
        part, text = question["part"], question["text"]
        if text is None:
            text = table_preview.plainly(table_preview.held(path)[part][:200], part, "*" in part.split("."))
        with tempfile.TemporaryDirectory(prefix="look-", dir=question["room"]) as folder:
            rows = table_preview.first_rows(path, part, mapping.parse(text), Path(folder))
    except (WrongTable, mapping.WrongMapping, KeyError) as wrong:
        return {"wrong": str(wrong) if not isinstance(wrong, KeyError) else "The file holds no such table."}
    except MemoryError:
        raise
    except Exception:
        return {"broken": True}
    return {"rows": [_cut(asdict(each)) for each in rows]}


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: [each and each[:_LONGEST_CELL] for each in row[name]] for name in ("cells", "values")}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (_WORK, _WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    table_engine.refuse_frames()
    sys.stdout.write(json.dumps(_answer(json.loads(sys.stdin.buffer.read())), ensure_ascii=True))
