"""What of a free text no word search reads: the bodies of armour, and other long runs of base 64 or hexadecimal.

Any short word stands in them by chance. Selectors stay, and so do the lines round an armour, which say what made it.
"""

import re
from collections.abc import Iterator

from bowstreet.vocabulary.selectors import scan

GAP = " [...] "
_DASHES = "[-‐-―−]{2,}"
_BEGIN = re.compile(rf"BEGIN\s{{1,3}}PGP\s{{1,3}}(?!SIGNED)[A-Z][A-Z0-9 \t,/]{{2,40}}{_DASHES}")
_END = re.compile(rf"{_DASHES}\s{{0,3}}(?:END|BEGIN)\s{{1,3}}PGP")
_BODY = re.compile(r"[A-Za-z0-9+/]{16,}")
_LINES = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}(?:[\s>]{1,9}[A-Za-z0-9+/]{16,}={0,2})*(?:[\s>]{1,9}=[A-Za-z0-9+/]{4})?")
_DENSE = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60,}={0,2}(?:[\s>]{1,9}[A-Za-z0-9+/]{60,}={0,2})*")
_TAIL = re.compile(r"[\s>]{1,9}(?:[A-Za-z0-9+/]{2,}={1,2}|(?=\S{0,60}[0-9+/])[A-Za-z0-9+/]{24,})(?!\w)")
_HEX = re.compile(r"[0-9A-Fa-f]+")
_SHORTEST, _LONG, _PIECE = 60, 160, 24
"""Runs of fewer signs than ``_LONG`` may be identifiers of some kind unless more lines follow; base 64 has pieces of
``_PIECE`` letters and digits between two slashes, lists of words have none."""


def without_runs(text: str) -> str:
    """Return a text with a mark in the place of what holds words by chance alone.

    >>> without_runs("-----BEGIN PGP MESSAGE-----\\n\\nhQEMA0fishdrug4AAQf/\\n=aB3d\\n-----END PGP MESSAGE----- hello")
    '-----BEGIN PGP MESSAGE-----\\n\\n [...] -----END PGP MESSAGE----- hello'
    """
    if len(text) < _SHORTEST:
        return text
    if "PGP" in text:
        text = _cut(text, _bodies(text))
    return _cut(text, _runs(text)) if max(map(len, text.split()), default=0) >= _SHORTEST else text


def _bodies(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the bodies of armour stand; of one that was cut off, as far as its lines go."""
    begin = _BEGIN.search(text)
    while begin:
        stop = _END.search(text, begin.end())
        until = stop.start() if stop else len(text)
        body = _BODY.search(text, begin.end(), until)
        if body and stop and "END" in stop[0]:
            yield body.start(), until
        elif body and (lines := _LINES.match(text, body.start(), until)) and len(lines[0]) >= _SHORTEST:
            yield lines.span()
        begin = _BEGIN.search(text, until)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where long runs stand in which no selector does."""
    found = [each for each in _DENSE.finditer(text) if _is_by_chance(each[0])]
    held = [(each.start, each.end) for each in scan(text)] if found else []
    for each in found:
        tail = _TAIL.match(text, each.end()) if " " in each[0] or "\n" in each[0] else None
        for end in (tail.end() if tail else each.end(), each.end()):
            if not any(start < end and each.start() < until for start, until in held):
                yield each.start(), end
                break


def _is_by_chance(run: str) -> bool:
    lines = run.replace(">", " ").split()
    together = "".join(lines)
    if len(together) < (_LONG if len(lines) == 1 else 2 * _SHORTEST):
        return False
    if not any(map(str.isdigit, together)):
        return False
    if _HEX.fullmatch(together):
        return len(lines) == 1
    return (
        together.lower() != together != together.upper()
        and (len(lines) == 1 or "+" in together or "/" in together)
        and _has_piece(together)
    )


def _has_piece(run: str) -> bool:
    return any(len(piece) >= _PIECE for piece in run.split("/"))


def _cut(text: str, places: Iterator[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in places:
        pieces += [text[done:start], GAP]
        done = end
    return "".join((*pieces, text[done:])) if pieces else text
