"""Where in a source of JSON the parts of a list or of an object begin and end, without reading what is in them.

The quick way lets a fast reader cut, which copies nothing. The careful way is for a source with something broken in it:
it goes by brackets, with texts respected; where an element is broken itself, its end is looked for as in a broken
table. Nothing here calls itself as deep as a source is nested.
"""

import json
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

import msgspec

from bowstreet.formats import table_json

REST = "From here on the source is not JSON: {left:,} bytes were not read."
NOT_CLOSED = "The list of objects is not closed."
NOT_CLOSED_OBJECT = "An object is not closed."
_OUTER = 2
"""So many objects round a broken part are walked through with care."""

MOST_MEMBERS = 10_000
"""Names that an object may have whose parts are cut."""

_WINDOWS = (50_000, table_json.LONGEST)
"""Bytes within which the end of a broken element is looked for, first and last."""

_COMMA, _BLANK = b", "
_SPACE = re.compile(rb"\s*+")
_BETWEEN = re.compile(rb"[\s,]*+")
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
_NAME = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+")\s*+:\s*+', re.DOTALL)
_PLAIN_END = re.compile(rb"[\s,\]}]")


class Span(NamedTuple):
    """Where one element begins and ends; ``why`` says what is wrong with the rest of the source, where it is that."""

    start: int
    end: int
    why: str = ""


class Member(NamedTuple):
    """A name of an object and where its value begins and ends; ``why`` as in ``Span``, the name then empty."""

    name: str
    start: int
    end: int
    why: str = ""


def begin(source: bytes) -> int:
    """Return where the first value of a source begins: behind its mark of UTF-8 and what is blank."""
    return past_space(source, 3 if source.startswith(b"\xef\xbb\xbf") else 0)


def past_space(source: bytes, place: int) -> int:
    """Return the first place from here on that is not blank."""
    return _past(source, place, _SPACE)


def past_blank(source: bytes, place: int) -> int:
    """Return the first place from here on that is neither blank nor a comma."""
    return _past(source, place, _BETWEEN)


def elements(source: bytes, start: int, end: int) -> Iterator[Span]:
    """Return the elements of a list that begins at a place and ends before another, quickly where nothing is broken."""
    return quick_elements(source, start, end) or carefully(source, start)


def quick_elements(source: bytes, start: int, end: int) -> Iterator[Span] | None:
    """Return the elements of a list that begins at a place and ends just before another, None where it is broken."""
    try:
        cut = msgspec.json.decode(memoryview(source)[start:end], type=list[msgspec.Raw])
    except (ValueError, RecursionError):
        return None
    return _placed(source, start + 1, cut)


def _placed(source: bytes, place: int, cut: list[msgspec.Raw]) -> Iterator[Span]:
    for each in cut:
        start = place + (source[place] == _COMMA)
        start += source[start] == _BLANK
        if source[start] <= _BLANK or source[start] == _COMMA:
            start = _past(source, start, _BETWEEN)
        place = start + len(memoryview(each))
        yield Span(start, place)


def carefully(source: bytes, start: int) -> Generator[Span, None, int]:
    """Yield the elements of a list, last what is wrong with it, if anything; return where it ends, -1 if nowhere.

    Once brackets were not closed up to the very end of the source, they are not followed as far again.
    """
    place, closes = start + 1, True
    while True:
        place = _past(source, place, _BETWEEN)
        if place >= len(source):
            yield Span(place, place, NOT_CLOSED)
            return -1
        if source[place : place + 1] == b"]":
            return place + 1
        end = balanced_end(source, place) if closes else -1
        closes = end >= 0
        if not closes or not _is_one(source, place, end):
            torn = _end_of_broken(source, place)
            end = end if torn < 0 else torn
        if end <= place:
            yield Span(place, len(source), REST.format(left=len(source) - place))
            return -1
        yield Span(place, end)
        place = end


class Cut(NamedTuple):
    """The members of an object in their order, and where it ends."""

    members: list[Member]
    end: int


def members(source: bytes, start: int, end: int) -> Cut:
    """Return the names of an object that begins at a place and ends before another, with where their values stand.

    A name that stands twice is returned twice. Where the object is broken, the last member says so; a value with
    something broken in it is still bounded, if it is a list or one of the outer objects.
    """
    return _quick_members(source, start, end) or _members(source, start, end, _OUTER)


def _quick_members(source: bytes, start: int, end: int) -> Cut | None:
    """Return the members of an object without a fault, None for any other and where a name stands twice."""
    try:
        cut = msgspec.json.decode(memoryview(source)[start:end], type=dict[str, msgspec.Raw])
    except (ValueError, RecursionError):
        return None
    found, place = [], start + 1
    for name, raw in cut.items():
        key = _NAME.match(source, _past(source, place, _BETWEEN), end)
        if key is None or name_of(key[1]) != name:
            return None
        place = key.end() + len(memoryview(raw))
        found.append(Member(name, key.end(), place))
    closed = source[past_space(source, place) : end].rstrip() == b"}"
    return Cut(found, end) if closed and len(found) <= MOST_MEMBERS else None


def _members(source: bytes, start: int, end: int, outer: int) -> Cut:
    found: list[Member] = []
    place = start + 1
    while len(found) < MOST_MEMBERS:
        place = _past(source, place, _BETWEEN)
        if place >= end:
            return Cut([*found, Member("", place, place, NOT_CLOSED_OBJECT)], end)
        if source[place : place + 1] == b"}":
            return Cut(found, place + 1)
        key = _NAME.match(source, place, end)
        if key is None:
            return Cut([*found, Member("", place, end, REST.format(left=end - place))], end)
        place = _end_of_value(source, key.end(), end, outer)
        found.append(Member(name_of(key[1]), key.end(), place))
    return Cut([*found, Member("", place, end, f"An object has more than {MOST_MEMBERS:,} names.")], end)


def _end_of_value(source: bytes, place: int, end: int, outer: int) -> int:
    """Return where a value ends; of a broken list where its elements end, of another broken value the very end.

    ``outer`` counts the objects round it that may still be walked through; less than ``_OUTER`` says that brackets
    round it were not closed up to the very end, so that they are not followed as far again.
    """
    is_object = source[place : place + 1] == b"{"
    stop = -1 if is_object and 0 < outer < _OUTER else balanced_end(source, place)
    if 0 <= stop <= end and _is_one(source, place, stop):
        return stop
    if source[place : place + 1] == b"[":
        stop = _end_of_list(source, place)
    elif is_object and outer:
        stop = _members(source, place, end, outer - 1).end
    return stop if 0 <= stop <= end else end


def _end_of_list(source: bytes, place: int) -> int:
    walk = carefully(source, place)
    try:
        while True:
            next(walk)
    except StopIteration as done:
        return int(done.value)


def name_of(key: bytes) -> str:
    """Return the name that a text of JSON is, signs that cannot be read replaced."""
    if b"\\" in key:
        try:
            return str(json.loads(key))
        except ValueError:
            pass
    return key[1:-1].decode("utf-8", "replace")


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
