"""Looks into quarantined files: ``python -m bowstreet.casework.intake.peeking``, asked by ``previewing``.

This process has loaded all that a look needs and opens no file. On its standard input, a socket, it is handed one
channel a question; a child of its own answers it, with little memory and little time, no database, and ends. So what a
hostile file does to its reader reaches no other look. Without a question it ends by itself.
"""

import json
import os
import resource
import signal
import socket
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bowstreet.casework.intake.previewing import BEGUN, PATIENCE
from bowstreet.formats import mapping, table_engine, table_preview
from bowstreet.formats.table_preview import Raw
from bowstreet.formats.table_shape import WrongTable

_ROOM = 3 << 30
_WORK = 20
"""Seconds of work that a look may take, however busy the machine is."""

_IDLE = 120
"""Seconds after which a process that nobody asks ends."""

_LONGEST_CELL = 400


def wait(door: socket.socket) -> None:
    """Take in questions until nobody asks any more, each in a child of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door.settimeout(_IDLE)
    while True:
        try:
            said, (channel, *_), _, _ = socket.recv_fds(door, 1, 1)
        except (TimeoutError, ValueError, ConnectionError):
            return
        if said and os.fork() == 0:
            door.close()
            _look(socket.socket(fileno=channel))
            os._exit(0)
        os.close(channel)


def _look(channel: socket.socket) -> None:
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (_WORK, _WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with channel, channel.makefile("rb") as said:
        channel.sendall(BEGUN)
        channel.sendall(json.dumps(_answer(json.loads(said.read())), ensure_ascii=True).encode())


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    try:
        if "rows" in question:
            return _typed(question)
        path = Path(question["path"])
        if "part" not in question:
            return {"tables": table_preview.held(path)}
        return asdict(table_preview.first_rows(path, question["part"], question["columns"]))
    except (WrongTable, mapping.WrongMapping) as wrong:
        return {"wrong": str(wrong)}
    except MemoryError:
        raise
    except Exception:
        return {"broken": True}


def _typed(question: dict[str, Any]) -> dict[str, Any]:
    rows = [Raw(*each) for each in question["rows"]]
    with tempfile.TemporaryDirectory(prefix="look-", dir=question["room"]) as folder:
        made = mapping.parse(question["text"]).seen_until(date.fromisoformat(question["latest"]))
        seen = table_preview.typed(rows, question["columns"], made, Path(folder))
    return {"rows": [_cut(asdict(each)) for each in seen]}


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: [each and each[:_LONGEST_CELL] for each in row[name]] for name in ("cells", "values")}


if __name__ == "__main__":
    table_engine.refuse_frames()
    # Loaded here and not by the first look, so that every child has them.
    table_preview.warm()
    wait(socket.socket(fileno=sys.stdin.fileno()))
