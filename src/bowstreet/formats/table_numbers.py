"""How the numbers of a column are written: with a point or a comma before the fraction, and parted thousands or not."""

import re
from collections.abc import Iterable

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


def readings(number: str) -> tuple[str, str]:
    """Return what a number is with a point before its fraction, and what with a comma.

    >>> readings("1,234")
    ('1234', '1.234')
    """
    bare = re.sub(f"[{_SPACES}]", "", number)
    return bare.replace(",", ""), bare.replace(".", "").replace(",", ".")
