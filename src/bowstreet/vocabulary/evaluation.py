"""How far a statement can be trusted: source reliability and information accuracy.

The two codes are those of Regulation (EU) 2016/794 article 29. Grades of other schemes are kept verbatim beside
them and never converted in silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class SourceReliability(StrEnum):
    """How reliable the source is."""

    A = "A"
    B = "B"
    C = "C"
    X = "X"


class InfoAccuracy(StrEnum):
    """How accurate the information is."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"


@dataclass(frozen=True, order=True)
class Grade:
    """A source code and an accuracy code, written together as in ``B2``."""

    source: SourceReliability
    accuracy: InfoAccuracy

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a grade such as ``b2``; raise ``ValueError`` with a sentence otherwise.

        >>> str(Grade.read(" b2 "))
        'B2'
        """
        code = text.strip().upper()
        if len(code) != 2:
            raise ValueError(f"'{text}' is no grade. A grade is a letter A, B, C or X and a digit 1 to 4, as in B2.")
        try:
            return cls(SourceReliability(code[0]), InfoAccuracy(code[1]))
        except ValueError:
            raise ValueError(
                f"'{text}' is no grade. A grade is a letter A, B, C or X and a digit 1 to 4, as in B2."
            ) from None

    @classmethod
    def is_one(cls, text: str) -> bool:
        """Say whether a text is a grade."""
        try:
            cls.read(text)
        except ValueError:
            return False
        return True

    def __str__(self) -> str:
        """Return the two codes side by side."""
        return f"{self.source}{self.accuracy}"


UNGRADED = Grade(SourceReliability.X, InfoAccuracy.FOUR)
"""What a statement without an evaluation has: never blank, never better."""


def weakest(grades: Iterable[Grade]) -> Grade:
    """Return the grade made of the worst source and the worst accuracy, ``X4`` of none.

    >>> str(weakest([Grade.read("A3"), Grade.read("C1")]))
    'C3'
    """
    known = list(grades)
    if not known:
        return UNGRADED
    return Grade(max(grade.source for grade in known), max(grade.accuracy for grade in known))
