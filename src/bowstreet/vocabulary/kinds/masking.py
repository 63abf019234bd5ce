"""What identifies taken out of free text: selectors, keys in armour, names that the record itself keeps deeper."""

import re
from collections.abc import Iterable, Iterator

from bowstreet.vocabulary.selectors import scan

MASK = "▮▮▮"
_ARMOUR = re.compile(r"-{3,}\s?BEGIN PGP.*?(?:-{3,}\s?END PGP[^-\n]{0,60}+-{3,}|\Z)", re.DOTALL)
_SHORTEST_NAME = 3


def mask(text: str, names: Iterable[str] = ()) -> str:
    """Return a text in which every selector, armoured key and given name is replaced by a mark.

    >>> mask("Write to jo[@]example[.]com, yours, Baker", ["baker"])
    'Write to ▮▮▮, yours, ▮▮▮'
    """
    plain = _ARMOUR.sub(MASK, text) if "BEGIN PGP" in text else text
    pieces: list[str] = []
    done = 0
    for found in scan(plain):
        if found.start >= done:
            pieces += (plain[done : found.start], MASK)
        done = max(done, found.end)
    masked = "".join((*pieces, plain[done:]))
    wanted = sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True)
    if not wanted:
        return masked
    if plain.isascii() and all(name.isascii() for name in wanted):
        return _without(masked, wanted)
    anyone = "|".join(map(re.escape, wanted))
    return re.sub(rf"(?<!\w)(?:{anyone})(?!\w)", MASK, masked, flags=re.IGNORECASE)


def _without(masked: str, wanted: list[str]) -> str:
    """Return a text of ASCII and masks without the names, the longest first: what the pattern does, none compiled.

    Names differ from record to record, and compiling their pattern took a third of an import.
    """
    lower = masked.lower()
    places = sorted((at, -len(name)) for name in wanted for at in _places(lower, name.lower()))
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
