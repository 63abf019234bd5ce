"""Cells that hold identifiers and nothing else: a column of e-mail addresses, of wallets, of account numbers."""

import re

from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, read, recognise

_PARTS = re.compile(r"[;,|\n]|\s/\s")


def read_all(types: tuple[SelectorType, ...], text: str) -> tuple[tuple[Selector, ...], str]:
    """Return the identifiers of a cell, parted by commas, semicolons or lines, and why one of them is none.

    >>> found, why = read_all((SelectorType.EMAIL,), "a@b.com; jo[at]c[.]com, none")
    >>> [each.value for each in found], why
    (['a@b.com', 'jo@c.com'], "'none' is no e-mail address.")
    """
    found: list[Selector] = []
    why = ""
    for part in filter(None, (each.strip() for each in _PARTS.split(text))):
        one, said = _one(types, part)
        if one is not None:
            found.append(one)
        why = why or said
    return tuple(dict.fromkeys(found)), why


def _one(types: tuple[SelectorType, ...], part: str) -> tuple[Selector | None, str]:
    """Return what a text is; where it may be several, what it is recognised as decides."""
    if len(types) > 1:
        likely = [each for each in recognise(part) if each.type in types]
        if likely:
            return likely[0], ""
    said = ""
    for type in types:
        try:
            return read(type, part), ""
        except NotASelector as wrong:
            said = str(wrong)
    return None, said if len(types) == 1 else "This is no identifier of the sort that the column holds."
