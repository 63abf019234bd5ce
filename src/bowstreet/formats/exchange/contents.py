"""What the bytes of one thing hold, read with every sign looked at: names that stand twice, depth, numbers, UTF-8."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import orjson

DEEPEST = 250
"""Objects and lists that may stand in each other in one thing; a few more may, too."""

_ESCAPED_COLON = b"\\u003"
_decode = msgspec.json.Decoder().decode


class Doubled(NamedTuple):
    """A name that stands twice in one object, and the way to that object as names and numbers."""

    name: str
    steps: tuple[str | int, ...]


class WrongContents(ValueError):
    """Bytes that cannot be read as one thing; the message says why in a sentence. ``doubled``: the name, if it is one.

    ``steps`` is the way to the place.
    """

    def __init__(self, sentence: str, steps: tuple[str | int, ...] = ()) -> None:
        """Keep the sentence and the way."""
        super().__init__(sentence)
        self.steps = steps


def read(raw: bytes) -> dict[str, Any]:
    """Return what the bytes of one object hold; raise ``WrongContents``.

    Doubled names are found by counting: the colons of the bytes are those of the contents written anew, unless a name
    was lost.
    """
    try:
        held = _decode(raw)
        written = orjson.dumps(held)
    except (ValueError, TypeError, OverflowError, RecursionError) as wrong:
        raise WrongContents(_why(wrong, raw)) from None
    if type(held) is not dict:
        raise WrongContents("This is not an object.")
    if (_ESCAPED_COLON in raw or raw.count(b":") != written.count(b":")) and (twice := doubled(raw)):
        raise WrongContents(f"The name '{shown(twice.name)}' stands twice.", twice.steps)
    return held


def read_all(raws: Sequence[bytes]) -> list[dict[str, Any]] | None:
    """Return what the bytes of several objects hold, looked through in one step; None where one wants more care.

    What ``read`` returns of each is the same, and it tells what is wrong.
    """
    whole = b"[" + b",".join(raws) + b"]"
    try:
        held = _decode(whole)
        written = orjson.dumps(held)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    escaped = b"\\" in whole and _ESCAPED_COLON in whole
    if len(held) != len(raws) or escaped or whole.count(b":") != written.count(b":"):
        return None
    return held if all(type(each) is dict for each in held) else None


def doubled(raw: bytes) -> Doubled | None:
    """Return which name stands twice in one object, and where; None where none does.

    >>> doubled(b'{"a": [{"b": 1, "b": 2}]}')
    Doubled(name='b', steps=('a', 0))
    """
    left: list[tuple[tuple[str | int, ...], Any]] = [((), json.loads(raw, object_pairs_hook=_once_each))]
    while left:
        steps, held = left.pop()
        if isinstance(held, _Twice):
            return Doubled(held.name, steps)
        inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        left.extend(((*steps, step), each) for step, each in inner)
    return None


def shown(value: object) -> str:
    """Return a value for a sentence: its beginning, on one line.

    >>> shown("a\\nb" + "c" * 100)
    'a bccccccccccccccccccccccccccccccccccccccccccccccccccccccccc'
    """
    text = value[:60] if isinstance(value, str) else str(value)[:60]
    return "".join(sign if sign.isprintable() else " " for sign in text)


class _Twice(dict[str, Any]):
    """An object in which a name stands twice."""

    name = ""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) == len(pairs):
        return held
    found = _Twice(held)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            found.name = name
            break
        seen.add(name)
    return found


def _why(wrong: Exception, raw: bytes) -> str:
    """Return what is wrong with the bytes of an object, in a sentence with the place."""
    said = str(wrong)
    if isinstance(wrong, RecursionError) or "ecursion" in said:
        return f"More than {DEEPEST} objects or lists stand in each other."
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
