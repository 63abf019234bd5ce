"""The identifiers of a pasted text: a list with one a line, or any text in which they stand. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bowstreet.vocabulary import selector_names as names
from bowstreet.vocabulary import selectors
from bowstreet.vocabulary.selector_types import NotASelector, Selector, SelectorType, clipped

_T = SelectorType
_AROUND = " \t,;|*•\"'"
_BULLET = re.compile(r"(?:[-–—>]|\d{1,4}[.)])\s+")
_LONG = 25
NO_NAME = "A name alone is no identifier: give its market or forum too, as in handle:MARKET:NAME."
DIGITS = "A row of digits alone does not say what it is: write its type before it, as in phone:+31 20 123 4567."
NO_CHECK = "Its length, its signs or its check digits are those of no identifier."
NONE_IN_IT = "No identifier stands in this line."


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands in a line, counted from 1: an identifier with all that it may be, or none with the reason."""

    line: int
    text: str
    readings: tuple[Selector, ...]
    why: str = ""


def pasted(text: str) -> Iterator[Pasted]:
    """Yield the identifiers of a text in its order, and each line that holds none.

    A line that is one identifier as a whole, typed or not, is that; else those that stand in it are found. An
    identifier that stands in a URL beside it is not told again.

    >>> [(each.line, each.text) for each in pasted("b[.]com\\n\\nmail jo(at)b.com now")]
    [(1, 'b[.]com'), (3, 'jo(at)b.com')]
    >>> [each.why for each in pasted("nightbaker")]
    ['A name alone is no identifier: give its market or forum too, as in handle:MARKET:NAME.']
    """
    for number, line in enumerate(text.splitlines(), 1):
        plain = _BULLET.sub("", line.strip(_AROUND), count=1).strip(_AROUND)
        if plain:
            yield from _of_line(number, plain)


def _of_line(number: int, plain: str) -> Iterator[Pasted]:
    whole = selectors.recognise(plain)
    if whole:
        yield Pasted(number, plain, whole)
        return
    until, none = 0, True
    for found in selectors.scan(plain):
        if found.start >= until:
            yield Pasted(number, plain[found.start : found.end], (found.selector,))
            until, none = found.end, False
    if none:
        yield Pasted(number, clipped(plain), (), why_not(plain))


def why_not(text: str) -> str:
    """Return why a text is no identifier, in a sentence.

    >>> why_not("onion:short.onion")
    'An onion service has 16 or 56 characters (a to z, 2 to 7) before .onion.'
    """
    for sort in selectors.said_type(text):
        try:
            selectors.read(sort, text.partition(":")[2].strip())
        except NotASelector as wrong:
            return str(wrong)
    if names.is_record_id(text):
        return names.LIKE_AN_ID
    if " " in text:
        return NONE_IN_IT
    if sum(map(str.isdigit, text)) > len(text) // 2 and not any(map(str.isalpha, text)):
        return DIGITS
    return NO_CHECK if len(text) >= _LONG or not any(map(str.isalpha, text)) else NO_NAME
