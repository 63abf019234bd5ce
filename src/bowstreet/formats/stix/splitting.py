"""Where in a source the objects of STIX begin and end, without reading what is in them.

The quick way lets a fast reader cut the list. The careful way is for a source with something broken in it: it goes by
brackets, with texts respected; where an element is broken itself, its end is looked for as in a broken table.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from bowstreet.formats import table_json
from bowstreet.formats.stix.faults import Fault, shown

MOST_OUTSIDE = 1_000
"""Properties that a bundle or an envelope may have beside its objects."""

MOST_FRAME = 8_000_000
"""Bytes that a source without a list of objects may have, unless it is one object."""

_WINDOWS = (50_000, table_json.LONGEST)
"""Bytes within which the end of a broken element is looked for, first and last."""

REST = "From here on the source is not JSON: {left:,} bytes were not read."


class WrongSource(ValueError):
    """A source that is refused whole; the message says why in a sentence."""


class Span(NamedTuple):
    """Where one element begins and ends; ``why`` says what is wrong with the rest of the source, where it is that."""

    start: int
    end: int
    why: str = ""


_SCALAR = rb'(?:"[^"\\]*+"|-?[0-9.eE+-]++|true|false|null)'
_MEMBER = rb'"[^"\\]*+"\s*+:\s*+' + _SCALAR
_HEAD = re.compile(rb'\s*+\{(?:\s*+(?!"objects")' + _MEMBER + rb'\s*+,)*+\s*+"objects"\s*+:\s*+(?=\[)')
_TAIL = re.compile(rb"\s*+(?:,\s*+" + _MEMBER + rb"\s*+)*+\}\s*+\Z")
_SPACE = re.compile(rb"\s*+")
_BETWEEN = re.compile(rb"[\s,]*+")
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
_KEY = re.compile(rb"\s*+:\s*+")
_PLAIN_END = re.compile(rb"[\s,\]}]")


def spans(source: bytes) -> Iterator[Span]:
    """Yield where the objects of a source stand; raise ``WrongSource`` where it is of no known shape."""
    start = 3 if source.startswith(b"\xef\xbb\xbf") else 0
    start = _past(source, start, _SPACE)
    opening = source[start : start + 1]
    if opening == b"[":
        return _elements(source, start, start, len(source.rstrip()))
    if opening != b"{":
        raise WrongSource("The source is empty." if not opening else "The source is no object and no list of JSON.")
    if (head := _HEAD.match(source, start)) and (close := source.rfind(b"]")) > head.end():
        tail = _TAIL.match(source, close + 1)
        if tail and (outside := _outside(source[start : head.end()] + b"[]" + source[close + 1 :])) is not None:
            if outside.get("type", "bundle") != "bundle":
                return iter((Span(start, len(source.rstrip())),))
            return _elements(source, start, head.end(), close + 1)
    return _unlike(source, start)


def _outside(frame: bytes) -> dict[str, Any] | None:
    """Return what stands beside the objects, None where it cannot be read or a name stands in it twice."""
    try:
        held = msgspec.json.decode(frame)
        return None if len(held) > MOST_OUTSIDE or doubled(frame) else held
    except (ValueError, RecursionError):
        return None


def _elements(source: bytes, frame: int, start: int, end: int) -> Iterator[Span]:
    """Return the elements of a list that begins at a place and should end before another, in a frame or in none."""
    try:
        cut = msgspec.json.decode(memoryview(source)[start:end], type=list[msgspec.Raw])
    except (ValueError, RecursionError):
        return _carefully(source, frame, start)
    return _placed(source, start + 1, [len(memoryview(each)) for each in cut])


def _placed(source: bytes, place: int, lengths: list[int]) -> Iterator[Span]:
    for length in lengths:
        start = _past(source, place, _BETWEEN)
        place = start + length
        yield Span(start, place)


def _unlike(source: bytes, start: int) -> Iterator[Span]:
    """Return the objects of a source that is one object, or a bundle with something unusual in it."""
    members = list(_members(source, start))
    names = [name for name, _ in members]
    lists = [place for name, place in members if name == "objects" and source[place : place + 1] == b"["]
    kind = next((source[place : place + 8] for name, place in members if name == "type"), b'"bundle"')
    if kind != b'"bundle"' or ("type" not in names and "id" in names and not lists):
        return iter((Span(start, len(source.rstrip())),))
    if lists:
        return _carefully(source, start, lists[0])
    if len(source) > MOST_FRAME or (held := _outside(source[start:])) is None:
        raise WrongSource(
            "The source is no JSON, or a name stands twice in its frame, and no list of objects is in it."
        )
    if "objects" in held:
        raise WrongSource("The 'objects' of the source are no list.")
    return iter(())


def _members(source: bytes, start: int) -> Iterator[tuple[str, int]]:
    """Yield the names of an object with the places where their values begin, as far as its brackets can be followed."""
    depth, last = 0, start
    for token in _TOKEN.finditer(source, start):
        sign = token[0]
        if sign in b"{[":
            depth += 1
        elif sign in b"}]":
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and len(sign) > 1 and (colon := _KEY.match(source, token.end())):
            yield sign[1:-1][:60].decode("utf-8", "replace"), colon.end()
            last += 1
            if last - start > MOST_OUTSIDE:
                raise WrongSource(f"The frame of the source has more than {MOST_OUTSIDE:,} names.")


def _carefully(source: bytes, frame: int, start: int) -> Iterator[Span]:
    """Yield the elements of a list, and last what is wrong with the source behind it.

    Once brackets were not closed up to the very end of the source, they are not followed as far again.
    """
    place, closes = start + 1, True
    while True:
        place = _past(source, place, _BETWEEN)
        if place >= len(source):
            yield Span(place, place, "The list of objects is not closed.")
            return
        if source[place : place + 1] == b"]":
            yield from _behind(source, frame, start, place + 1)
            return
        end = balanced_end(source, place) if closes else -1
        closes = end >= 0
        if not closes or not _is_one(source, place, end):
            torn = _end_of_broken(source, place)
            end = end if torn < 0 else torn
        if end <= place:
            yield Span(place, len(source), REST.format(left=len(source) - place))
            return
        yield Span(place, end)
        place = end


def _behind(source: bytes, frame: int, start: int, end: int) -> Iterator[Span]:
    if frame == start:
        if source[end:].strip():
            yield Span(end, len(source), REST.format(left=len(source) - end))
    elif _outside(source[frame:start] + b"[]" + source[end:]) is None:
        yield Span(end, len(source), "What stands around the objects is no JSON, or a name stands in it twice.")


def _is_one(source: bytes, place: int, end: int) -> bool:
    """Say whether one value of JSON stands between two places, however deep it is."""
    try:
        msgspec.json.decode(memoryview(source)[place:end], type=msgspec.Raw)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _end_of_broken(source: bytes, place: int) -> int:
    for length in _WINDOWS:
        end = table_json.end_of_broken(source[place : place + length].decode("latin-1"), 0)
        if end >= 0:
            return place + end
    return -1


def balanced_end(source: bytes, place: int) -> int:
    """Return where the value that begins at a place ends, going by brackets; -1 where they are not closed.

    >>> balanced_end(b'{"a": "}"}, 5', 0), balanced_end(b"5, 6", 0), balanced_end(b"[[", 0)
    (10, 1, -1)
    """
    if source[place : place + 1] not in (b"{", b"[", b'"'):
        end = _PLAIN_END.search(source, place + 1)
        return end.start() if end else len(source)
    depth = 0
    for token in _TOKEN.finditer(source, place):
        sign = token[0]
        if sign == b'"':
            return -1
        if sign in (b"{", b"["):
            depth += 1
        elif sign in (b"}", b"]"):
            depth -= 1
        if depth == 0:
            return token.end()
    return -1


def _past(source: bytes, place: int, what: re.Pattern[bytes]) -> int:
    found = what.match(source, place)
    return found.end() if found else place


class _Doubled(dict[str, Any]):
    """An object in which a name stands twice."""

    name = ""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) == len(pairs):
        return held
    found = _Doubled(held)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            found.name = name
            break
        seen.add(name)
    return found


def doubled(raw: bytes) -> Fault | None:
    """Return which name stands twice in one object, and where; None where none does.

    >>> print(doubled(b'{"a": [{"b": 1, "b": 2}]}'))
    a[0]: The name 'b' stands twice.
    """
    left: list[tuple[tuple[str | int, ...], Any]] = [((), json.loads(raw, object_pairs_hook=_once_each))]
    while left:
        steps, held = left.pop()
        if isinstance(held, _Doubled):
            return Fault(f"The name '{shown(held.name)}' stands twice.", steps)
        inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        left.extend(((*steps, step), each) for step, each in inner)
    return None
