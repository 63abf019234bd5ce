"""The tokens of a STIX pattern, by the grammar of OASIS; white space and comments are passed over."""

import re
from typing import NamedTuple

_WORDS = """
AND OR NOT FOLLOWEDBY LIKE MATCHES ISSUPERSET ISSUBSET EXISTS LAST IN START STOP SECONDS WITHIN REPEATS TIMES
"""
KEYWORDS = frozenset(_WORDS.split())
LITERALS = frozenset(("whole", "float", "hex", "binary", "text", "bool", "time"))
COMPARISONS = {
    "=": "=",
    "==": "=",
    "!=": "!=",
    "<>": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}

_SPACE = r" \t\r\n\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_TIME = (
    r"t'[0-9]{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)"
    r"(?:\.[0-9]+)?Z'"
)
_FOUR = "[A-Za-z0-9+/]"
_TOKEN = re.compile(
    rf"(?:[{_SPACE}]+|/\*[\s\S]*?\*/|//[^\r\n]*)*+"
    r"(?:"
    rf"(?P<time>{_TIME})"
    r"|(?P<hex>h'(?:[A-Fa-f0-9]{2})*')"
    rf"|(?P<binary>b'(?:{_FOUR}{{4}})*(?:{_FOUR}{{4}}|{_FOUR}{{3}}=|{_FOUR}{{2}}==)')"
    r"|(?P<text>'(?:[^'\\]|\\['\\])*+')"
    r"|(?P<name>[a-zA-Z_][a-zA-Z0-9_-]*)"
    r"|(?P<float>[+-]?[0-9]*\.[0-9]+)"
    r"|(?P<whole>[+-]?(?:0|[1-9][0-9]*))"
    r"|(?P<sign><=|>=|<>|!=|==|[=<>\[\]().:,*])"
    r"|(?P<other>[\s\S])"
    r"|(?P<end>\Z))"
)


class Token(NamedTuple):
    """One token: its sort, how it is written, and where it begins. The sort of a keyword or a sign is itself."""

    sort: str
    text: str
    place: int


def tokens(pattern: str) -> list[Token]:
    """Return the tokens of a pattern, the last of the sort ``end``.

    >>> [each.sort for each in tokens("[a:b = 'x'] // so")]
    ['[', 'word', ':', 'word', 'compared', 'text', ']', 'end']
    """
    found = []
    for match in _TOKEN.finditer(pattern):
        sort = match.lastgroup or "end"
        text = match[sort]
        if sort == "sign":
            sort = "compared" if text in COMPARISONS else text
        elif sort == "name":
            sort = _sort_of(text)
        found.append(Token(sort, text, match.start(match.lastgroup or 0)))
        if sort == "end":
            break
    return found


def _sort_of(name: str) -> str:
    if name in KEYWORDS:
        return name
    if name in ("true", "false"):
        return "bool"
    return "hyphened" if "-" in name else "word"


def unquoted(text: str) -> str:
    r"""Return what a text in quotes says.

    >>> unquoted(r"'it\'s \\ here'")
    "it's \\ here"
    """
    return re.sub(r"\\(['\\])", r"\1", text[1:-1])
