"""What is left of a page beside what was read of it: it must be what the site is known to write there.

A part that was not found, for its heading or its class was written otherwise, would else be lost without a word.
"""

import re
from collections.abc import Iterable

from bowstreet.formats.pages.template import Hit, Mismatch

_TEXT = r"(?:[^<]++|</?(?:a|b|i|u|em|strong|span|br|img)(?:\s[^<>]*+)?>)*+"
_BLANK = "\u00a0|" r"\s++|&nbsp;|<!--(?:(?!-->).)*+-->|<(?:style|script)\b[^<>]*+>[^<]*+</(?:style|script)>"
_BARE = r"</?(?:div|br|a|img|hr|span|center|p|b|i|em|strong|input)(?:\s[^<>]*+)?/?>"
"""Space, and tags that hold no text here."""

_LINK = rf"<a\s[^<>]*+>{_TEXT}</a>"


def known(*pieces: str) -> re.Pattern[bytes]:
    """Return the form of a rest that is made of tags without text, links and the pieces of a site."""
    return re.compile(rf"(?:{'|'.join((*pieces, _BLANK, _LINK, _BARE))})*+".encode(), re.DOTALL)


def element(name: str, classes: str, within: str = _TEXT) -> str:
    """Return the form of an element with one of some classes, and text or what else may stand in it."""
    return rf"<{name}\b(?=[^<>]*\s(?:class|id)=[\"']?(?:[^\"'<>]*\s)?(?:{classes})\b)[^<>]*+>{within}</{name}>"


def until(end: str, *never: str) -> str:
    """Return the form of all up to an end, whatever it is but for some signs."""
    return rf"(?:(?!{'|'.join((end, *never))}).)*+"


def check(page: bytes, hits: Iterable[Hit], form: re.Pattern[bytes], ends: int) -> None:
    """Raise ``Mismatch`` where between the first of some hits and an end stands what is not of a form."""
    spans = sorted(hit.match.span() for hit in hits)
    at = spans[0][0]
    for begins, stops in (*spans, (max(ends, spans[-1][1]), 0)):
        found = form.match(page, at, begins) if begins > at else None
        if found and found.end() < begins:
            raise Mismatch(
                found.end(), f"The page says something after byte {found.end():,} that its site's template lacks."
            )
        at = max(at, stops)
