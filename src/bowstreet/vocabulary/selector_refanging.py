"""Defanged identifiers made whole again, and the way back to where each stood in the text as given."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_BRACKETED = re.compile(
    r"(?P<dot> ?(?:\[ ?(?:\.|dot) ?\]|\( ?(?:\.|dot) ?\)|\{ ?(?:\.|dot) ?\}) ?)"
    r"|(?P<at> ?(?:\[ ?(?:@|at) ?\]|\( ?(?:@|at) ?\)|\{ ?(?:@|at) ?\}) ?)"
    r"|(?P<colons>\[://\]|\(://\)|\{://\})"
    r"|(?P<colon>\[:\]|\(:\)|\{:\})"
    r"|(?P<slash>\[/\])"
    r"|(?P<escaped>(?<=\w)\\\.(?=\w))"
    r"|(?P<scheme>(?<![A-Za-z])(?:hxxps?|h\*\*ps?|h__ps?|fxps?)(?=\[?:|\(:|\{:))",
    re.IGNORECASE,
)
_SIGNS = "[({\\"
_SCHEME = re.compile(r"(?:hxxp|h\*\*p|h__p|fxp)s?:", re.IGNORECASE)
_PLAIN = {"dot": ".", "at": "@", "colons": "://", "colon": ":", "slash": "/", "escaped": "."}
_SCHEMES = {"hxxp": "http", "h**p": "http", "h__p": "http", "fxp": "ftp"}
_WORD_DOT = re.compile(r"(?<=[\w-])\s+dot\s+(?=[\w-])", re.IGNORECASE)
_WORD_AT = re.compile(r"(?<=[\w-])\s+at\s+(?=[\w-])", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:seen|found|hosted|posted|registered|located|available|reachable|sells|sold|bought|lives?|looks?|is|was|online"
    r"|up)\s+at\s",
    re.IGNORECASE,
)
"""Something is at a place, so that 'at' stands for no sign: 'seen at example.com'."""

_BARE = re.compile(r"[A-Za-z0-9@._+-]+")
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_STOPS = {0x3002: ".", 0xFF61: "."}
"""Full stops of Chinese and Japanese, which stand for a dot in a name (UTS 46) and end a sentence in a text."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Refanged:
    """A text made whole, and for each stretch of it where that stretch began in the text as given."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    replaced: tuple[bool, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the whole text stood in the text as given."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begin = self.origins[first] + (0 if self.replaced[first] else start - self.starts[first])
        if self.replaced[last]:
            return begin, self.origins[last + 1]
        return begin, self.origins[last] + end - self.starts[last]


def narrowed(text: str) -> str:
    """Return a text, sign by sign, with those of full width as ASCII has them.

    >>> narrowed("\uff4a\uff4f\uff20example\uff0ecom")
    'jo@example.com'
    """
    return text if text.isascii() else text.translate(_WIDE)


def refang(text: str) -> Refanged:
    """Return a free text with its bracketed dots, at-signs and schemes made whole; bare words are left alone.

    >>> refang("see hxxps://b[.]com").text
    'see https://b.com'
    """
    if not any(sign in text for sign in _SIGNS) and not (":" in text and _SCHEME.search(text)):
        return Refanged(text, (0,), (0,), (False,))
    pieces: list[str] = []
    starts, origins, replaced = [0], [0], [False]
    length = done = 0
    for match in _BRACKETED.finditer(text):
        new = _whole(match)
        pieces += (text[done : match.start()], new)
        length += match.start() - done
        starts += (length, length + len(new))
        origins += (match.start(), match.end())
        replaced += (True, False)
        length += len(new)
        done = match.end()
    pieces.append(text[done:])
    return Refanged("".join(pieces), tuple(starts), tuple(origins), tuple(replaced))


def refang_one(text: str) -> str:
    """Return a text that is one identifier, made whole: words for dot and at count too, wrapping is taken off.

    >>> refang_one("<user at mail dot example dot com>"), refang_one("hXXp://b(.)com")
    ('user@mail.example.com', 'http://b.com')
    >>> refang_one("seen at example.com")
    'seen at example.com'
    """
    if _BARE.fullmatch(text):
        return text
    plain = _INVISIBLE.sub("", narrowed(text).translate(_STOPS)).strip().strip("\"'`“”‘’«»").strip()
    if plain.startswith("<") and plain.endswith(">"):
        plain = plain[1:-1].strip()
    whole = refang(plain).text
    if len(whole.split()) == 1:
        return whole
    dotted = _WORD_DOT.sub(".", whole)
    return dotted if _PLACED.search(dotted) else _WORD_AT.sub("@", dotted)


def _whole(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    if name == "scheme":
        lower = match[0].lower()
        return _SCHEMES[lower.rstrip("s")] + ("s" if lower.endswith("s") else "")
    return _PLAIN[name]
