"""What is wrong with an object of STIX, in one sentence, and where in it."""

from collections.abc import Callable
from typing import Any

import msgspec


class Fault(msgspec.Struct, frozen=True, gc=False):
    """One thing that is wrong: why, and the way to it from the object, as names and numbers."""

    why: str
    place: tuple[str | int, ...] = ()

    def under(self, step: str | int) -> "Fault":
        """Return the same fault as seen from one step further out."""
        return Fault(self.why, (step, *self.place))

    def __str__(self) -> str:
        """Return the sentence with the place before it.

        >>> print(Fault("This is no text.", ("external_references", 0, "url")))
        external_references[0].url: This is no text.
        """
        return f"{path(self.place)}: {self.why}" if self.place else self.why


Check = Callable[[Any], Fault | None]
"""Looks at a value and says what is wrong with it, or nothing."""


def path(steps: tuple[str | int, ...]) -> str:
    """Return a way as it is written in a path, shortened where a name in it is long.

    >>> path(("objects", 3, "name"))
    'objects[3].name'
    """
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in steps)
    return written.removeprefix(".")


def shown(value: object) -> str:
    """Return a value for a sentence: its beginning, on one line.

    >>> shown("a\\nb" + "c" * 100)
    'a bccccccccccccccccccccccccccccccccccccccccccccccccccccccccc'
    """
    text = value[:60] if isinstance(value, str) else str(value)[:60]
    return "".join(sign if sign.isprintable() else " " for sign in text)
