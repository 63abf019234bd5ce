"""What the text of a mapping says, field by field, each refused with a sentence where it cannot be so."""

import re
from collections.abc import Mapping as Map
from typing import Any


class WrongMapping(ValueError):
    """A mapping that cannot be used; its message says why in a sentence."""


NAMELESS = "the column without a name"


def column(name: str, longest: int = 60) -> str:
    """Return how a column of a table is called in a sentence.

    >>> column("rating"), column("")
    ("'rating'", 'the column without a name')
    """
    return f"'{name[:longest]}'" if name.strip() else NAMELESS


def known(raw: Map[str, Any], allowed: frozenset[str], what: str) -> None:
    """Raise ``WrongMapping`` where a table says what it may not."""
    unknown = sorted(set(raw) - allowed)
    if unknown:
        raise WrongMapping(f"{what} does not have {', '.join(unknown)}.")


def within(name: str, names: frozenset[str]) -> str:
    """Return a name that is one of several; raise ``WrongMapping`` otherwise."""
    if name not in names:
        raise WrongMapping(f"There is no field '{name}': no column becomes it.")
    return name


def one_of(raw: Map[str, Any], key: str, names: frozenset[str]) -> str | None:
    """Return the name of a field, None where none is said."""
    return within(text(raw, key), names) if key in raw else None


def text(raw: Map[str, Any], key: str) -> str:
    """Return a text that is not empty."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 500 or "\x00" in value:
        raise WrongMapping(f"A mapping needs '{key}' as a text.")
    return value


def matching(raw: Map[str, Any], key: str, shape: re.Pattern[str]) -> str:
    """Return a text of a shape."""
    value = text(raw, key)
    if not shape.fullmatch(value):
        raise WrongMapping(f"'{value[:60]}' is no {key}: use small letters, digits and _.")
    return value


def several(raw: Map[str, Any], key: str) -> list[Any]:
    """Return a list."""
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise WrongMapping(f"'{key}' is a list.")
    return value


def texts(raw: Map[str, Any], key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return a list of texts, the default where it is not said."""
    if key not in raw:
        return default
    value = several(raw, key)
    if not all(isinstance(each, str) for each in value):
        raise WrongMapping(f"'{key}' is a list of texts.")
    return tuple(value)


def flag(raw: Map[str, Any], key: str) -> bool:
    """Return true or false; false where it is not said."""
    said = raw.get(key, False)
    if not isinstance(said, bool):
        raise WrongMapping(f"'{key}' is true or false.")
    return said
