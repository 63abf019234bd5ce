"""Cutting a text into words as SQLite's ``unicode61`` tokenizer does, so that both engines find the same. Pure.

They differ in signs that Unicode got after version 6.1, which that tokenizer does not know (decision 0015).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ACCENTS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
_WORD = re.compile(f"(?:[^\\W_]|[\ue000-\uf8ff])(?:[^\\W_]|[\ue000-\uf8ff{_ACCENTS}])*")
_ACCENT = re.compile(f"[{_ACCENTS}]")
_KEEP_ACCENTS = frozenset("ǡǠ")


def cut(text: str) -> list[str]:
    """Return the words of a text, without case and accents of Latin letters.

    >>> cut("L'Été: löwe_2, Йогурт Straße")
    ['l', 'ete', 'lowe', '2', 'йогурт', 'straße']
    """
    return [_plain(word) for word in _WORD.findall(text)]


def spaced(words: Sequence[str]) -> str:
    """Return words each between spaces of its own, so that a row of words stands in a row of words as a text in a text.

    >>> spaced(["north", "pier"])
    ' north  pier '
    """
    return "".join(f" {word} " for word in words)


def folded(text: str) -> str:
    """Return a text sign by sign without case, which its parts are compared by.

    >>> folded("ΣΊΣΥΦΟΣ Straße")
    'σίσυφοσ straße'
    """
    return text.lower() if text.isascii() else "".join(map(_small, text))


def mark(text: str, words: Sequence[str], phrases: Sequence[Sequence[str]], begin: str, end: str) -> str:
    """Return a text, which has so many words, with signs round the rows of words, one pair round those that overlap.

    >>> mark("A north pier, north", ["a", "north", "pier", "north"], [["north"], ["north", "pier"]], "<", ">")
    'A <north pier>, <north>'
    """
    found = list(_WORD.finditer(text))
    pieces, done = [], 0
    for first, last in _together(_spans(words, phrases)):
        start, stop = found[first].start(), found[last].end()
        pieces += [text[done:start], begin, text[start:stop], end]
        done = stop
    return "".join([*pieces, text[done:]])


def _spans(words: Sequence[str], phrases: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return first and last place of each row of words, by first place."""
    return sorted(
        (at, at + len(phrase) - 1)
        for phrase in phrases
        for at in range(len(words) - len(phrase) + 1)
        if phrase and list(words[at : at + len(phrase)]) == list(phrase)
    )


def _together(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that share a place."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(_bare(sign) for sign in _ACCENT.sub("", word))


def _bare(sign: str) -> str:
    """Return a sign without case, and a Latin letter without what stands on it."""
    small = _small(sign)
    base = unicodedata.normalize("NFD", small)
    is_letter = len(base) > 1 and base[0].isascii() and base[0].isalpha()
    return base[0].lower() if is_letter and sign not in _KEEP_ACCENTS else small


def _small(sign: str) -> str:
    """Return a sign without case where that is one sign."""
    return next((each for each in (sign.casefold(), sign.lower()) if len(each) == 1), sign)
