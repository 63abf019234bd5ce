"""The reader of observations: a process of its own with DuckDB, which answers questions in JSON, a line each.

It holds no law: whoever asks names the files, imports and rows that may be read. It opens nothing but Parquet files
under the folder of observations.
"""

import json
import os
import signal
import socketserver
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

MEMORY = "128MB"
_LONGEST = 16_000_000
_DASH = "-\u2010-\u2015\u2212"
_BASE64 = "[A-Za-z0-9+/]{16,}={0,2}"
_BREAK = "(?:[\\s>]|<br ?/?>){1,9}"
_SORTS = "(?:PUBLIC KEY BLOCK|PRIVATE KEY BLOCK|SIGNATURE|MESSAGE)[A-Z0-9 ,/]{0,20}"
_ARMOUR = (
    rf"(BEGIN\s{{1,3}}PGP\s{{1,3}}{_SORTS}[{_DASH}]{{2,}}.*?)"
    rf"(?:[A-Za-z0-9+/]{{16,}}[^{_DASH}]*([{_DASH}]{{2,}}\s{{0,3}}END)"
    rf"|{_BASE64}(?:{_BREAK}{_BASE64})*(?:{_BREAK}=[A-Za-z0-9+/]{{4}})?)"
)
_GAP = r"\1 [...] \2"
"""Any short word stands by chance in the body of an armoured key; the lines round it say what made it, and stay.

One that has no end is taken as far as its lines go. A signed message is text for people.
"""

_OWN = frozenset({"_import", "_row", "_line", "_hash", "_file"})


class Reading:
    """A connection shut in the folder of observations, one question at a time."""

    def __init__(self, state: Path) -> None:
        """Open the connection."""
        self._folder = (state / "observations").resolve()
        self._lock = threading.Lock()
        settings = {"threads": 1, "memory_limit": MEMORY, "temp_directory": "", "autoload_known_extensions": False}
        self._connection = duckdb.connect(":memory:", config=settings)
        self._connection.execute(f"SET allowed_directories = [{_quoted(str(self._folder) + '/')}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def answer(self, line: bytes) -> bytes:
        """Return the answer to one question; one that cannot be answered says ``wrong`` and no more."""
        try:
            question = json.loads(line)
            with self._lock:
                made = _ANSWERS[question["ask"]](self, question)
        except (duckdb.Error, ValueError, KeyError, TypeError, IndexError):
            made = {"wrong": True}
        return json.dumps(made).encode() + b"\n"

    def search(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return rows that hold all words, from where each part starts, until the limit or ``rows`` are looked at."""
        left, limit, found = int(question["rows"]), int(question["limit"]), list[dict[str, Any]]()
        parts = question["parts"]
        for number, part in enumerate(parts):
            start, size = int(part.get("start", 0)), self._size(part)
            end = min(size, start + left)
            for row in self._matching(part, question["words"], (start, end), limit + 1 - len(found)):
                if len(found) == limit:
                    return {"rows": found, "stop": [number, row["at"]]}
                found.append({**row, "part": number})
            left -= max(0, end - start)
            if end < size:
                return {"rows": found, "stop": [number, end]}
            if left <= 0 and number + 1 < len(parts):
                return {"rows": found, "stop": [number + 1, 0]}
        return {"rows": found, "stop": None}

    def row(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return one row by its import and number, or none."""
        part = {**question["part"], "imports": [question["import"]]}
        kept = self._kept(part, f"_row = {int(question['row'])}")
        found = self._rows(part, f"WHERE {kept} LIMIT 1")
        return {"rows": found}

    def signs(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return of each dataset how many rows were looked at, how many hold one of the words, and some of these.

        They are those that hold most words, of them the latest, in no order. ``since`` and ``until`` bound the days.
        """
        return {"datasets": [self._holding(each, question) for each in question["datasets"]]}

    def _holding(self, dataset: dict[str, Any], question: dict[str, Any]) -> dict[str, Any]:
        columns = self._own_columns(dataset)
        text, day = _text_of(columns), _day_of(columns)
        holds = [f"contains({text}, lower({_quoted(each)}))" for each in question["words"]]
        most, within = " + ".join(f"CAST({each} AS INTEGER)" for each in holds), _bounds(day, question)
        if dataset.get("cut"):
            file, rows = dataset["cut"]
            within.append(f"(_file <> {self._path(file)} OR file_row_number < {int(rows)})")
        kept = self._kept(dataset, " AND ".join(within) or "TRUE")
        open_ = self._kept({"imports": dataset["imports"], "blocked": dataset.get("declined", ())}, "held > 0")
        told = f"SELECT _import, _row, {most} AS held, {day} AS day FROM {self._file(dataset)} WHERE {kept}"  # noqa: S608
        first = f"ORDER BY held DESC, day DESC NULLS LAST, _import, _row LIMIT {int(question['limit'])}"
        looked, held, begin, end, places = self._connection.execute(
            f"WITH told AS MATERIALIZED ({told}) SELECT count(*), count(*) FILTER (held > 0),"  # noqa: S608
            " CAST(min(day) FILTER (held > 0) AS VARCHAR), CAST(max(day) FILTER (held > 0) AS VARCHAR),"
            f" (SELECT list([_import, CAST(_row AS VARCHAR)]) FROM (FROM told WHERE {open_} {first})) FROM told"
        ).fetchall()[0]
        these = [f"(_import = {_quoted(import_)} AND _row = {int(row)})" for import_, row in places or ()]
        rows = self._rows(dataset, f"WHERE {' OR '.join(these)}", holds) if these else []
        return {"looked": looked, "held": held, "first": begin, "last": end, "rows": rows}

    def _matching(
        self, part: dict[str, Any], words: list[str], span: tuple[int, int], most: int
    ) -> list[dict[str, Any]]:
        text = _text_of(self._own_columns(part))
        holds = [f"contains({text}, lower({_quoted(each)}))" for each in words]
        within = f"file_row_number >= {span[0]} AND file_row_number < {span[1]}"
        kept = self._kept(part, " AND ".join([within, *holds]))
        return self._rows(part, f"WHERE {kept} ORDER BY file_row_number LIMIT {most}")

    def _kept(self, part: dict[str, Any], condition: str) -> str:
        imports = ", ".join(_quoted(each) for each in part["imports"])
        blocked = "".join(
            f" AND NOT (_import = {_quoted(import_)} AND _row = {int(row)})" for import_, row in part.get("blocked", ())
        )
        return f"{condition} AND _import IN ({imports}){blocked}"

    def _rows(self, part: dict[str, Any], rest: str, beside: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return rows with their cells; ``beside`` are conditions, of which each row says whether they hold."""
        columns = self._own_columns(part)
        cells = ", ".join((*(_said(*each) for each in columns), *beside))
        day = next((place for place, (_, type) in enumerate(columns) if type == "DATE"), None)
        found = self._connection.execute(
            f"SELECT _import, _row, _line, file_row_number, {cells} FROM {self._file(part)} {rest}"  # noqa: S608
        ).fetchall()
        return [
            {
                "import": import_,
                "row": row,
                "line": line,
                "at": at,
                "day": values[day] if day is not None else None,
                "cells": [(name, text) for (name, _), text in zip(columns, values, strict=False) if text is not None],
                "holds": values[len(columns) :],
            }
            for import_, row, line, at, *values in found
        ]

    def _own_columns(self, part: dict[str, Any]) -> list[tuple[str, str]]:
        """Return the names and types of the columns that came out of the source."""
        every = f"SELECT * EXCLUDE (file_row_number) FROM {self._file(part)}"  # noqa: S608
        told = self._connection.execute(f"DESCRIBE {every}")
        return [(name, type) for name, type, *_ in told.fetchall() if name not in _OWN]

    def _size(self, part: dict[str, Any]) -> int:
        path = self._path(part["file"])
        told = self._connection.execute(f"SELECT num_rows FROM parquet_file_metadata({path})").fetchall()  # noqa: S608
        return int(told[0][0])

    def _file(self, part: dict[str, Any]) -> str:
        """Return the table of a part's file, or of the ``files`` of a dataset together."""
        if "files" not in part:
            return f"read_parquet({self._path(part['file'])}, file_row_number = true)"
        paths = ", ".join(map(self._path, part["files"]))
        return f"read_parquet([{paths}], file_row_number = true, filename = '_file', union_by_name = true)"

    def _path(self, file: str) -> str:
        path = (self._folder / file).resolve()
        if not path.is_relative_to(self._folder) or set("*?[{") & set(str(file)):
            raise ValueError("This file is not among the observations.")
        return _quoted(str(path))


_ANSWERS = {"search": Reading.search, "row": Reading.row, "signs": Reading.signs}


class _Asked(socketserver.StreamRequestHandler):
    """One who asks: a question a line, until they hang up."""

    server: "_Server"

    def handle(self) -> None:
        """Answer each line."""
        while line := self.rfile.readline(_LONGEST):
            self.wfile.write(self.server.reading.answer(line))


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, place: Path, reading: Reading) -> None:
        self.reading = reading
        super().__init__(str(place), _Asked)
        place.chmod(0o600)


def serve(state: Path, announce: bool = False) -> None:
    """Answer over the socket in the state folder until told to stop; ``announce``: say when it can."""
    place = state / "observations.sock"
    place.unlink(missing_ok=True)
    with _Server(place, Reading(state)) as server:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: threading.Thread(target=server.shutdown).start())
        if announce:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
        server.serve_forever(poll_interval=0.2)
    place.unlink(missing_ok=True)


def run() -> None:
    """Serve (``--announce``: say so), or with ``--once STATE`` answer the one question on standard input."""
    if sys.argv[1:2] == ["--once"]:
        sys.stdout.buffer.write(Reading(Path(sys.argv[2])).answer(sys.stdin.buffer.readline(_LONGEST)))
    else:
        serve(Path(os.environ.get("BOWSTREET_DIR", "var")).resolve(), announce="--announce" in sys.argv)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _said(name: str, type: str) -> str:
    """Return the expression of a cell's text; an amount of money without the zeros behind its fraction."""
    text = f"CAST({_named(name)} AS VARCHAR)"
    return f"rtrim(rtrim({text}, '0'), '.')" if type.startswith("DECIMAL") else text


def _searched(name: str, type: str) -> str:
    """Return the expression of a cell's text as words are looked for in it: without the bodies of armour."""
    text = _said(name, type)
    if type != "VARCHAR":
        return text
    bare = f"regexp_replace({text}, {_quoted(_ARMOUR)}, {_quoted(_GAP)}, 'gs')"
    return f"CASE WHEN contains({text}, 'PGP') THEN {bare} ELSE {text} END"


def _text_of(columns: Sequence[tuple[str, str]]) -> str:
    """Return the expression of a row's whole text, in small letters."""
    return f"lower(concat_ws(chr(10), {', '.join(_searched(*each) for each in columns)}))"


def _day_of(columns: Sequence[tuple[str, str]]) -> str:
    """Return the expression of the day on which a row was seen; of none where no column is a day."""
    return next((_named(name) for name, type in columns if type == "DATE"), "CAST(NULL AS DATE)")


def _bounds(day: str, question: dict[str, Any]) -> list[str]:
    """Return the conditions that a day lies within those asked for."""
    sides = ((">=", question.get("since")), ("<=", question.get("until")))
    return [f"{day} {sign} CAST({_quoted(str(each))} AS DATE)" for sign, each in sides if each]


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


if __name__ == "__main__":
    run()
