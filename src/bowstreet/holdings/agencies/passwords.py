"""What a new password may not be made of: who chooses it."""

import re
from typing import Any

from django.core.exceptions import ValidationError

LEAST = 6
"""Signs that must be left of a password when the names of its officer are taken out."""

_SHORTEST_NAME = 3
_NO_WORD = re.compile(r"[\W_]+")


class NotOnesNames:
    """Refuses what is little more than the officer's sign-in name and name, however often and in whatever order.

    Django's likeness of a password to an attribute falls with its length: the sign-in name twice is two thirds alike,
    under the limit of seven tenths.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` with a sentence."""
        if user is not None and len(without_names(password, user.login, user.name)) < LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_names")

    def get_help_text(self) -> str:
        """Return the sentence."""
        return "A password is more than your sign-in name or your name, also when they are written several times."


def without_names(password: str, *names: str) -> str:
    """Return the letters and digits of a password that are left when names, and the words in them, are taken out.

    >>> without_names("L.Morvan-lmorvan 26", "l.morvan", "Lucie Morvan")
    '26'
    """
    words = {_plain(each) for name in names for each in (name, *_NO_WORD.split(name))}
    left = _plain(password)
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST_NAME:
            left = left.replace(word, "")
    return left


def _plain(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()
