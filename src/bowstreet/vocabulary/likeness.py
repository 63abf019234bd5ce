"""How alike two handles are: typing errors, digits for letters, look-alike letters, separators, suffixes. Pure.

A handle is compared in two forms: *plain*, the name as its selector has it (i and l as one), and its *skeleton*, what
is left when the disguises are taken off. Both a proposal and its reason are functions of the two names alone, never
of how many others there are.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple
from zlib import crc32

from bowstreet.vocabulary import enclosing, folding
from bowstreet.vocabulary.folding import LEET, PAIRS, SHORTEST_LEFT

MOST = 2
"""So many errors are allowed in a form of five signs or more, one in shorter ones, none in those of one or two."""

LONGEST = 60
"""Longer names are no handles that people mistype."""


class Likeness(NamedTuple):
    """How alike two names are, best first when sorted: errors left, and whether disguises were taken off for it."""

    errors: int
    folded: bool


SAME = Likeness(-1, False)
"""Of a name that is the one asked for."""

ENCLOSED = Likeness(MOST + 1, True)
"""Of names of which one holds the other whole: after all that differ by errors."""

PART = " "
"""What stands before a form that is a part of a name; no other form begins with it."""


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
    mine = folding.forms(asked)
    found = min(filter(None, (likeness_of(mine, held, form) for form in folding.forms(held))), default=None)
    is_enclosed = found is None and (enclosing.holds(held, asked) or enclosing.holds(asked, held))
    return ENCLOSED if is_enclosed else found


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
    if likeness(asked, held) == ENCLOSED:
        return _HELD if enclosing.holds(held, asked) else _HOLDS
    one, other = folding.plain(asked), folding.plain(held)
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
    fit = [each for each in words if SHORTEST_LEFT <= len(each) <= LONGEST and any(map(str.isalnum, each))]
    if len(words) > 1:
        fit = [each for each in fit if any(map(str.isalpha, each)) and not each.isalpha() and " " not in each][:3]
    return tuple(dict.fromkeys(fit))


def _letters(one: str, other: str) -> list[str]:
    """Return which signs are read as letters so that two names come together."""
    odd = set(one) ^ set(other)
    signs = sorted((odd or set(one + other)) & LEET.keys() - {"i"})
    said = [f"{sign} is read as {'i or l' if LEET[sign] == 'l' else LEET[sign]}" for sign in signs]
    if "i" in odd and ("l" in odd or not said):
        said.append("i and l are not told apart")
    said += [f"{pair} is read as {letter}" for pair, letter in PAIRS if (pair in one) != (pair in other)]
    return said or ["i and l are not told apart"]


def _together(fold: Callable[[str], str]) -> Callable[[str, str], tuple[str, str]]:
    return lambda one, other: (fold(one), fold(other))


def _shorn(one: str, other: str) -> tuple[str, str]:
    """Return two names without separators, and without suffixes and prefixes where that brings them together."""
    near, bare = (folding.joined(one), folding.joined(other)), (folding.stripped(one), folding.stripped(other))
    return bare if _gap(*map(folding.read_through, bare)) < _gap(*map(folding.read_through, near)) else near


def _shorn_words(one: str, other: str, new: str, others: str) -> list[str]:
    return [_SEPARATES if (new, others) == (folding.joined(one), folding.joined(other)) else _SUFFIX]


_HELD = "The whole name stands in it, with more before or behind it."
_HOLDS = "It stands whole in the name asked for, which has more before or behind it."
_LOOKS = "letters that look alike are taken as one"
_DOUBLED = "doubled letters are taken as one"
_SEPARATES, _SUFFIX = "separators are left out", "a suffix or prefix is left out"
_STEPS: tuple[tuple[Callable[[str, str], tuple[str, str]], Callable[[str, str, str, str], list[str]]], ...] = (
    (_together(folding.looked_through), lambda *_: [_LOOKS]),
    (_together(folding.undoubled), lambda *_: [_DOUBLED]),
    (_shorn, _shorn_words),
    (_together(folding.read_through), lambda one, other, *_: _letters(one, other)),
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
_NO_CUT = 3
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

    A form of one or two signs is one part, and so is a name within a name. A key says of which length the form is,
    which part it is, and its signs.
    """
    length, raw = len(form), form.encode("utf-32-le")
    if form.startswith(PART):
        return (_key(length, _NO_CUT, raw),)
    if length < SHORTEST_LEFT:
        return (_key(length, 0, raw),)
    return tuple(_key(length, number, raw[start:end]) for number, (start, end) in enumerate(_cuts(length)))


def wanted(form: str) -> set[int]:
    """Return the keys of which every form within two errors of this one has at least one.

    Two errors leave one of three parts whole; where it then stands in this form is bounded by the errors before and
    behind it (Li, Deng, Wang, Feng: Pass-Join, VLDB 5(3), 2011, section 4.2). Neighbours that changed places across
    a cut spoil two parts at once: the first or last part is then wanted with that change taken back.
    """
    size, raw = len(form), form.encode("utf-32-le")
    if form.startswith(PART):
        return set(keys(form))
    if size < SHORTEST_LEFT:
        return {_key(size, 0, raw)}
    found = set()
    for length in range(max(SHORTEST_LEFT, size - MOST), size + MOST + 1):
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
