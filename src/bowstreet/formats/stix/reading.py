"""STIX read out of JSON: a bundle, an envelope of TAXII, a list or one object, each object with the bytes it came as.

What is not broken is read quickly: the list of objects is cut by a fast reader that copies nothing, each object decoded
once. Where the whole cannot be read so, it is cut by ``splitting`` instead, which needs no more than the brackets, and
what is broken costs itself alone.

Memory: the source, and beside it one object at a time, which takes at most some thirty times its bytes; an object may
have ``LONGEST_OBJECT`` bytes, a source ``LONGEST``. Nothing here calls itself as deep as the source is nested: deeper
than ``DEEPEST`` is refused.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
import orjson

from bowstreet.formats.stix import splitting
from bowstreet.formats.stix.faults import shown
from bowstreet.formats.stix.splitting import Span, WrongSource

LONGEST = 512_000_000
"""Bytes that a source may have."""

LONGEST_OBJECT = 16_000_000
"""Bytes that one object may have."""

DEEPEST = 250
"""Brackets that may surely stand in each other in one object; a few more may, too."""

_ID = re.compile(
    r"[a-z][a-z0-9-]+[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
).fullmatch
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", re.ASCII).fullmatch
_ESCAPED_COLON = b"\\u003"


class Unreadable(NamedTuple):
    """A part of a source that is no object of STIX: why, the number among the objects, and where its bytes stand."""

    why: str
    number: int
    start: int
    end: int


class Found(NamedTuple):
    """One object as it was read.

    ``refs`` are the ids that its properties ending in _ref and _refs hold, with the way to each. Times are in UTC, cut
    to the microsecond; None where there is none, or none of the form that the standard asks. ``raw`` is the object
    byte for byte; ``start`` its place in the source; ``number`` counts the objects of the source from 0.
    """

    type: str
    id: str
    created: datetime | None
    modified: datetime | None
    revoked: bool
    refs: tuple[tuple[str, str], ...]
    held: dict[str, Any]
    raw: bytes
    number: int
    start: int


def read(source: bytes) -> Iterator[Found | Unreadable]:
    """Yield the objects of a source in their order, and what could not be read where it stands.

    Raise ``WrongSource`` with a sentence where it is too long, empty, or no list, bundle, envelope or object at all.
    """
    if len(source) > LONGEST:
        raise WrongSource(f"The source has more than {LONGEST:,} bytes.")
    for number, span in enumerate(splitting.spans(source)):
        yield _object(source, number, span)


def _object(source: bytes, number: int, span: Span) -> Found | Unreadable:
    start, end, why = span
    if why:
        return Unreadable(why, number, start, end)
    if end - start > LONGEST_OBJECT:
        return Unreadable(f"The object has more than {LONGEST_OBJECT:,} bytes.", number, start, end)
    raw = source[start:end]
    try:
        held = msgspec.json.decode(raw)
        written = orjson.dumps(held)
    except (ValueError, TypeError, RecursionError) as wrong:
        return Unreadable(_why(wrong, raw), number, start, end)
    if type(held) is not dict:
        return Unreadable("This is not an object.", number, start, end)
    if (_ESCAPED_COLON in raw or raw.count(b":") != written.count(b":")) and (fault := splitting.doubled(raw)):
        return Unreadable(str(fault), number, start, end)
    kind, own = held.get("type"), held.get("id")
    if type(kind) is not str or type(own) is not str or not _ID(own):
        return Unreadable(_without_id(kind, own), number, start, end)
    refs: list[tuple[str, str]] = []
    _collect(held, "", refs)
    created, modified = held.get("created"), held.get("modified")
    return Found(
        kind,
        own,
        created and _moment(created),
        modified and _moment(modified),
        held.get("revoked") is True,
        tuple(refs),
        held,
        raw,
        number,
        start,
    )


def _moment(text: Any) -> datetime | None:
    if type(text) is not str or not _MOMENT(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _collect(held: dict[str, Any], way: str, refs: list[tuple[str, str]]) -> None:
    """Add the references of an object and of the objects in it; as deep as the object is, which is bounded."""
    for name, value in held.items():
        kind = type(value)
        if kind is str:
            if name[-4:] == "_ref":
                refs.append((way + name, value))
        elif kind is dict:
            _collect(value, f"{way}{name}.", refs)
        elif kind is list:
            if name[-5:] == "_refs":
                refs.extend((f"{way}{name}[{at}]", each) for at, each in enumerate(value) if type(each) is str)
            else:
                for at, each in enumerate(value):
                    if type(each) is dict:
                        _collect(each, f"{way}{name}[{at}].", refs)


def _without_id(kind: Any, own: Any) -> str:
    if type(kind) is not str:
        return "The object has no type."
    return f"The object has no id of the form TYPE--UUID, but '{shown(own)}'." if own else "The object has no id."


def _why(wrong: Exception, raw: bytes) -> str:
    """Return what is wrong with the bytes of an object, in a sentence with the place."""
    said = str(wrong)
    if "ecursion" in said:
        return f"More than {DEEPEST} brackets of the object stand in each other."
    if "64-bit" in said or "out of range" in said or "integer string conversion" in said:
        return "A number of the object is larger than any that can be held."
    try:
        raw.decode()
    except UnicodeDecodeError as undecoded:
        return f"The object is not UTF-8 from its byte {undecoded.start} on."
    try:
        orjson.loads(raw)
    except orjson.JSONDecodeError as broken:
        return f"The object is not JSON from its sign {broken.pos} on: {broken.msg}."
    return "The object is not JSON."
