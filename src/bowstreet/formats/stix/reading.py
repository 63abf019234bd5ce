"""STIX read out of JSON: a bundle, an envelope of TAXII, a list or one object, each object with the bytes it came as.

What is not broken is read quickly: the list of objects is cut by a fast reader that copies nothing, and of each object
what is common to all is taken out. Its contents are read when they are asked for, and only then is every sign of them
looked at. Where the whole cannot be cut so, it is cut by ``splitting``, and what is broken costs itself alone.

Memory: the source, and beside it one object at a time. The contents of an object took at most 43 times its bytes, for
short names within many small objects; as it may have ``LONGEST_OBJECT`` bytes, that is some 350 MB. A source may have
``LONGEST`` bytes. Nothing here calls itself as deep as a source is nested.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

import msgspec

from bowstreet.formats.exchange import contents as exchange
from bowstreet.formats.stix import splitting
from bowstreet.formats.stix.faults import path, shown
from bowstreet.formats.stix.splitting import WrongSource

LONGEST = 512_000_000
"""Bytes that a source may have."""

LONGEST_OBJECT = 8_000_000
"""Bytes that one object may have."""

TOGETHER, TOGETHER_BYTES = 64, 256_000
"""Objects whose contents are read in one step, and their bytes; a few more bytes may be."""

_ID = re.compile(
    r"[a-z][a-z0-9-]+[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
).fullmatch
_OWN_ID = re.compile(
    r"--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
).fullmatch
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", re.ASCII).fullmatch
_ONE_REF = ("created_by_ref", "source_ref", "target_ref", "sighting_of_ref")
_SEVERAL_REFS = ("object_marking_refs", "object_refs")


class WrongObject(ValueError):
    """An object whose contents cannot be read; the message says why in a sentence."""


class Unreadable(msgspec.Struct, frozen=True, gc=False):
    """A part of a source that is no object of STIX: why, the number among the objects, and where its bytes stand."""

    why: str
    number: int
    start: int
    end: int


class Head(msgspec.Struct, frozen=True, gc=False):
    """What objects have in common, and the references by which they hang together. Times are cut to microseconds."""

    type: str
    id: str
    created: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    modified: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    revoked: bool = False
    created_by_ref: str | None = None
    object_marking_refs: tuple[str, ...] = ()
    object_refs: tuple[str, ...] = ()
    source_ref: str | None = None
    target_ref: str | None = None
    sighting_of_ref: str | None = None


class Found(msgspec.Struct, frozen=True, gc=False):
    """One object: its head, the bytes it came as, its number among the objects of the source and its place there."""

    head: Head
    raw: bytes
    number: int
    start: int

    def contents(self) -> dict[str, Any]:
        """Return all that the object holds; raise ``WrongObject`` where it is not what JSON and STIX can say.

        That is so where a name stands twice, a number is too large, a text is not UTF-8, or too much is nested.
        """
        return contents(self.raw)


def read(source: bytes) -> Iterator[Found | Unreadable]:
    """Yield the objects of a source in their order, and what could not be read where it stands.

    Raise ``WrongSource`` with a sentence where it is too long, empty, or no list, bundle, envelope or object at all.
    """
    if len(source) > LONGEST:
        raise WrongSource(f"The source has more than {LONGEST:,} bytes.")
    for number, (start, end, why) in enumerate(splitting.spans(source)):
        if why or end - start > LONGEST_OBJECT:
            yield Unreadable(why or f"The object has more than {LONGEST_OBJECT:,} bytes.", number, start, end)
            continue
        raw = source[start:end]
        try:
            head = _head(raw)
        except (ValueError, RecursionError):
            yield _with_care(raw, number, start)
            continue
        yield Found(head, raw, number, start) if _is_id(head.id, head.type) else _with_care(raw, number, start)


def whole(parts: Iterable[Found | Unreadable]) -> Iterator[tuple[Found, dict[str, Any]] | Unreadable]:
    """Yield each object of a source with its contents, in their order; one whose contents cannot be read is unreadable.

    What is not broken is read some objects at a time: of single ones most of the time goes into the calls.
    """
    waiting: list[Found | Unreadable] = []
    size = 0
    for each in parts:
        waiting.append(each)
        size += len(each.raw) if isinstance(each, Found) else 0
        if len(waiting) >= TOGETHER or size >= TOGETHER_BYTES:
            yield from _together(waiting)
            waiting, size = [], 0
    yield from _together(waiting)


def _together(parts: list[Found | Unreadable]) -> Iterator[tuple[Found, dict[str, Any]] | Unreadable]:
    found = [each for each in parts if isinstance(each, Found)]
    held = exchange.read_all([each.raw for each in found])
    if held is None:
        for each in parts:
            yield _alone(each) if isinstance(each, Found) else each
    elif len(found) == len(parts):
        yield from zip(found, held, strict=True)
    else:
        several = iter(held)
        for each in parts:
            yield (each, next(several)) if isinstance(each, Found) else each


def _alone(one: Found) -> tuple[Found, dict[str, Any]] | Unreadable:
    try:
        return one, one.contents()
    except WrongObject as wrong:
        return Unreadable(str(wrong), one.number, one.start, one.start + len(one.raw))


def heads(source: bytes) -> list[Head] | None:
    """Return the heads of all objects of a source, read in one step; None where something in it wants more care.

    What ``read`` finds is the same and tells of the rest; this is for who asks what came, and nothing more.
    """
    if len(source) > LONGEST_OBJECT:
        return None
    try:
        found = _heads(part) if (part := splitting.listed(source)) is not None else None
    except (ValueError, RecursionError):
        return None
    return found if found and all(_is_id(each.id, each.type) for each in found) else None


def contents(raw: bytes) -> dict[str, Any]:
    """Return what the bytes of one object hold; raise ``WrongObject`` with a sentence and the place."""
    try:
        return exchange.read(raw)
    except exchange.WrongContents as wrong:
        raise WrongObject(f"{path(wrong.steps)}: {wrong}" if wrong.steps else str(wrong)) from None


def references(held: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the ids that the properties ending in _ref and _refs hold, at any depth, each after the way to it.

    >>> list(references({"type": "note", "object_refs": ["a--1"], "x": [{"y_ref": "b--2"}]}))
    [('object_refs[0]', 'a--1'), ('x[0].y_ref', 'b--2')]
    """
    left: list[tuple[tuple[str | int, ...], Any]] = [((), held)]
    while left:
        steps, value = left.pop()
        if isinstance(value, dict):
            left.extend(((*steps, name), each) for name, each in reversed(value.items()))
        elif isinstance(value, list):
            left.extend(((*steps, at), each) for at, each in reversed(list(enumerate(value))))
        elif isinstance(value, str) and _is_reference(steps):
            yield path(steps), value


def _is_reference(steps: tuple[str | int, ...]) -> bool:
    name, listed = (steps[-2], True) if len(steps) > 1 and isinstance(steps[-1], int) else (steps[-1], False)
    return isinstance(name, str) and name.endswith("_refs" if listed else "_ref")


def _with_care(raw: bytes, number: int, start: int) -> Found | Unreadable:
    """Return an object whose head is not what it should be, as far as it can be read."""
    end = start + len(raw)
    try:
        held = contents(raw)
    except WrongObject as wrong:
        return Unreadable(str(wrong), number, start, end)
    kind, own = held.get("type"), held.get("id")
    if type(kind) is not str or type(own) is not str or not _is_id(own, kind):
        return Unreadable(_without_id(kind, own), number, start, end)
    return Found(_careful_head(kind, own, held), raw, number, start)


def _careful_head(kind: str, own: str, held: dict[str, Any]) -> Head:
    one = {name: held[name] for name in _ONE_REF if type(held.get(name)) is str}
    several = {
        name: [each for each in held[name] if type(each) is str]
        for name in _SEVERAL_REFS
        if type(held.get(name)) is list
    }
    times = {name: _moment(held.get(name)) for name in ("created", "modified")}
    frame = {"type": kind, "id": own, "revoked": held.get("revoked") is True, **times, **one, **several}
    return msgspec.convert(frame, Head)


def _is_id(own: str, kind: str) -> bool:
    return (own.startswith(kind) and _OWN_ID(own, len(kind)) is not None) or _ID(own) is not None


def _moment(text: Any) -> datetime | None:
    if type(text) is not str or not _MOMENT(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _without_id(kind: Any, own: Any) -> str:
    if type(kind) is not str:
        return "The object has no type."
    return f"The object has no id of the form TYPE--UUID, but '{shown(own)}'." if own else "The object has no id."


_head = msgspec.json.Decoder(Head).decode
_heads = msgspec.json.Decoder(list[Head]).decode
