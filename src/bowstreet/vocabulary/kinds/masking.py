"""What identifies taken out of free text: selectors, keys in armour, names that the record itself keeps deeper."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bowstreet.vocabulary.kinds.likely import cover
from bowstreet.vocabulary.selectors import scan

MASK = "▮▮▮"
_ARMOUR = re.compile(r"-{3,}\s?BEGIN PGP.*?(?:-{3,}\s?END PGP[^-\n]{0,60}+-{3,}|\Z)", re.DOTALL)
_SHORTEST_NAME = 2
_LONG_NAME = 5
"""From this length on a name is also taken out of longer words, with the whole word."""


class Names(NamedTuple):
    """The names that one record keeps deeper, prepared once for all of its texts."""

    longest_first: tuple[str, ...]
    lower: tuple[str, ...]
    plain: bool


def prepared(names: Iterable[str]) -> Names:
    """Return names ready to be taken out of several texts; those of one sign are left out."""
    wanted = sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True)
    return Names(tuple(wanted), tuple(map(str.lower, wanted)), all(map(str.isascii, wanted)))


def mask(text: str, names: Names | Iterable[str] = ()) -> str:
    """Return a text in which selectors, what may well be one, armoured keys and given names are replaced by a mark.

    >>> mask("Write to jo[@]example[.]com, yours, Baker", ["baker"])
    'Write to ▮▮▮, yours, ▮▮▮'
    """
    plain = _ARMOUR.sub(MASK, text) if "BEGIN PGP" in text else text
    masked = cover(_without_selectors(plain), MASK)
    known = names if isinstance(names, Names) else prepared(names)
    if not known.longest_first:
        return masked
    if known.plain and plain.isascii():
        return _without(masked, known.lower)
    anyone = "|".join(map(_pattern, known.longest_first))
    return re.sub(rf"(?<!\w)(?:{anyone})(?!\w)", MASK, masked, flags=re.IGNORECASE)


def _pattern(name: str) -> str:
    return rf"\w*?{re.escape(name)}\w*" if len(name) >= _LONG_NAME else re.escape(name)


def _without_selectors(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for found in scan(text):
        if found.start >= done:
            pieces += (text[done : found.start], MASK)
        done = max(done, found.end)
    return "".join((*pieces, text[done:])) if pieces else text


def _without(masked: str, wanted: Iterable[str]) -> str:
    """Return a text of ASCII and masks without the names, the longest first: what the pattern does, none compiled.

    Names differ from record to record, and compiling their pattern took a third of an import.
    """
    lower = masked.lower()
    places = sorted(place for name in wanted if name in lower for place in _places(lower, name))
    if not places:
        return masked
    pieces: list[str] = []
    done = 0
    for start, before_end in places:
        if start >= done:
            pieces += (masked[done:start], MASK)
            done = -before_end
    return "".join((*pieces, masked[done:]))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a name begin, and minus where they end, so that the longest sorts first."""
    at = text.find(name)
    while at >= 0:
        start, end = at, at + len(name)
        while start > 0 and _is_of_word(text[start - 1]):
            start -= 1
        while end < len(text) and _is_of_word(text[end]):
            end += 1
        if len(name) >= _LONG_NAME or (start, end) == (at, at + len(name)):
            yield start, -end
        at = text.find(name, at + 1)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
