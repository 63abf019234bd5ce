"""Statements as a body holds them: each checked and brought to the form that is kept, and read back as plain values."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from bowstreet.vocabulary.evaluation import UNGRADED, Grade
from bowstreet.vocabulary.kinds import values
from bowstreet.vocabulary.kinds.values import WrongValue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.statements import Statement

MOST = 10_000
"""Up to so many statements stand in one field."""

_SAID = ("source", "grade", "basis", "first_seen", "last_seen")
_KEYS = frozenset({"value", *_SAID})
_UNGRADED = str(UNGRADED)


def checked(read: Callable[[Any], Any], given: Any) -> list[dict[str, Any]]:
    """Return the statements of a field in the form that is kept, each value validated by the field's reader."""
    several = given if isinstance(given, (list, tuple)) else [given]
    if not isinstance(given, (list, tuple, str, Mapping)):
        raise WrongValue("A list is needed.")
    if len(several) > MOST:
        raise WrongValue(f"A field has at most {MOST:,} values.")
    return [_checked(read, each) for each in several if each != ""]


def plain(body: Mapping[str, Any], name: str) -> list[str]:
    """Return the values of a field, of statements the value alone."""
    held = body.get(name)
    if held is None:
        return []
    if isinstance(held, (list, tuple)):
        return [each if isinstance(each, str) else str(each["value"]) for each in held]
    return [str(held)]


def _checked(read: Callable[[Any], Any], given: Any) -> dict[str, Any]:
    if not isinstance(given, (dict, Mapping)):
        return Statement(_filled(read(given))).plain()
    if "value" not in given or not _KEYS.issuperset(given):
        raise WrongValue("A statement has a value and may have source, grade, basis, first_seen and last_seen.")
    try:
        value = read(given["value"])
        return {"value": value if value and type(value) is str else _filled(value), **_said(*map(given.get, _SAID))}
    except WrongValue:
        raise
    except (ValueError, AttributeError, TypeError) as wrong:
        raise WrongValue(f"A statement cannot be read: {wrong}") from None


@lru_cache(maxsize=256, typed=True)
def _said(source: Any, grade: Any, basis: Any, first: Any, last: Any) -> dict[str, Any]:
    """Return what a statement says beside its value; the statements of one row mostly say the same."""
    return {
        "source": values.text(source or ""),
        **_weighed(grade, basis),
        "first_seen": _day(first) if first else None,
        "last_seen": _day(last) if last else None,
    }


@lru_cache(maxsize=256, typed=True)
def _weighed(grade: Any, basis: Any) -> dict[str, str]:
    return {"grade": str(Grade.read(grade or _UNGRADED)), "basis": Basis(basis or Basis.FACT).value}


_day = lru_cache(maxsize=1024, typed=True)(values.day)


def _filled(value: Any) -> str:
    if value == "":
        raise WrongValue("A statement needs a value.")
    return str(value)
