"""What identifies taken out of free text: selectors, keys in armour, names that the record itself keeps deeper."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bowstreet.vocabulary.selectors import scan

MASK = "▮▮▮"
_ARMOUR = re.compile(r"-{3,}\s?BEGIN PGP.*?(?:-{3,}\s?END PGP[^-\n]{0,60}+-{3,}|\Z)", re.DOTALL)
_SHORTEST_NAME = 3


class Names(NamedTuple):
    """The names that one record keeps deeper, prepared once for all of its texts."""

    longest_first: tuple[str, ...]
    lower: tuple[str, ...]
    plain: bool


def prepared(names: Iterable[str]) -> Names:
    """Return names ready to be taken out of several texts; those of one or two signs are left out."""
    wanted = sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True)
    return Names(tuple(wanted), tuple(map(str.lower, wanted)), all(map(str.isascii, wanted)))


def mask(text: str, names: Names | Iterable[str] = ()) -> str:
    """Return a text in which every selector, armoured key and given name is replaced by a mark.

    >>> mask("Write to jo[@]example[.]com, yours, Baker", ["baker"])
    'Write to ▮▮▮, yours, ▮▮▮'
    """
    plain = _ARMOUR.sub(MASK, text) if "BEGIN PGP" in text else text
    masked = _without_selectors(plain)
    known = names if isinstance(names, Names) else prepared(names)
    if not known.longest_first:
        return masked
    if known.plain and plain.isascii():
        return _without(masked, known.lower)
    anyone = "|".join(map(re.escape, known.longest_first))
    return re.sub(rf"(?<!\w)(?:{anyone})(?!\w)", MASK, masked, flags=re.IGNORECASE)


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
    places = sorted((at, -len(name)) for name in wanted if name in lower for at in _places(lower, name))
    if not places:
        return masked
    pieces: list[str] = []
    done = 0
    for at, length in places:
        if at >= done:
            pieces += (masked[done:at], MASK)
            done = at - length
    return "".join((*pieces, masked[done:]))


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands in a text as a whole word."""
    at = text.find(name)
    while at >= 0:
        if not (_is_of_word(text[at - 1 : at]) or _is_of_word(text[at + len(name) : at + len(name) + 1])):
            yield at
        at = text.find(name, at + 1)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
