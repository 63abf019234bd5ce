"""Rows that lie inside a JSON document: found by a path, told with what stands around them, a block at a time.

A path is names parted by dots, ``*`` for each element of a list or object: ``vendors.*.feedback.*``. A column is the
names that lead to a cell inside its row; ``^`` before them goes one step up, ``@key`` is the name under which a row (or
what is above it) stands, ``@value`` the row itself where it is no object.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from bowstreet.formats import table_json
from bowstreet.formats.table_json import EXCERPT, LONGEST, Doubled, Window

KEY, VALUE, UP, EACH = "@key", "@value", "^", "*"
MOST_COLUMNS = 200
_LOOKED_AT = 30
_MOST_WAYS = 40
_DEEPEST = 8
_ASIDE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[^"{}\[\]]+', re.DOTALL)
_BLOCK = 1_000_000
_LONGEST_NAME = 1_000
_PLAIN = re.compile(r"[^\"\\/\x00-\x1f\U00010000-\U0010ffff]{1,200}")
"""A name that is written in one way only, but for the numbers of its letters."""

_COLON = re.compile(r"\s*:\s*")
_TOO_LONG = f"What the rows stand in is longer than {LONGEST:,} characters."
_BREAKS_OFF = "The document breaks off here."
_TWICE = "The row has a name twice: one of its values would be lost."


class Place(NamedTuple):
    """A value with the name under which it stands (of a list its number)."""

    key: str
    value: Any


class Nested(NamedTuple):
    """One row: the line on which it or what holds it begins, its places from the outermost held on, or why it is none.

    ``unread`` counts bytes from here on that were not read.
    """

    line: int
    places: tuple[Place, ...]
    why: str = ""
    excerpt: str = ""
    unread: int = 0


class _Torn(Exception):
    """From here on the document cannot be read."""


def steps_up(columns: Sequence[str]) -> int:
    """Return how far above a row the columns reach.

    >>> steps_up(["name", "^^.market", "^.@key"])
    2
    """
    return max((len(each) - len(each.lstrip(UP)) for each in columns), default=0)


def rows(file: BinaryIO, encoding: str, path: str, up: int) -> Iterator[Nested]:
    """Yield the rows under a path; of what stands ``up`` steps above them no more than that is held at a time."""
    steps = path.split(".")
    split = max(0, len(steps) - up)
    file.seek(0)
    window = Window(file, encoding)
    try:
        for line, held, text in _documents(window, steps[:split]):
            if held is None:
                yield Nested(line, (), text, window.excerpt())
            elif isinstance(held[-1].value, Doubled):
                yield Nested(line, (), _TWICE, text[:EXCERPT])
            else:
                yield from (Nested(line, (*held, *each)) for each in _within(held[-1].value, steps[split:]))
    except _Torn as torn:
        left = window.rest(str(torn) or table_json.FROM_HERE)
        yield Nested(left.line, (), left.why, left.text, left.unread)


def may_hold(path: Path, encoding: str, way: str) -> bool:
    """Say whether a document may have rows under a path: not where a name in it is written nowhere in the file.

    A name may also be written by the numbers of its letters; where any of those stands, it may be this name.
    """
    names = [step for step in way.split(".") if step != EACH and _PLAIN.fullmatch(step) and not step.isdecimal()]
    wanted = {f'"{name}"'.encode(encoding, "backslashreplace") for name in names}
    numbers = sorted({f"\\u{ord(each):04x}" for name in names for each in name})
    spelled = re.compile(b"|".join(re.escape(each.encode(encoding)) for each in numbers), re.IGNORECASE)
    before = b""
    with path.open("rb") as file:
        while wanted and (block := file.read(_BLOCK)):
            text = before + block
            wanted = {each for each in wanted if each not in text}
            if spelled.search(text):
                return True
            before = text[-_LONGEST_NAME:]
    return not wanted


def cell(places: Sequence[Place], column: str) -> Any:
    """Return what a column names as seen from a row, None where nothing stands there.

    >>> cell((Place("a", {"n": {"x": 1}}), Place("0", {"t": [1, 2]})), "^.n.x")
    1
    """
    plain = column.lstrip(UP)
    at = len(places) - 1 - (len(column) - len(plain))
    if at < 0:
        return None
    name, place = plain.removeprefix("."), places[at]
    if name in (KEY, VALUE):
        return place.key if name == KEY else _told(place.value)
    return _told(_walk(place.value, name))


def columns(places: Sequence[Place]) -> Iterator[str]:
    """Yield the columns of a row: its own, then the single values around it, each by its way up."""
    own = places[-1]
    yield from _flat(own.value, "") if isinstance(own.value, dict) else (VALUE,)
    yield KEY
    for up, place in enumerate(reversed(places[:-1]), 1):
        way = UP * up
        yield f"{way}.{KEY}"
        if isinstance(place.value, dict):
            inside = places[len(places) - up].key
            rest = {name: value for name, value in place.value.items() if name != inside}
            yield from (f"{way}.{name}" for name in _flat(rest, ""))


def _flat(value: dict[str, Any], before: str) -> Iterator[str]:
    for name, each in value.items():
        if isinstance(each, dict) and each and before.count(".") < 4:
            yield from _flat(each, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def _walk(value: Any, name: str) -> Any:
    while isinstance(value, dict):
        if name in value:
            return value[name]
        head, _, name = name.partition(".")
        if not name or head not in value:
            return None
        value = value[head]
    if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
        return value[int(name)]
    return None


def _told(value: Any) -> Any:
    """Return a list of single values as one text; all else as it is."""
    if isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value):
        return "; ".join(str(each) for each in value if each is not None)
    return value


def _within(value: Any, steps: Sequence[str]) -> Iterator[tuple[Place, ...]]:
    if not steps:
        yield ()
        return
    for place in _members(value):
        if steps[0] in (EACH, place.key):
            yield from ((place, *rest) for rest in _within(place.value, steps[1:]))


def _members(value: Any) -> Iterator[Place]:
    if isinstance(value, dict):
        yield from (Place(name, each) for name, each in value.items())
    elif isinstance(value, list):
        yield from (Place(str(number), each) for number, each in enumerate(value))


_Held = tuple[int, tuple[Place, ...] | None, str]


def _documents(window: Window, steps: Sequence[str]) -> Iterator[_Held]:
    """Yield what lies under the steps in each document of the file, one after another."""
    first = True
    while first or _goes_on(window):
        if _next(window) not in "{[":
            raise _Torn
        yield from _streamed(window, steps, ())
        first = False


def _goes_on(window: Window) -> bool:
    try:
        return bool(_next(window))
    except _Torn:
        return False


def _streamed(window: Window, steps: Sequence[str], above: tuple[Place, ...]) -> Iterator[_Held]:
    """Yield (line, places, text) of each value under some steps; None for places and why where one cannot be read."""
    if not steps:
        yield from _held(window, above)
        return
    opening = _next(window)
    if opening not in "{[":
        _pass_value(window)
        return
    window.pass_to(window.place + 1)
    number = 0
    while (sign := _next(window)) not in "}]":
        key = _key(window, sign) if opening == "{" else str(number)
        if steps[0] in (EACH, key):
            yield from _streamed(window, steps[1:], (*above, Place(key, None)))
        else:
            _next(window)
            _pass_value(window)
        number += 1
    window.pass_to(window.place + 1)


def _next(window: Window) -> str:
    """Go to the next sign that counts and return it; raise ``_Torn`` at the end of the file."""
    window.draw_up()
    while True:
        window.pass_over()
        if window.place < len(window.text):
            return window.text[window.place]
        if window.ended:
            raise _Torn(_BREAKS_OFF)
        window.read_on()


def _key(window: Window, sign: str) -> str:
    if sign != '"':
        raise _Torn
    while True:
        key, end = table_json.decoded(window.text, window.place)
        colon = _COLON.match(window.text, end) if end >= 0 else None
        if colon is not None and colon.end() < len(window.text):
            window.pass_to(colon.end())
            return str(key)
        if not window.may_need_more():
            raise _Torn
        window.read_on()


def _held(window: Window, above: tuple[Place, ...]) -> Iterator[_Held]:
    """Decode the value that comes; one that cannot be read costs itself, where its end can be told."""
    _next(window)
    while True:
        found, end = table_json.decoded(window.text, window.place)
        if end >= 0 and (window.ended or end < len(window.text)):
            key = above[-1].key if above else ""
            yield window.line, (*above[:-1], Place(key, found)), window.text[window.place : end]
            window.pass_to(end)
            return
        if not window.may_need_more():
            break
        window.read_on()
    end = table_json.end_of_broken(window.text, window.place)
    if end < 0:
        raise _Torn(_TOO_LONG + " {left:,} bytes were not read." if not window.ended else "")
    yield window.line, None, table_json.BROKEN
    window.pass_to(end)


def _pass_value(window: Window) -> None:
    """Go past a value that nobody wants, however long it is."""
    depth = 0
    while True:
        found = _ASIDE.match(window.text, window.place)
        if found is None or (found.end() == len(window.text) and not window.ended):
            if not window.may_need_more():
                raise _Torn
            window.read_on()
            continue
        said = found.group()
        if said in "{[":
            depth += 1
        elif said in "}]":
            depth -= 1
        elif depth == 0 and said[0] != '"':
            end = next((at for at, sign in enumerate(said) if sign == ","), len(said))
            window.pass_to(found.start() + end)
            return
        window.pass_to(found.end())
        if depth <= 0:
            return


def found(path: Path, encoding: str) -> dict[str, tuple[str, ...]]:
    """Return the ways under which a document may hold rows, each with its columns; told from its beginning."""
    with path.open("rb") as file:
        members = [row.places for row in itertools.islice(rows(file, encoding, EACH, 0), _LOOKED_AT) if row.places]
    whole = _alike([each[-1].value for each in members])
    ways: dict[str, dict[str, None]] = {}
    for each in members:
        for way, places in _ways(each, EACH if whole else each[-1].key, 0):
            ways.setdefault(way, {}).update(dict.fromkeys(columns(places)))
    return {way: tuple(names)[:MOST_COLUMNS] for way, names in itertools.islice(ways.items(), _MOST_WAYS)}


def _ways(places: tuple[Place, ...], way: str, depth: int) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Yield the ways to rows at and below a value, each with the places of a row there."""
    value = places[-1].value
    if depth > _DEEPEST:
        return
    if isinstance(value, dict) and way.endswith(EACH):
        yield way, places
    inside = list(_members(value))
    if isinstance(value, list) or (not way.endswith(EACH) and _alike([each.value for each in inside])):
        several = [each for each in inside[:3] if isinstance(each.value, dict)]
        yield from (found for each in several for found in _ways((*places, each), f"{way}.{EACH}", depth + 1))
    elif isinstance(value, dict):
        deeper = [each for each in inside if isinstance(each.value, (dict, list))][:_MOST_WAYS]
        yield from (found for each in deeper for found in _ways((*places, each), f"{way}.{each.key}", depth + 1))


def _alike(values: Sequence[Any]) -> bool:
    """Say whether several values are objects with names in common, and so rows."""
    if len(values) < 2 or not all(isinstance(each, dict) for each in values):
        return len(values) == 1 and isinstance(values[0], dict) and any(isinstance(v, dict) for v in values[0].values())
    return bool(set(values[0]) & set(values[1]))
