"""How the numbers of a column are written: with a point or a comma before the fraction, and parted thousands or not."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bowstreet.vocabulary import currencies

_PLAIN = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]{1,300})(?:[eE][+-]?[0-9]{1,3})?")
_SPACES = " '\u00a0\u202f\u2019"
_WHOLE = {
    sign: rf"[+-]?(?:[0-9]{{1,300}}|[1-9][0-9]{{0,2}}(?:[{_SPACES}{other}][0-9]{{3}}){{1,90}})"
    for sign, other in ((".", ","), (",", "."))
}
_FITS = {
    (sign, whole): re.compile(said if whole else rf"{said}(?:[{sign}][0-9]*)?")
    for sign, said in _WHOLE.items()
    for whole in (False, True)
}
ASK = "?"


class Prices(NamedTuple):
    """How the prices of a column are written: whether one has a mark of a currency, and the sign before fractions."""

    marked: bool
    form: str


def told(cells: Iterable[str], *, whole: bool = False) -> str:
    """Return the sign before the fraction of a column's numbers; empty where they are read as they stand.

    ``ASK`` and a number where that number has two readings and no other decides; ``ASK`` alone where some numbers fit
    only one form and some only the other. ``whole``: the numbers have no fractions.

    >>> [told(each) for each in (["0,50", "7"], ["1,234", "0.5"], ["12.5", "1e3"])]
    [',', '.', '']
    >>> [told(each) for each in (["1,234"], ["0,5", "0.5"], ["1 200"])]
    ['?1,234', '?', '.']
    >>> told(["1.234"], whole=True)
    ','
    """
    point = comma = parted = False
    unsure = ""
    for cell in map(str.strip, cells):
        plain = _PLAIN.fullmatch(cell) is not None and not (whole and not cell.lstrip("+-").isdigit())
        with_point, with_comma = (
            plain or bool(_FITS[".", whole].fullmatch(cell)),
            bool(_FITS[",", whole].fullmatch(cell)),
        )
        parted = parted or (with_point and not plain)
        if with_point and with_comma:
            unsure = unsure or (cell if "." in cell or "," in cell else "")
        else:
            point, comma = point or with_point, comma or with_comma
    if point and comma:
        return ASK
    if unsure and not point and not comma:
        return ASK + unsure
    return "," if comma else "." if parted else ""


def prices(cells: Iterable[str]) -> Prices:
    """Return how the prices of a column are written; an empty form where each of them can be read for itself.

    ``ASK`` and a number where that number has two readings and no other decides. Where some have a point and some a
    comma each stands for itself, and those with two readings are none.

    >>> prices(["$12.50", "12,50 €", "7"])
    Prices(marked=True, form='')
    >>> prices(["$0.5", "$1.234"]).form, prices(["$1,234"]).form
    ('.', '?1,234')
    """
    said = [found for found in (currencies.PRICE.fullmatch(cell.strip()) for cell in cells) if found]
    fits = [(each[2], [bool(_FITS[sign, False].fullmatch(each[2])) for sign in (".", ",")]) for each in said]
    point, comma = any(each == [True, False] for _, each in fits), any(each == [False, True] for _, each in fits)
    unsure = next((number for number, each in fits if all(each) and ("." in number or "," in number)), "")
    marked = any(each[1] or each[3] for each in said)
    if not unsure or (point and comma):
        return Prices(marked, "")
    return Prices(marked, "." if point else "," if comma else ASK + unsure)


def readings(number: str) -> tuple[str, str]:
    """Return what a number is with a point before its fraction, and what with a comma.

    >>> readings("1,234")
    ('1234', '1.234')
    """
    bare = re.sub(f"[{_SPACES}]", "", number)
    return bare.replace(",", ""), bare.replace(".", "").replace(",", ".")
