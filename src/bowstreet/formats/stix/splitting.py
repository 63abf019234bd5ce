"""Where in a source the objects of STIX begin and end, without reading what is in them.

The quick way lets a fast reader cut the list. The careful way is for a source with something broken in it: it goes by
brackets, with texts respected; where an element is broken itself, its end is looked for as in a broken table.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from bowstreet.formats.exchange import contents, cutting
from bowstreet.formats.exchange.cutting import REST, Span
from bowstreet.formats.stix.faults import Fault, shown

MOST_OUTSIDE = 1_000
"""Properties that a bundle or an envelope may have beside its objects."""

MOST_FRAME = 8_000_000
"""Bytes that a source without a list of objects may have, unless it is one object."""


class WrongSource(ValueError):
    """A source that is refused whole; the message says why in a sentence."""


_SCALAR = rb'(?:"[^"\\]*+"|-?[0-9.eE+-]++|true|false|null)'
_MEMBER = rb'"[^"\\]*+"\s*+:\s*+' + _SCALAR
_HEAD = re.compile(rb'\s*+\{(?:\s*+(?!"objects")' + _MEMBER + rb'\s*+,)*+\s*+"objects"\s*+:\s*+(?=\[)')
_TAIL = re.compile(rb"\s*+(?:,\s*+" + _MEMBER + rb"\s*+)*+\}\s*+\Z")
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
_KEY = re.compile(rb"\s*+:\s*+")


def spans(source: bytes) -> Iterator[Span]:
    """Yield where the objects of a source stand; raise ``WrongSource`` where it is of no known shape."""
    start = cutting.begin(source)
    opening = source[start : start + 1]
    if opening == b"[":
        return _elements(source, start, start, len(source.rstrip()))
    if opening != b"{":
        raise WrongSource("The source is empty." if not opening else "The source is no object and no list of JSON.")
    if (cut := _framed(source, start)) and (outside := _outside(source[start : cut[0]] + b"[]" + source[cut[1] :])):
        if outside.get("type", "bundle") != "bundle":
            return iter((Span(start, len(source.rstrip())),))
        return _elements(source, start, *cut)
    return _unlike(source, start)


def listed(source: bytes) -> memoryview | None:
    """Return the list of objects of a source in a plain frame, unread; None where the frame wants a closer look."""
    start = cutting.begin(source)
    cut = _framed(source, start)
    outside = _outside(source[start : cut[0]] + b"[]" + source[cut[1] :]) if cut else None
    if cut is None or outside is None or outside.get("type", "bundle") != "bundle":
        return None
    return memoryview(source)[slice(*cut)]


def _framed(source: bytes, start: int) -> tuple[int, int] | None:
    """Return where the list of objects begins and ends, if nothing but plain values stands beside it in an object."""
    head = _HEAD.match(source, start)
    close = source.rfind(b"]") + 1
    return (head.end(), close) if head and close > head.end() and _TAIL.match(source, close) else None


def _outside(frame: bytes) -> dict[str, Any] | None:
    """Return what stands beside the objects, None where it cannot be read or a name stands in it twice."""
    try:
        held = msgspec.json.decode(frame)
        return None if len(held) > MOST_OUTSIDE or doubled(frame) else held
    except (ValueError, RecursionError):
        return None


def _elements(source: bytes, frame: int, start: int, end: int) -> Iterator[Span]:
    """Return the elements of a list that begins at a place and should end before another, in a frame or in none."""
    return cutting.quick_elements(source, start, end) or _carefully(source, frame, start)


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
    """Yield the elements of a list, and last what is wrong with the source behind it."""
    end = yield from cutting.carefully(source, start)
    if end >= 0:
        yield from _behind(source, frame, start, end)


def _behind(source: bytes, frame: int, start: int, end: int) -> Iterator[Span]:
    if frame == start:
        if source[end:].strip():
            yield Span(end, len(source), REST.format(left=len(source) - end))
    elif _outside(source[frame:start] + b"[]" + source[end:]) is None:
        yield Span(end, len(source), "What stands around the objects is no JSON, or a name stands in it twice.")


def doubled(raw: bytes) -> Fault | None:
    """Return which name stands twice in one object, and where; None where none does.

    >>> print(doubled(b'{"a": [{"b": 1, "b": 2}]}'))
    a[0]: The name 'b' stands twice.
    """
    found = contents.doubled(raw)
    return Fault(f"The name '{shown(found.name)}' stands twice.", found.steps) if found else None
