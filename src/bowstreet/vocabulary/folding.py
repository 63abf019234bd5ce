"""A handle with its disguises taken off: look-alike letters, separators, suffixes, digits for letters. Pure."""

import re
import unicodedata
from functools import lru_cache

from bowstreet.vocabulary.confusables import LOOKS_LIKE

NUMBER = 3
"""The number of this way to fold; another way gets the next one, so that what was derived by it is derived anew."""

SHORTEST_LEFT = 3
"""So much stays of a name when something is taken off it."""

LEET = {"0": "o", "1": "l", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
         "$": "s", "@": "a", "!": "l", "|": "l", "\N{EURO SIGN}": "e", "i": "l"}  # fmt: skip
PAIRS = (("rn", "m"), ("vv", "w"))
_LEET_TABLE = str.maketrans(LEET)
_TOKEN = re.compile("[^\\W_]+(?:[@!|$\N{EURO SIGN}]+[^\\W_]+)*[$]*|[$]+[^\\W_]+(?:[@!|$][^\\W_]+)*")
_ENDING_WORDS = (
    "official", "officiel", "shop", "store", "vendor", "seller", "express", "direct", "real", "original", "new",
    "backup", "team", "uk", "gb", "us", "usa", "de", "ger", "nl", "fr", "eu", "au", "aus", "ca", "es", "pl", "it",
)  # fmt: skip
_BEGINNING_WORDS = ("the", "real", "official", "original", "mr", "dr", "new")
_GLUED = ("official", "vendor", "seller", "store", "shop")
_SHORTEST_GLUED, _MOST_DIGITS = 4, 4
_SHORTEST_DOUBLED = 6
_DIGITS = re.compile(f"(?<![0-9])[0-9]{{1,{_MOST_DIGITS}}}(?:(?:19|20)[0-9]{{2}})?$")
_FRAME = re.compile(rf"(xx+)(.{{{SHORTEST_LEFT},5}})\1")
"""Of a short name alone: a longer one is found as one that the framed name holds."""


def looked_through(name: str) -> str:
    """Return a name with every letter as the Latin one that it looks like, without accents.

    >>> looked_through("b\\u0430k\\u00e9r")
    'baker'
    """
    if name.isascii():
        return name.lower()
    folded = unicodedata.normalize("NFKC", name).casefold().translate(LOOKS_LIKE)
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(LOOKS_LIKE)


def undoubled(name: str) -> str:
    """Return a name of which every sign is written twice with each once, and any other as it is.

    >>> undoubled("bbaakkeerr"), undoubled("baakker")
    ('baker', 'baakker')
    """
    once = name[::2]
    is_doubled = len(name) >= _SHORTEST_DOUBLED and once == name[1::2] and not name.isdigit()
    return once if is_doubled else name


def joined(name: str) -> str:
    """Return a name without what separates its parts.

    >>> joined("the_b-a.k er")
    'thebaker'
    """
    return "".join(tokens(name)) or name


def ends_names(word: str) -> bool:
    """Say whether a word is one that many names end with.

    >>> ends_names("Official"), ends_names("harbour")
    (True, False)
    """
    return read_through(word.lower()) in _ENDINGS


def begins_names(word: str) -> bool:
    """Say whether a word is one that many names begin with.

    >>> begins_names("The"), begins_names("harbour")
    (True, False)
    """
    return read_through(word.lower()) in _BEGINNINGS


def stripped(name: str) -> str:
    """Return a name without separators and without what many names begin or end with, as long as enough is left.

    >>> [stripped(each) for each in ("baker_official", "the baker uk", "xxbakerxx", "baker42", "dr_x", "420")]
    ['baker', 'baker', 'baker', 'baker', 'drx', '420']
    """
    parts = tokens(name)
    while len(parts) > 1 and read_through(parts[-1]) in _ENDINGS and _is_enough(parts[:-1]):
        parts = parts[:-1]
    while len(parts) > 1 and read_through(parts[0]) in _BEGINNINGS and _is_enough(parts[1:]):
        parts = parts[1:]
    left = without_digits(_unframed("".join(parts)))
    for ending in _GLUED:
        if left.endswith(ending) and len(left) >= len(ending) + _SHORTEST_GLUED:
            return without_digits(left.removesuffix(ending))
    return left or name


def read_through(name: str) -> str:
    """Return a name with digits and signs as the letters that they stand for, ``i`` and ``l`` as one letter.

    >>> read_through("s1lv3r"), read_through("silver"), read_through("420")
    ('sllver', 'sllver', '420')
    """
    if name.isdigit():
        return name
    plain = name.translate(_LEET_TABLE)
    for pair, letter in PAIRS:
        plain = plain.replace(pair, letter)
    return plain


_ENDINGS = frozenset(map(read_through, _ENDING_WORDS))
_BEGINNINGS = frozenset(map(read_through, _BEGINNING_WORDS))


def plain(name: str) -> str:
    """Return the form of a name as its selector has it: NFKC, case folded, inner spaces single."""
    if name.isascii():
        return " ".join(name.lower().split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(sign for sign in folded if unicodedata.category(sign) != "Cf").split())


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """Return the forms by which a name is found: plain, and its skeleton where that is another.

    That i and l are one in both takes no name away from another, and most names need one form.

    >>> forms("b4ker_official"), forms("silver")
    (('b4ker_offlclal', 'baker'), ('sllver',))
    """
    first = plain(name)
    skeleton = read_through(stripped(undoubled(looked_through(first))))
    first = first.replace("i", "l")
    return (first,) if skeleton in ("", first) else (first, skeleton)


def tokens(name: str) -> list[str]:
    """Return the parts of a name between what separates them."""
    return _TOKEN.findall(name)


def _is_enough(parts: list[str]) -> bool:
    return sum(map(len, parts)) >= SHORTEST_LEFT


def _unframed(name: str) -> str:
    found = _FRAME.fullmatch(name)
    return found[2] if found else name


def without_digits(name: str) -> str:
    """Return a name without up to four digits at its end, and a year behind them, where enough is left.

    >>> without_digits("baker42"), without_digits("baker422019"), without_digits("baker1234567")
    ('baker', 'baker', 'baker1234567')
    """
    left = _DIGITS.sub("", name)
    return left if len(left) >= SHORTEST_LEFT else name
