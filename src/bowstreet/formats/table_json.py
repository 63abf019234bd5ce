"""The elements of a JSON array, a block of the file at a time; a broken one costs itself, not what comes after it.

Its end is looked for by one rule: brackets are matched with strings respected, and the element ends with the bracket
that closes it, or before a ``{`` that follows a comma where only a key may stand. Where no end is found within the
length that a row may have, the rest of the file is told in bytes and left.
"""

import codecs
import itertools
import json
import operator
import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from bowstreet.formats import table_encoding

LONGEST = 4_000_000
"""Characters that one row may have."""

EXCERPT = 200
_BLOCK = 1_000_000
_PASSED = 50_000
_BETWEEN = re.compile(r"[ \t\r\n,\ufeff]*")
_TOKEN = re.compile(r'([\[\]{}])\1*+|,++(?:\s*+\{)?+|"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"|"')
_SAID = operator.itemgetter(0)
_INVERTED = re.compile(r"\}\s*,\s*(\{)\s*\"$")
"""What stands between two elements, as it looks after a quote that was never closed: like the end of a string."""

_OPENING = {"}": "{", "]": "["}
_OTHER = {"{": "[", "[": "{"}
BROKEN = "The row is not JSON."
FROM_HERE = "From here on the file is not JSON: {left:,} bytes were not read."
_AFTER = "The list of rows ends before this: {left:,} bytes were not read."


class Doubled(dict[str, Any]):
    """An object in which a name stands twice, itself or in an object inside it: one value of it would be lost."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    inside = itertools.chain.from_iterable(each if isinstance(each, list) else (each,) for each in found.values())
    if len(found) < len(pairs) or any(isinstance(each, Doubled) for each in inside):
        return Doubled(found)
    return found


DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once_each
)  # fmt: skip
"""Numbers are kept as they are written."""


class Element(NamedTuple):
    """One element with its text, or the beginning of a broken one and why; ``unread``: bytes left from here on."""

    line: int
    found: Any
    text: str
    why: str = ""
    unread: int = 0


def elements(file: BinaryIO, encoding: str) -> Iterator[Element]:
    """Yield the elements of the array that a file holds, from its beginning."""
    file.seek(0)
    reader = Window(file, encoding)
    while reader.goes_on():
        found, end = decoded(reader.text, reader.place)
        if end >= 0 and (reader.ended or end < len(reader.text)):
            yield Element(reader.line, found, reader.text[reader.place : end])
            reader.pass_to(end)
        elif reader.may_need_more():
            reader.read_on()
        else:
            end = end_of_broken(reader.text, reader.place)
            if end < 0:
                yield reader.rest(FROM_HERE)
                return
            yield Element(reader.line, None, reader.excerpt(), BROKEN)
            reader.pass_to(end)
    if reader.goes_on_after_its_end():
        yield reader.rest(_AFTER)


class Window:
    """A window on the file, with the place in it."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        """Begin with nothing read."""
        self._file, self._encoding = file, encoding
        self._errors = table_encoding.errors_of(encoding)
        self._decoder = codecs.getincrementaldecoder(encoding)(self._errors)
        self.text, self.place, self.line, self.ended, self._begun = "", 0, 1, False, False

    def goes_on(self) -> bool:
        """Go to the next element; false at the end of the array or of the file."""
        self.draw_up()
        while True:
            self.pass_over()
            if self.place < len(self.text):
                if self._begun or self.text[self.place] != "[":
                    return self.text[self.place] != "]"
                self._begun = True
                self.place += 1
            elif self.ended:
                return False
            else:
                self.read_on()

    def goes_on_after_its_end(self) -> bool:
        """Say whether anything but white space follows the bracket that closes the array."""
        self.place += 1
        while True:
            self.pass_over()
            if self.place < len(self.text) or self.ended:
                return self.place < len(self.text)
            self.read_on()

    def pass_over(self) -> None:
        """Pass over white space and commas."""
        found = _BETWEEN.match(self.text, self.place)
        if found:
            self.pass_to(found.end())

    def pass_to(self, end: int) -> None:
        """Go on to a place, and count lines on the way."""
        self.line += self.text.count("\n", self.place, end)
        self.place = end

    def draw_up(self) -> None:
        """Let go of what was passed where it is much: a decoder counts the lines before each thing it cannot read."""
        if self.place > _PASSED:
            self.text, self.place = self.text[self.place :], 0

    def may_need_more(self) -> bool:
        """Say whether an element that cannot be read may only not be whole yet."""
        return not self.ended and len(self.text) - self.place <= LONGEST

    def read_on(self) -> None:
        """Read one block more and let go of what was passed."""
        block = self._file.read(_BLOCK)
        self.ended = not block
        more = table_encoding.last(self._decoder) if self.ended else self._decoder.decode(block)
        self.text, self.place = self.text[self.place :] + more, 0

    def size_of(self, text: str) -> int:
        """Return how many bytes of the file a text of it is."""
        return len(text.encode(self._encoding, self._errors))

    def excerpt(self) -> str:
        """Return the beginning of what comes."""
        return self.text[self.place : self.place + EXCERPT]

    def rest(self, why: str) -> Element:
        """Return the rest of the file as one element that was not read."""
        size, undecoded = os.fstat(self._file.fileno()).st_size, len(self._decoder.getstate()[0])
        held = self.size_of(self.text[self.place :]) + undecoded
        left = size - self._file.tell() + held
        return Element(self.line, None, self.excerpt(), why.format(left=left), left)


def decoded(text: str, place: int) -> tuple[Any, int]:
    """Return the value that begins at a place and where it ends, -1 where it cannot be read."""
    try:
        return DECODER.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, -1


def end_of_broken(text: str, place: int) -> int:
    """Return where an element that cannot be read ends, -1 where that cannot be told.

    >>> [end_of_broken(text, 0) for text in ('{"a": no}, {}', '{"a": 1, {"b": 2}', '{"a": "1}, {"b": 2}', '{"a": ')]
    [9, 9, 11, -1]
    """
    runs: list[int] = []
    inner = ""
    for number, said in enumerate(map(_SAID, _TOKEN.finditer(text, place, place + LONGEST))):
        sign = said[0]
        if sign == "[" or (sign == "{" and (inner or (number == 0 and text[place] == "{"))):
            if inner == sign:
                runs[-1] += len(said)
            else:
                runs.append(len(said))
                inner = sign
        elif sign == "}" or sign == "]":
            closed, inner = _close(runs, inner, _OPENING[sign], len(said))
            if closed < len(said) or not runs:
                return _start(text, place, number) + closed
        elif sign == "{" or (sign == "," and not runs):
            return _start(text, place, number)
        elif sign == "," and said[-1] == "{":
            if inner == "{":
                return _start(text, place, number) + len(said) - 1
            runs.append(1)
            inner = "{"
        elif inverted := _INVERTED.search(said):
            return _start(text, place, number) + inverted.start(1)
    return -1


def _start(text: str, place: int, number: int) -> int:
    """Return where a token begins, by its number: asked once, where all that went before needed no place."""
    return next(itertools.islice(_TOKEN.finditer(text, place, place + LONGEST), number, None)).start()


def _close(runs: list[int], inner: str, opening: str, most: int) -> tuple[int, str]:
    """Close the innermost bracket of one sort and all within, again and again, while one of that sort is open.

    ``runs`` are the brackets that are open, in runs of one sort; the sorts of two that touch differ. Return how many
    were closed, and the sort of the run that is innermost now.
    """
    left = most
    while left:
        if inner != opening:
            if len(runs) < 2:
                break
            runs.pop()
        if runs[-1] > left:
            runs[-1] -= left
            return most, opening
        left -= runs.pop()
        inner = _OTHER[opening] if runs else ""
    return most - left, inner
