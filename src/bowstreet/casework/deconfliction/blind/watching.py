"""What looks like counting up: rules over numbers, with no file and no clock.

Blind, nobody but the asker sees a value. The evaluator sees how much is asked for, the holder how little of it is
held, and the asker's own agency, before anything leaves it, that numbers follow one another.
"""

from collections.abc import Iterable

from bowstreet.vocabulary import guessability
from bowstreet.vocabulary.guessability import Guessability
from bowstreet.vocabulary.selectors import Selector, SelectorType

MUCH = 0.8
"""Of a day's quota: so much spent is an alarm."""

ENOUGH, FEW, DAYS = 500, 0.01, 7
"""Of so many asked for in so many days less than this part held is an alarm."""

IN_A_ROW = 20
"""So many numbers that follow one another are an alarm."""


def is_much(type: str, spent: int) -> bool:
    """Say whether so many of a type in a day are nearly all that may be asked for.

    >>> is_much("phone", 399), is_much("phone", 400)
    (False, True)
    """
    return spent >= MUCH * guessability.a_day(SelectorType(type))


def is_fishing(asked: int, held: int) -> bool:
    """Say whether an agency asks for much of which hardly anything is held.

    >>> is_fishing(499, 0), is_fishing(500, 4), is_fishing(500, 5)
    (False, True, False)
    """
    return asked >= ENOUGH and held < FEW * asked


def in_a_row(selectors: Iterable[Selector]) -> SelectorType | None:
    """Return the type of which so many numbers follow one another that nobody came upon them by chance, else None.

    >>> in_a_row([Selector(SelectorType.PHONE, f"+3120555{each:04}") for each in range(20)])
    <SelectorType.PHONE: 'phone'>
    """
    numbers: dict[SelectorType, set[int]] = {}
    for each in selectors:
        digits = "".join(filter(str.isdigit, each.value))
        if digits and guessability.OF_TYPE[each.type] is Guessability.COUNTED:
            numbers.setdefault(each.type, set()).add(int(digits))
    for type, found in numbers.items():
        if _longest(found) >= IN_A_ROW:
            return type
    return None


def _longest(numbers: set[int]) -> int:
    longest = 0
    for each in numbers:
        if each - 1 not in numbers:
            end = each + 1
            while end in numbers:
                end += 1
            longest = max(longest, end - each)
    return longest
