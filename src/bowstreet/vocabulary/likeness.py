"""How alike two handles are: typing errors, digits for letters, look-alike letters, separators, suffixes. Pure.

A handle is compared in two forms: *plain*, the name as its selector has it (i and l as one), and its *skeleton*, what
is left when the disguises are taken off. Both a proposal and its reason are functions of the two names alone, never
of how many others there are.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from bowstreet.vocabulary.confusables import LOOKS_LIKE

FOLDING = 1
"""The number of this way to fold; another way gets the next one, so that what was derived by it is derived anew."""

MOST = 2
"""So many errors are allowed in a form of five signs or more, one in shorter ones, none in those of one or two."""

LONGEST = 60
"""Longer names are no handles that people mistype."""

_LEET = {"0": "o", "1": "l", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
         "$": "s", "@": "a", "!": "l", "|": "l", "\N{EURO SIGN}": "e", "i": "l"}  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"))
_LEET_TABLE = str.maketrans(_LEET)
_TOKEN = re.compile("[^\\W_]+(?:[@!|$\N{EURO SIGN}]+[^\\W_]+)*[$]*|[$]+[^\\W_]+(?:[@!|$][^\\W_]+)*")
_ENDING_WORDS = (
    "official", "officiel", "shop", "store", "vendor", "seller", "express", "direct", "real", "original", "new",
    "backup", "team", "uk", "gb", "us", "usa", "de", "ger", "nl", "fr", "eu", "au", "aus", "ca", "es", "pl", "it",
)  # fmt: skip
_BEGINNING_WORDS = ("the", "real", "official", "original", "mr", "dr", "new")
_GLUED = ("official", "vendor", "seller", "store", "shop")
_SHORTEST_LEFT, _SHORTEST_GLUED, _MOST_DIGITS = 3, 4, 4
_DIGITS = re.compile(f"[0-9]{{1,{_MOST_DIGITS}}}$")


class Likeness(NamedTuple):
    """How alike two names are, best first when sorted: errors left, and whether disguises were taken off for it."""

    errors: int
    folded: bool


SAME = Likeness(-1, False)
"""Of a name that is the one asked for."""


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


def joined(name: str) -> str:
    """Return a name without what separates its parts.

    >>> joined("the_b-a.k er")
    'thebaker'
    """
    return "".join(_tokens(name)) or name


def stripped(name: str) -> str:
    """Return a name without separators and without what many names begin or end with, as long as enough is left.

    >>> [stripped(each) for each in ("baker_official", "the baker uk", "bakershop", "baker42", "dr_x", "420")]
    ['baker', 'baker', 'baker', 'baker', 'drx', '420']
    """
    tokens = _tokens(name)
    while len(tokens) > 1 and read_through(tokens[-1]) in _ENDINGS and _is_enough(tokens[:-1]):
        tokens = tokens[:-1]
    while len(tokens) > 1 and read_through(tokens[0]) in _BEGINNINGS and _is_enough(tokens[1:]):
        tokens = tokens[1:]
    left = _without_digits("".join(tokens))
    for ending in _GLUED:
        if left.endswith(ending) and len(left) >= len(ending) + _SHORTEST_GLUED:
            return _without_digits(left.removesuffix(ending))
    return left or name


def read_through(name: str) -> str:
    """Return a name with digits and signs as the letters that they stand for, ``i`` and ``l`` as one letter.

    >>> read_through("s1lv3r"), read_through("silver"), read_through("420")
    ('sllver', 'sllver', '420')
    """
    if name.isdigit():
        return name
    plain = name.translate(_LEET_TABLE)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


_ENDINGS = frozenset(map(read_through, _ENDING_WORDS))
_BEGINNINGS = frozenset(map(read_through, _BEGINNING_WORDS))


def plain(name: str) -> str:
    """Return the form of a name as its selector has it: NFKC, case folded, inner spaces single."""
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
    skeleton = read_through(stripped(looked_through(first)))
    first = first.replace("i", "l")
    return (first,) if skeleton in ("", first) else (first, skeleton)


def allowed(one: int, other: int) -> int:
    """Return how many errors are allowed between forms of two lengths."""
    shorter = min(one, other)
    return MOST if shorter >= 5 else int(shorter >= 3)


def errors(one: str, other: str, most: int = MOST) -> int | None:
    """Return the errors between two texts, None when they are more than ``most``, at most two.

    An error is a sign too many, too few or another one, or two neighbours that changed places (optimal string
    alignment, in which no part is changed twice).

    >>> errors("baker", "bakre"), errors("baker", "bkre"), errors("baker", "butcher")
    (1, 2, None)
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return None
    start, last = 0, min(len(one), len(other))
    while start < last and one[start] == other[start]:
        start += 1
    end = 0
    while end < last - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return _apart(one[start : len(one) - end], other[start : len(other) - end], most)


def _apart(one: str, other: str, most: int) -> int | None:
    """Return the errors between texts that begin with different signs, or of which one is empty."""
    if not one or not other:
        longer = len(one) or len(other)
        return longer if longer <= most else None
    if most == 0:
        return None
    found = [errors(one[1:], other[1:], most - 1), errors(one[1:], other, most - 1), errors(one, other[1:], most - 1)]
    if one[0] == other[1:2] and other[0] == one[1:2]:
        found.append(errors(one[2:], other[2:], most - 1))
    known = [each for each in found if each is not None]
    return min(known) + 1 if known else None


def likeness(asked: str, held: str) -> Likeness | None:
    """Return how alike two names are, None when they are not.

    >>> likeness("baker", "b4ker_uk"), likeness("baker", "bakker"), likeness("baker", "butcher")
    (Likeness(errors=0, folded=True), Likeness(errors=1, folded=False), None)
    """
    mine = forms(asked)
    return min(filter(None, (likeness_of(mine, held, form) for form in forms(held))), default=None)


def likeness_of(asked: tuple[str, ...], held: str, form: str) -> Likeness | None:
    """Return how alike a name, given by its forms, is to one form of another name, None when they are not."""
    best = None
    for at, mine in enumerate(asked):
        found = errors(mine, form, allowed(len(mine), len(form)))
        if found is not None and (best is None or found < best.errors):
            best = Likeness(found, bool(at) or form != held.replace("i", "l"))
    return best


def reason(asked: str, held: str) -> str:
    """Return in words how one name can be taken for the other.

    >>> reason("baker", "b4ker"), reason("baker", "bakre"), reason("baker", "baker_official")
    ('Same when 4 is read as a.', 'Two neighbours changed places.', 'Same when a suffix or prefix is left out.')
    >>> reason("the baker", "th3-bakr")
    'One sign differs when separators are left out and 3 is read as e.'
    """
    one, other = plain(asked), plain(held)
    said: list[str] = []
    for fold, words in _STEPS:
        new, others = fold(one, other)
        if _gap(new, others) < _gap(one, other):
            said += words(one, other, new, others)
            one, other = new, others
    left = _left(one, other)
    if not said:
        return f"{left}."
    *first, last = said
    return f"{left} when {', '.join(first)}{' and ' if first else ''}{last}."


def handles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return of words that were typed those that may be handles: the one that stands alone, or odd ones among several.

    >>> handles(("baker",)), handles(("bulk", "th3baker", "ship_fast")), handles(("two words",)), handles(("ab",))
    (('baker',), ('th3baker', 'ship_fast'), ('two words',), ())
    """
    fit = [each for each in words if _SHORTEST_LEFT <= len(each) <= LONGEST and any(map(str.isalnum, each))]
    if len(words) > 1:
        fit = [each for each in fit if any(map(str.isalpha, each)) and not each.isalpha() and " " not in each][:3]
    return tuple(dict.fromkeys(fit))


def _tokens(name: str) -> list[str]:
    return _TOKEN.findall(name)


def _is_enough(tokens: list[str]) -> bool:
    return sum(map(len, tokens)) >= _SHORTEST_LEFT


def _without_digits(name: str) -> str:
    left = _DIGITS.sub("", name)
    return left if len(left) >= _SHORTEST_LEFT and not left[-1].isdigit() else name


def _letters(one: str, other: str) -> list[str]:
    """Return which signs are read as letters so that two names come together."""
    odd = set(one) ^ set(other)
    signs = sorted((odd or set(one + other)) & _LEET.keys() - {"i"})
    said = [f"{sign} is read as {'i or l' if _LEET[sign] == 'l' else _LEET[sign]}" for sign in signs]
    if "i" in odd and ("l" in odd or not said):
        said.append("i and l are not told apart")
    said += [f"{pair} is read as {letter}" for pair, letter in _PAIRS if (pair in one) != (pair in other)]
    return said or ["i and l are not told apart"]


def _together(fold: Callable[[str], str]) -> Callable[[str, str], tuple[str, str]]:
    return lambda one, other: (fold(one), fold(other))


def _shorn(one: str, other: str) -> tuple[str, str]:
    """Return two names without separators, and without suffixes and prefixes where that brings them together."""
    near, bare = (joined(one), joined(other)), (stripped(one), stripped(other))
    return bare if _gap(*map(read_through, bare)) < _gap(*map(read_through, near)) else near


def _shorn_words(one: str, other: str, new: str, others: str) -> list[str]:
    return [_SEPARATES if (new, others) == (joined(one), joined(other)) else _SUFFIX]


_LOOKS = "letters that look alike are taken as one"
_SEPARATES, _SUFFIX = "separators are left out", "a suffix or prefix is left out"
_STEPS: tuple[tuple[Callable[[str, str], tuple[str, str]], Callable[[str, str, str, str], list[str]]], ...] = (
    (_together(looked_through), lambda *_: [_LOOKS]),
    (_shorn, _shorn_words),
    (_together(read_through), lambda one, other, *_: _letters(one, other)),
)


def _left(one: str, other: str) -> str:
    found = errors(one, other)
    if found == 1:
        return "Two neighbours changed places" if sorted(one) == sorted(other) else "One sign differs"
    return {0: "Same", 2: "Two signs differ"}.get(found if found is not None else MOST + 1, "Several signs differ")


def _gap(one: str, other: str) -> int:
    """Return the errors between two texts of any distance, a change of places counted as two."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, its in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (sign != its))
    return row[-1]


_CLASSES = 32
_BITS = {chr(ord("a") + at): 1 << at for at in range(26)}
_SIGN = 4
"""So many bytes has a sign where forms are cut."""


def signature(form: str) -> int:
    """Return 64 bits of which signs stand in a form once and more than once: an error changes two of them at most."""
    once = more = 0
    for sign in form:
        bit = _BITS.get(sign) or 1 << 26 + ord(sign) % (_CLASSES - 26)
        more |= once & bit
        once |= bit
    return once | more << _CLASSES


def keys(form: str) -> tuple[int, ...]:
    """Return the keys, numbers of 32 bits, under which a form is kept: one for each of the three parts it is cut into.

    A form of one or two signs is one part. A key says of which length the form is, which part it is, and its signs.
    """
    length, raw = len(form), form.encode("utf-32-le")
    if length < _SHORTEST_LEFT:
        return (_key(length, 0, raw),)
    return tuple(_key(length, number, raw[start:end]) for number, (start, end) in enumerate(_cuts(length)))


def wanted(form: str) -> set[int]:
    """Return the keys of which every form within two errors of this one has at least one.

    Two errors leave one of three parts whole; where it then stands in this form is bounded by the errors before and
    behind it (Li, Deng, Wang, Feng: Pass-Join, VLDB 5(3), 2011, section 4.2). Neighbours that changed places across
    a cut spoil two parts at once: the first or last part is then wanted with that change taken back.
    """
    size, raw = len(form), form.encode("utf-32-le")
    if size < _SHORTEST_LEFT:
        return {_key(size, 0, raw)}
    found = set()
    for length in range(max(_SHORTEST_LEFT, size - MOST), size + MOST + 1):
        (_, first), (start, end), (last, _) = _cuts(length)
        shift = _SIGN * (size - length)
        found.add(_key(length, 0, raw[:first]))
        found.add(_key(length, 2, raw[last + shift :]))
        for at in range(start + max(0, shift) - _SIGN, start + min(0, shift) + _SIGN + 1, _SIGN):
            if 0 <= at <= len(raw) - end + start:
                found.add(_key(length, 1, raw[at : at + end - start]))
        if abs(size - length) < MOST:
            found.add(_key(length, 0, raw[: first - _SIGN] + raw[first : first + _SIGN]))
            found.add(_key(length, 2, raw[last + shift - _SIGN : last + shift] + raw[last + shift + _SIGN :]))
    return found


def _key(length: int, number: int, signs: bytes) -> int:
    return crc32(signs, length * 4 + number)


@cache
def _cuts(length: int) -> tuple[tuple[int, int], ...]:
    """Return where the three parts of a form of so many signs begin and end, in bytes."""
    small, more = divmod(length, 3)
    first, second = _SIGN * small, _SIGN * (small + small + (more > 1))
    return (0, first), (first, second), (second, _SIGN * length)
