"""What identifies taken out of free text: selectors, keys in armour, names that the record itself keeps deeper."""

import re
from collections.abc import Iterable

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
    wanted = sorted({re.escape(name) for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True)
    if not wanted:
        return masked
    return re.sub(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", MASK, masked, flags=re.IGNORECASE)
