"""Free text as a page shows it: no address in it is live, and every other sign stands where it stood."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bowstreet.vocabulary.selector_scanning import scan
from bowstreet.vocabulary.selector_types import SelectorType

_BARE = frozenset((SelectorType.DOMAIN, SelectorType.XMPP))
"""What only the lists of the scanner tell from words with a dot between them."""

_SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?P<scheme>h(?:tt|xx)ps?|f[tx]ps?|sgnl)://(?P<host>[^\s/?#<>\"'`\\]+)"
    r"|(?<![\w.+%@'-])(?P<mail>[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w.])(?P<onion>(?:[\w-]+\.)*[a-z2-7]{16,56}\.onion)(?!\w)"
    r"|(?<![\w.-])(?P<ipv4>\d{1,3}(?:\.\d{1,3}){3})(?![\w-]|\.\d)"
    r"|(?<![\w./-])(?P<link>(?:t|telegram|signal)\.me)(?=/)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?<![\w.@%+/-])[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w@])")
_DOT = re.compile(r"(?<![\[({])\.(?![\])}])")
_AT = re.compile(r"(?<![\[({])@(?![\])}])")
_AFTER = ".,;:!?)]}»”’*_"


def defanged(text: str) -> str:
    """Return a text with the addresses in it as people show them; what was defanged before stays as it is.

    >>> defanged("Mail jo@example.com or https://quay.example.com/list.html, v1.2.")
    'Mail jo[@]example[.]com or hxxps://quay[.]example[.]com/list.html, v1.2.'
    """
    return with_signs(text, live_signs(text))


def with_signs(text: str, signs: dict[int, str], begin: int = 0) -> str:
    """Return a text with some of its signs as ``signs`` says; ``begin`` is where the text stands in what they count."""
    return "".join(signs.get(at, sign) for at, sign in enumerate(text, begin)) if signs else text


def live_signs(text: str) -> dict[int, str]:
    """Return what stands in place of the signs, by place, that would make an address in a text a live one.

    One sign becomes one piece of text, so that marks round parts of an address stay round the same parts.
    """
    return _signs(text) if "." in text else {}


@lru_cache(maxsize=4096)
def _signs(text: str) -> dict[int, str]:
    made: dict[int, str] = {}
    for start, end in _live(text):
        made |= {dot.start(): "[.]" for dot in _DOT.finditer(text, start, end)}
        made |= {at.start(): "[@]" for at in _AT.finditer(text, start, end)}
    for found in _SHAPES.finditer(text):
        if found["scheme"]:
            for at in range(*found.span("scheme")):
                made |= {at: "x" if text[at] == "t" else "X"} if text[at] in "tT" else {}
    return made


def _live(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where dots and at signs make an address: all but schemes, paths and what a sentence adds."""
    done = []
    for found in _SHAPES.finditer(text):
        group = "host" if found["scheme"] else str(found.lastgroup)
        start = found.start(group)
        done.append((start, start + len(found[group].rstrip(_AFTER))))
    yield from done
    bare = (each.span() for each in _HOST.finditer(text))
    if any(not any(start <= at < end for start, end in done) for at, _ in bare):
        yield from ((each.start, each.end) for each in scan(text) if each.selector.type in _BARE)
