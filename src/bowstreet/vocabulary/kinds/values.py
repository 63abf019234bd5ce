"""One value of one field: read from what a body holds, validated, brought to the form in which it is kept."""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from bowstreet.vocabulary import products
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, read, recognise

LONGEST_TEXT = 2_000
LONGEST_LONG_TEXT = 100_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_IN_LONG = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class WrongValue(ValueError):
    """A value that its field does not allow; the message says why in a sentence."""


def text(value: Any) -> str:
    """Return one line of text (NFC, trimmed), empty when it shows nothing; numbers are taken as they are written."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return _text(value, _CONTROL, LONGEST_TEXT)


def long_text(value: Any) -> str:
    """Return text that may have line breaks and tabs."""
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _text(value, _CONTROL_IN_LONG, LONGEST_LONG_TEXT)


def day(value: Any) -> str:
    """Return a day as ISO 8601 writes it."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise WrongValue("A day is written as in 2026-01-31.") from None


def number(value: Any) -> int | float:
    """Return a finite number."""
    if isinstance(value, str):
        try:
            value = float(value) if re.search(r"[.eE]", value) else int(value)
        except ValueError:
            raise WrongValue("This is no number.") from None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise WrongValue("This is no number.")
    if abs(value) >= 10**15:
        raise WrongValue("This number is too large.")
    return value


def product(value: Any) -> str:
    """Return the code of a product type."""
    try:
        return products.read(text(value))
    except ValueError as wrong:
        raise WrongValue(str(wrong)) from None


def selector(types: tuple[SelectorType, ...]) -> Callable[[Any], Selector]:
    """Return a reader of the selector that a value is, of one of the types that its field allows."""
    known = lru_cache(maxsize=1024)(lambda plain: _selector(types, plain))
    return lambda value: known(text(value))


def _selector(types: tuple[SelectorType, ...], plain: str) -> Selector:
    sentence = "This is no identifier of the sort that the field holds."
    for each in types:
        try:
            return read(each, plain)
        except NotASelector as wrong:
            sentence = str(wrong)
    if len(types) > 1:
        found = [each for each in recognise(plain) if each.type in types]
        if found:
            return found[0]
        sentence = "This is no identifier of the sort that the field holds."
    raise WrongValue(sentence)


def choice(codes: frozenset[str]) -> Callable[[Any], str]:
    """Return a reader of one of some codes."""

    def chosen(value: Any) -> str:
        if not isinstance(value, str) or value not in codes:
            raise WrongValue(f"Choose one of: {', '.join(sorted(codes))}.")
        return str(value)

    return chosen


def _text(value: Any, control: re.Pattern[str], longest: int) -> str:
    if not isinstance(value, str):
        raise WrongValue("This is not a text.")
    if len(value) > longest:
        raise WrongValue(f"A text here has at most {longest:,} characters.")
    plain = value if value.isascii() else unicodedata.normalize("NFC", value)
    plain = "" if is_blank(plain) else plain.strip()
    if not plain.isprintable() and control.search(plain):
        raise WrongValue("A text holds no control characters.")
    return plain
