"""What a search finds before it is shown: a record, the row of its text, and where it matched."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import partial
from typing import Any, NamedTuple


class Where(IntEnum):
    """Where a hit matched, best first."""

    ID = 0
    WHOLE_TITLE = 1
    TITLE = 2
    SELECTOR = 3
    ELSEWHERE = 4
    INSIDE = 5


class Match(NamedTuple):
    """One record that matched. ``text`` is the row of text that did, 0 for none; ``size`` the signs of that text.

    A search makes ten thousand of these: they come straight out of the statement, so ``where`` is a plain number.
    A text that the record has no more is numbered below 0.
    """

    record: int
    text: int
    where: int
    weight: int
    size: int
    terms_id: int
    traits_id: int


made: Callable[[Iterable[Any]], Match] = partial(tuple.__new__, Match)
"""What ``Match._make`` does, at a third of its time, which counts ten thousand times in a search."""
