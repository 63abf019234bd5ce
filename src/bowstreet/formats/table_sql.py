"""Rows of a database dump: the values of its INSERT statements, table by table, a block of the file at a time.

Written for what ``mysqldump`` writes; nothing is executed. Other statements are passed over and counted, comments are
none. A row whose values cannot be read costs itself alone where it can be told for sure where it ends; else it costs
what follows up to the next statement at the start of a line, which is told in bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bowstreet.formats.table_json import EXCERPT, Window

MOST_TABLES = 1_000
_NAME = r"`(?:[^`]|``){1,128}`|\"(?:[^\"]|\"\"){1,128}\"|[^\s`\"'();,.]{1,128}"
_VALUE = re.compile(
    r"(?P<null>NULL)|(?:_[a-z0-9]{2,20}\s*|N)?'(?P<text>[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+)'"
    r"|(?P<plain>[+-]?(?:0x[0-9a-f]*|b'[01]*'|x'[0-9a-f]*'|[0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)|TRUE|FALSE)"
    r"|\"(?P<double>[^\"\\]*+(?:(?:\\.|\"\")[^\"\\]*+)*+)\"",
    re.IGNORECASE | re.DOTALL,
)
_SPACE = re.compile(r"(?>\s+|--(?=[\s-])[^\n]*\n|#[^\n]*\n|/\*.*?\*/)*+", re.DOTALL)
_INSERT = re.compile(
    rf"(?:INSERT|REPLACE)(?:\s+(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE))*\s+INTO\s+(?:(?:{_NAME})\s*\.\s*)?"
    rf"(?P<table>{_NAME})\s*(?:\((?P<columns>\s*(?:{_NAME})(?:\s*,\s*(?:{_NAME})){{0,4095}}\s*)\)\s*)?VALUES?\s*",
    re.IGNORECASE,
)
_HOLDS = re.compile(r"(?:INSERT|REPLACE|LOAD\s+DATA|COPY)\s", re.IGNORECASE)
_CREATE = re.compile(
    rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:(?:{_NAME})\s*\.\s*)?(?P<table>{_NAME})\s*\(", re.IGNORECASE
)
_COLUMN = re.compile(rf"^\s*(?P<name>{_NAME})\s+[a-z]", re.IGNORECASE)
_NO_COLUMN = frozenset({"primary", "key", "unique", "index", "fulltext", "spatial", "constraint", "foreign", "check"})
_SIGN = re.compile(
    r"'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+'|\"[^\"\\]*+(?:(?:\\.|\"\")[^\"\\]*+)*+\"|`[^`]*`|--(?=[\s-])[^\n]*|#[^\n]*"
    r"|/\*.*?\*/|[;(),]|[^'\"`#/;(),-]+|[/-]",
    re.DOTALL,
)
_AGAIN = re.compile(r"^(?:INSERT|REPLACE|CREATE|DROP|LOCK|UNLOCK|ALTER|SET|USE|COMMIT|START|--|/\*)", re.I | re.M)
_BEGINS = re.compile(
    r"^(?>--[^\n]*\n|#[^\n]*\n|/\*|\s+)*+(?:INSERT\s|REPLACE\s+INTO\s|CREATE\s+(?:TABLE|DATABASE)\s|DROP\s+TABLE\s"
    r"|LOCK\s+TABLES\s|SET\s+[@A-Z]|USE\s+`|BEGIN\b|START\s+TRANSACTION)|^-- (?:MySQL|MariaDB) dump ",
    re.IGNORECASE,
)
_MAY_BE_SPACE = frozenset(" \t\r\n-#/")
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_MEANT = {"0": "\0", "b": "\b", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}
_BROKEN = "The values of the row cannot be read."
_TORN = (
    "The values of the row cannot be read, nor can it be told where the row ends: from here {left:,} bytes were passed"
    " over, up to the next statement, with the rows in them."
)
_TOUCHES_BEFORE = re.compile(r"[\w'\"`]\Z")
_INTRODUCED = re.compile(r"(?:^|[\s,(=])(?:N|X|B|_[a-z0-9]{2,20})\Z", re.IGNORECASE)
_TOUCHES_AFTER = re.compile(r"[\w'\"`\\]")
_UPDATES = re.compile(r"ON\s+DUPLICATE\s", re.IGNORECASE)
_LONGEST_BROKEN = 1_000_000
_MOST_SIGNS = 100_000
_MOST_SOUGHT = 2_000_000
"""So much may be looked through in vain for the ends of broken rows, in signs and in blocks of 64 characters: it bounds
the time that a hostile file takes."""

_LOST = "From here on {left:,} bytes were passed over, up to the next statement."


class Insert(NamedTuple):
    """One row of a table: the line on which it begins, its cells, or why there are none; ``unread`` bytes after it."""

    table: str
    line: int
    columns: tuple[str, ...]
    cells: tuple[str | None, ...] | None
    why: str = ""
    excerpt: str = ""
    unread: int = 0


@dataclass
class Dump:
    """What a dump holds: the columns of its tables in order, how many rows each has, and how much else there is.

    ``inserts`` counts statements that hold rows in a form that is not read, such as ``INSERT ... SET``, ``unread``
    bytes that belong to no table and are no statement, ``sought`` what was looked through in vain for the ends of
    broken rows.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    others: int = 0
    inserts: int = 0
    unread: int = 0
    sought: int = 0

    def learn(self, table: str, columns: tuple[str, ...]) -> None:
        """Keep the columns of a table, beside those that are known of it."""
        self.columns[table] = tuple(dict.fromkeys((*self.columns.get(table, ()), *columns)))


def looks_like(text: str) -> bool:
    """Say whether the beginning of a file is that of a dump.

    >>> looks_like("-- a comment\\nINSERT INTO `a` VALUES (1);"), looks_like("insert,into\\n1,2")
    (True, False)
    """
    return _BEGINS.search(text[:100_000]) is not None


def survey(path: Path, encoding: str) -> Dump:
    """Go through a dump and return what it holds; once for each state in which it lies on the disk."""
    found = path.stat()
    return _survey(path, encoding, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=16)
def _survey(path: Path, encoding: str, _: tuple[int, ...]) -> Dump:
    dump = Dump()
    with path.open("rb") as file:
        for each in rows(file, encoding, dump):
            if each.table:
                dump.rows[each.table] = dump.rows.get(each.table, 0) + 1
            else:
                dump.unread += each.unread
    return dump


def rows(file: BinaryIO, encoding: str, dump: Dump) -> Iterator[Insert]:
    """Yield the rows of all tables in the order of the file; ``dump`` learns the columns of tables on the way."""
    file.seek(0)
    window = Window(file, encoding)
    while _goes_on(window):
        insert = _matched(window, _INSERT)
        create = None if insert else _matched(window, _CREATE)
        if insert and (_named(insert["table"]) in dump.columns or len(dump.columns) < MOST_TABLES):
            yield from _inserted(window, insert, dump)
        elif create:
            window.pass_to(create.end())
            _create(window, _named(create["table"]), dump)
        else:
            holds = _HOLDS.match(window.text, window.place) is not None
            dump.inserts, dump.others = dump.inserts + holds, dump.others + (not holds)
            if not _past_statement(window):
                yield _lost(window, "")


def _goes_on(window: Window) -> bool:
    """Go to the next statement; false at the end of the file."""
    while True:
        found = _SPACE.match(window.text, window.place)
        end = found.end() if found else window.place
        if end < len(window.text) and not window.text.startswith("/*", end):
            window.pass_to(end)
            if window.text[end] == ";":
                window.pass_to(end + 1)
                continue
            return True
        if not window.may_need_more():
            window.pass_to(end)
            return end < len(window.text)
        if end > window.place and not window.text.startswith("/*", end):
            window.pass_to(end)
        window.read_on()


def _matched(window: Window, shape: re.Pattern[str]) -> "re.Match[str] | None":
    """Match the head of a statement, which may lie over the end of a block."""
    found = shape.match(window.text, window.place)
    while (found is None or found.end() == len(window.text)) and len(window.text) - window.place < 400_000:
        if window.ended:
            break
        window.read_on()
        found = shape.match(window.text, window.place)
    return found


def _inserted(window: Window, head: "re.Match[str]", dump: Dump) -> Iterator[Insert]:
    table = _named(head["table"])
    columns = tuple(_named(each) for each in re.findall(_NAME, head["columns"] or "")) or dump.columns.get(table, ())
    dump.learn(table, columns)
    window.pass_to(head.end())
    while True:
        row = _row(window, table, columns, dump)
        if not columns and row.columns:
            columns = row.columns
            dump.learn(table, columns)
        yield row
        if row.unread:
            return
        if _sign(window) != ",":
            break
        window.pass_to(window.place + 1)
        _sign(window)
    if not _past_statement(window):
        yield _lost(window, table)


def _row(window: Window, table: str, columns: tuple[str, ...], dump: Dump) -> Insert:
    """Read the row that comes; where it is broken, go past it, or to the next statement and say what that left out."""
    _sign(window)
    while (found := _values(window.text, window.place)) is None and window.may_need_more():
        window.read_on()
    line, excerpt = window.line, window.excerpt()
    if found is None and (end := _end_of_broken(window.text, window.place, dump)):
        excerpt = window.text[window.place : end][:EXCERPT]
        window.pass_to(end)
        return Insert(table, line, columns, None, _BROKEN, excerpt)
    if found is None:
        left = _past_to_line(window)
        return Insert(table, line, columns, None, _TORN.format(left=left), excerpt, left)
    cells, end = found
    window.pass_to(end)
    columns = columns or tuple(str(number) for number in range(1, len(cells) + 1))
    if len(cells) != len(columns):
        why = f"The row has {len(cells):,} columns where the header has {len(columns):,}."
        return Insert(table, line, columns, None, why, excerpt)
    return Insert(table, line, columns, tuple(cells))


def _values(text: str, place: int) -> tuple[list[str | None], int] | None:
    """Return the values in brackets at a place and where they end, None where they do not end here."""
    if not text.startswith("(", place):
        return None
    cells: list[str | None] = []
    at = place + 1
    while True:
        found = _VALUE.match(text, _past_space(text, at))
        if found is None:
            return None
        cells.append(_cell(found))
        at = _past_space(text, found.end())
        if text.startswith(")", at):
            return (cells, at + 1) if at + 1 < len(text) else None
        if not text.startswith(",", at):
            return None
        at += 1


def _end_of_broken(text: str, place: int, dump: Dump) -> int:
    """Return where a row ends whose values cannot be read, 0 where that cannot be told for sure.

    A quoted text that a word touches is likely none: a quote before it was never closed, or stands inside a text.
    """
    at, depth, signs, closed, next_row = place, 0, 0, 0, False
    end = min(len(text), place + _LONGEST_BROKEN)
    while text.startswith("(", place) and signs < _MOST_SIGNS and dump.sought < _MOST_SOUGHT:
        found = _SIGN.match(text, at, end)
        if found is None or text.startswith("/*", at) > found[0].startswith("/*"):
            at = end
            break
        signs, at, sign = signs + 1, found.end(), found[0].strip()
        if closed and sign and not sign.startswith(("--", "#", "/*")):
            if sign == ";" or (next_row and sign == "(") or _UPDATES.match(sign):
                return closed
            next_row = sign == "," and not next_row
            if not next_row:
                break
        elif not closed:
            depth += (sign == "(") - (sign == ")")
            closed = at if depth == 0 else 0
            if sign == ";" or _may_be_outside(text, found):
                break
    dump.sought += signs + (at - place) // 64
    return 0


def _may_be_outside(text: str, found: "re.Match[str]") -> bool:
    """Say whether a sign within a broken row may be a quoted text turned inside out, or begins another statement."""
    start, end = found.span()
    if text[start] not in "'\"`":
        return _AGAIN.search(text, start, end) is not None
    before = text[max(0, start - 24) : start]
    touched = _TOUCHES_BEFORE.search(before) and not _INTRODUCED.search(before)
    return bool(touched or _TOUCHES_AFTER.match(text, end))


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at) if text[at : at + 1] in _MAY_BE_SPACE else None
    return found.end() if found else at


def _cell(found: "re.Match[str]") -> str | None:
    if found["null"]:
        return None
    if found["plain"]:
        return found["plain"]
    if found["double"] is not None:
        return _unescaped(found["double"].replace('""', '"'))
    return _unescaped(found["text"])


def _unescaped(text: str) -> str:
    r"""Return a quoted text as it was before it was dumped.

    >>> _unescaped(r"it''s 5\n\%")
    "it's 5\n\\%"
    """
    if "\\" not in text and "''" not in text:
        return text
    return _ESCAPED.sub(lambda m: "'" if m[1] is None else _MEANT.get(m[1], m[0] if m[1] in "%_" else m[1]), text)


def _sign(window: Window) -> str:
    """Pass over what is between values, and return the sign that comes, empty at the end of the file."""
    return window.text[window.place] if _goes_on_inside(window) else ""


def _goes_on_inside(window: Window) -> bool:
    while True:
        found = _SPACE.match(window.text, window.place)
        end = found.end() if found else window.place
        window.pass_to(end)
        if end < len(window.text):
            return True
        if window.ended:
            return False
        window.read_on()


def _create(window: Window, table: str, dump: Dump) -> None:
    """Take the columns out of a CREATE TABLE statement: what stands first in each part of its brackets."""
    names: list[str] = []
    depth, part = 0, ""
    while depth >= 0:
        sign = _pass_sign(window)
        if sign is None:
            return
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (sign == "," and depth == 0):
            names.extend(_column(part))
            part = ""
        elif len(part) < 1_000 and not sign.startswith(("--", "#", "/*")):
            part += sign
    if names:
        dump.learn(table, tuple(names[:4096]))
    _past_statement(window)


def _column(part: str) -> list[str]:
    found = _COLUMN.match(part)
    return [_named(found["name"])] if found and found["name"].lower() not in _NO_COLUMN else []


def _past_statement(window: Window) -> bool:
    """Go past the end of the statement; false where a quote in it is never closed."""
    while (sign := _pass_sign(window)) is not None:
        if sign == ";":
            return True
    return window.ended and window.place == len(window.text)


def _pass_sign(window: Window) -> str | None:
    """Pass one quoted text, comment, bracket or run of others and return it; None at the end or where it never ends."""
    while True:
        found = _SIGN.match(window.text, window.place)
        if found is not None and (found.end() < len(window.text) or window.ended):
            window.pass_to(found.end())
            return found.group()
        if not window.may_need_more():
            return None
        window.read_on()


def _lost(window: Window, table: str) -> Insert:
    line, excerpt = window.line, window.excerpt()[:EXCERPT]
    left = _past_to_line(window)
    return Insert(table, line, (), None, _LOST.format(left=left), excerpt, left)


def _past_to_line(window: Window) -> int:
    """Go on to the next line that begins like a statement and return the bytes passed."""
    passed, at = 0, window.place + 1
    while True:
        found = _AGAIN.search(window.text, at)
        end = found.start() if found else max(window.place, len(window.text) - 20)
        if window.ended and not found:
            end = len(window.text)
        passed += window.size_of(window.text[window.place : end])
        window.pass_to(end)
        if found or window.ended:
            return passed
        window.read_on()
        at = window.place


def _named(name: str) -> str:
    quote = name[0]
    return name[1:-1].replace(quote * 2, quote) if quote in '`"' else name
